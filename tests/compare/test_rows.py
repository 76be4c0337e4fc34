"""Rows are matched by what they are about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.compare.rows import paired
from audit.model.difference import How

Row = tuple[str, str]
"""What it is about, and what it says."""


def changes(old: list[Row], new: list[Row]) -> list[tuple[str, Row | None, Row | None]]:
    pairs = paired(old, new, (lambda row: row[0],), lambda row: row[1])
    return [(one.how.value, one.old, one.new) for one in pairs]


def test_what_is_on_both_sides_is_left_out() -> None:
    assert changes([("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]) == []


def test_another_word_on_the_same_thing_is_one_change() -> None:
    assert changes([("a", "1")], [("a", "2")]) == [("changed", ("a", "1"), ("a", "2"))]


def test_what_came_and_what_went() -> None:
    assert changes([("a", "1")], [("b", "1")]) == [
        ("gone", ("a", "1"), None),
        ("appeared", None, ("b", "1")),
    ]


def test_a_row_that_is_said_twice_counts_once() -> None:
    assert changes([("a", "1"), ("a", "1")], [("a", "1")]) == []
    assert changes([], [("a", "1"), ("a", "1")]) == [("appeared", None, ("a", "1"))]


def test_a_further_key_pairs_what_is_left() -> None:
    keys = (lambda row: row[0], lambda row: row[0][0])
    (pair,) = paired([("a1", "x")], [("a2", "y")], keys, lambda row: row[1])
    assert (pair.how, pair.old, pair.new) == (How.CHANGED, ("a1", "x"), ("a2", "y"))


ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")))


@given(ROWS, ROWS)
def test_every_row_that_differs_is_told_once(old: list[Row], new: list[Row]) -> None:
    pairs = paired(old, new, (lambda row: row[0],), lambda row: row[1])
    earlier = [one.old for one in pairs if one.old is not None]
    afters = [one.new for one in pairs if one.new is not None]
    assert sorted(earlier) == sorted({*old} - {*new})
    assert sorted(afters) == sorted({*new} - {*old})
    assert paired(old, old, (lambda row: row[0],), lambda row: row[1]) == ()
