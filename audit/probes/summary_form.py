"""A text in the form of the AI Office's template: which lines belong to which field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from audit.probes.summary_labels import (
    LONGEST,
    SECTION_CHAPTERS,
    SECTION_OF_FIELD,
    label_of,
    plain,
    section_of,
)
from audit.text.markdown import MOST_LINES

_HEADING = re.compile(r" {0,3}(#{1,6})\s")
_NUMBERED = re.compile(r"\s*(?:[-*+]\s+)?\*\*\d{1,2}(?:\.\w{1,2}){2,4}\s[^*\n]{3,300}\*\*")
_ALONE = {"illegal": "illegal-content-measures", "last": "other-information"}
"""Sections of one field: what stands below their heading is its content."""
OVERALL = "overall"
"""The name of the lines of section 1.3, which is a table and no list of fields."""


class Span(Struct, kw_only=True):
    """A field, with the lines that belong to it."""

    name: str
    first: int
    last: int
    lines: list[tuple[int, str]]

    def add(self, number: int, text: str) -> None:
        """A further line; an empty one adds nothing."""
        if text.strip():
            self.lines.append((number, text))
            self.last = number


class Form(Struct, frozen=True, kw_only=True):
    """What was found of the template in a text."""

    spans: tuple[Span, ...]
    sections: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a label in the text."""
        return frozenset(span.name for span in self.spans) - {OVERALL, ""}

    @property
    def chapters(self) -> frozenset[int]:
        """Those of the three chapters of the template of which a heading or a label was seen."""
        named = {SECTION_OF_FIELD.get(name, "") for name in self.fields} | self.sections
        return frozenset(SECTION_CHAPTERS[name] for name in named if name in SECTION_CHAPTERS)

    def of(self, name: str) -> tuple[Span, ...]:
        """Every place where the field stands."""
        return tuple(span for span in self.spans if span.name == name)


def read_form(lines: tuple[str, ...], skip: int = 0) -> Form:
    """The fields of the template in lines of Markdown or plain text, behind the first `skip`."""
    reader = _Reader()
    for number, line in enumerate(lines[skip:MOST_LINES], skip + 1):
        if line.strip():
            reader.take(number, line[:LONGEST])
    return Form(spans=tuple(reader.spans), sections=frozenset(reader.sections))


class _Reader:
    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.sections: set[str] = set()
        self._section = ""
        self._at: Span | None = None
        self._level = 7
        """Of the last heading that belongs to the template."""

    def take(self, number: int, line: str) -> None:
        text = plain(line)
        level = len(found[1]) if (found := _HEADING.match(line)) else 0
        if section := section_of(text):
            self._section = section
            self.sections.add(section)
            name = OVERALL if section == OVERALL else _ALONE.get(section, "")
            self._begin(name, number, "", level)
        elif label := label_of(text, self._section):
            name, rest = label
            self._section = SECTION_OF_FIELD.get(name) or self._section
            self._begin(name, number, rest, level)
        elif (level and level <= self._level) or self._is_of_another_form(line):
            self._at = None
        elif self._at is not None:
            self._at.add(number, line.strip() if line.lstrip().startswith("|") else text)

    def _is_of_another_form(self, line: str) -> bool:
        """Whether a line is a numbered question that the template does not have."""
        is_table = self._at is not None and self._at.name == OVERALL
        return not is_table and _NUMBERED.match(line) is not None

    def _begin(self, name: str, number: int, rest: str, level: int) -> None:
        self._level = level or self._level
        self._at = Span(name=name, first=number, last=number, lines=[])
        self._at.add(number, rest)
        self.spans.append(self._at)


def told(spans: tuple[Span, ...]) -> Iterator[str]:
    """The lines of several spans."""
    for span in spans:
        yield from (text for _, text in span.lines)
