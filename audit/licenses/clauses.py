"""Clauses that limit what may be done, read from the text of terms that nobody has classed.

A clause that is found is a limit that stands in the text. A clause that is not found is not
found, which is not the same as its absence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from audit.text.any_case import AnyCase

_MUST_NOT = r"\b(?:you|licensees?|users?) (?:may|shall|must|will|agree) not\b"
_AT_ALL = (
    r"(?![^.]{0,160}\b(?:for any|for the purpose|except|unless|in any manner that|to the extent)\b)"
)
"""A ban for some purpose, or with an exception, is not a ban of the thing itself."""
_CLAUSES: tuple[tuple[str, str], ...] = (
    (
        "non-commercial",
        r"non-?commercial (?:use|purposes?|research|basis)|not (?:be used )?for (?:any )?commercial"
        r"|(?:may|must|shall|can) ?not use [^.]{0,40}for (?:any )?commercial|\bno commercial use\b"
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
    ("revocable", r"(?<!ir)(?<!non)(?<!non[- ])(?<!not )revocable|(?<![不非])可撤销"),
    ("user-cap", r"monthly active users|月活|million (?:monthly )?(?:active )?users"),
    ("revenue-cap", r"annual revenue|revenue (?:exceed|of more)"),
    (
        "output-use",
        r"(?:outputs?|results?)[^.]{0,80}to (?:improve|train|develop)[^.]{0,60}model"
        r"|develop models? that compete",
    ),
    (
        "no-derivatives",
        rf"{_MUST_NOT}[^.]{{0,80}}\b(?:modify|derivative works)\b{_AT_ALL}",
    ),
    (
        "no-redistribution",
        rf"{_MUST_NOT}[^.]{{0,60}}\b(?:redistribute|distribute|sublicen[cs]e)\b{_AT_ALL}",
    ),
)
_PATTERNS = tuple((kind, AnyCase(pattern)) for kind, pattern in _CLAUSES)
_LONGEST = 20_000
"""Characters of a paragraph that are read as one."""
_HANDED_ON = AnyCase(r"every recipient[^.]{0,80}automatically receives|downstream recipients")
"""Where the licensor licenses every recipient, sublicensing is not needed to share."""


class Clause(Struct, frozen=True, kw_only=True):
    """A limit, and the line that sets it."""

    kind: str
    line: int


def find_clauses(lines: tuple[str, ...]) -> tuple[Clause, ...]:
    """The first line of each kind of limit, in the order of the lines."""
    return tuple(sorted(_first_of_each(lines), key=lambda clause: (clause.line, clause.kind)))


def _first_of_each(lines: tuple[str, ...]) -> Iterator[Clause]:
    missing = dict(_PATTERNS)
    if any(_HANDED_ON.search(text) for text, _, _ in _paragraphs(lines)):
        del missing["not-sublicensable"]
    for text, starts, first in _paragraphs(lines):
        for kind, pattern in list(missing.items()):
            if found := pattern.search(text):
                yield Clause(kind=kind, line=first + bisect_right(starts, found.start()) - 1)
                del missing[kind]


def _paragraphs(lines: tuple[str, ...]) -> Iterator[tuple[str, list[int], int]]:
    """The text between blank lines as one line, where each line starts in it, and the number of
    the first: a phrase may be broken anywhere."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, line in enumerate((*lines, ""), 1):
        words = " ".join(line[:_LONGEST].split())
        if parts and (not words or length > _LONGEST):
            yield " ".join(parts), starts, number - len(parts)
            parts, starts, length = [], [], 0
        if words:
            starts.append(length)
            parts.append(words)
            length += len(words) + 1
