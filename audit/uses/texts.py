"""The texts that an expression of a Python file may come to, without running it."""

from __future__ import annotations

import ast
from collections import defaultdict

_MOST = 300
"""Expressions that one is followed to."""
_ENVIRONMENT = frozenset({"get", "getenv", "environ", "pop", "setdefault"})


class Texts:
    """Of one file: what names, attributes and tables were given anywhere in it."""

    def __init__(self, tree: ast.Module) -> None:
        self._given: dict[str, list[ast.expr]] = defaultdict(list)
        for node in ast.walk(tree):
            self._take(node)

    def of(self, node: ast.expr | None) -> tuple[str, ...]:
        """Each text once, in the order in which they stand; none where no text is known."""
        return tuple(dict.fromkeys(self._of(node, set()))) if node is not None else ()

    def _of(self, node: ast.expr, seen: set[int]) -> list[str]:
        """Each expression is followed once: names that are given to each other end somewhere."""
        if id(node) in seen or len(seen) > _MOST:
            return []
        seen.add(id(node))
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        found = [self._joined(node, seen)]
        found.extend(self._of(inner, seen) for inner in self._inner(node))
        return [text for texts in found for text in texts]

    def _take(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._give(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            self._give(node.target, node.value)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self._take_defaults(node.args)
        elif isinstance(node, ast.For):
            self._give(node.target, node.iter)
        elif isinstance(node, ast.Call):
            self._take_option(node)

    def _give(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self._given[target.id].append(value)
        elif isinstance(target, ast.Attribute):
            self._given[target.attr].append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, its in zip(target.elts, value.elts, strict=False):
                self._give(one, its)

    def _take_defaults(self, arguments: ast.arguments) -> None:
        plain = [*arguments.posonlyargs, *arguments.args]
        for one, value in zip(reversed(plain), reversed(arguments.defaults), strict=False):
            self._given[one.arg].append(value)
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                self._given[one.arg].append(default)

    def _take_option(self, node: ast.Call) -> None:
        """`add_argument("--model-name", default="...")`, read later as `args.model_name`."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "add_argument":
            return
        default = next((one.value for one in node.keywords if one.arg == "default"), None)
        for one in node.args:
            if default is not None and isinstance(one, ast.Constant) and isinstance(one.value, str):
                self._given[one.value.lstrip("-").replace("-", "_")].append(default)

    def _inner(self, node: ast.expr) -> list[ast.expr]:
        """The expressions of which the expression may be one."""
        if isinstance(node, ast.Name | ast.Attribute):
            return self._given.get(node.id if isinstance(node, ast.Name) else node.attr, [])
        if isinstance(node, ast.Call):
            return _default_of(node)
        return _parts_of(node)

    def _joined(self, node: ast.expr, seen: set[int]) -> list[str]:
        """A text put together of parts that are all known, each in one way."""
        told = [self._of(part, seen) for part in _pieces(node)]
        is_known = told and all(len(one) == 1 for one in told)
        return ["".join(one[0] for one in told)] if is_known else []


def _parts_of(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.IfExp(body=body, orelse=other):
            return [body, other]
        case ast.BoolOp(op=ast.Or(), values=values) | ast.Dict(values=values):
            return values
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return elements
        case ast.Subscript(value=inner) | ast.NamedExpr(value=inner):
            return [inner]
        case _:
            return []


def _pieces(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [node.left, node.right]
    if not isinstance(node, ast.JoinedStr):
        return []
    if any(isinstance(one, ast.FormattedValue) and one.format_spec for one in node.values):
        return []
    return [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]


def _default_of(node: ast.Call) -> list[ast.expr]:
    """What a setting comes to where the environment or a table does not say otherwise."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    plain = getattr(node.func, "id", name)
    if plain in _ENVIRONMENT:
        return node.args[1:2]
    if plain in ("field", "Field", "Option", "Argument", "str"):
        named = [one.value for one in node.keywords if one.arg == "default"]
        return named or node.args[:1]
    return []
