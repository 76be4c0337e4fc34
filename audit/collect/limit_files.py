"""The file of one thing that has limits, read and written by many processes in turn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

import msgspec
from filelock import FileLock

from audit.collect.answer_store import write_whole
from audit.collect.living import Worker, not_written
from audit.collect.quotas import is_service, quota
from audit.collect.rate_limits import Told
from audit.collect.settings import Settings
from audit.collect.windows import State

UNTOLD_SECONDS = 60.0
"""How long a service is left alone after a refusal that does not say it: GitHub's documentation
asks for a minute."""
LOCK_SECONDS = 0.002
"""How often a lock is tried that another process has for a moment."""


class Place:
    """Something that has limits of its own."""

    def __init__(
        self, folder: Path, name: str, settings: Settings, now: Callable[[], float]
    ) -> None:
        self.name = name
        self._folder = folder
        self._now = now
        self._quota = quota(name, settings)
        self.is_service = is_service(name, settings)
        tokens = ("hf" if settings.hf_token else "", "github" if settings.github_token else "")
        digest = hashlib.sha256("\n".join((name, *tokens)).encode("utf-8", "replace")).hexdigest()
        self._file = folder / f"{digest[:32]}.state"
        self._mutex = Lock()
        self._lock = FileLock(self._file.with_suffix(".lock"), thread_local=False)
        self._not_before = 0.0
        self._known: tuple[int, State] | None = None

    def leave(self, name: str, worker: Worker) -> float | None:
        """Lets a request out: 0, or None if it need not be counted, else seconds to wait."""
        with self._mutex:
            pause = self._not_before - monotonic()
            if pause > 0:
                return pause
            if self._is_free():
                return None
            with self._opened() as state:
                pause = state.pause(self._quota, self._now())
                if pause > 0 and state.open and worker.looks():
                    state.give_up(worker.is_gone(self._now()), self._now())
                    pause = state.pause(self._quota, self._now())
                if pause <= 0:
                    state.leave(name, self._now())
                    return 0.0
            self._not_before = monotonic() + pause
            return pause

    def answered(self, name: str | None, said: Told) -> None:
        """Keeps what an answer said, and that it came."""
        if name is None and not _says(said):
            return
        with self._mutex, self._opened() as state:
            if name is not None:
                state.answered(name, self._now())
            untold = UNTOLD_SECONDS if self.is_service else 0.0
            state.hear(said, self._quota, self._now(), untold)
            self._not_before = 0.0

    def take_turn(self, delay: float) -> float:
        """Seconds until one's turn; the next is `delay` seconds later."""
        with self._mutex, self._opened() as state:
            now = self._now()
            mine = max(now, state.next)
            state.next = mine + delay
            return mine - now

    def _is_free(self) -> bool:
        """Whether nothing holds a request back, and nothing has to be written."""
        if self._quota.windows:
            return False
        changed = _changed(self._file)
        if changed == 0:
            return not self.is_service
        if self._known is None or self._known[0] != changed:
            self._known = changed, self._read()
        return self._known[1].is_free(self._quota, self._now())

    @contextmanager
    def _opened(self) -> Iterator[State]:
        """The state for this thread alone; it is written when it has changed."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._lock.acquire(poll_interval=LOCK_SECONDS):
                state = self._read()
                before = msgspec.msgpack.encode(state)
                yield state
                after = msgspec.msgpack.encode(state)
                if after != before or not self._file.exists():
                    write_whole(self._file, after, durable=False)
        except OSError as error:
            raise not_written(self._folder, error) from error

    def _read(self) -> State:
        state = self._read_file()
        # Only a service is asked by one alone at first: of others there are too many.
        state.asked = state.asked or not self.is_service
        return state

    def _read_file(self) -> State:
        try:
            return msgspec.msgpack.decode(self._file.read_bytes(), type=State)
        except FileNotFoundError:
            return State()
        except msgspec.MsgspecError:
            # Nobody knows what has left: as long as that may count, nothing does.
            longest = max((window.seconds for window in self._quota.windows), default=60.0)
            return State(held=self._now() + longest)


def _says(said: Told) -> bool:
    return said.refused or said.left is not None or said.requests is not None


def _changed(file: Path) -> int:
    """A number that is another one when the file was written anew; 0 where there is none."""
    try:
        about = file.stat()
    except OSError:
        return 0
    return about.st_mtime_ns ^ (about.st_ino << 1)
