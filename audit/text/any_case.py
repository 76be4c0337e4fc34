"""Patterns that are searched for in any case of letters, several times faster than by `re` alone.

What is found is what `re.IGNORECASE` finds. A search in lower case spares `re` the folding of each
sign, and few alternatives of a pattern are searched for at all: most texts hold none of the words
without one of which an alternative cannot match. These are taken from the pattern itself, so that
no list of them can fall behind it.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

_ODD = {"\u017f": "s", "\u0131": "i", "\u0130": "i", "\u212a": "k"}
"""The only signs beyond ASCII that `re.IGNORECASE` takes for a letter of ASCII; the lower case of
one of them is two signs long."""
_LITERAL = re.compile(r"(\\.|\(\?P[<=])|[A-Z]", re.DOTALL)
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)


class AnyCase:
    """A pattern that matches in any case of letters; it sets no flags of its own."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        """As it was written."""

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _alternatives(self) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
        """Each alternative in lower case, with words of which each match of it holds one."""
        lowered = _in_lower_case(self.pattern)
        try:
            parts = [(part, re.compile(part)) for part in alternatives(lowered)]
        except re.error:  # one alternative refers to another
            parts = [(lowered, re.compile(lowered))]
        return tuple((words_of(part), compiled) for part, compiled in parts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of which each match holds one, in lower case; none where that cannot be told."""
        return words_of(_in_lower_case(self.pattern))

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        lowered = text.lower() if text.isascii() else folded(text)
        for word in self.words:
            if word in lowered:
                break
        else:
            if self.words:
                return None
        start = self._start(lowered)
        return self._whole.match(text, start) if start is not None else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, in order."""
        return self._whole.finditer(text) if self.search(text) else iter(())

    def _start(self, lowered: str) -> int | None:
        """Where the first match of any alternative begins."""
        start: int | None = None
        for words, pattern in self._alternatives:
            for word in words:
                if word in lowered:
                    break
            else:
                if words:
                    continue
            found = pattern.search(lowered)
            if found and (start is None or found.start() < start):
                start = found.start()
        return start


def _in_lower_case(pattern: str) -> str:
    """The pattern with its literals in lower case, and all that is escaped as it is."""
    return _LITERAL.sub(lambda found: found[1] or found[0].lower(), pattern)


def folded(text: str) -> str:
    """The text in lower case, each sign in its place."""
    if not text.isascii():
        for sign, letter in _ODD.items():
            if sign in text:
                text = text.replace(sign, letter)
    return text.lower()


def alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between the bars that stand in no brackets."""
    found = [""]
    depth = 0
    for part in _PART.findall(pattern):
        depth += {"(": 1, ")": -1}.get(part, 0)
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found


def words_of(pattern: str) -> tuple[str, ...]:
    """Words of which each match of the pattern holds one; none where that cannot be told."""
    try:
        found = _of_sequence(importlib.import_module("re._parser").parse(pattern))
    except ImportError:
        return ()  # a Python that keeps its parser elsewhere: then every text is searched
    return tuple(sorted(word for word in found if not any(o in word for o in found - {word})))


def _of_sequence(parts: Sequence[Any]) -> frozenset[str]:
    """Words of which one stands in whatever the parts match, the longest that are to be had."""
    sets = [found for found in _sets(parts) if found and all(map(_tells, found))]
    return max(sets, key=lambda found: (min(map(_weight, found)), -len(found)), default=frozenset())


def _weight(word: str) -> int:
    """How much is won by looking for a word; many files of a kind have the same ending."""
    return 1 if word.startswith(".") else len(word)


def _sets(parts: Sequence[Any]) -> Iterator[frozenset[str]]:
    """For each part that has to be there words of which one does."""
    for is_literal, run in groupby(parts, lambda part: str(part[0]) == "LITERAL"):
        if is_literal:
            yield frozenset(("".join(chr(value) for _, value in run),))
            continue
        for operator, value in run:
            match str(operator):
                case "SUBPATTERN":
                    yield _of_sequence(value[-1])
                case "MAX_REPEAT" | "MIN_REPEAT" if value[0] > 0:
                    yield _of_sequence(value[2])
                case "BRANCH":
                    sets = [_of_sequence(branch) for branch in value[1]]
                    yield frozenset().union(*sets) if all(sets) else frozenset()
                case "IN" if all(str(kind) == "LITERAL" for kind, _ in value):
                    yield frozenset(chr(sign) for _, sign in value)
                case _:
                    pass


def _tells(word: str) -> bool:
    """Whether it pays to look for the word, and it has one form alone when folded."""
    if word.isascii():
        return len(word) > 1 or not (word.isalnum() or word.isspace())
    return all(sign.isascii() or sign.lower() == sign.upper() for sign in word)
