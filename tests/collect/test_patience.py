"""How servers are spared: turns, rests, windows that are spent."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import msgspec
import pytest

from audit.collect.answers import Deadline, Fault, fault_of
from audit.collect.patience import LONGEST_BACKOFF, TRIES, Patience
from audit.collect.rate_limits import Spent, bucket, spent
from audit.collect.settings import Limits
from audit.model import GapReason

from .briefs import NOON, QUICK, Misbehaving, door_to, environment_of, misbehaving

SOON = str(int(NOON.timestamp()) + 5)
LATE = str(int(NOON.timestamp()) + 3_000)

LIMITS = [
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": SOON}, 5.0),
    ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": SOON}, None),
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}, None),
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 12}, None),
    ({"x-ratelimit-remaining": "0"}, None),
    ({"ratelimit": '"api";r=0;t=55'}, 55.0),
    ({"ratelimit": '"api"; r=0; t=55'}, 55.0),
    ({"ratelimit": '"resolvers";r=2999;t=287'}, None),
    ({"ratelimit": '"api";r=10;t=55'}, None),
    ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50.0),
    ({"ratelimit": '"api";r=0'}, None),
    ({"ratelimit": "r=0" * 1000}, None),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), LIMITS)
def test_a_window_that_is_spent(headers: dict[str, str], seconds: float | None) -> None:
    found = spent(headers, NOON)
    assert (found.seconds if found else None) == seconds


BUCKETS = [
    ("https://hub/api/models/a/b", "https://hub/api"),
    ("https://hub/a/b/resolve/main/README.md", "https://hub"),
    ("https://elsewhere/api/x", "https://elsewhere/api"),
    ("https://elsewhere/x", "https://elsewhere"),
    ("http://one:80/raw/a/b/x", "http://one:80/raw"),
    ("http://one:80/github/repos/a/b", "http://one:80/github"),
    ("http://one:80/rawer/x", "http://one:80"),
]


@pytest.mark.parametrize(("url", "counted"), BUCKETS)
def test_what_is_counted_together(url: str, counted: str) -> None:
    assert bucket(url, ["https://hub", "http://one:80/raw", "http://one:80/github"]) == counted


def test_a_429_that_tells_the_end_of_the_window_is_waited_for() -> None:
    assert fault_of(429, {"ratelimit": '"api";r=0;t=3'}, NOON).pause == 3.0
    assert fault_of(429, {}, NOON).pause is None
    assert fault_of(429, {"retry-after": "7", "ratelimit": '"api";r=0;t=3'}, NOON).pause == 7.0


def ask(patience: Patience, host: str = "host") -> str:
    return patience.ask(host, lambda _: "fine")


def test_a_short_window_is_waited_for_by_all() -> None:
    pauses: list[float] = []
    patience = Patience(Limits(), pauses.append)
    patience.leave("host", Spent(seconds=5.0, detail="spent"))
    assert [ask(patience), ask(patience), ask(patience, "other")] == ["fine"] * 3
    assert pauses == [pytest.approx(5.0, abs=0.5)] * 2


def test_a_long_window_closes_the_host() -> None:
    patience = Patience(Limits(), lambda _: pytest.fail("nobody waits an hour"))
    patience.leave("host", Spent(seconds=3600.0, detail="the limit is reached"))
    with pytest.raises(Fault, match="not asked again: the limit is reached") as caught:
        ask(patience)
    assert caught.value.reason is GapReason.RATE_LIMITED
    assert ask(patience, "other") == "fine"


@pytest.mark.parametrize(("chance", "least"), [(0.0, 0.5), (1.0, 1.0)])
def test_back_off_is_spread_and_capped(chance: float, least: float) -> None:
    pauses: list[float] = []
    patience = Patience(
        msgspec.structs.replace(Limits(), backoff_seconds=6.0), pauses.append, lambda: chance
    )

    def attempt(_: Deadline) -> str:
        raise Fault(GapReason.UNREACHABLE, "", again=True)

    with pytest.raises(Fault):
        patience.ask("host", attempt)
    assert pauses == [6.0 * least, LONGEST_BACKOFF * least]
    assert len(pauses) == TRIES - 1


def test_a_pause_for_one_holds_back_the_others() -> None:
    started = threading.Event()
    patience = Patience(Limits(), time.sleep)
    turned_away = [Fault(GapReason.RATE_LIMITED, "", again=True, pause=0.4)]

    def first(_: Deadline) -> str:
        if turned_away:
            started.set()
            raise turned_away.pop()
        return "fine"

    other = threading.Thread(target=patience.ask, args=("host", first))
    other.start()
    started.wait()
    time.sleep(0.05)
    begun = time.monotonic()
    ask(patience)
    other.join()
    assert time.monotonic() - begun > 0.2


def test_a_host_answers_no_more_than_so_many_at_once() -> None:
    now, most = 0, 0
    lock = threading.Lock()

    def slow(request: Misbehaving) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.03)
        with lock:
            now -= 1
        request.say(200, b"x")

    limits = msgspec.structs.replace(QUICK, host_requests=3, workers=12)
    with misbehaving(slow) as server, door_to(environment_of(server.url), limits) as door:
        paths = [f"{server.url}/{number}" for number in range(24)]
        half = [door.raw_bytes if number % 2 else door.hub_bytes for number in range(24)]
        found = door.side_by_side(lambda pair: pair[0](pair[1]), zip(half, paths, strict=True))
        assert list(found) == [b"x"] * 24
    assert most == 3


def test_the_last_answer_of_a_window_holds_the_next_request_back() -> None:
    headers = {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": LATE}
    with (
        misbehaving(lambda request: request.say(200, b"x", **headers)) as server,
        door_to(environment_of(server.url)) as door,
    ):
        assert door.raw_bytes(server.url + "/1") == b"x"
        with pytest.raises(Fault, match="rate limit is reached until 2026-01-02T12:50:00Z"):
            door.raw_bytes(server.url + "/2")
        assert len(server.asked) == 1


def test_a_run_takes_no_more_than_its_bytes() -> None:
    limits = msgspec.structs.replace(QUICK, run_bytes=10)
    with (
        misbehaving(lambda request: request.say(200, b"x" * 10)) as server,
        door_to(environment_of(server.url), limits) as door,
    ):
        door.raw_bytes(server.url + "/1")
        with pytest.raises(Fault, match="more than 10 bytes") as caught:
            door.raw_bytes(server.url + "/2")
        assert caught.value.reason is GapReason.CUT_SHORT
        assert door.begin().raw_bytes(server.url + "/2") == b"x" * 10


def test_the_moment_of_a_window_does_not_depend_on_the_zone() -> None:
    there = NOON.astimezone(tz=None) + timedelta(0)
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": SOON}
    assert spent(headers, there) == spent(headers, NOON)
