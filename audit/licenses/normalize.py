"""Turns a license text into the words that count, each with the line it stands on.

Case, punctuation, quotes, bullets, markup, line breaks and copyright lines do not count.
Every other word does, and so do numbers: "3.1" is one word and not "3" and "1".
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from audit.licenses.copyright_lines import TERMS, without_copyright_lines
from audit.licenses.tokens import PARAGRAPH, WORDS, without_marks, words_of

TOKEN = re.compile(r"\S+")
TAIL = 1_000
"""Characters at the end in which the last word is looked for."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
MARKUP = re.compile(
    r"</?(?:a|b|big|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|li|meta|ol"
    r"|p|pre|section|small|span|strong|sup|table|tbody|td|th|title|tr|tt|u|ul)"
    r"(?:\s[^<>]{0,300})?/?>"
)
ENTITY = re.compile(r"&(?:#?[a-z0-9]{2,12});")
FOUNDATION = re.compile(
    r"copyright (?:\(c\)|©)?[ \d,-]{4,40}free software foundation, inc\.?(?: <[^<>\s]{1,40}>)?"
    r"|59 temple place,?\s*-?\s*suite 330,?\s+boston,?\s+ma\s+02111(?:-1307)?,?\s+usa"
    r"|51 franklin st(?:reet|\.)?,?\s+fifth floor,?\s+boston,?\s+ma\s+02110(?:-1301)?,?\s+usa"
    r"|675 mass(?:achusetts)? ave(?:nue)?,?\s+cambridge,?\s+ma\s+02139,?\s+usa"
)
FOUNDATION_SIGNS = ("free software foundation", " boston", " mass")
LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\s]{1,300}\)")
EMPTY_LINE = re.compile(r"\n[ \t\f\v>#*/;|%=_~-]*(?=\n)")
SIGNS = "*#`_>|"
"""Signs of markup that may cling to a word."""
# Places in BSD-like texts where each licensor writes its own name.
SLOTS = {
    "neither the name": re.compile(r"neither the names? of ((?:\S+ ){1,15}?)nor the names? of"),
    "is provided by ": re.compile(r"is provided by ((?:\S+ ){1,15}?)as is and any"),
    "in no event shall ": re.compile(
        r"in no event shall ((?:\S+ ){1,15}?)be liable for any direct"
    ),
}
"""Places in BSD-like texts where each licensor writes its own name, by the words before."""


class Reading(Struct, frozen=True, kw_only=True):
    """A text as words."""

    words: list[str]
    unfilled: tuple[int, ...]
    """Lines on which a copyright template still waits for a name or a year."""
    text: str
    """What the tokens were taken from, line by line."""
    tokens: list[str]
    """What stands between white space, with nothing in place of what introduces list items."""
    slots: tuple[tuple[int, int], ...]
    """Places among the words of the tokens at which names were left out, from and to."""

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last line with a word; (1, 1) where there is none."""
        first = next((mark for mark in TOKEN.finditer(self.text) if WORDS[mark[0]]), None)
        if first is None:
            return 1, 1
        last = first
        for mark in TOKEN.finditer(self.text, max(first.start(), len(self.text) - TAIL)):
            last = mark if WORDS[mark[0]] else last
        lines = (self.text.count("\n", 0, mark.start()) + 1 for mark in (first, last))
        return next(lines), next(lines)

    def lines_of(self, *places: int) -> list[int]:
        """The lines on which the words at these places stand, from 1."""
        before_token = list(accumulate(map(len, map(WORDS.__getitem__, self.tokens))))
        before_line = list(accumulate(len(line.split()) for line in self.text.split("\n")))
        found: list[int] = []
        for place in places:
            left_out = 0
            for start, end in self.slots:
                left_out += end - start if start <= place + left_out else 0
            token = bisect_right(before_token, place + left_out)
            found.append(bisect_right(before_line, token) + 1)
        return found


def read(text: str) -> Reading:
    """The words of `text` with their lines; time is linear in its length."""
    text, unfilled = without_copyright_lines(_plain(text))
    text = EMPTY_LINE.sub("\n" + PARAGRAPH, text)
    for sign in SIGNS:
        if sign in text:
            text = text.replace(sign, " ")
    tokens = without_marks(text.split())
    words = words_of(tokens)
    slots = tuple(_holders(words))
    for start, end in reversed(slots):
        del words[start:end]
    return Reading(words=words, unfilled=unfilled, text=text, tokens=tokens, slots=slots)


def _plain(text: str) -> str:
    """The text in lower case without markup; every line end stays."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = text.lower()
    if "<" in text:
        text = MARKUP.sub(_line_ends, text)
    if "&" in text:
        text = ENTITY.sub(_character, text)
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if any(sign in text for sign in FOUNDATION_SIGNS):
        text = FOUNDATION.sub(_line_ends, text)
    return text


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") or " "


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\n", " ").lower()


def _holders(words: list[str]) -> Iterator[tuple[int, int]]:
    """Places of the names that each licensor fills in."""
    joined = " ".join(words)
    seen = counted = 0
    for start, end in sorted(_slots(joined)):
        if start < seen or TERMS.search(joined, start, end):
            continue
        first = counted + joined.count(" ", seen, start)
        counted = first + joined.count(" ", start, end)
        seen = end
        yield first, counted


def _slots(joined: str) -> Iterator[tuple[int, int]]:
    for opening, slot in SLOTS.items():
        place = joined.find(opening)
        while place >= 0:
            if found := slot.match(joined, place):
                yield found.span(1)
            place = joined.find(opening, place + len(opening))
