"""Lays two texts side by side, word by word, and tells where they differ.

The texts are sequences of figures, one per word. Three words in a row that stand once in the
other text are anchors; from those that follow each other in both, all that is equal around them is
matched, and short gaps are compared word by word. Time is n log n in the length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from audit.licenses.figures import Sample, sample_of

_STRIDE = 64
"""Words that are compared at once."""
_LONG_GAP = 600
"""Words of a gap that is looked into at all."""
_SHORT_GAP = 60
"""Words of a gap that are compared one by one."""


class Gap(Struct, frozen=True, kw_only=True):
    """A stretch in which the texts differ: places from and to in the one and in the other."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


class Alignment(Struct, frozen=True, kw_only=True):
    """Two texts side by side."""

    matched: int
    start: int
    end: int
    """The first word of ours that is matched, and the one behind the last."""
    first: int
    last: int
    """The same of the other text."""
    gaps: tuple[Gap, ...]
    """In order; the first and the last hold what stands before and behind all that is matched."""
    length: int
    """Words of the other text."""

    @property
    def likeness(self) -> float:
        """Share of the words in common between the other text and the stretch of ours that is
        like it, 0 to 1."""
        return 2 * self.matched / max(1, self.length + self.end - self.start)

    @property
    def differing(self) -> int:
        """Words of either text without a counterpart between the first and the last match."""
        return self.end - self.start + self.last - self.first - 2 * self.matched

    @property
    def outside(self) -> int:
        """Words of the other text before its first and behind its last match."""
        return self.length - (self.last - self.first)


def align(ours: list[int], sample: Sample, theirs: tuple[int, ...]) -> Alignment:
    """Our text, with its sample, beside theirs."""
    blocks = list(_blocks(tuple(ours), sample, theirs))
    matched = sum(size for _, _, size in blocks)
    if not blocks:
        whole = Gap(ours=(0, len(ours)), theirs=(0, len(theirs)))
        return Alignment(
            matched=0, start=0, end=0, first=0, last=0, gaps=(whole,), length=len(theirs)
        )
    return Alignment(
        matched=matched,
        start=blocks[0][0],
        end=blocks[-1][0] + blocks[-1][2],
        first=blocks[0][1],
        last=blocks[-1][1] + blocks[-1][2],
        gaps=tuple(_gaps(blocks, len(ours), len(theirs))),
        length=len(theirs),
    )


def _gaps(blocks: list[tuple[int, int, int]], ours: int, theirs: int) -> Iterator[Gap]:
    i = j = 0
    for start, other, size in [*blocks, (ours, theirs, 0)]:
        if start > i or other > j:
            yield Gap(ours=(i, start), theirs=(j, other))
        i, j = start + size, other + size


def _blocks(
    ours: Sequence[int], sample: Sample, theirs: tuple[int, ...]
) -> Iterator[tuple[int, int, int]]:
    """Equal stretches in order: place in ours, place in theirs, length; none touches the next."""
    joined: list[tuple[int, int, int]] = []
    for block in _raw_blocks(ours, sample, theirs):
        if not block[2]:
            continue
        last = joined[-1] if joined else (-1, -1, 0)
        if (last[0] + last[2], last[1] + last[2]) == block[:2]:
            joined[-1] = (last[0], last[1], last[2] + block[2])
        else:
            joined.append(block)
    yield from joined


def _raw_blocks(
    ours: Sequence[int], sample: Sample, theirs: tuple[int, ...]
) -> Iterator[tuple[int, int, int]]:
    """Equal stretches in order, some of them side by side."""
    i = j = 0
    ends = (len(ours), len(theirs))
    for start, other in [*_anchors(sample, theirs), ends]:
        if start < i or other < j:
            continue
        head = _equal(ours, theirs, (i, j), (start, other))
        tail = _equal_backwards(ours, theirs, (i + head, j + head), (start, other))
        yield i, j, head
        yield from _between(ours, theirs, (i + head, start - tail), (j + head, other - tail))
        yield start - tail, other - tail, tail
        size = _equal(ours, theirs, (start, other), ends)
        yield start, other, size
        i, j = start + size, other + size


def _equal(
    ours: Sequence[int], theirs: Sequence[int], start: tuple[int, int], end: tuple[int, int]
) -> int:
    """How many words are equal from two places on, up to two others."""
    i, j = start
    most = min(end[0] - i, end[1] - j)
    size = 0
    while size < most:
        step = min(_STRIDE, most - size)
        if ours[i + size : i + size + step] != theirs[j + size : j + size + step]:
            break
        size += step
    while size < most and ours[i + size] == theirs[j + size]:
        size += 1
    return size


def _equal_backwards(
    ours: Sequence[int], theirs: Sequence[int], start: tuple[int, int], end: tuple[int, int]
) -> int:
    """How many words are equal before two places, down to two others."""
    i, j = end
    most = min(i - start[0], j - start[1])
    size = 0
    while size < most and ours[i - size - 1] == theirs[j - size - 1]:
        size += 1
    return size


def _between(
    ours: Sequence[int], theirs: Sequence[int], one: tuple[int, int], two: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Equal stretches in a gap: of a short one word by word, of a longer one by threes that stand
    once in it, if not in the whole text."""
    longest = max(one[1] - one[0], two[1] - two[0])
    if one[0] == one[1] or two[0] == two[1] or longest > _LONG_GAP:
        return
    if longest > _SHORT_GAP:
        yield from _within(ours[one[0] : one[1]], tuple(theirs[two[0] : two[1]]), one[0], two[0])
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(
        None, list(ours[one[0] : one[1]]), list(theirs[two[0] : two[1]]), autojunk=False
    )
    for start, other, size in matcher.get_matching_blocks():
        if size:
            yield one[0] + start, two[0] + other, size


def _within(
    ours: Sequence[int], theirs: tuple[int, ...], start: int, other: int
) -> Iterator[tuple[int, int, int]]:
    """Equal stretches around the anchors of a gap, without going into its own gaps."""
    i = j = 0
    for place, match in _anchors(sample_of(ours), theirs):
        if place < i or match < j:
            continue
        before = _equal_backwards(ours, theirs, (i, j), (place, match))
        size = before + _equal(ours, theirs, (place, match), (len(ours), len(theirs)))
        i, j = place - before, match - before
        yield start + i, other + j, size
        i, j = i + size, j + size


def _anchors(sample: Sample, theirs: tuple[int, ...]) -> list[tuple[int, int]]:
    """Places of sampled threes that stand once in theirs, as many as follow each other in both
    texts."""
    found = zip(sample.places, map(_single(theirs).get, sample.threes), strict=True)
    return _longest_rising([(p, other) for p, other in found if other is not None and other >= 0])


@lru_cache(maxsize=64)
def _single(figures: tuple[int, ...]) -> dict[int, int]:
    """The place of each sampled three that stands only once; of others -1."""
    found: dict[int, int] = {}
    sample = sample_of(figures)
    for place, three in zip(sample.places, sample.threes, strict=True):
        found[three] = -1 if three in found else place
    return found


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises in both."""
    others = [other for _, other in pairs]
    if others == sorted(set(others)):
        return pairs
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, other in enumerate(others):
        if not tails or other > tails[-1]:
            before.append(ends[-1] if ends else -1)
            tails.append(other)
            ends.append(number)
            continue
        length = bisect_left(tails, other)
        before.append(ends[length - 1] if length else -1)
        tails[length], ends[length] = other, number
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
