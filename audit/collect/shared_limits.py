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

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Condition, Lock
from time import monotonic

import msgspec
from filelock import FileLock, Timeout

from audit.collect.answer_store import write_whole
from audit.collect.answers import Deadline, Fault, retry_after
from audit.collect.quotas import HUB_PARTS, counted_as, is_service, part_of_hub, quota
from audit.collect.rate_limits import Told, reached, told
from audit.collect.settings import Settings
from audit.collect.windows import State
from audit.errors import NotKept
from audit.model import GapReason

WORKERS = "workers"
UNTOLD_SECONDS = 60.0
"""How long a service is left alone after a refusal that does not say it: GitHub's documentation
asks for a minute."""
LOCK_SECONDS = 0.002
"""How often a lock is tried that another process has for a moment."""
LOOK_SECONDS = 1.0
"""How often it is looked whether workers are gone."""


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
        self._waiting = _Waiting()
        self._lock = Lock()
        self._places: dict[str, _Place] = {}
        self._worker = _Worker(folder / WORKERS, settings.limits.request_seconds)

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

    def _waited(self, place: _Place, deadline: Deadline, leave: Callable[[], float | None]) -> bool:
        """Waits as long as `leave` says to; whether the request has to be counted."""
        limits, began = self._settings.limits, monotonic()
        most = limits.wait_seconds if place.is_service else limits.pause_seconds
        while pause := leave():
            if pause > most:
                raise Fault(GapReason.RATE_LIMITED, reached(None))
            self._waiting.wait(pause)
        deadline.extend(monotonic() - began)
        return pause is not None

    def _hear(self, place: _Place, name: str | None, said: Told) -> None:
        """What the server counted elsewhere than was thought is told there."""
        other = place
        if said.part in HUB_PARTS and place.name.partition(" ")[2] in HUB_PARTS:
            other = self._place(part_of_hub(self._settings, said.part))
        if other is not place:
            other.answered(None, said)
            said = Told()
        place.answered(name, said)
        self._waiting.look()

    def _place(self, name: str) -> _Place:
        with self._lock:
            if name not in self._places:
                self._places[name] = _Place(self._folder, name, self._settings, self._now)
            return self._places[name]


class _Place:
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

    def leave(self, name: str, worker: _Worker) -> float | None:
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
            raise _not_written(self._folder, error) from error

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


class _Worker:
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
            raise _not_written(self._folder, error) from error
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


class _Waiting:
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
        with self._changed:
            now = self._since if self._threads else monotonic()
            return now - self._total

    def look(self) -> None:
        """Has all look again."""
        with self._changed:
            self._changed.notify_all()

    def interrupt(self) -> None:
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


def _says(said: Told) -> bool:
    return said.refused or said.left is not None or said.requests is not None


def _changed(file: Path) -> int:
    """A number that is another one when the file was written anew; 0 where there is none."""
    try:
        about = file.stat()
    except OSError:
        return 0
    return about.st_mtime_ns ^ (about.st_ino << 1)


def _not_written(folder: Path, error: OSError) -> NotKept:
    problem = f"{folder} cannot be written: {error.strerror}."
    return NotKept(problem, "Make room, or name another folder.")
