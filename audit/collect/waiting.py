"""Threads of a process that wait to be let out, and the time that this takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from time import monotonic


class Waiting:
    """Threads that wait to be let out."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._interrupted = False
        self._threads = 0
        self._since = 0.0
        self._total = 0.0

    def wait(self, seconds: float) -> None:
        """Waits for so long, or until there is something new."""
        with self.counted(), self._changed:
            if not self._interrupted:
                self._changed.wait(seconds)
            if self._interrupted:
                raise KeyboardInterrupt

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Within the block one more thread waits."""
        with self._changed:
            self._begin()
        try:
            yield
        finally:
            with self._changed:
                self._end()

    def clock(self) -> float:
        """Seconds; they do not run while a thread waits."""
        with self._changed:
            now = self._since if self._threads else monotonic()
            return now - self._total

    def look(self) -> None:
        """Has all look again."""
        with self._changed:
            self._changed.notify_all()

    def interrupt(self) -> None:
        """Ends all waiting, in KeyboardInterrupt."""
        with self._changed:
            self._interrupted = True
            self._changed.notify_all()

    def _begin(self) -> None:
        if not self._threads:
            self._since = monotonic()
        self._threads += 1

    def _end(self) -> None:
        self._threads -= 1
        if not self._threads:
            self._total += monotonic() - self._since
