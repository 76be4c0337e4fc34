"""Many short texts that are searched at once: paths, lines, sentences.

All are looked through as one for the words without which a pattern cannot match, and the pattern is
tried on those alone that hold one of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from audit.text.any_case import AnyCase, folded


class ManyTexts:
    """Texts in an order; what is found is told by their numbers, from 0."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    @cached_property
    def _whole(self) -> str:
        return folded("\n".join(self._texts))

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for text in self._texts), initial=0))

    def with_words(self, words: Iterable[str]) -> list[int]:
        """The texts that hold one of the words, which are given in lower case, in order."""
        whole, starts = self._whole, self._starts
        found: set[int] = set()
        for word in words:
            place = whole.find(word)
            while place >= 0:
                number = bisect_right(starts, place)
                found.add(number - 1)
                place = whole.find(word, starts[number])
        return sorted(found)

    def may_have(self, pattern: AnyCase) -> Iterable[int]:
        """The texts in which the pattern may be found, in order; in others it is not."""
        return self.with_words(pattern.words) if pattern.words else range(len(self._texts))

    def having(self, pattern: AnyCase) -> list[int]:
        """The texts in which the pattern is found, in order."""
        search = pattern.search
        return [number for number in self.may_have(pattern) if search(self._texts[number])]
