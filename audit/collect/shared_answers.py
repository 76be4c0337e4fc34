"""The answers of a fleet: one folder for all workers, in which each document is asked for once.

    FOLDER/answers, FOLDER/documents   as in a snapshot's journal
    FOLDER/refusals/??/*.json          what is not there or not shown, kept as long as the run lasts
    FOLDER/asking/??/*                 held by the worker that asks for one document

Whoever wants what another is asking for waits for that answer. A worker that is killed loses what
it holds, and the next one asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock

import msgspec
from filelock import FileLock, Timeout

from audit.collect.answer_store import AnswerStore, Asked, write_whole
from audit.collect.answers import Answer, Fault
from audit.model import GapReason

REFUSALS = "refusals"
ASKING = "asking"
LOOK_SECONDS = 0.02
"""How often it is looked whether another process has its answer."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Fault as it is kept."""

    reason: GapReason
    detail: str
    status: int
    body: bytes = b""


class SharedAnswers(AnswerStore):
    """A journal for many workers; it holds refusals too."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, durable=False)
        self._mutex = Lock()
        self._here: dict[str, _Flight] = {}

    def get(self, asked: Asked) -> Answer | None:
        """The answer that was kept; None when there is none. Fault for a refusal that was kept."""
        answer = super().get(asked)
        if answer is not None:
            return answer
        try:
            content = self._place(REFUSALS, asked).with_suffix(".json").read_bytes()
            kept = msgspec.json.decode(content, type=Refusal)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        raise Fault(kept.reason, kept.detail, status=kept.status, body=kept.body)

    def refuse(self, asked: Asked, fault: Fault) -> None:
        """Keeps a refusal that will be the same as long as a run lasts, and no other fault."""
        if fault.status is None or not is_stable(fault):
            return
        kept = Refusal(
            reason=fault.reason, detail=fault.detail, status=fault.status, body=fault.body
        )
        place = self._place(REFUSALS, asked).with_suffix(".json")
        write_whole(place, msgspec.json.encode(kept), durable=False)

    @contextmanager
    def alone(self, asked: Asked, interrupted: Event) -> Iterator[None]:
        """Within the block nobody else asks for the same, in this process or another.

        KeyboardInterrupt when the run was interrupted while others were waited for.
        """
        with self._in_this_process(asked.key):
            lock = FileLock(self._place(ASKING, asked), thread_local=False)
            lock_path = Path(lock.lock_file)
            lock_path.parent.mkdir(parents=True, exist_ok=True)
            _acquire(lock, interrupted)
            try:
                yield
            finally:
                # Who waits for this file looks into the journal first: the answer is there.
                lock_path.unlink(missing_ok=True)
                lock.release()

    @contextmanager
    def _in_this_process(self, key: str) -> Iterator[None]:
        with self._mutex:
            flight = self._here.setdefault(key, _Flight())
            flight.threads += 1
        try:
            with flight.lock:
                yield
        finally:
            with self._mutex:
                flight.threads -= 1
                if not flight.threads:
                    del self._here[key]

    def _place(self, shelf: str, asked: Asked) -> Path:
        return self.folder / shelf / asked.key[:2] / asked.key


def _acquire(lock: FileLock, interrupted: Event) -> None:
    while True:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if interrupted.wait(LOOK_SECONDS):
                raise KeyboardInterrupt from None
        else:
            return


class _Flight:
    """The threads of this process that want one document."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.threads = 0


def is_stable(fault: Fault) -> bool:
    """Whether a fault is the server's word on a document, which stays: not there, not shown."""
    is_refusal = fault.status is not None and 400 <= fault.status < 500
    return is_refusal and not fault.again and fault.reason is not GapReason.RATE_LIMITED
