"""Markdown as lines: headings, fences, links with the line that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s)")
_FENCE = re.compile(r"^\s*+(?P<marks>`{3,}+|~{3,}+)(?P<info>[^\n]*)$")
_METADATA = re.compile(r"^-{3,}\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\(\s*<?([^()\s<>]{1,500})>?(?:\s[^()\n]{0,200})?\)")
_BADGE = re.compile(
    r"\[!\[([^\[\]\n]{0,200})\]\(([^()\s]{1,500})\)\]\(([^()\s]{1,500})\)",
)
_BARE = re.compile(r"https?://[^\s<>\"'`\[\]{}|\\^()]{4,500}")
MOST_LINES = 20_000
"""Lines of a document whose prose is read."""
LONGEST_LINE = 20_000
"""Characters of a line that are read; what stands behind them is left unread."""
LONGEST_TITLE = 300
_ID = re.compile(r"\{#([^\s{}]{1,200})\}\s*$")
"""The id at the end of a heading, as Pandoc writes it."""
LONGEST_ANCHOR = 1_000
"""Characters of an HTML link that are read."""
MOST_ANCHORS = 2_000
"""HTML links of a page that are read: the parser takes quadratic time where tags stay open, so
that each is given to it alone."""
_ANCHOR = re.compile(r"<a\s[^<>]{1,800}>", re.IGNORECASE)
_ANCHOR_ENDS = re.compile(r"</a\b|<a\s", re.IGNORECASE)


class Link(Struct, frozen=True, kw_only=True):
    """A link with its words."""

    text: str
    url: str
    line: int
    image: str | None = None
    """The picture that stands for the words, as in a badge."""


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the lines below it, down to the next heading of any level."""

    title: str
    level: int
    first: int
    last: int


def prose_lines(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Numbered lines outside fenced code."""
    fence = ""
    for number, line in enumerate(lines[:MOST_LINES], 1):
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if found and not fence and "`" not in found["info"]:
            fence = found["marks"]
        elif found and fence and found["marks"].startswith(fence) and not found["info"].strip():
            fence = ""
        elif not fence:
            yield number, line[:LONGEST_LINE]


def sections(lines: tuple[str, ...]) -> tuple[Section, ...]:
    """The sections in order; the part before the first heading has an empty title."""
    starts: list[tuple[int, int, str]] = [(1, 0, "")]
    previous = (0, "")
    metadata = _end_of_metadata(lines)
    for number, line in prose_lines(lines):
        if number <= metadata:
            continue  # the fence that ends a card's metadata underlines no heading
        if found := _HEADING.match(line):
            starts.append((number, len(found[1]), _title(line[found.end() :])))
        elif _UNDERLINE.match(line) and previous[0] == number - 1 and previous[1].strip():
            starts.append((number - 1, 1 if "=" in line else 2, previous[1].strip()))
        previous = (number, line)
    ends = [start[0] - 1 for start in starts[1:]] + [len(lines)]
    return tuple(
        Section(title=title, level=level, first=first, last=last)
        for (first, level, title), last in zip(starts, ends, strict=True)
        if last >= first
    )


def _end_of_metadata(lines: tuple[str, ...]) -> int:
    """The line of the fence that ends the metadata at the head of a card; 0 when there is none."""
    if not lines or not _METADATA.match(lines[0].lstrip("\ufeff")):
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if _METADATA.match(line)), 0)


def _title(words: str) -> str:
    plain = words.strip()
    if plain.endswith("}") and (found := _ID.search(plain[-LONGEST_TITLE:])):
        plain = plain[: found.start() - len(found.string)].rstrip()
    return plain.rstrip("#").rstrip()[:LONGEST_TITLE]


def id_of_heading(line: str) -> str | None:
    """The `{#id}` that a heading ends with."""
    found = _ID.search(line[-LONGEST_TITLE:]) if _HEADING.match(line) else None
    return found[1] if found else None


def links(lines: tuple[str, ...]) -> tuple[Link, ...]:
    """Every link outside fenced code: Markdown, badges, HTML and bare addresses."""
    found: list[Link] = []
    for number, line in prose_lines(lines):
        if "](" in line:
            found.extend(_markdown_links(number, line))
        if "://" in line and "<a" not in line:
            found.extend(_bare_links(number, line))
    found.extend(_html_links(lines))
    return tuple(sorted(found, key=lambda link: (link.line, link.url, link.text)))


def _markdown_links(number: int, line: str) -> Iterator[Link]:
    for badge in _BADGE.finditer(line):
        yield Link(text=badge[1], url=badge[3], line=number, image=badge[2])
    for link in _LINK.finditer(_BADGE.sub("", line)):
        yield Link(text=link[1], url=link[2], line=number)


def _bare_links(number: int, line: str) -> Iterator[Link]:
    for url in _BARE.finditer(_LINK.sub("", _BADGE.sub("", line))):
        yield Link(text="", url=url[0].rstrip(".,;:!?"), line=number)


def _html_links(lines: tuple[str, ...]) -> Iterator[Link]:
    text = "\n".join(lines)
    line, place = 1, 0
    for anchor in islice(_ANCHOR.finditer(text), MOST_ANCHORS):
        line += text.count("\n", place, anchor.start())
        place = anchor.start()
        end = _ANCHOR_ENDS.search(text, anchor.end(), anchor.start() + LONGEST_ANCHOR)
        stop = end.start() if end else anchor.start() + LONGEST_ANCHOR
        if link := _html_link(text[anchor.start() : stop], line):
            yield link


def _html_link(html: str, line: int) -> Link | None:
    """The link that this opening tag and what follows it make up."""
    from bs4 import BeautifulSoup, Tag

    anchor = BeautifulSoup(html, "html.parser").find("a")
    if not isinstance(anchor, Tag) or not isinstance(url := anchor.get("href"), str):
        return None
    picture = anchor.find("img")
    source = picture.get("src") if isinstance(picture, Tag) else None
    words = picture.get("alt") if isinstance(picture, Tag) else None
    return Link(
        text=" ".join((anchor.get_text().strip() or str(words or "")).split())[:LONGEST_TITLE],
        url=url.strip(),
        line=line,
        image=source if isinstance(source, str) else None,
    )
