"""The log of requests by itself: what may leave when, whatever the server's windows are."""

from __future__ import annotations

import pytest

from audit.collect.quotas import Quota, Window
from audit.collect.rate_limits import Told
from audit.collect.windows import AGAIN_SECONDS, SLACK, State

NOW = 1_800_000_000.0
TWO = Quota(windows=(Window(2, 10.0),))


def sent(state: State, quota: Quota, *moments: float) -> None:
    """Requests that leave, and are answered, at these moments."""
    for number, moment in enumerate(moments):
        assert state.pause(quota, NOW + moment) == 0
        state.leave(f"me-{number}-{moment}", NOW + moment)
        state.answered(f"me-{number}-{moment}", NOW + moment)


def test_a_window_that_is_full_is_waited_for() -> None:
    state = State()
    sent(state, TWO, 0.0, 4.0)
    assert state.pause(TWO, NOW + 5) == pytest.approx(5 + 10 * SLACK)
    assert state.pause(TWO, NOW + 10.2) == 0


def test_a_request_counts_from_its_leaving_until_a_window_after_its_answer() -> None:
    state = State(asked=True)
    state.leave("me-1", NOW)
    state.leave("me-2", NOW)
    assert state.pause(TWO, NOW + 100) == AGAIN_SECONDS
    state.answered("me-1", NOW + 100)
    assert state.pause(TWO, NOW + 100) == pytest.approx(10.1)


def test_the_first_goes_alone() -> None:
    state = State()
    state.leave("me-1", NOW)
    assert state.pause(Quota(), NOW) == AGAIN_SECONDS
    state.answered("me-1", NOW)
    assert state.pause(Quota(), NOW) == 0
    assert state.is_free(Quota(), NOW)


def test_all_windows_of_a_quota_hold() -> None:
    quota = Quota(windows=(Window(3, 100.0), Window(1, 10.0)), at_once=1)
    state = State()
    sent(state, quota, 0.0)
    assert state.pause(quota, NOW + 1) == pytest.approx(9.1)
    sent(state, quota, 11.0, 22.0)
    assert state.pause(quota, NOW + 33) == pytest.approx(68.0)
    other = State(asked=True, open={"me-9": NOW})
    assert other.pause(quota, NOW) == AGAIN_SECONDS


def test_a_server_that_says_fewer_are_left_is_believed() -> None:
    state = State()
    sent(state, TWO, 0.0)
    state.hear(Told(left=0, reset=4.0), TWO, NOW)
    assert state.pause(TWO, NOW + 1) == pytest.approx(3.1)
    state.hear(Told(left=1, reset=4.0), TWO, NOW)  # an older answer that comes later
    assert state.pause(TWO, NOW + 1) == pytest.approx(3.1)
    assert state.pause(TWO, NOW + 4.2) == 0


def test_those_under_way_may_be_counted_or_not() -> None:
    quota = Quota(windows=(Window(100, 10.0),))
    state = State(asked=True, open={"me-1": NOW})
    state.hear(Told(left=1, reset=4.0), quota, NOW)
    assert state.pause(quota, NOW) == AGAIN_SECONDS
    state.answered("me-1", NOW)
    assert state.pause(quota, NOW) == 0


def test_the_next_window_of_the_server_begins_anew() -> None:
    state = State(asked=True, left=0, until=NOW + 1)
    state.hear(Told(left=9, reset=10.0), TWO, NOW + 1)
    assert (state.left, state.pause(TWO, NOW + 1)) == (9, 0)


def test_a_policy_is_learned_and_goes_before_what_is_documented() -> None:
    state = State(asked=True)
    state.hear(Told(requests=1, seconds=10.0), TWO, NOW)
    sent(state, TWO, 0.0)
    assert state.pause(TWO, NOW) > 0
    state.hear(Told(requests=5), TWO, NOW)
    assert state.windows(TWO) == (Window(5, 10.0),)
    unknown = State()
    unknown.hear(Told(requests=5), Quota(), NOW)
    assert unknown.windows(Quota()) == ()


def test_a_refusal_holds_all() -> None:
    state = State(asked=True)
    state.hear(Told(refused=True, hold=7.0), Quota(), NOW)
    assert state.pause(Quota(), NOW + 1) == 6
    assert not state.is_free(Quota(), NOW + 1)


def test_what_a_dead_worker_had_under_way_counts_as_answered() -> None:
    state = State(asked=True, open={"dead-1": NOW - 3, "me-1": NOW - 3})
    state.give_up(lambda name, left: name == "dead-1" and left < NOW, NOW)
    assert (state.open, state.done) == ({"me-1": NOW - 3}, [NOW])


def test_a_clock_that_was_put_back_holds_nobody_for_longer_than_a_window() -> None:
    state = State(asked=True, done=[NOW + 5_000, NOW + 6_000])
    assert state.pause(TWO, NOW) == pytest.approx(10.1)
