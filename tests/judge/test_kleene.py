from __future__ import annotations

from itertools import product

import pytest

from audit.judge.kleene import Finding, Truth, at_least
from audit.model import Reason

TRUTHS: tuple[Truth, ...] = (True, None, False)


def finding(truth: Truth, text: str = "", **more: object) -> Finding:
    because = (Reason(text=text),) if text else ()
    return Finding(truth=truth, because=because, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("truths", list(product(TRUTHS, repeat=3)))
def test_at_least_is_what_every_way_of_knowing_more_agrees_on(
    count: int, truths: tuple[Truth, ...]
) -> None:
    known = [[True, False] if truth is None else [truth] for truth in truths]
    outcomes = {sum(way) >= count for way in product(*known)}
    expected = outcomes.pop() if len(outcomes) == 1 else None
    assert at_least(count, tuple(map(finding, truths))).truth is expected


def test_at_least_tells_what_decided() -> None:
    found = (finding(True, "a"), finding(False, "b"), finding(None, "c", needs="look"))
    assert [reason.text for reason in at_least(1, found).because] == ["a"]
    assert at_least(2, found).needs == "look"
    assert [reason.text for reason in at_least(3, found).because] == ["b"]


def test_what_does_not_apply_is_not_counted() -> None:
    aside = Finding(truth=None, applies=False)
    assert at_least(1, (aside, finding(True))).truth is True
    assert not at_least(1, (aside,)).applies
