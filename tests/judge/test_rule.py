from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.judge.kleene import Finding, Truth, all_of, any_of, negated
from audit.judge.rule import LEADING, Rule, leading_word, parts
from audit.model import Reason

TRUTHS: tuple[Truth, ...] = (True, None, False)
PAIRS = tuple(product(TRUTHS, TRUTHS))
SKIPPED = Finding(truth=None, applies=False, because=(Reason(text="aside"),))


def finding(truth: Truth, text: str = "", **more: object) -> Finding:
    because = (Reason(text=text),) if text else ()
    return Finding(truth=truth, because=because, **more)  # type: ignore[arg-type]


findings = st.builds(
    Finding,
    truth=st.sampled_from(TRUTHS),
    presumed=st.booleans(),
    applies=st.booleans(),
    needs=st.none() | st.sampled_from(["read it", "ask"]),
    because=st.lists(st.builds(Reason, text=st.sampled_from("abc")), max_size=2).map(tuple),
)
several = st.lists(findings, max_size=6)


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_all_is_the_least_of_two(left: Truth, right: Truth) -> None:
    order = [False, None, True]
    expected = order[min(order.index(left), order.index(right))]
    assert all_of((finding(left), finding(right))).truth is expected


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_any_is_the_most_of_two(left: Truth, right: Truth) -> None:
    order = [False, None, True]
    expected = order[max(order.index(left), order.index(right))]
    assert any_of((finding(left), finding(right))).truth is expected


@pytest.mark.parametrize(("truth", "opposite"), [(True, False), (None, None), (False, True)])
def test_not_leaves_what_is_not_known(truth: Truth, opposite: Truth) -> None:
    assert negated(finding(truth)).truth is opposite
    assert negated(negated(finding(truth))).truth is truth


def test_what_does_not_apply_is_left_out() -> None:
    assert all_of((SKIPPED, finding(True))).truth is True
    assert any_of((SKIPPED, finding(False))).truth is False
    for joined in (all_of((SKIPPED,)), any_of((SKIPPED,)), all_of(()), any_of(()), SKIPPED):
        assert joined.truth is None
        assert not joined.applies
    assert not negated(SKIPPED).applies


def test_only_what_decided_is_told() -> None:
    bad, good, open_ = finding(False, "bad"), finding(True, "good"), finding(None, "open")
    assert [r.text for r in all_of((good, bad, open_)).because] == ["bad"]
    assert [r.text for r in any_of((good, bad, open_)).because] == ["good"]
    assert [r.text for r in all_of((good, finding(True, "too"))).because] == ["good", "too"]


def test_where_nothing_is_decided_all_is_told_once() -> None:
    good, open_ = finding(True, "good"), finding(None, "open")
    assert [r.text for r in all_of((good, open_, open_, good)).because] == ["good", "open"]


def test_it_is_presumed_if_what_decided_is() -> None:
    sure, presumed = finding(True), finding(True, presumed=True)
    assert all_of((sure, presumed)).presumed
    assert not all_of((sure, sure)).presumed
    assert not all_of((finding(False), presumed)).presumed


def test_a_person_is_asked_only_while_it_is_open() -> None:
    first, second = finding(None, needs="read it"), finding(None, needs="ask")
    assert all_of((first, second, first)).needs == "read it; ask"
    assert all_of((first, finding(False))).needs is None
    assert any_of((first, finding(True))).needs is None
    assert all_of((finding(None), finding(True))).needs is None


def summary(found: Finding) -> tuple[object, ...]:
    needs = frozenset((found.needs or "").split("; "))
    return found.truth, found.presumed, found.applies, needs, frozenset(found.because)


@given(several, st.randoms())
def test_order_changes_nothing(given: list[Finding], random: object) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for join in (all_of, any_of):
        assert summary(join(tuple(given))) == summary(join(tuple(shuffled)))


@given(several)
def test_duplication_changes_nothing(given: list[Finding]) -> None:
    for join in (all_of, any_of):
        assert join(tuple(given)) == join((*given, *given))


@given(several)
def test_what_is_not_known_is_never_decided_by_itself(given: list[Finding]) -> None:
    """Whatever an open finding will turn out to be, the joined answer holds."""
    for join in (all_of, any_of):
        told = join(tuple(given)).truth
        if told is not None:
            for later in (True, False):
                resolved = tuple(
                    Finding(truth=later if f.truth is None else f.truth, applies=f.applies)
                    for f in given
                )
                assert join(resolved).truth is told


@given(several)
def test_not_turns_all_into_any(given: list[Finding]) -> None:
    left = negated(all_of(tuple(given)))
    right = any_of(tuple(map(negated, given)))
    assert (left.truth, left.applies) == (right.truth, right.applies)


def test_a_rule_has_one_leading_word() -> None:
    assert leading_word(Rule(not_=Rule(person="look"))) == "not_"
    with pytest.raises(ValueError, match=r"expected just one of: all, any, not, .*; found none"):
        leading_word(Rule(license="osi-approved"))
    with pytest.raises(ValueError, match=r"found question, person$"):
        leading_word(Rule(question="scope", person="look"))


def test_the_parts_of_a_rule() -> None:
    leaf = Rule(person="look")
    assert parts(leaf) == ()
    for whole in (Rule(all=(leaf,)), Rule(any=(leaf,)), Rule(not_=leaf), Rule(claimed=leaf)):
        assert parts(whole) == (leaf,)
    assert set(LEADING) <= set(Rule.__struct_fields__)
