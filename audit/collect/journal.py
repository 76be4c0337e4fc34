"""A collection under way: its answers are kept in the snapshot's folder, so that it can go on.

    SNAPSHOT/answers/target     whose collection was begun; goes when `snapshot.json` is written
    SNAPSHOT/answers/??/*.json  one file for each answer
    SNAPSHOT/documents/??/*     the bodies, later the documents
    SNAPSHOT/.lock              held while a process writes

Whatever moment a process ends at, the next one finds whole answers, asks for the others, and comes
to the same snapshot. Answers stay with a snapshot that has gaps, so that just these can be asked
for again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from audit.collect.answer_store import ANSWERS, BEGUN, DOCUMENTS, AnswerStore, write_whole
from audit.collect.store import LOCK, UNDER_WAY, check_place, drop, is_snapshot, tidy
from audit.errors import AuditError
from audit.model import Gap, GapReason, Target

CLEARING = "clearing for "
"""Stands before the name while answers of an earlier collection may still be there."""
_MAY_PASS = {
    GapReason.MISSING,
    GapReason.GATED,
    GapReason.UNREACHABLE,
    GapReason.UNREADABLE,
    GapReason.RATE_LIMITED,
}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The folder, made if need be, for this process alone; AuditError when another has it.

    The system frees the lock of a process that ends, however it ends.
    """
    lock = FileLock(folder / LOCK, timeout=0)
    with _written(folder):
        check_place(folder)
        folder.mkdir(parents=True, exist_ok=True)
        _acquire(lock, folder)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, folder: Path) -> None:
    try:
        lock.acquire()
    except Timeout as error:
        problem = f"Another process is collecting into {folder}."
        raise AuditError(problem, "Wait until it has ended, or name another folder.") from error


def begin(folder: Path, target: Target, *, fresh: bool = False) -> AnswerStore:
    """The answers of a collection of the target: those so far, or none when it begins anew.

    AuditError when the folder holds the unfinished collection of something else.
    """
    name, begun = _name(target), _begun(folder)
    with _written(folder):
        if fresh or begun is None:
            _mark(folder, CLEARING + name)
            _clear(folder)
        elif begun != name:
            problem = f"{folder} holds the unfinished collection of {begun}."
            raise AuditError(
                problem, "Finish that, name another folder, or begin anew with --fresh."
            )
        return _open(folder, name)


def begin_again(folder: Path, target: Target) -> AnswerStore:
    """The answers of a finished collection, to ask for what was not answered."""
    with _written(folder):
        return _open(folder, _name(target))


def end(folder: Path) -> None:
    """Says that the collection is finished; its answers may stay."""
    (folder / ANSWERS / UNDER_WAY).unlink(missing_ok=True)
    if not any((folder / ANSWERS).iterdir()):
        (folder / ANSWERS).rmdir()


def may_be_filled(gap: Gap) -> bool:
    """Whether asking again may fill a gap."""
    return gap.reason in _MAY_PASS or gap.detail == "offline"


def _begun(folder: Path) -> str | None:
    """Whose collection was begun and not ended; None when none was, or it was to be cleared."""
    marker = folder / ANSWERS / UNDER_WAY
    name = marker.read_text(encoding="utf-8") if marker.is_file() else CLEARING
    return None if name.startswith(CLEARING) else name


def _open(folder: Path, name: str) -> AnswerStore:
    for left in folder.rglob(f"{BEGUN}*"):
        left.unlink(missing_ok=True)
    _mark(folder, name)
    return AnswerStore(folder, durable=True)


def _mark(folder: Path, name: str) -> None:
    write_whole(folder / ANSWERS / UNDER_WAY, name.encode())


def _clear(folder: Path) -> None:
    """Removes every answer, and the bodies that no snapshot needs."""
    for shelf in (folder / ANSWERS).glob("*/"):
        drop(shelf)
    if is_snapshot(folder):
        _tidy(folder)
    else:
        drop(folder / DOCUMENTS)


def _tidy(folder: Path) -> None:
    """Removes what a snapshot does not name; one that is broken stays as it is."""
    with suppress(AuditError):
        tidy(folder)


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = f"{folder} cannot be written: {error.strerror}."
        raise AuditError(problem, "Check the disk and the rights on the folder.") from error


def give_up(folder: Path) -> None:
    """Leaves nothing where a collection got no answer; whatever was answered stays."""
    if AnswerStore(folder, durable=True).count():
        return
    if is_snapshot(folder):
        _tidy(folder)
        drop(folder / ANSWERS)
        return
    drop(folder / DOCUMENTS)
    drop(folder / ANSWERS)
    (folder / LOCK).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _name(target: Target) -> str:
    return target.id + (f"@{target.revision}" if target.revision else "")
