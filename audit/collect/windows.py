"""When the next request may leave: the log of those that left, and what the server said.

A request counts from the moment it leaves until a window has passed since its answer began. The
server counted it somewhere between these two moments, so whatever way its windows lie (fixed or
sliding), none of them holds more than the quota, however long requests are on their way.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable

from msgspec import Struct

from audit.collect.quotas import Quota, Window
from audit.collect.rate_limits import Told

SLACK = 0.01
"""How much longer than a window lasts a request counts: clocks differ."""
AGAIN_SECONDS = 0.05
"""After which it is looked again when only an answer that is due can make room."""


class State(Struct, kw_only=True, array_like=True):
    """What is known of one thing that has limits; moments are seconds since 1970."""

    asked: bool = False
    """Whether an answer, or its failure, has come. Until then one request goes alone."""
    learned: Window | None = None
    done: list[float] = []
    """When the answers began, the oldest first."""
    open: dict[str, float] = {}
    """When those left that have no answer yet, by a name that begins with that of their worker."""
    left: int | None = None
    """How many more the server allows until its window ends."""
    until: float = 0.0
    held: float = 0.0
    """When the first may leave again: the server refused one for coming too often."""
    next: float = 0.0
    """When the next turn is, at a place that wants some time between two."""

    def windows(self, quota: Quota) -> tuple[Window, ...]:
        """The windows that hold: the server's word goes before the documented one."""
        if self.learned is None:
            return quota.windows
        return (self.learned, *quota.windows[1:])

    def is_free(self, quota: Quota, now: float) -> bool:
        """Whether nothing has to be counted, as no limit is known."""
        told = self.left is not None or self.learned is not None
        known = told or quota.windows or quota.at_once
        return self.asked and not known and now >= self.held

    def pause(self, quota: Quota, now: float) -> float:
        """Seconds until a request may leave, or until it is to be asked again; 0 for now."""
        self.forget(quota, now)
        if now < self.held:
            return self.held - now
        if self.open and not self.asked:
            return AGAIN_SECONDS
        if quota.at_once is not None and len(self.open) >= quota.at_once:
            return AGAIN_SECONDS
        waits = [self._room(window, now) for window in self.windows(quota)]
        return max([*waits, self._word(now)])

    def _word(self, now: float) -> float:
        """By what the server said is left; those that are open may or may not be counted in it."""
        if self.left is None or len(self.open) < self.left:
            return 0.0
        return AGAIN_SECONDS if self.open else max(0.0, self.until - now)

    def _room(self, window: Window, now: float) -> float:
        seconds = window.seconds * (1 + SLACK)
        first = bisect_right(self.done, now - seconds)
        too_many = len(self.done) - first + len(self.open) - window.requests
        if too_many < 0:
            return 0.0
        if first + too_many >= len(self.done):
            return AGAIN_SECONDS
        return max(self.done[first + too_many] + seconds - now, AGAIN_SECONDS / 50)

    def forget(self, quota: Quota, now: float) -> None:
        """Drops what counts no more."""
        longest = max((window.seconds for window in self.windows(quota)), default=0.0)
        del self.done[: bisect_right(self.done, now - longest * (1 + SLACK))]
        if self.done and self.done[-1] > now:  # the clock was put back
            self.done = [min(each, now) for each in self.done]
        if self.left is not None and now >= self.until:
            self.left = None

    def leave(self, name: str, now: float) -> None:
        """Counts a request that leaves."""
        self.open[name] = now

    def answered(self, name: str, now: float) -> None:
        """Counts a request whose answer began, or that failed."""
        self.asked = True
        if self.open.pop(name, None) is not None:
            insort(self.done, now)

    def give_up(self, is_gone: Callable[[str, float], bool], now: float) -> None:
        """Counts those as answered by now of which nothing will be heard any more."""
        for name in [name for name, left in self.open.items() if is_gone(name, left)]:
            self.answered(name, now)

    def hear(self, told: Told, quota: Quota, now: float, untold: float = 0.0) -> None:
        """Believes what the server said.

        Nobody leaves for `untold` seconds after a refusal that does not say for how long it is.
        """
        if told.refused:
            hold = untold if told.hold is None else told.hold
            self.held = max(self.held, now + hold)
        if told.requests is not None:
            main = self.learned or (quota.windows[0] if quota.windows else None)
            seconds = told.seconds or (main.seconds if main is not None else None)
            if seconds is not None:
                self.learned = Window(told.requests, seconds)
        if told.left is not None and told.reset is not None:
            self._believe(told.left, now + told.reset, quota)

    def _believe(self, left: int, until: float, quota: Quota) -> None:
        """Within one window of the server, fewer and fewer are left: the least is the newest.

        Servers round the end of a window, so that it is told a little earlier or later.
        """
        windows = self.windows(quota)
        lasts = windows[0].seconds if windows else 60.0
        until += min(1.0, lasts * SLACK)
        if self.left is None or until > self.until + lasts / 2:
            self.left, self.until = left, until
        elif until > self.until - lasts / 2:
            self.left, self.until = min(left, self.left), min(until, self.until)
