"""The sentences that the code puts into assessments, as it words them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[2] / "audit"
FOLDERS = ("judge", "resolve", "probes", "collect")
SAID_IN = {"text", "says", "detail", "why", "needs", "reason"}
"""Arguments whose texts a report shows."""
FILLED_WITH = ("hf:a/b", "12", "training-code", "released", "Apache-2.0", "not recorded")
"""What may stand in a hole."""
PIECES = {
    "claims": " and that the copyright is the holder's",
    "beside": "; license files lie in vendored folders alone",
    "place": "the README",
    "does": "links to",
    "since": "of 2020-01-02",
    "_how_late(since)": "more than a year later",
    "_count(documentation)": "2 sections on data",
    "_were(documentation)": "were",
    "what": "speaks to it",
    "_unread(facts)": "; not read: README.md of hf:a/b",
}
"""What stands in holes that hold pieces of the sentence, by their expressions."""
MOST_HOLES = 4


class Hole(NamedTuple):
    """What is filled in, as the code has it."""

    expression: str


def sentences() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a sentence is worded, and the sentence with its holes filled in several ways."""
    for folder in FOLDERS:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for said in _said(node):
                    where = f"{path.relative_to(PACKAGE)}:{said.lineno}"
                    for parts in _texts(said):
                        yield where, tuple(_filled(parts))


def _said(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions of a call that a report shows."""
    match node:
        case ast.keyword(arg=str(name), value=value) if name in SAID_IN:
            yield value
        case ast.Call(func=ast.Name(id="unknown"), args=[first, *_]):
            yield first
        case _:
            pass


def _texts(node: ast.expr) -> Iterator[list[str | Hole]]:
    """Each text that an expression may be, in parts; holes stand for themselves."""
    match node:
        case ast.Constant(value=str(text)):
            yield [text]
        case ast.JoinedStr(values=values):
            choices = [list(_texts(one)) for one in values]
            for chosen in product(*choices):
                yield [part for parts in chosen for part in parts]
        case ast.FormattedValue(value=ast.IfExp() as inner) if _is_text(inner):
            yield from _texts(inner)
        case ast.FormattedValue(value=inner):
            yield [PIECES.get(ast.unparse(inner)) or Hole(ast.unparse(inner))]
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one)
            yield from _texts(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _texts(value)
        case _:
            pass


def _is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant() | ast.JoinedStr():
            return True
        case ast.FormattedValue(value=ast.IfExp(body=one, orelse=other)):
            return _is_text(one) and _is_text(other)
        case ast.IfExp(body=one, orelse=other):
            return _is_text(one) and _is_text(other)
        case _:
            return False


def _filled(parts: list[str | Hole]) -> Iterator[str]:
    holes = sum(isinstance(part, Hole) for part in parts)
    alike = ((one,) * holes for one in FILLED_WITH)
    for chosen in alike if holes > MOST_HOLES else product(FILLED_WITH, repeat=holes):
        rest = iter(chosen)
        yield "".join(next(rest) if isinstance(part, Hole) else part for part in parts)
