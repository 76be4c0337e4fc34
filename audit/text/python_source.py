"""Python sources as text: parsed, never run.

What is read of a file is bounded in bytes and in the depth of its brackets, which bounds the time,
too. A file that does not parse is told apart by why: old Python, a template, a notebook's commands
or syntax that this parser may be too old for say nothing against it.
"""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from audit.text.hollow import is_hollow

MOST_CHARACTERS = 150_000
DEEPEST = 60
"""Brackets within brackets."""
_SPOKEN = (3, 11)
"""The oldest Python that this tool runs on: what it says must not depend on the one that it has."""
_BRACKET = re.compile(r"[()\[\]{}]")
_LONE_RETURN = re.compile(r"\r(?!\n|$)")
_PYTHON_2 = re.compile(
    r"^[ \t]*(?:print[ \t]+[\"'\w%]|print[ \t]*>>|exec[ \t]+[\"'\w]|raise[ \t]+[\w.]+[ \t]*,"
    r"|except[ \t]+[\w.()]+[ \t]*,[ \t]*\w+[ \t]*:)|<>|\b[uU][rR][\"']|`\w+`|\b0[0-7]+\b",
    re.MULTILINE,
)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|<%|<[A-Za-z_][\w /-]*>|\$\{|@@\w|\.\.\.|…|#\{")
_NOTEBOOK = re.compile(r"^[ \t]*[!%]{1,2}\w|^[ \t]*\w[\w.]*\?{1,2}$|# In\[", re.MULTILINE)
_MERGE = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
_FORMATTED = re.compile(r"\b(?:[rR]?[fFtT][rR]?)[\"']")
_KNOWN = frozenset(dir(builtins)) | frozenset(
    [
        "__file__", "__name__", "__doc__", "__package__", "__spec__", "__path__", "__loader__",
        "__builtins__", "__debug__", "__annotations__", "WindowsError", "get_ipython",
        "display", "exit", "quit", "unicode", "xrange", "raw_input", "basestring", "long",
        "execfile", "reduce", "unichr", "reload", "file", "cmp", "buffer", "coerce", "intern",
        "apply",
    ]
)  # fmt: skip
"""Names that are there without being defined, those of Python 2 among them."""
_REWRITES_NAMES = frozenset({"exec", "eval", "globals", "locals", "vars", "setattr", "execfile"})


class Cause(StrEnum):
    """Why a file was not parsed."""

    LENGTH = "it is too long to be parsed"
    DEPTH = "it is nested too deeply to be parsed"
    LINE_ENDS = "its lines end in an old way"
    PYTHON_2 = "it is written for Python 2"
    TEMPLATE = "it is a template, or has places to fill"
    NOTEBOOK = "it holds commands of a notebook"
    NEWER = "it may be written for a newer Python"
    MERGE = "it holds the marks of a merge that was not finished"
    SYNTAX = "it does not parse as Python 3"


class Import(Struct, frozen=True, kw_only=True):
    """An import that is executed whenever the file is."""

    module: str
    """Dotted, without the leading dots; empty for `from . import x`."""
    level: int
    """How many leading dots."""
    names: tuple[str, ...]
    """What is taken from the module; none for `import module`."""
    lines: tuple[int, int]


class Source(Struct, frozen=True, kw_only=True):
    """What a file does when it is executed."""

    imports: tuple[Import, ...]
    undefined: tuple[tuple[str, int], ...]
    """Names that are read whenever the file is executed and that nothing in it binds, each with
    its line."""
    is_hollow: bool = False
    """Whether nothing in it does a thing: words, empty functions, and the saying of a line."""


class Unparsed(Struct, frozen=True, kw_only=True):
    """A file that was not parsed."""

    cause: Cause
    line: int

    @property
    def is_broken(self) -> bool:
        """Whether the file cannot be executed, under whichever Python."""
        return self.cause in (Cause.MERGE, Cause.SYNTAX)


def read_source(text: str) -> Source | Unparsed:
    """The imports and undefined names of a source, or why it was not parsed."""
    text = text.removeprefix("\ufeff")
    if (limit := _limit(text)) is not None:
        return Unparsed(cause=limit, line=1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a stranger's escapes and comparisons
            tree = ast.parse(text, feature_version=_SPOKEN)
    except SyntaxError as error:
        return _unparsed(text, error.lineno or 1)
    except (ValueError, RecursionError, MemoryError):
        return Unparsed(cause=Cause.DEPTH, line=1)
    executed = tuple(_executed(tree))
    imports = (found for each in executed for found in _imports(each))
    return Source(
        imports=tuple(imports),
        undefined=tuple(_undefined(tree, executed)),
        is_hollow=is_hollow(tree),
    )


def _limit(text: str) -> Cause | None:
    if len(text) > MOST_CHARACTERS:
        return Cause.LENGTH
    if _LONE_RETURN.search(text):
        return Cause.LINE_ENDS
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "([{" else max(0, depth - 1)
        if depth > DEEPEST:
            return Cause.DEPTH
    return None


def _unparsed(text: str, number: int) -> Unparsed:
    """Why a text does not parse, and the line that shows it."""
    if (mark := _MERGE.search(text)) is not None:
        return Unparsed(cause=Cause.MERGE, line=text.count("\n", 0, mark.start()) + 1)
    lines = text.split("\n")
    number = min(max(number, 1), len(lines))
    line = lines[number - 1]
    for cause, seen in (
        (Cause.PYTHON_2, _PYTHON_2.search(text)),
        (Cause.NOTEBOOK, _NOTEBOOK.search(text)),
        (Cause.TEMPLATE, _TEMPLATE.search(line)),
        (Cause.NEWER, _FORMATTED.search(line)),
    ):
        if seen:
            return Unparsed(cause=cause, line=number)
    return Unparsed(cause=Cause.SYNTAX, line=number)


def _executed(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that are executed whenever the file is: no branch, no handled failure."""
    waiting = list(reversed(tree.body))
    while waiting:
        statement = waiting.pop()
        yield statement
        if isinstance(statement, ast.With | ast.ClassDef) or _is_main(statement):
            waiting.extend(reversed(statement.body))  # type: ignore[attr-defined]


def _is_main(statement: ast.stmt) -> bool:
    """Whether it is `if __name__ == "__main__":`."""
    return (
        isinstance(statement, ast.If)
        and isinstance(statement.test, ast.Compare)
        and isinstance(statement.test.left, ast.Name)
        and statement.test.left.id == "__name__"
        and isinstance(statement.test.ops[0], ast.Eq)
    )


def _imports(statement: ast.stmt) -> Iterator[Import]:
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        return
    lines = (statement.lineno, statement.end_lineno or statement.lineno)
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield Import(module=alias.name, level=0, names=(), lines=lines)
    else:
        names = tuple(alias.name for alias in statement.names)
        module = statement.module or ""
        yield Import(module=module, level=statement.level, names=names, lines=lines)


def _undefined(tree: ast.Module, executed: tuple[ast.stmt, ...]) -> Iterator[tuple[str, int]]:
    """Names that are surely read and bound nowhere; none where names may come in another way."""
    bound: set[str] = set()
    for node in ast.walk(tree):
        bound.update(_bindings(node))
        if isinstance(node, ast.Name) and node.id in _REWRITES_NAMES:
            return
    if "*" in bound:
        return
    seen: set[str] = set()
    for statement in executed:
        for name in _reads(statement):
            if name.id not in bound and name.id not in _KNOWN and name.id not in seen:
                seen.add(name.id)
                yield name.id, name.lineno


def _bindings(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=asname):
            yield asname or name.partition(".")[0]
        case ast.arg(arg=name):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
            yield name or ""
        case ast.MatchMapping(rest=name):
            yield name or ""
        case _:
            pass


_NOT_SURE = (
    ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.If | ast.IfExp
    | ast.Try | ast.TryStar | ast.For | ast.AsyncFor | ast.While | ast.Match | ast.Assert
    | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.With | ast.AsyncWith
)  # fmt: skip
"""Where a name may stay unread; the statements of `_executed` come one by one."""


def _reads(statement: ast.stmt) -> Iterator[ast.Name]:
    """The names that a statement surely reads."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                yield node
        elif isinstance(node, ast.BoolOp):
            waiting.append(node.values[0])
        elif isinstance(node, ast.AnnAssign):
            waiting.extend([node.value] if node.value else [])
        elif not isinstance(node, _NOT_SURE):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
