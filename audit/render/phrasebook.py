"""English sentences of an assessment, said in another language by the phrases that they follow.

A phrase has holes: `{row}` takes the name of a row of the inventory, `{number}` a figure,
`{detail}` a sentence that is said in its turn; all others are kept: ids, paths, quotes, names.
The work is linear in the length of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property

from msgspec import Struct

from audit.render.labels import COMPONENTS

Translate = Callable[[str], str]
"""The translation of a message; empty where there is none."""

LONGEST = 20_000
"""Characters of a sentence that is looked up; a longer one stays as it is."""
_DEEPEST = 6
_LONGEST_STRICT = 400
_HOLE = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"[\d.,]{1,20}", re.ASCII)
_FIGURES = frozenset(
    {"number", "total", "first", "last", "least", "most", "highest", "met", "asked"}
    | {"figure", "line", "unknown"}
)
_ROWS = frozenset({"row", "rows"})
_IN_TURN = frozenset(
    {"detail", "said", "words", "why", "duty", "duties", "reason", "states", "side", "weights"}
    | {"kinds", "named", "topic", "modalities", "step", "answers", "other", "places"}
)
_STRICT = frozenset(
    {"state", "access", "class", "kind", "answer", "further", "field", "language", "scope", "made"}
    | {"terms", "limit", "finding"}
)
"""Holes of which the phrase is known only where what stands in them is known as well."""
_IDS = frozenset({"artifact", "path", "commit", "package", "branch", "format"})
"""Holes for what has no space in it."""
_SIGN = re.compile(r"[^A-Za-z' -]|[A-Z]{2}|[a-z][A-Z]")


class Phrase(Struct, frozen=True, kw_only=True):
    """A phrase, taken apart at its holes."""

    fixed: tuple[str, ...]
    holes: tuple[str, ...]
    said: str
    """In the other language, with the same holes."""

    def match(self, text: str) -> tuple[str, ...] | None:
        """What stands in the holes; None where the text does not follow the phrase."""
        first, *inner, last = self.fixed
        if not text.startswith(first) or not text.endswith(last):
            return None
        begin, end, found = len(first), len(text) - len(last), []
        for words in inner:
            at = text.find(words, begin + 1, end)
            if at < 0:
                return None
            found.append(text[begin:at])
            begin = at + len(words)
        return (*found, text[begin:end]) if begin < end else None

    @property
    def weight(self) -> int:
        """How much of it is fixed: what says more is tried first."""
        return sum(map(len, self.fixed))

    @property
    def is_whole(self) -> bool:
        """Whether it is tried before a text is taken apart at its semicolons."""
        has_break = any("; " in words for words in self.fixed)
        return has_break or not (_IN_TURN | _STRICT | _ROWS).isdisjoint(self.holes)


class Phrasebook:
    """The phrases, with their translations."""

    def __init__(self, phrases: Iterable[str], translate: Translate) -> None:
        self._translate = translate
        known = [(phrase, translate(phrase)) for phrase in phrases if "{" in phrase]
        apart = [_phrase(english, said) for english, said in known if said]
        self._phrases = sorted(apart, key=lambda one: -one.weight)
        self._by_word: dict[str, tuple[tuple[Phrase, ...], tuple[Phrase, ...]]] = {}

    def say(self, text: str) -> str | None:
        """The sentence in the other language; None where no phrase knows it."""
        return self._say(text, 0) if len(text) <= LONGEST else None

    def _say(self, text: str, depth: int) -> str | None:
        known = self._translate(text)
        if known or not text:
            return known
        if depth > _DEEPEST:
            return None
        whole, plain = self._candidates(text.partition(" ")[0])
        return (
            self._by(whole, text, depth)
            or self._apart(text, "; ", "；", depth)
            or self._by(plain, text, depth)
            or (text if is_no_language(text) else None)
            or self._apart(text, ", ", "，", depth)
        )

    def _by(self, phrases: Iterable[Phrase], text: str, depth: int) -> str | None:
        for phrase in phrases:
            found = phrase.match(text)
            filled = None if found is None else self._filled(phrase, found, depth)
            if filled is not None:
                return phrase.said.format_map(filled)
        return None

    def _filled(self, phrase: Phrase, found: tuple[str, ...], depth: int) -> dict[str, str] | None:
        """What stands in the holes, said; None where one cannot hold it."""
        filled: dict[str, str] = {}
        for hole, text in sorted(zip(phrase.holes, found, strict=True), key=_later):
            said = self._hole(hole, text, depth + 1)
            if said is None:
                return None
            filled[hole] = said
        return filled

    def _hole(self, hole: str, text: str, depth: int) -> str | None:
        if hole in _FIGURES:
            return text if _FIGURE.fullmatch(text) else None
        if hole in _ROWS:
            return self._rows(text)
        if hole in _IDS:
            return None if " " in text else text
        if hole in _STRICT:
            said = self._say(text, depth) if len(text) <= _LONGEST_STRICT else None
            return None if said == text else said
        return self._say(text, depth) or text if hole in _IN_TURN else text

    def _rows(self, text: str) -> str | None:
        if len(text) > _LONGEST_STRICT:
            return None
        ids = [one.replace(" ", "-") for one in text.replace(" and ", ", ").split(", ")]
        if not all(one in COMPONENTS for one in ids):
            return None
        return "、".join(self._translate(COMPONENTS[one]) or one for one in ids)

    def _apart(self, text: str, sign: str, joint: str, depth: int) -> str | None:
        """The parts of the text, each said in its turn, where any of them is known."""
        parts = text.split(sign)
        said = [self._say(part, depth + 1) for part in parts] if len(parts) > 1 else []
        if sign == ", " and None in said:
            return None
        if not any(said):
            return None
        return joint.join(one or part for one, part in zip(said, parts, strict=True))

    def _candidates(self, word: str) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
        """The phrases that a text with this first word may follow."""
        key = word if word in self._first_words else ""
        if key not in self._by_word:
            may = [one for one in self._phrases if _first_word(one) in {"", key}]
            self._by_word[key] = (
                tuple(one for one in may if one.is_whole),
                tuple(one for one in may if not one.is_whole),
            )
        return self._by_word[key]

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(map(_first_word, self._phrases))


@cache
def _phrase(english: str, said: str) -> Phrase:
    parts = _HOLE.split(english)
    return Phrase(fixed=tuple(parts[::2]), holes=tuple(parts[1::2]), said=said)


def _first_word(phrase: Phrase) -> str:
    """The first word, where it is fixed; else nothing."""
    word, space, _ = phrase.fixed[0].partition(" ")
    return word if space else ""


def _later(hole: tuple[str, str]) -> int:
    """What may rule a phrase out is looked at first."""
    return hole[0] in _IN_TURN


def is_no_language(text: str) -> bool:
    """Whether the text is made of ids, paths, licenses or figures alone."""
    words = text.split(" ")
    return len(words) == 1 or all(_SIGN.search(word.rstrip(",:;.")) for word in words)
