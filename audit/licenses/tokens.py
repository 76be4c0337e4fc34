"""What stands between white space, and the words in it.

Tokens of license texts come again and again, so the words of each are remembered.
"""

import re
from collections.abc import Sequence
from itertools import chain

from audit.licenses.figures import SAME_WORD

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
ASCII_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")
ANY_WORD = re.compile(rf"[{CJK}]|\d+(?:\.\d+)*|[^\W\d_{CJK}]+")
SCHEME = re.compile(r"https?://(?:www\.)?")
# The Free Software Foundation moved, and its pages with it.
GNU_PAGE = re.compile(r"gnu\.org/(?:copyleft|philosophy)/")
PARAGRAPH = "\x02"
"""Stands where a line is empty: no sentence runs on over it."""
ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})[.)][,;:]?|\(?\d{1,2}\)[.,;:]?")
"""What introduces a list item wherever it stands: `(a)`, `b.`, `iv)`, `1)`."""
NUMBERS = frozenset([*(f"{number}." for number in range(100)), *map(str, range(1_000))])
"""Numbers that may introduce an item, or be the number of a page."""
CLOSING = "\"')]”’"
SENTENCE_ENDS = (".", ";", ":", ",", PARAGRAPH)
JOINS = ("and", "or")
_MOST_REMEMBERED = 100_000
_LONGEST_REMEMBERED = 40
_STEPS_BACK = 4


class _Words(dict[str, tuple[str, ...]]):
    """The words of each token met so far."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        found = _words_in(token)
        if len(token) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[token] = found
        return found


WORDS = _Words()


def words_of(tokens: Sequence[str]) -> list[str]:
    """The words of all tokens, spelled alike."""
    return list(chain.from_iterable(map(WORDS.__getitem__, tokens)))


def _words_in(token: str) -> tuple[str, ...]:
    if ITEM.fullmatch(token):
        return ()
    if "://" in token:
        token = SCHEME.sub("", token)
    if "gnu.org" in token:
        token = GNU_PAGE.sub("gnu.org/licenses/", token)
    words = (ASCII_WORD if token.isascii() else ANY_WORD).findall(token)
    return tuple(SAME_WORD.get(word, word) for word in words)


def without_marks(tokens: list[str]) -> list[str]:
    """The tokens with nothing in place of numbers that introduce a list item, or number a page.

    A number with a dot introduces an item where a sentence ends before it, or where it follows the
    number of the item before; a number alone in a paragraph is that of a page.
    """
    last = 0
    places = [place for place, token in enumerate(tokens) if token in NUMBERS]
    for place in places:
        token = tokens[place]
        before = _neighbor(tokens, place, -1)
        if not token.endswith("."):
            if before == PARAGRAPH == _neighbor(tokens, place, 1):
                tokens[place] = ""
            continue
        number = int(token[:-1])
        is_zero = number == 0 and before == "conditions"
        if number == last + 1 or is_zero or _ends_sentence(before):
            tokens[place] = ""
            last = number
    return tokens


def _neighbor(tokens: list[str], place: int, step: int) -> str:
    """The next token that has a word or ends a paragraph; a paragraph's end where there is none."""
    for _ in range(_STEPS_BACK):
        place += step
        if not 0 <= place < len(tokens):
            return PARAGRAPH
        if tokens[place] == PARAGRAPH or WORDS[tokens[place]]:
            return tokens[place]
    return ""


def _ends_sentence(token: str) -> bool:
    return token in JOINS or token.rstrip(CLOSING).endswith(SENTENCE_ENDS)
