"""What a run tells while it goes on: a line for people, and a log for machines.

The log has one JSON object a line: `event`, the time, and what the event tells.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from audit.fleet.work import ShardDone

Tell = Callable[[str], None]


class Progress:
    """Counts what is done, and says so."""

    def __init__(self, log: Path, models: int, tell: Tell | None) -> None:
        self._log = log
        self._models = models
        self._tell = tell
        self._began = time.monotonic()
        self._before = 0
        self.audited = self.kept = self.problems = 0
        self.outcomes: Counter[str] = Counter()
        self.gaps: Counter[str] = Counter()

    def event(self, name: str, **told: Any) -> None:
        """Writes a line of the log."""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        line = msgspec.json.encode({"event": name, "at": at, **told}) + b"\n"
        with self._log.open("ab") as file:
            file.write(line)

    def found(self, done: ShardDone) -> None:
        """Counts a shard that an earlier, unfinished run had done."""
        self._add(done)
        self._before += done.audited + done.kept + done.problems

    def done(self, done: ShardDone) -> None:
        """Counts a shard, and tells where the run stands."""
        self._add(done)
        self.event("shard", **msgspec.to_builtins(done))
        if self._tell is not None:
            self._tell(self.line())

    def lost(self, number: int, why: str, models: int) -> None:
        """A shard that came to no end."""
        self.problems += models
        self.event("lost", number=number, why=why, models=models)

    def counts(self) -> dict[str, int]:
        """How many models came to what."""
        return {"audited": self.audited, "kept": self.kept, "problems": self.problems}

    def line(self) -> str:
        """Where the run stands: how many of how many, rate, time left, outcomes, gaps."""
        done = self.audited + self.kept + self.problems
        rate = (done - self._before) / max(time.monotonic() - self._began, 0.001)
        left = f"{_span((self._models - done) / rate)} left" if rate else "time left not known"
        outcomes = ", ".join(f"{count:,} {name}" for name, count in sorted(self.outcomes.items()))
        parts = [f"{done:,} of {self._models:,}", f"{rate * 60:,.0f} a minute", left]
        parts += [f"OSAID: {outcomes}"] if outcomes else []
        parts += [f"{self.problems:,} not audited"] if self.problems else []
        parts += [f"{sum(self.gaps.values()):,} gaps"]
        return " · ".join(parts)

    def _add(self, done: ShardDone) -> None:
        self.audited += done.audited
        self.kept += done.kept
        self.problems += done.problems
        self.outcomes.update(done.outcomes)
        self.gaps.update(done.gaps)


def _span(seconds: float) -> str:
    """Seconds as people say them."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return f"{days} d {hour} h"
    if hours:
        return f"{hour} h {minute} min"
    return f"{minute} min" if minute else f"{second} s"


@contextmanager
def on_terminal() -> Iterator[Tell | None]:
    """What writes one line over the last one; None where nobody watches."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True, markup=False, highlight=False).status("beginning ...") as status:
        yield status.update
