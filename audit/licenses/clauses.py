"""Clauses that limit what may be done, read from the text of terms that nobody has classed.

A clause that is found is a limit that stands in the text. A clause that is not found is not
found, which is not the same as its absence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_CLAUSES: tuple[tuple[str, str], ...] = (
    (
        "non-commercial",
        r"non-?commercial (?:use|purposes?|research|basis)|not (?:be used )?for (?:any )?commercial"
        r"|commercial (?:use|purposes?)[^.]{0,40}(?:prohibited|not (?:allowed|permitted))"
        r"|非商业|不得用于商业|禁止商用",
    ),
    (
        "research-only",
        r"(?:for|only for|solely for) (?:academic )?research(?: purposes?)?(?: only)?(?: free)?\b"
        r"|research use only|仅(?:限|供|用于)[^。]{0,10}研究|学术研究",
    ),
    (
        "registration",
        r"must (?:register|apply|obtain (?:a |prior )?(?:written )?(?:license|permission|consent))"
        r"|after registration|完成登记|经过登记|需要?[^。]{0,20}(?:登记|注册|申请|授权)",
    ),
    (
        "field-of-use",
        r"for any (?:military|illegal)|military(?: or|,)|使用政策|军事|use restrictions?"
        r"|acceptable use policy|you (?:will|shall|may|agree) not (?:to )?use (?:the|it)"
        r"|undermine[^.]{0,60}national (?:security|unity)|危害国家安全",
    ),
    ("not-sublicensable", r"non-?sublicen[sc]s?able|不可再许可|不得再许可|不可转授权"),
    ("revocable", r"(?<!ir)(?<!non-)revocable|(?<!不)可撤销"),
    ("user-cap", r"monthly active users|月活|million (?:monthly )?(?:active )?users"),
    ("revenue-cap", r"annual revenue|revenue (?:exceed|of more)"),
    (
        "output-use",
        r"(?:outputs?|results?)[^.]{0,80}to (?:improve|train|develop)[^.]{0,60}model"
        r"|develop models? that compete",
    ),
    ("no-derivatives", r"(?:may|shall|must|will) not[^.]{0,80}(?:modify|derivative works)"),
    (
        "no-redistribution",
        r"(?:may|shall|must|will) not[^.]{0,60}(?:redistribute|distribute|sublicense)",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _CLAUSES)
_LONGEST = 20_000


class Clause(Struct, frozen=True, kw_only=True):
    """A limit, and the line that sets it."""

    kind: str
    line: int


def find_clauses(lines: tuple[str, ...]) -> tuple[Clause, ...]:
    """The first line of each kind of limit, in the order of the lines."""
    return tuple(sorted(_first_of_each(lines), key=lambda clause: (clause.line, clause.kind)))


def _first_of_each(lines: tuple[str, ...]) -> Iterator[Clause]:
    missing = dict(_PATTERNS)
    for number, line in enumerate(lines, 1):
        for kind in [k for k, pattern in missing.items() if pattern.search(line[:_LONGEST])]:
            yield Clause(kind=kind, line=number)
            del missing[kind]
