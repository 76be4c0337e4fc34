"""Finds license texts that stand in a text word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from audit.licenses.figures import Sample, digest_of
from audit.licenses.index import Index

SAME_PLACES = 32
"""Places at which the same anchor is followed up: bounds the work on hostile texts."""
NOTICE = 40
"""Shorter texts than this many words count only where they are half of a file or more."""


class Window(Struct, frozen=True, kw_only=True):
    """A place where the whole text of a license stands."""

    license: int
    start: int
    end: int


def find_whole(
    index: Index, words: Sequence[str], figures: Sequence[int], sample: Sample
) -> tuple[Window, ...]:
    """Whole license texts that do not overlap, the longest chosen first, in order of place."""
    found = sorted(
        set(_places(index, words, figures, sample)),
        key=lambda window: (window.start - window.end, window.license, window.start),
    )
    taken = bytearray(len(words))
    chosen: list[Window] = []
    for window in found:
        length = window.end - window.start
        weighty = length >= NOTICE or 2 * length >= len(words)
        # What is chosen earlier is longer: an overlap always covers one of the two ends.
        if weighty and not taken[window.start] and not taken[window.end - 1]:
            taken[window.start : window.end] = b"\1" * length
            chosen.append(window)
    return tuple(sorted(chosen, key=lambda window: window.start))


def _places(
    index: Index, words: Sequence[str], figures: Sequence[int], sample: Sample
) -> Iterator[Window]:
    """Every place where the whole of an indexed text stands."""
    followed: Counter[int] = Counter()
    for place, three in zip(sample.places, sample.threes, strict=True):
        if three not in index.anchors:
            continue
        followed[three] += 1
        if followed[three] > SAME_PLACES:
            continue
        for number in index.anchors[three]:
            wording = index.wordings[number]
            start = place - wording.place
            end = start + wording.words
            if (
                start >= 0
                and end <= len(figures)
                and figures[start] == wording.first
                and figures[end - 1] == wording.last
                and digest_of(words[start:end]) == wording.digest
            ):
                yield Window(license=wording.license, start=start, end=end)
