"""Which workers of a fleet still live: each holds a lock, which the system frees when it ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic

from filelock import FileLock, Timeout

from audit.errors import NotKept

LOOK_SECONDS = 1.0
"""How often it is looked whether workers are gone."""


class Worker:
    """This process among the others: its lock tells them that it lives."""

    def __init__(self, folder: Path, unheard_seconds: float) -> None:
        self._folder = folder
        self._unheard = 2 * unheard_seconds
        """After which an answer is given up that a worker still waits for."""
        self._name = ""
        self._lock: FileLock | None = None
        self._count = 0
        self._mutex = Lock()
        self._looked = 0.0

    def next_name(self) -> str:
        """A name for a request."""
        with self._mutex:
            if self._lock is None:
                self._begin()
            self._count += 1
            return f"{self._name}-{self._count}"

    def _begin(self) -> None:
        self._name = secrets.token_hex(8)
        lock = FileLock(self._folder / self._name, thread_local=False)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            raise not_written(self._folder, error) from error
        self._lock = lock

    def looks(self) -> bool:
        """Whether it is time to look for workers that are gone."""
        with self._mutex:
            if monotonic() - self._looked < LOOK_SECONDS:
                return False
            self._looked = monotonic()
            return True

    def is_gone(self, now: float) -> Callable[[str, float], bool]:
        """Tells, of a request's name and when it left, whether nothing will be heard of it."""
        lives: dict[str, bool] = {}

        def tell(name: str, left: float) -> bool:
            worker = name.partition("-")[0]
            if worker not in lives:
                lives[worker] = worker == self._name or self._lives(worker)
            return not lives[worker] or now - left > self._unheard

        return tell

    def _lives(self, worker: str) -> bool:
        place = self._folder / worker
        if not place.exists():
            return False
        lock = FileLock(place)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        place.unlink(missing_ok=True)
        lock.release()
        return False

    def close(self) -> None:
        """Nothing is under way; the next request begins another."""
        with self._mutex, suppress(OSError):
            lock, self._lock = self._lock, None
            if lock is not None:
                (self._folder / self._name).unlink(missing_ok=True)
                lock.release()


def not_written(folder: Path, error: OSError) -> NotKept:
    """The error that ends a run: what it counts could not be kept."""
    problem = f"{folder} cannot be written: {error.strerror}."
    return NotKept(problem, "Make room, or name another folder.")
