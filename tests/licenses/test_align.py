from __future__ import annotations

import time
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.licenses.align import Alignment, Gap, align
from audit.licenses.figures import sample_of

THEIRS = tuple(range(1_000, 1_300))


def beside(ours: list[int], theirs: tuple[int, ...] = THEIRS) -> Alignment:
    return align(ours, sample_of(ours), theirs)


def test_the_same_is_the_same() -> None:
    found = beside(list(THEIRS))
    assert (found.matched, found.gaps, found.likeness) == (300, (), 1.0)
    assert (found.differing, found.outside, found.start, found.end) == (0, 0, 0, 300)


@pytest.mark.parametrize(
    ("ours", "gap"),
    [
        ([*THEIRS[:150], 7, *THEIRS[150:]], Gap(ours=(150, 151), theirs=(150, 150))),
        ([*THEIRS[:150], *THEIRS[151:]], Gap(ours=(150, 150), theirs=(150, 151))),
        ([*THEIRS[:150], 7, *THEIRS[151:]], Gap(ours=(150, 151), theirs=(150, 151))),
        ([*THEIRS[:150], *([7] * 90), *THEIRS[150:]], Gap(ours=(150, 240), theirs=(150, 150))),
        ([7, 7, *THEIRS], Gap(ours=(0, 2), theirs=(0, 0))),
        ([*THEIRS, 7], Gap(ours=(300, 301), theirs=(300, 300))),
        (list(THEIRS[:250]), Gap(ours=(250, 250), theirs=(250, 300))),
    ],
    ids=["added", "removed", "changed", "many added", "before", "behind", "cut"],
)
def test_one_difference(ours: list[int], gap: Gap) -> None:
    assert beside(ours).gaps == (gap,)


def test_what_stands_around_does_not_count_as_difference() -> None:
    found = beside([*([5] * 400), *THEIRS, *([6] * 400)])
    assert (found.likeness, found.differing, found.start, found.end) == (1.0, 0, 400, 700)


def test_a_cut_text_lacks_words_outside() -> None:
    found = beside(list(THEIRS[:200]))
    assert (found.outside, found.differing) == (100, 0)


def test_nothing_in_common() -> None:
    found = beside([1, 2, 3])
    assert (found.matched, found.gaps) == (0, (Gap(ours=(0, 3), theirs=(0, 300)),))


def test_swapped_halves_keep_the_longer_order() -> None:
    found = beside([*THEIRS[200:], *THEIRS[:200]])
    assert found.matched >= 200


WORDS = st.lists(st.integers(0, 9), max_size=120)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_gaps_and_matches_make_up_both_texts(ours: list[int], theirs: list[int]) -> None:
    found = beside(ours, tuple(theirs))
    in_gaps = [gap.ours[1] - gap.ours[0] for gap in found.gaps]
    assert sum(in_gaps) + found.matched == len(ours)
    assert sum(gap.theirs[1] - gap.theirs[0] for gap in found.gaps) + found.matched == len(theirs)
    places = list(chain.from_iterable(gap.ours for gap in found.gaps))
    assert places == sorted(places)
    assert 0 <= found.likeness <= 1


@pytest.mark.parametrize("piece", [(4,), (4, 8), (4, 8, 12, 16), tuple(range(0, 400, 4))])
def test_time_is_bounded_on_repetitions(piece: tuple[int, ...]) -> None:
    long = list(piece * (60_000 // len(piece)))
    started = time.process_time()
    beside(long, THEIRS)
    beside(long, tuple(long[:3_000]))
    assert time.process_time() - started < 20
