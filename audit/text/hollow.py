"""Sources that do nothing: a place kept for code that is not there."""

from __future__ import annotations

import ast

_SAYS = frozenset({"print", "exit", "quit", "warn", "NotImplementedError", "main"})


def is_hollow(tree: ast.Module) -> bool:
    """Whether a module holds words, empty functions and the saying of a line alone. One that
    imports something may do its work by that, as may one that defines names."""
    named = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    return all(_is_empty(statement, named) for statement in tree.body)


def _is_empty(statement: ast.stmt, named: set[str]) -> bool:
    waiting: list[ast.stmt] = [statement]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Expr):
            if not _says_a_line(one.value, named):
                return False
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If):
            waiting += [*one.body, *(one.orelse if isinstance(one, ast.If) else [])]
        elif isinstance(one, ast.Return):
            if one.value is not None and not isinstance(one.value, ast.Constant):
                return False
        elif not isinstance(one, ast.Pass | ast.Raise):
            return False
    return True


def _says_a_line(value: ast.expr, named: set[str]) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id in _SAYS | named and all(
            isinstance(each, ast.Constant) for each in value.args
        )
    return isinstance(value, ast.Constant)
