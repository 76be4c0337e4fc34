"""How often a server is asked again, and when it is left alone."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from audit.collect.answers import Fault
from audit.collect.settings import Limits
from audit.model import GapReason

T = TypeVar("T")

TRIES = 3
LONGEST_BACKOFF = 8.0
SILENCES = 3
"""Requests in a row without an answer, after which a host is left alone."""
LEFT_ALONE_SECONDS = 60.0


class Patience:
    """Asks again where that may help; leaves a host alone that does not answer."""

    def __init__(self, limits: Limits, sleep: Callable[[float], None]) -> None:
        self._limits = limits
        self._sleep = sleep
        self._silences: dict[str, int] = {}
        self._closed: dict[str, tuple[float, Fault]] = {}

    def ask(self, host: str, attempt: Callable[[float], T]) -> T:
        """What the attempt returns; it is given its deadline. The last Fault when none helps."""
        self._refuse_while_closed(host)
        deadline = monotonic() + self._limits.request_seconds
        turn = 0
        while True:
            try:
                result = attempt(deadline)
            except Fault as fault:
                pause = self._pause(fault, turn)
                if pause is None or monotonic() + pause > deadline:
                    self._note(host, fault)
                    raise
                self._sleep(pause)
                turn += 1
            else:
                self._silences.pop(host, None)
                return result

    def _pause(self, fault: Fault, turn: int) -> float | None:
        """Seconds until the next try; None when there is none."""
        if not fault.again or turn + 1 == TRIES:
            return None
        if fault.pause is not None:
            return fault.pause if fault.pause <= self._limits.pause_seconds else None
        return min(self._limits.backoff_seconds * 2.0**turn, LONGEST_BACKOFF)

    def _refuse_while_closed(self, host: str) -> None:
        until, fault = self._closed.get(host, (0.0, None))
        if fault is not None and monotonic() < until:
            raise Fault(fault.reason, f"not asked again: {fault.detail}", status=fault.status)

    def _note(self, host: str, fault: Fault) -> None:
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
