"""Python sources: what calls load, names followed to the texts that they are given in the file."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from audit.model.use import Kind, Use, is_id, is_old_id
from audit.uses.calls import ADAPTERS, CALLS, DATA_HINT, NAME_HINT, READERS, Call
from audit.uses.texts import Texts

_SHOWN = 80
_PREFIXES = ("hf_hub:", "hf-hub:", "hf://", "hub:")


class UnparsedError(ValueError):
    """The file does not parse as Python."""


def python(path: str, text: str) -> Iterator[Use]:
    """What the calls and constants of a file name; `UnparsedError` where it is no Python 3."""
    tree = _parsed(text)
    texts = Texts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(path, node, texts)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _of_constant(path, node)


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnparsedError(type(error).__name__) from error


def _of_call(path: str, node: ast.Call, texts: Texts) -> Iterator[Use]:
    name, owner = _called(node.func)
    call = CALLS.get(name) or _class_call(name)
    if call is None:
        return
    given = _argument(node, call, place=1 if owner in ADAPTERS else call.place)
    if given is None:
        return
    way = f"{owner}.{name}" if owner else name
    kind = _kind(node, call, texts)
    if kind is None:
        return
    revisions = texts.of(_named(node, "revision"))
    revision = revisions[0] if len(revisions) == 1 else None
    line = given.lineno
    values = texts.of(given)
    if not values and _may_be_a_name(given):
        yield _unresolved(path, given, way)
    for value in values:
        if (found := _id(value, call)) is not None:
            yield Use(kind=kind, id=found, path=path, line=line, way=way, revision=revision)


def _class_call(name: str) -> Call | None:
    """Classes of a family are called alike."""
    return CALLS["ORTModel"] if name.startswith("ORTModel") else None


def _called(function: ast.expr) -> tuple[str, str]:
    """The last part of what is called, and the part before it."""
    if isinstance(function, ast.Name):
        return function.id, ""
    if isinstance(function, ast.Attribute):
        inner = function.value
        before = inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")
        return function.attr, str(before)
    return "", ""


def _argument(node: ast.Call, call: Call, *, place: int | None) -> ast.expr | None:
    for name in call.names:
        if (given := _named(node, name)) is not None:
            return given
    plain = node.args
    if place is None or place >= len(plain) or any(isinstance(a, ast.Starred) for a in plain):
        return None
    return plain[place]


def _named(node: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in node.keywords if one.arg == name), None)


def _kind(node: ast.Call, call: Call, texts: Texts) -> Kind | None:
    """What a download is of; None for a space, which is no model."""
    told = texts.of(_named(node, "repo_type"))
    if "space" in told:
        return None
    return Kind.DATASET if "dataset" in told else call.kind


def _id(value: str, call: Call) -> str | None:
    name = value.strip()
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            name = name.removeprefix(prefix).removeprefix("datasets/").partition("@")[0]
            return name if is_id(name) else None
    if is_id(name):
        return name
    if call.takes_old and is_old_id(name) and name not in READERS:
        return name
    return None


def _may_be_a_name(given: ast.expr) -> bool:
    """Whether a name is worked out when the program runs; an object is no name."""
    return not isinstance(given, ast.Constant | ast.Dict | ast.List | ast.Tuple | ast.Call)


def _unresolved(path: str, given: ast.expr, way: str) -> Use:
    try:
        words = " ".join(ast.unparse(given).split())
    except RecursionError:
        words = "…"
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return Use(kind=Kind.UNKNOWN, id=shown, path=path, line=given.lineno, way=way)


def _of_constant(path: str, node: ast.Assign | ast.AnnAssign) -> Iterator[Use]:
    """A constant whose name says that it names a model: it may be read in another file."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [one.id for one in targets if isinstance(one, ast.Name)]
    value = node.value
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        return
    for name in names:
        kind = _hinted(name.upper())
        if kind is not None and is_id(value.value):
            yield Use(kind=kind, id=value.value, path=path, line=value.lineno, way=f"{name} =")


def _hinted(name: str) -> Kind | None:
    if any(word in name for word in DATA_HINT):
        return Kind.DATASET
    return Kind.MODEL if any(word in name for word in NAME_HINT) else None
