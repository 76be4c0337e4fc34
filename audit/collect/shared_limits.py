"""Limits that all workers of all processes keep together, over files in one folder.

    FOLDER/NAME.state     what is known of a server, or of a part of one (`windows.State`)
    FOLDER/NAME.lock      held for the moment in which that is read and written
    FOLDER/workers/NAME   held as long as a worker lives

The system frees the locks of a process that ends, however it ends. What it counted stays counted;
what it had under way counts as answered when others find that it is gone. The folder serves the
processes of one machine, or of several whose clocks agree and whose file system has locks.

A place that is no service of this tool is not counted before it says that it counts. Fetches by
`git` do not come through here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from time import monotonic

from audit.collect.answers import Deadline, Fault, retry_after
from audit.collect.limit_files import Place
from audit.collect.living import Worker
from audit.collect.quotas import HUB_PARTS, counted_as, part_of_hub
from audit.collect.rate_limits import Told, reached, told
from audit.collect.settings import Settings
from audit.collect.waiting import Waiting
from audit.model import GapReason

WORKERS = "workers"


class Turn:
    """One request that was let out."""

    def __init__(self, hear: Callable[[int, Mapping[str, str]], None]) -> None:
        self.heard = hear
        """To be told the status and the headers, with names in lower case."""


class SharedLimits:
    """The limits as one process keeps them; its threads share one."""

    def __init__(
        self, folder: Path, settings: Settings, now: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._now = now
        self._waiting = Waiting()
        self._lock = Lock()
        self._places: dict[str, Place] = {}
        self._worker = Worker(folder / WORKERS, settings.limits.request_seconds)

    @contextmanager
    def turn(self, url: str, deadline: Deadline) -> Iterator[Turn]:
        """Waits until a request may leave; within the block it is under way.

        The deadline does not run meanwhile. Fault when it would be waited for too long,
        KeyboardInterrupt when the run was interrupted.
        """
        place = self._place(counted_as(url, self._settings))
        name = self._worker.next_name()
        counted = self._waited(place, deadline, lambda: place.leave(name, self._worker))
        said: list[Told] = []

        def hear(status: int, headers: Mapping[str, str]) -> None:
            now = datetime.fromtimestamp(self._now(), UTC)
            said.append(told(status, headers, retry_after(headers, now), now))

        try:
            yield Turn(hear)
        finally:
            self._hear(place, name if counted else None, said[0] if said else Told())

    def pace(self, site: str, delay: float) -> None:
        """Waits for one's turn at a site that wants so many seconds between two."""
        if delay > 0:
            place = self._place(f"{site} turns")
            end = monotonic() + place.take_turn(delay)
            while (pause := end - monotonic()) > 0:
                self._waiting.wait(pause)

    def clock(self) -> float:
        """Seconds; they do not run while a thread of this process waits to be let out."""
        return self._waiting.clock()

    def held_back(self) -> AbstractContextManager[None]:
        """Within the block this thread waits for what another process waits for."""
        return self._waiting.counted()

    def interrupt(self) -> None:
        """Ends all waiting, in KeyboardInterrupt."""
        self._waiting.interrupt()

    def close(self) -> None:
        """Says that this worker has nothing under way any more."""
        self._worker.close()

    def _waited(self, place: Place, deadline: Deadline, leave: Callable[[], float | None]) -> bool:
        """Waits as long as `leave` says to; whether the request has to be counted."""
        limits, began = self._settings.limits, monotonic()
        most = limits.wait_seconds if place.is_service else limits.pause_seconds
        while pause := leave():
            if pause > most:
                raise Fault(GapReason.RATE_LIMITED, reached(None))
            self._waiting.wait(pause)
        deadline.extend(monotonic() - began)
        return pause is not None

    def _hear(self, place: Place, name: str | None, said: Told) -> None:
        """What the server counted elsewhere than was thought is told there."""
        other = place
        if said.part in HUB_PARTS and place.name.partition(" ")[2] in HUB_PARTS:
            other = self._place(part_of_hub(self._settings, said.part))
        if other is not place:
            other.answered(None, said)
            said = Told()
        place.answered(name, said)
        self._waiting.look()

    def _place(self, name: str) -> Place:
        with self._lock:
            if name not in self._places:
                self._places[name] = Place(self._folder, name, self._settings, self._now)
            return self._places[name]
