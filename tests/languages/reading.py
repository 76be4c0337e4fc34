"""What is read of a page in Chinese, and what of it is English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
"""Two words that are no name."""
NAMES = re.compile(r"Opening up ChatGPT|use policy|policy of OpenAI|openness audit")
_KEPT = ("style", "script", "code", "blockquote", "q")
"""Quotes and code stay as they are."""
_SAID = ("title", "aria-label", "alt", "placeholder", "data-label", "data-words")


def english(page: str) -> list[str]:
    """The English texts of a page in HTML or of a picture in SVG."""
    return [text for text in _read_aloud(page) if ENGLISH.search(NAMES.sub("", text))]


def _read_aloud(page: str) -> Iterator[str]:
    soup = BeautifulSoup(page, "xml" if page.startswith(("<?xml", "<svg")) else "html.parser")
    for kept in soup(_KEPT):
        kept.decompose()
    for text in soup.find_all(string=True):
        yield " ".join(text.split())
    for tag in soup.find_all(True):
        yield from (str(tag[name]) for name in _SAID if tag.has_attr(name))
    for tag in soup("meta", attrs={"property": True}):
        yield str(tag.get("content", ""))
