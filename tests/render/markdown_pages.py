"""Markdown taken apart, for tests of what a host would make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_INLINE = {"text", "softbreak", "code_inline", "link_open", "link_close", "strong_open"} | {
    "strong_close"
}
_READ_BY_HOSTS = re.compile(r"[@#!]\w|\bGH-\d|https?://|\bwww\.|:[\w+-]+:", re.IGNORECASE)
_REFERENCE = re.compile(r"github\.com/[^/]+/[^/]+/(issues|pull|discussions|commit)")
_BARS = re.compile(r"(\\*)\|")


@lru_cache(maxsize=4)
def _parsed(text: str) -> list[Token]:
    return _READER.parse(text)


def blocks(text: str) -> list[str]:
    """The kinds of blocks, in order."""
    return [token.type for token in _parsed(text)]


def links(text: str) -> list[str]:
    """Where the links lead."""
    return [str(one.attrs["href"]) for one in _inline(text) if one.type == "link_open"]


def seen(text: str) -> str:
    """What a reader sees, without the spaces that part signs."""
    shown = [one.content for one in _inline(text) if one.type in {"text", "code_inline"}]
    return " ".join(shown).replace("\u200b", "")


def faults(text: str) -> list[str]:
    """What is wrong with a page of ours, in words; nothing when all is well."""
    found = [f"<{one.type}>" for one in _parsed(text) if one.type == "html_block"]
    found += [f"<{one.type}> {one.content!r}" for one in _inline(text) if one.type not in _INLINE]
    found += [f"{one} is no web link" for one in links(text) if not one.startswith("http")]
    found += [f"{one} is a reference" for one in links(text) if _REFERENCE.search(one)]
    for one in _inline(text):
        if one.type == "text" and (read := _READ_BY_HOSTS.search(one.content)):
            found.append(f"{read[0]} would be read by a host")
    return found + list(_tables(text))


def _inline(text: str) -> Iterator[Token]:
    for token in _parsed(text):
        yield from token.children or ()


def _tables(text: str) -> Iterator[str]:
    """Rows that have not as many cells as the head, whichever way a reader counts backslashes."""
    wanted: int | None = None
    for line in text.split("\n"):
        if not line.startswith("|"):
            wanted = None
            continue
        slashes = [len(one) for one in _BARS.findall(line)]
        if any(one and one % 2 == 0 for one in slashes):
            yield f"a bar after a backslash that is escaped: {line}"
        bars = sum(one == 0 for one in slashes)
        wanted = wanted or bars
        if bars != wanted:
            yield f"{bars} bars, not {wanted}: {line}"
