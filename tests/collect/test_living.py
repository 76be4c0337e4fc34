"""Two workers on one folder, without a server: who lives is waited for, who is gone is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from audit.collect.answers import Deadline
from audit.collect.settings import Settings
from audit.collect.shared_limits import SharedLimits

MIRROR = Settings(hf_endpoint="https://mirror.example")
URL = "https://mirror.example/api/models/a/b"


def in_a_thread(limits: SharedLimits) -> tuple[Thread, Event]:
    """Asks; the event is set when it was let out."""
    out = Event()

    def ask() -> None:
        with limits.turn(URL, Deadline(9.0)) as turn:
            out.set()
            turn.heard(200, {})

    thread = Thread(target=ask)
    thread.start()
    return thread, out


@contextmanager
def under_way(limits: SharedLimits) -> Iterator[None]:
    """The first request to a service, which goes alone."""
    with limits.turn(URL, Deadline(9.0)):
        yield


def test_a_worker_that_lives_is_waited_for(tmp_path: Path) -> None:
    one, other = SharedLimits(tmp_path, MIRROR), SharedLimits(tmp_path, MIRROR)
    with under_way(one):
        thread, out = in_a_thread(other)
        assert not out.wait(1.3)
    assert out.wait(5)
    thread.join()


@pytest.mark.parametrize("is_tidy", [True, False])
def test_a_worker_that_is_gone_is_not(tmp_path: Path, is_tidy: bool) -> None:
    """Its lock is free, or not even there."""
    one, other = SharedLimits(tmp_path, MIRROR), SharedLimits(tmp_path, MIRROR)
    with under_way(one):
        (lock,) = (tmp_path / "workers").iterdir()
        one.close()
        if not is_tidy:
            lock.touch()
        thread, out = in_a_thread(other)
        assert out.wait(5)
        thread.join()


def test_an_answer_is_given_up_in_the_end(tmp_path: Path) -> None:
    one = SharedLimits(tmp_path, MIRROR)
    later = SharedLimits(tmp_path, MIRROR, now=lambda: time.time() + 1_000)
    with under_way(one):
        thread, out = in_a_thread(later)
        assert out.wait(5)
        thread.join()


def test_a_place_with_turns_is_shared(tmp_path: Path) -> None:
    one, other = SharedLimits(tmp_path, MIRROR), SharedLimits(tmp_path, MIRROR)
    began = time.monotonic()
    for limits in (one, other, one):
        limits.pace("https://arxiv.org:443", 0.2)
        limits.pace("https://elsewhere.example:443", 0.0)
    assert 0.4 <= time.monotonic() - began < 2.0


def test_the_first_answer_tells_a_quota(tmp_path: Path) -> None:
    one, other = SharedLimits(tmp_path, MIRROR), SharedLimits(tmp_path, MIRROR)
    with one.turn(URL, Deadline(9.0)) as turn:
        turn.heard(200, {"ratelimit-policy": "q=2;w=1", "ratelimit": '"api";r=1;t=1'})
    began = time.monotonic()
    for limits in (other, one):
        with limits.turn(URL, Deadline(9.0)) as turn:
            turn.heard(200, {})
    assert time.monotonic() - began > 0.9
