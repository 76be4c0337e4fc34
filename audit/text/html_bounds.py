"""What a page may be at most before a tree is built of it: a parser takes quadratic time where
elements stay open, and a stranger decides how many do."""

from __future__ import annotations

import re

MOST_BYTES = 2_000_000
MOST_TAGS = 100_000
DEEPEST = 500
"""Open elements. Pages that people read stay below 60."""

_MARKUP = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][a-zA-Z0-9-]{0,30}))")
_ENDS = {
    name: re.compile(rf"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
"""Elements whose content is no markup."""
_FLAT = (
    "area base br col embed hr img input link meta param source track wbr "
    "p li dt dd tr td th thead tbody tfoot option optgroup html head body"
)
_NEVER_DEEP = frozenset(_FLAT.split())
"""Elements that are empty, or that end where the next one of their kind begins."""


class UnreadableHtmlError(ValueError):
    """A page of which no tree is built; says why."""


def check(data: bytes) -> None:
    """UnreadableHtmlError for more bytes than are read."""
    if len(data) > MOST_BYTES:
        raise UnreadableHtmlError(f"more than {MOST_BYTES} bytes")


def check_markup(text: str) -> None:
    """UnreadableHtmlError for too many tags, or too many that are open at a time.

    Takes time linear in the text. What is counted as open is an upper bound in well-formed pages.
    """
    place = depth = tags = 0
    while found := _MARKUP.search(text, place):
        comment, closing, name = found.groups()
        place = found.end()
        if comment:
            place = _behind(text, place)
            continue
        tags += 1
        name = name.lower()
        if name not in _NEVER_DEEP:
            depth = max(0, depth + (-1 if closing else 1))
        if name in _ENDS and not closing:
            end = _ENDS[name].search(text, place)
            place = end.start() if end else len(text)
        if tags > MOST_TAGS:
            raise UnreadableHtmlError(f"more than {MOST_TAGS} tags")
        if depth > DEEPEST:
            raise UnreadableHtmlError(f"elements nested deeper than {DEEPEST}")


def _behind(text: str, place: int) -> int:
    """Where a comment ends."""
    end = text.find("-->", place)
    return end + 3 if end >= 0 else len(text)
