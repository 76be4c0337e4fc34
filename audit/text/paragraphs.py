"""Paragraphs of Markdown as plain text, with the line of every sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from audit.text.markdown import prose_lines

_BADGE = re.compile(
    r"\[!\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)\]\([^()\s]{1,500}\)|!\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)"
)
_TARGET = re.compile(r"\[([^\[\]\n]{0,300})\]\(\s*<?[^()\s<>]{0,500}>?(?:\s[^()\n]{0,200})?\)")
_TAG = re.compile(r"<[^<>\n]{0,500}>")
_LEFT_OPEN = re.compile(
    r"<(?:a|img|div|p|td|th|tr|span|table|h\d|br|source|picture|video|!--)(?:\s[^<>]*)?$"
)
_STARTS_ANEW = re.compile(
    r"^\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||>|<(?:p|h\d|li|td|tr|div|table|summary)\b)"
)
_ENDS = re.compile(r"(?<=[a-z0-9)\]\"'’”*][.!?])\s+(?=[A-Z\[\"'“*(])|[。！？；;]")


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence without markup, and where it stands."""

    text: str
    first: int
    last: int


class _Paragraph:
    """Plain text that remembers on which line each part began."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._lines: list[int] = []
        self._within_a_tag = False

    def add(self, number: int, line: str) -> None:
        if not (words := plain(self._without_open_tag(line))):
            return
        self._starts.append(self._length)
        self._lines.append(number)
        self._parts.append(words)
        self._length += len(words) + 1

    def _without_open_tag(self, line: str) -> str:
        """The line without the part of a tag that runs over several lines."""
        if self._within_a_tag:
            _, closed, line = line.partition(">")
            self._within_a_tag = not closed
        if found := _LEFT_OPEN.search(line):
            self._within_a_tag = True
            return line[: found.start()]
        return line

    @property
    def has_words(self) -> bool:
        return bool(self._parts) or self._within_a_tag

    def line_at(self, place: int) -> int:
        return self._lines[max(0, bisect_right(self._starts, place) - 1)]

    def sentences(self) -> Iterator[Sentence]:
        whole = " ".join(self._parts)
        begin = 0
        ends = [found.span() for found in _ENDS.finditer(whole)]
        for end, after in [*ends, (len(whole), len(whole))]:
            text = " ".join(whole[begin:end].split())
            if any(map(str.isalnum, text)):
                last = max(begin, end - 1)
                yield Sentence(text=text, first=self.line_at(begin), last=self.line_at(last))
            begin = after


def plain(line: str) -> str:
    """The line without link targets, pictures and tags."""
    return _TAG.sub(" ", _TARGET.sub(r"\1", _BADGE.sub(" ", line))).strip()


def sentences(lines: tuple[str, ...], skip: int = 0) -> Iterator[Sentence]:
    """The sentences outside code and headings, behind the first `skip` lines."""
    paragraph = _Paragraph()
    for number, line in prose_lines(lines):
        if number <= skip:
            continue
        if not line or _STARTS_ANEW.match(line) or line.isspace():
            if paragraph.has_words:
                yield from paragraph.sentences()
                paragraph = _Paragraph()
            elif not line:
                continue
        if not line.lstrip().startswith("#"):
            paragraph.add(number, line)
    yield from paragraph.sentences()
