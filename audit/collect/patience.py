"""How many ask a server at once, how often it is asked again, and when it is left alone.

Shared by all threads of a run. Weighed for it: urllib3's `Retry` and tenacity. The first serves one
of the two clients; neither lets what one request learned (a rate limit, a silent host) hold back
the others, which is most of what stands here.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TypeVar

from audit.collect.answers import Deadline, Fault
from audit.collect.rate_limits import Spent
from audit.collect.settings import Limits
from audit.model import GapReason

T = TypeVar("T")

TRIES = 3
REFUSALS = 10
"""How often one request may meet a spent window where workers share their limits."""
LONGEST_BACKOFF = 8.0
SILENCES = 8
"""Requests in a row without an answer, after which a host is left alone: enough that a few broken
files, asked for side by side, do not cost the others."""
LEFT_ALONE_SECONDS = 60.0


class Patience:
    """Asks again where that may help; leaves a host alone that does not answer."""

    def __init__(
        self,
        limits: Limits,
        sleep: Callable[[float], None],
        chance: Callable[[], float] = random.random,
        *,
        services: Collection[str] = (),
    ) -> None:
        self._limits = limits
        self._sleep = sleep
        self._chance = chance
        self._services = frozenset(services)
        """Those whose windows are waited for, by `SharedLimits` before a request leaves."""
        self._lock = Lock()
        self._silences: dict[str, int] = {}
        self._closed: dict[str, tuple[float, Fault]] = {}
        self._rests: dict[str, float] = {}
        self._turns: dict[str, BoundedSemaphore] = {}

    def ask(self, host: str, attempt: Callable[[Deadline], T]) -> T:
        """What the attempt returns; it is given its deadline. The last Fault when none helps.

        `host` may be a part of a host that has limits of its own.
        """
        deadline = Deadline(self._limits.request_seconds)
        turn = refusals = 0
        while True:
            self._refuse_while_closed(host)
            self._rest(host, deadline)
            try:
                with self._turn(host, deadline):
                    # Whoever waited for a turn may find that others were turned away meanwhile.
                    self._refuse_while_closed(host)
                    result = attempt(deadline)
            except Fault as fault:
                if self._is_waited_for(host, fault) and refusals < REFUSALS:
                    refusals += 1
                    continue
                pause = self._pause(fault, turn)
                if pause is None or deadline.is_over(pause):
                    self._note(host, fault)
                    raise
                if fault.pause is None:
                    self._sleep(pause)
                else:
                    self._all_rest(host, fault.pause)
                turn += 1
            else:
                self._heard(host)
                return result

    def leave(self, host: str, spent: Spent) -> None:
        """Holds the next requests back: an answer said that no more are allowed for a while."""
        if self._waits(host):
            return
        with self._lock:
            if spent.seconds <= self._limits.pause_seconds:
                self._rests[host] = monotonic() + spent.seconds
            else:
                fault = Fault(GapReason.RATE_LIMITED, spent.detail)
                self._closed[host] = (monotonic() + spent.seconds, fault)

    @contextmanager
    def _turn(self, host: str, deadline: Deadline) -> Iterator[None]:
        with self._lock:
            most = self._limits.host_requests
            turns = self._turns.setdefault(host, BoundedSemaphore(most))
        began = monotonic()
        with turns:
            if self._services:  # those before this one may have waited for a window
                deadline.extend(monotonic() - began)
            yield

    def _waits(self, host: str) -> bool:
        return host.removesuffix("/api") in self._services

    def _is_waited_for(self, host: str, fault: Fault) -> bool:
        """Whether a refusal is one after which the next attempt waits as long as it has to."""
        is_refusal = fault.reason is GapReason.RATE_LIMITED and fault.status is not None
        is_short = (fault.pause or 0.0) <= self._limits.wait_seconds
        return self._waits(host) and is_refusal and is_short

    def _pause(self, fault: Fault, turn: int) -> float | None:
        """Seconds until the next try; None when there is none."""
        if not fault.again or turn + 1 == TRIES:
            return None
        if fault.pause is not None:
            return fault.pause if fault.pause <= self._limits.pause_seconds else None
        longest = min(self._limits.backoff_seconds * 2.0**turn, LONGEST_BACKOFF)
        # Half of it by chance: those who were turned away together do not come back together.
        return longest * (1 + self._chance()) / 2

    def _all_rest(self, host: str, pause: float) -> None:
        """What a server asked of one request holds for all that come after it."""
        with self._lock:
            self._rests[host] = max(monotonic() + pause, self._rests.get(host, 0.0))

    def _rest(self, host: str, deadline: Deadline) -> None:
        with self._lock:
            pause = self._rests.get(host, 0.0) - monotonic()
        if pause > 0 and not deadline.is_over(pause):
            self._sleep(pause)

    def _refuse_while_closed(self, host: str) -> None:
        with self._lock:
            until, fault = self._closed.get(host, (0.0, None))
        if fault is not None and monotonic() < until:
            raise Fault(fault.reason, f"not asked again: {fault.detail}", status=fault.status)

    def _heard(self, host: str) -> None:
        with self._lock:
            self._silences.pop(host, None)

    def _note(self, host: str, fault: Fault) -> None:
        with self._lock:
            if fault.reason is GapReason.RATE_LIMITED:
                self._close(host, fault)
            elif fault.again:
                self._silences[host] = self._silences.get(host, 0) + 1
                if self._silences[host] >= SILENCES:
                    self._close(host, fault)
            else:
                self._silences.pop(host, None)

    def _close(self, host: str, fault: Fault) -> None:
        self._silences.pop(host, None)
        self._closed[host] = (monotonic() + LEFT_ALONE_SECONDS, fault)
