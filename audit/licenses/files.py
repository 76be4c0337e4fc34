"""Reads the licenses of one file: what its text is, what it states, which clauses it sets."""

from __future__ import annotations

import re

from msgspec import Struct

from audit.licenses.entries import entry, freedoms_of
from audit.licenses.identify import (
    LONGEST,
    Identification,
    IdentificationKind,
    Match,
    identify,
)
from audit.licenses.near import Difference
from audit.model import StatementKind
from audit.text.decode import decode, is_binary

MOST_BYTES = 4 * LONGEST
"""Bytes that are looked at of one file."""
_NOTHING = Identification(kind=IdentificationKind.NONE)
_OTHERWISE = re.compile(r"readme|\.(?!txt$|text$|lic$)[a-z0-9]{1,8}$", re.IGNORECASE)
"""Names of files that are for something else than a license: pages, sources, data."""
_TERMS = re.compile(r"licen[cs]e|copying|notice|terms|policy|agreement|许可|协议", re.IGNORECASE)
_OF_GRANTS = (
    "hereby grant",
    "permission is",
    "redistribution and use",
    "terms and conditions",
    "without warrant",
    '"as is"',
    "free software; you can",
    "shall be liable",
    "grants you",
    "授予您",
    "授予你",
    "本协议",
    "本许可",
)
"""Words of which a license text has one at least."""
_TITLE = 5
"""Lines above a license text in which its title may stand."""
_NAMED = (IdentificationKind.EXACT, IdentificationKind.COMPOSITE)
_UNNAMED = (IdentificationKind.VARIANT, IdentificationKind.EXTENDED, IdentificationKind.UNKNOWN)


class Stated(Struct, frozen=True, kw_only=True):
    """A statement about a license that the file makes."""

    scope: str
    expression: str | None
    kind: str
    raw: str
    lines: tuple[int, int]
    license_class: str


class ClauseRead(Struct, frozen=True, kw_only=True):
    """An answer of the clause table: reviewed, with its section, or read, with its lines."""

    kind: str
    value: str
    section: str | None = None
    lines: tuple[int, int] | None = None
    quote: str | None = None
    note: str = ""


class FileReading(Struct, frozen=True, kw_only=True):
    """All that one file says of licenses."""

    file: str
    kind: str
    expression: str | None = None
    nearest: str | None = None
    score: float = 0.0
    matches: tuple[Match, ...] = ()
    differences: tuple[Difference, ...] = ()
    unfilled: tuple[int, ...] = ()
    """Lines on which a copyright template was left unfilled."""
    statements: tuple[Stated, ...] = ()
    clauses: tuple[ClauseRead, ...] = ()
    freedoms: dict[str, str] | None = None
    """What follows from the clauses: granted, conditional, denied or unknown."""
    problem: str | None = None
    """Why the file was not read, or not to its end."""


def read_file(name: str, data: bytes) -> FileReading:
    """What the bytes of a file say. Never raises for what is in them."""
    if is_binary(data):
        return FileReading(file=name, kind=IdentificationKind.NONE, problem="not a text")
    text = decode(data[:MOST_BYTES])
    cut = len(data) > MOST_BYTES or len(text) > LONGEST
    found = identify(text) if _may_hold_a_license(name, text) else _NOTHING
    clauses, freedoms = _clauses(text, found)
    return FileReading(
        file=name,
        kind=found.kind,
        expression=found.expression,
        nearest=found.nearest,
        score=found.score,
        matches=found.matches,
        differences=found.differences,
        unfilled=found.unfilled,
        statements=() if found.expression else _statements(name, text, found),
        clauses=clauses,
        freedoms=freedoms,
        problem=f"only the first {LONGEST:,} characters were read" if cut else None,
    )


def _may_hold_a_license(name: str, text: str) -> bool:
    """Whether it pays to compare the text: a page without a word of a grant holds none."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    if _TERMS.search(plain) or not _OTHERWISE.search(plain):
        return True
    lowered = text.lower()
    return any(words in lowered for words in _OF_GRANTS)


def _statements(name: str, text: str, found: Identification) -> tuple[Stated, ...]:
    """What is stated outside the license text that the file holds: words within it, and its title,
    are no statement about the project."""
    from audit.licenses.documents import statements_in

    return tuple(
        Stated(
            scope=said.scope,
            expression=said.expression,
            kind=said.kind,
            raw=said.raw,
            lines=(said.first, said.last),
            license_class=said.license_class,
        )
        for said in statements_in(text[:LONGEST], name)
        if said.kind != StatementKind.PROSE or not _is_within(said.first, text, found)
    )


def _is_within(line: int, text: str, found: Identification) -> bool:
    if found.kind not in _UNNAMED:
        return False
    title = next((number for number, row in enumerate(text.splitlines(), 1) if row.strip()), 1)
    if found.kind is IdentificationKind.UNKNOWN or found.lines is None:
        return line == title
    first, last = found.lines
    return first - _TITLE <= line <= last


def _clauses(
    text: str, found: Identification
) -> tuple[tuple[ClauseRead, ...], dict[str, str] | None]:
    """The reviewed clauses of a license that is named, else those that the text shows."""
    if found.kind in _NAMED and found.expression:
        known = entry(found.expression)
        return (reviewed(found.expression), freedoms_of(known)) if known else ((), None)
    if found.kind not in _UNNAMED:
        return (), None
    from audit.licenses.clause_reader import freedoms_read, read_clauses

    clauses = read_clauses(tuple(text[:LONGEST].splitlines()))
    shown = tuple(
        ClauseRead(
            kind=clause.kind,
            value=clause.value,
            lines=(clause.first, clause.last),
            quote=clause.quote,
            note=clause.note,
        )
        for clause in clauses
    )
    return shown, freedoms_read(clauses)


def reviewed(license_id: str) -> tuple[ClauseRead, ...]:
    """The clause table of a license that a person has read."""
    known = entry(license_id)
    return tuple(
        ClauseRead(kind=clause, value=cell.value, section=cell.section, note=cell.note)
        for clause, cell in (known.clauses if known else {}).items()
    )
