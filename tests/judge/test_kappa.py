from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.judge.kappa import Pair, accuracy, interval, kappa, linear_kappa

PAIRS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=30)


def counted(table: list[list[int]]) -> list[Pair]:
    """The pairs of a table of counts."""
    return [
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_a_textbook_table() -> None:
    """20 and 15 of 50 agree; by chance it would be half: 0.7 seen, 0.5 expected."""
    pairs = counted([[20, 5], [10, 15]])
    assert accuracy(pairs) == 0.7
    assert kappa(pairs) == pytest.approx(0.4)
    assert linear_kappa(pairs) == pytest.approx(0.4), "two steps leave nothing to weigh"


def test_a_near_miss_weighs_less() -> None:
    near, far = [(0, 0), (1, 1), (2, 2), (0, 1)], [(0, 0), (1, 1), (2, 2), (0, 2)]
    assert kappa(near) == pytest.approx(1 - 4 / 11)
    assert (linear_kappa(near) or 0) > (linear_kappa(far) or 0)


def test_no_figure_where_chance_agreement_is_certain() -> None:
    assert kappa([(1, 1), (1, 1)]) is None
    assert linear_kappa([]) is None
    assert accuracy([]) is None


@given(PAIRS)
def test_a_constant_answer_has_no_kappa(pairs: list[Pair]) -> None:
    found = kappa([(label, 1) for label, _ in pairs])
    assert found is None or found == pytest.approx(0)


@given(PAIRS)
def test_kappa_is_the_same_for_both_judges_and_at_most_one(pairs: list[Pair]) -> None:
    turned = [(other, one) for one, other in pairs]
    for figure in (kappa, linear_kappa):
        found, back = figure(pairs), figure(turned)
        assert (found is None) == (back is None)
        if found is not None:
            assert found == pytest.approx(back)
            assert found <= 1


def test_the_interval_is_the_same_each_time_and_holds_the_figure() -> None:
    groups = [[pair] for pair in counted([[20, 5], [10, 15]])]
    first = interval(groups, kappa, rounds=300)
    assert first == interval(groups, kappa, rounds=300)
    assert first is not None
    assert first[0] < 0.4 < first[1]


def test_labels_of_one_model_are_drawn_together() -> None:
    """One model with twenty labels is one model: whole groups make the interval wider."""
    pairs = counted([[20, 5], [10, 15]])
    single = interval([[pair] for pair in pairs], accuracy, rounds=300)
    together = interval([pairs[:25], pairs[25:]], accuracy, rounds=300)
    assert single is not None
    assert together is not None
    assert together[1] - together[0] >= 0.2


def test_no_interval_without_a_figure() -> None:
    assert interval([], kappa) is None
    assert interval([[(1, 1)], [(1, 1)]], kappa, rounds=10) is None
    mostly_one = [[(1, 1)]] * 30 + [[(0, 0)]]
    assert interval(mostly_one, kappa, rounds=50) is not None, "defined in more than half"
