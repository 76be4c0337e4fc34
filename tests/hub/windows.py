"""How often the loopback hub may be asked, and the log of who came when.

    hub.windows.set("api", 60, seconds=3.0)
    ...
    assert hub.windows.refused() == [] and hub.windows.most("api", 3.0) <= 60

As the Hub documents it (https://huggingface.co/docs/hub/rate-limits): fixed windows, apart for its
API, its files and its pages; every answer says what is left, in whole seconds, and beyond that
comes 429. Without `set` nothing is counted and nothing is said.
"""

from __future__ import annotations

import math
import threading
import time
from bisect import bisect_left
from dataclasses import dataclass, field

from .answer import Answer, Request, json_answer

PARTS = ("api", "resolvers", "pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request that was counted."""

    at: float
    """Seconds of the monotonic clock."""
    part: str
    path: str
    status: int
    """429 for one too many, else 200: what became of it later is not known here."""


@dataclass(slots=True, kw_only=True)
class Window:
    """A quota, and what was used of it."""

    quota: int
    seconds: float
    sliding: bool = False
    begun: float = -math.inf
    taken: list[float] = field(default_factory=list)

    def take(self, now: float) -> bool:
        """Whether one more may come."""
        if self.sliding:
            self.taken = [each for each in self.taken if each > now - self.seconds]
        elif now >= self.begun + self.seconds:
            self.begun, self.taken = now, []
        if len(self.taken) >= self.quota:
            return False
        self.taken.append(now)
        return True

    def reset(self, now: float) -> int:
        """Seconds until there is room again."""
        since = self.taken[0] if self.sliding else self.begun
        return max(0, math.ceil(since + self.seconds - now))

    def headers(self, part: str, now: float) -> dict[str, str]:
        """What is said of it on every answer."""
        left = max(0, self.quota - len(self.taken))
        lasts = math.ceil(self.seconds)
        return {
            "RateLimit": f'"{part}";r={left};t={self.reset(now)}',
            "RateLimit-Policy": f'"fixed window";"{part}";q={self.quota};w={lasts}',
        }


class Windows:
    """The windows of a hub by part."""

    def __init__(self) -> None:
        self._windows: dict[str, Window] = {}
        self._lock = threading.Lock()
        self.log: list[Visit] = []

    def set(self, part: str, quota: int, *, seconds: float = 300.0, sliding: bool = False) -> None:
        """Counts the requests to a part from now on."""
        self._windows[part] = Window(quota=quota, seconds=seconds, sliding=sliding)

    def use(self, part: str, times: int) -> None:
        """Somebody else at the same address asks so often."""
        with self._lock:
            for _ in range(times):
                self._windows[part].take(time.monotonic())

    def counted(self, request: Request) -> tuple[dict[str, str], Answer | None]:
        """The headers for the answer to a request, and the refusal of one that is too many."""
        part = part_of(request)
        window = self._windows.get(part)
        if window is None:
            return {}, None
        with self._lock:
            now = time.monotonic()
            is_let_in = window.take(now)
            said = window.headers(part, now)
            status = 200 if is_let_in else 429
            self.log.append(Visit(at=now, part=part, path=request.target, status=status))
            wait = {"Retry-After": str(window.reset(now))}
        if is_let_in:
            return said, None
        words = {"error": "We had to rate limit your IP. Set a token for more."}
        return said, json_answer(words, status=429, headers={**said, **wait})

    def visits(self, part: str) -> list[float]:
        """When a part was asked, refused or not."""
        return sorted(visit.at for visit in self.log if visit.part == part)

    def refused(self) -> list[Visit]:
        """The requests that were too many."""
        return [visit for visit in self.log if visit.status == 429]

    def most(self, part: str, seconds: float) -> int:
        """The most requests that came in any span of so many seconds, wherever it begins."""
        visits = self.visits(part)
        ends = (bisect_left(visits, begin + seconds) for begin in visits)
        return max((end - begin for begin, end in enumerate(ends)), default=0)


def part_of(request: Request) -> str:
    """In which of the Hub's windows a request counts."""
    if "resolve" in request.segments:
        return "resolvers"
    return "api" if request.segments[0] == "api" else "pages"
