"""Turns a license text into the words that count, each with the line it stands on.

Case, punctuation, quotes, bullets, markup, line breaks and copyright lines do not count.
Every other word does, and so do numbers: "3.1" is one word and not "3" and "1".
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
ASCII_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")
ANY_WORD = re.compile(rf"[{CJK}]|\d+(?:\.\d+)*|[^\W\d_{CJK}]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
MARKUP = re.compile(
    r"</?(?:a|b|big|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|li|meta|ol"
    r"|p|pre|section|small|span|strong|sup|table|tbody|td|th|title|tr|tt|u|ul)"
    r"(?:\s[^<>]{0,300})?/?>"
)
ENTITY = re.compile(r"&(?:#?[a-z0-9]{2,12});")
SCHEME = re.compile(r"https?://(?:www\.)?")
# The Free Software Foundation moved, and its pages with it.
GNU_PAGE = re.compile(r"gnu\.org/(?:copyleft|philosophy)/")
FOUNDATION = re.compile(
    r"copyright (?:\(c\)|©)?[ \d,-]{4,40}free software foundation, inc\.?(?: <[^<>\s]{1,40}>)?"
    r"|59 temple place,?\s*-?\s*suite 330,?\s+boston,?\s+ma\s+02111(?:-1307)?,?\s+usa"
    r"|51 franklin st(?:reet|\.)?,?\s+fifth floor,?\s+boston,?\s+ma\s+02110(?:-1301)?,?\s+usa"
    r"|675 mass(?:achusetts)? ave(?:nue)?,?\s+cambridge,?\s+ma\s+02139,?\s+usa"
)
LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\s]{1,300}\)")
# A letter may introduce a list item on any line, a number only where no sentence runs on from the
# line above: there it may be the end of "version 3.".
LETTER = r"(?:[a-z]|[ivx]{1,5})"
ITEM = re.compile(rf"[^\w(]{{0,80}}\(?(?:\d{{1,2}}|{LETTER})[.)](?=\s|$)")
LETTERED_ITEM = re.compile(rf"[^\w(]{{0,80}}\(?{LETTER}[.)](?=\s|$)")
INNER_ITEM = re.compile(rf"[.;:,]\s{{1,8}}\(?(?:\d{{1,2}}|{LETTER})[.)](?=\s)")
TERM_ZERO = re.compile(r"(?<=terms and conditions)(\s{1,8})0\.")
PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
SENTENCE_ENDS = (".", ";", ":", ",", " and", " or")
DECORATION = " \t\f\v>#*/;|%=_~-"
CLOSING = " \t\"'*_)]”’"
COPYRIGHT = re.compile(
    r"[^\w(\[{<©]{0,80}(?:"
    r"(?:portions |parts )?copyright[\s:]*(?:\(c\)|©|&copy;|[\[{<(]|(?:19|20)\d\d|yyyy)"
    r"|(?:\(c\)|©)\s*(?:copyright|(?:19|20)\d\d|[\[{<])"
    r"|all rights reserved\W*\Z)"
)
BARE_COPYRIGHT = re.compile(r"\W{0,80}copyright(?:\W{1,8}\w+){1,6}\W{0,8}\Z")
# A copyright line that says more than who and when is read as terms.
TERMS = re.compile(
    r"\b(?:agree|allowed|appl(?:ies|y)\b|commercial|condition|consent|contact|cop(?:y|ies)\b"
    r"|distribut|except|fees?\b|forbid|free(?:ly)?\b|granted|hereby|if\b|laws?\b|licen[sc]|may\b"
    r"|modif|must|no\b|non|not\b|notice|only|pay|permi|prohibit|provided|public domain"
    r"|purpose|redistribut|requi?re|research (?:use|only|purpose)|restrict|royalt|shall|subject"
    r"|terms|under\b|use\b|used\b|warrant|without)|[不仅僅供禁限许許授须須]|商[业業用]"
)
UNFILLED = re.compile(
    r"(?:copyright|\(c\)|©)[^\n]{0,40}?(?:[\[{<(]{1,3}\s*(?:year|yyyy|date|name|full ?name"
    r"|copyright|owner|holder|author|organi[sz]ation|company|project)|yyyy\b|year copyright holder)"
)
HOW_TO_APPLY = re.compile(r"how to apply (?:the|these|this)\b")
COPYRIGHT_SIGNS = ("copyright", "(c)", "©", "reserved")
LONGEST_COPYRIGHT_LINE = 500
# Places in BSD-like texts where each licensor writes its own name.
HOLDER = re.compile(
    r"\bneither the names? of ((?:\S+ ){1,15}?)nor the names? of"
    r"|\bsoftware is provided by ((?:\S+ ){1,15}?)as is and any"
    r"|\bin no event shall ((?:\S+ ){1,15}?)be liable for any direct"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as words."""

    words: list[str]
    lines: list[int]
    """For each word the line it stands on, from 1."""
    unfilled: tuple[int, ...]
    """Lines on which a copyright template still waits for a name or a year."""


def read(text: str) -> Reading:
    """The words of `text` with their lines; time is linear in its length."""
    words: list[str] = []
    numbers: list[int] = []
    for number, line in _lines(text):
        found = _words_of(line)
        words += found
        numbers += [number] * len(found)
    words, numbers = _without_holders(words, numbers)
    return Reading(words=words, lines=numbers, unfilled=_unfilled(text))


def trigrams(words: list[str]) -> list[int]:
    """One 32-bit figure for each three words that follow each other."""
    threes = zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)
    return [crc32(three.encode()) for three in map(" ".join, threes)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that count, lower case, without what introduces a list item."""
    fresh = True
    lines = _plain(text).split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip(DECORATION):
            fresh = True
            continue
        if _is_copyright_line(line) or (fresh and _is_furniture(line, lines, number)):
            continue
        item = LETTERED_ITEM.match(line) or (fresh and ITEM.match(line))
        yield number, line[item.end() :] if item else line
        fresh = line.rstrip(CLOSING).endswith(SENTENCE_ENDS)


def _is_copyright_line(line: str) -> bool:
    return (
        any(sign in line for sign in COPYRIGHT_SIGNS)
        and len(line) <= LONGEST_COPYRIGHT_LINE
        and COPYRIGHT.match(line) is not None
        and TERMS.search(line) is None
    )


def _is_furniture(line: str, lines: list[str], following: int) -> bool:
    """Whether a line that ends a paragraph is a page number or a holder without a year."""
    if len(line) > 80 or "".join(lines[following : following + 1]).strip(DECORATION):
        return False
    if PAGE_NUMBER.fullmatch(line):
        return True
    return BARE_COPYRIGHT.match(line) is not None and TERMS.search(line) is None


def _without_holders(words: list[str], lines: list[int]) -> tuple[list[str], list[int]]:
    """The words without the names that each licensor fills in."""
    joined = " ".join(words)
    kept_words, kept_lines = [], []
    seen = counted = place = 0
    for slot in HOLDER.finditer(joined):
        start, end = slot.span(slot.lastindex or 0)
        if TERMS.search(joined, start, end):
            continue
        first = counted + joined.count(" ", seen, start)
        counted = first + joined.count(" ", start, end)
        seen = end
        kept_words += words[place:first]
        kept_lines += lines[place:first]
        place = counted
    return kept_words + words[place:], kept_lines + lines[place:]


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = text.lower()
    if "<" in text:
        text = MARKUP.sub(lambda tag: "\n" * tag[0].count("\n") or " ", text)
    if "&" in text:
        text = ENTITY.sub(_character, text)
    text = LINK.sub(r"\1", SCHEME.sub("", text))
    text = GNU_PAGE.sub("gnu.org/licenses/", text)
    text = FOUNDATION.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = TERM_ZERO.sub(r"\1", text)
    return INNER_ITEM.sub(lambda item: "\n" * item[0].count("\n") or " ", text)


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\n", " ").lower()


def _words_of(line: str) -> list[str]:
    return (ASCII_WORD if line.isascii() else ANY_WORD).findall(line)


def _unfilled(text: str) -> tuple[int, ...]:
    """Lines with an open copyright template, above any "how to apply" appendix."""
    found: list[int] = []
    for number, line in enumerate(re.split(r"\r\n?|\n", text.lower()), start=1):
        if HOW_TO_APPLY.search(line):
            break
        if UNFILLED.search(line):
            found.append(number)
    return tuple(found)
