"""Promises of a list of news that a later entry of the same page says were kept."""

from __future__ import annotations

import re

from audit.probes.pages import ReadPage
from audit.text.dates import dates_of

_THINGS = {
    "code": re.compile(r"\bcode(?:base)?\b|代码", re.IGNORECASE),
    "scripts": re.compile(r"\bscripts?\b|脚本", re.IGNORECASE),
    "weights": re.compile(r"\b(?:weights?|checkpoints?|models?)\b|权重|模型", re.IGNORECASE),
    "data": re.compile(r"\bdata(?:sets?)?\b|数据", re.IGNORECASE),
}
_RELEASED = re.compile(r"\b(?:releas(?:ed?|ing)|available|open-?sourced|published)\b|发布|开源")
_AGAIN = re.compile(r"\bwill\b|\bsoon\b|\bplan|即将|将", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z][\w.]*[A-Z0-9][\w.-]*\b")
_LONGEST = 2_000
_MOST = 400
"""Lines of a page that are looked at."""


def is_kept(page: ReadPage, text: str, line: int) -> bool:
    """Whether an entry later than that of a line says that all the things which the text promises
    are released, by the same name."""
    said = _entry(page.lines[line - 1])[0]
    _, things, names = _entry(text)
    if not said or not things or not names:
        return False
    for other in list(page.prose.values())[:_MOST]:
        if not _RELEASED.search(other[:_LONGEST]) or _AGAIN.search(other[:_LONGEST]):
            continue
        later, there, named = _entry(other)
        if later > said and things <= there and names & named:
            return True
    return False


def _entry(text: str) -> tuple[str, set[str], set[str]]:
    """The day that heads an entry, the things of which it speaks, and the names in it."""
    text = text[:_LONGEST]
    inside, heads = dates_of(re.sub(r"^\s*[-*+]\s", "", text))
    things = {thing for thing, pattern in _THINGS.items() if pattern.search(text)}
    return heads or inside or "", things, set(_NAME.findall(text))
