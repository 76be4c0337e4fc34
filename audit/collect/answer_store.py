"""Answers kept on disk: the user's cache, and the journal of a snapshot that is being collected.

An answer is two files: its body under the body's sha256, and a record that names the body. Each is
written beside its place, synced and renamed, the body first: whatever is there is whole. Requests
are told apart by address, by what was asked for, and by whether a token was sent; never by the
token itself.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from threading import Event

import msgspec

from audit.collect.answers import Answer, Fault

ANSWERS = "answers"
DOCUMENTS = "documents"
SHA256 = re.compile(r"[0-9a-f]{64}")
TIDIED = ".tidied"
TIDY_EVERY_SECONDS = 86_400.0
KEPT_HEADERS = frozenset({"content-type", "etag", "last-modified", "link"})
BEGUN = ".new-"
"""How the name of a file begins that is being written."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What tells one request from another."""

    url: str
    accept: str = "*/*"
    with_token: bool = False

    @property
    def key(self) -> str:
        """A sha256 in hex."""
        words = (self.url, self.accept, "token" if self.with_token else "")
        return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer without its body."""

    url: str
    headers: dict[str, str]
    sha256: str
    size: int
    retrieved_at: str


class AnswerStore:
    """A folder of answers; several threads and processes may use it at once."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self._durable = durable
        """Whether answers must outlast a machine that stops; that they are whole is certain."""

    def get(self, asked: Asked) -> Answer | None:
        """The answer that was kept; None when there is none, or it is not as it was written."""
        try:
            record = msgspec.json.decode(self._record(asked.key).read_bytes(), type=Record)
            body = place_of(self.folder, record.sha256).read_bytes()
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, ValueError):
            return None
        if hashlib.sha256(body).hexdigest() != record.sha256:
            return None
        return Answer(
            url=record.url, headers=record.headers, body=body, retrieved_at=record.retrieved_at
        )

    def put(self, asked: Asked, answer: Answer) -> None:
        """Keeps an answer; OSError when the disk does not take it."""
        sha256 = keep_bytes(self.folder, answer.body, durable=self._durable)
        record = Record(
            url=answer.url,
            headers={name: answer.headers[name] for name in KEPT_HEADERS & set(answer.headers)},
            sha256=sha256,
            size=len(answer.body),
            retrieved_at=answer.retrieved_at,
        )
        content = msgspec.json.encode(record, order="sorted")
        write_whole(self._record(asked.key), content, durable=self._durable)

    def refuse(self, asked: Asked, fault: Fault) -> None:
        """Keeps no refusal: what is refused now may be asked for again."""

    def alone(self, asked: Asked, interrupted: Event) -> AbstractContextManager[None]:
        """Lets anybody ask for the same within the block."""
        return nullcontext()

    def count(self) -> int:
        """How many answers are kept."""
        return sum(1 for _ in self._records())

    def size(self) -> int:
        """How many bytes the answers take on the disk."""
        return sum(path.stat().st_size for path in self._files())

    def clear(self) -> int:
        """Removes every answer, and nothing that is not one; how many bytes were freed."""
        freed = 0
        for path in self._files():
            freed += path.stat().st_size
            path.unlink(missing_ok=True)
        for shelf in (ANSWERS, DOCUMENTS):
            for folder in sorted((self.folder / shelf).glob("??")):
                with suppress(OSError):
                    folder.rmdir()
        return freed

    def _files(self) -> list[Path]:
        found = [*(self.folder / ANSWERS).glob("??/*"), *(self.folder / DOCUMENTS).glob("??/*")]
        return sorted(path for path in found if path.is_file() and not path.is_symlink())

    def bodies(self) -> set[str]:
        """The sha256 of every body that an answer names."""
        return {record.sha256 for _, record in self._records()}

    def drop_older_than(self, seconds: float) -> None:
        """Removes answers that were written before, and bodies that no answer names any more.

        A body that is younger stays: its answer may be on its way.
        """
        before = time.time() - seconds
        for path, _ in list(self._records()):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
        named = self.bodies()
        for path in (self.folder / DOCUMENTS).glob("??/*"):
            if path.name not in named and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def tidy(self, seconds: float) -> None:
        """Drops what is older, at most once a day: a cache must not grow without end."""
        mark = self.folder / TIDIED
        if not self.folder.is_dir() or _age(mark) < TIDY_EVERY_SECONDS:
            return
        with suppress(OSError):
            mark.touch()
            self.drop_older_than(seconds)

    def _records(self) -> Iterator[tuple[Path, Record]]:
        for path in (self.folder / ANSWERS).glob("??/*.json"):
            try:
                yield path, msgspec.json.decode(path.read_bytes(), type=Record)
            except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
                continue

    def _record(self, key: str) -> Path:
        return self.folder / ANSWERS / key[:2] / f"{key}.json"


def _age(path: Path) -> float:
    """Seconds since a file was written; endless for one that is not there."""
    return time.time() - path.stat().st_mtime if path.exists() else math.inf


def place_of(folder: Path, sha256: str) -> Path:
    """Where a body lies below a folder; ValueError for what is no sha256."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("no sha256")
    return folder / DOCUMENTS / sha256[:2] / sha256


def keep_bytes(folder: Path, content: bytes, *, durable: bool = True) -> str:
    """Writes bytes under their sha256, unless just these lie there, and returns it."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = place_of(folder, sha256)
    if not _holds(place, content):
        write_whole(place, content, durable=durable)
    return sha256


def _holds(place: Path, content: bytes) -> bool:
    try:
        return place.stat().st_size == len(content) and place.read_bytes() == content
    except OSError:
        return False


def write_whole(place: Path, content: bytes, *, durable: bool = True) -> None:
    """Writes a file so that a reader finds the old one or the new one.

    When it is durable, so does whoever starts the machine again after it stopped.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    begun = place.parent / f"{BEGUN}{secrets.token_hex(8)}"
    try:
        with begun.open("xb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        begun.replace(place)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename last; not every system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
