"""Snapshot folders: `snapshot.json` beside the documents' bytes, each under its sha256."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from audit.errors import AuditError
from audit.model import Document, Snapshot

FILE = "snapshot.json"
DOCUMENTS = "documents"
SHA256 = re.compile(r"[0-9a-f]{64}")


def is_snapshot(folder: Path) -> bool:
    """True for a folder that `save` wrote."""
    return (folder / FILE).is_file()


def save(snapshot: Snapshot, contents: Mapping[str, bytes], folder: Path) -> None:
    """Writes a snapshot folder whole or not at all; AuditError when that is not possible.

    A snapshot that is there is replaced; any other folder with something in it is left alone.
    """
    folder = folder.resolve()
    if folder.exists() and not _may_be_replaced(folder):
        raise AuditError(f"{folder} is not a snapshot.", "Name a new folder.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as beside:
            written = Path(beside) / "new"
            _write(snapshot, contents, written)
            _put_in_place(written, folder, Path(beside) / "old")
    except OSError as error:
        problem = f"{folder} cannot be written: {error.strerror}."
        raise AuditError(problem, "Check the disk and the rights on the folder.") from error


def _put_in_place(written: Path, folder: Path, aside: Path) -> None:
    """Renames; what stood there before comes back when that fails."""
    replaces = folder.exists()
    if replaces:
        folder.rename(aside)
    try:
        written.rename(folder)
    except OSError:
        if replaces:
            aside.rename(folder)
        raise
    _sync(folder.parent)


def _may_be_replaced(folder: Path) -> bool:
    return folder.is_dir() and (is_snapshot(folder) or not any(folder.iterdir()))


def _write(snapshot: Snapshot, contents: Mapping[str, bytes], folder: Path) -> None:
    for document in documents(snapshot):
        place = _place(folder, document.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        _write_file(place, contents[document.sha256])
    folder.mkdir(exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(snapshot), indent=1)
    _write_file(folder / FILE, text + b"\n")


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Makes a rename last; not every system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path) -> tuple[Snapshot, dict[str, bytes]]:
    """A snapshot and the bytes of its documents by sha256.

    AuditError that names the file when one is missing or broken, or has changed.
    """
    try:
        snapshot = msgspec.json.decode((folder / FILE).read_bytes(), type=Snapshot)
    except OSError as error:
        problem = f"{folder / FILE} cannot be read: {error.strerror}."
        raise AuditError(problem, "Name a folder that `openness collect` wrote.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(f"{folder / FILE} is broken: {error}.", "Collect it again.") from error
    contents = {each.sha256: _verified(folder, each) for each in documents(snapshot)}
    return snapshot, contents


def _verified(folder: Path, document: Document) -> bytes:
    advice = "Collect it again."
    if not SHA256.fullmatch(document.sha256):
        raise AuditError(f"{folder / FILE} is broken: no sha256 for {document.path}.", advice)
    place = _place(folder, document.sha256)
    try:
        if place.stat().st_size != document.size:
            raise AuditError(f"{place} ({document.path}) has changed.", advice)
        content = place.read_bytes()
    except OSError as error:
        raise AuditError(f"{place} ({document.path}): {error.strerror}.", advice) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise AuditError(f"{place} ({document.path}) has changed.", advice)
    return content


def documents(snapshot: Snapshot) -> Iterator[Document]:
    """Every document of every artifact."""
    for artifact in snapshot.artifacts:
        yield from artifact.documents


def digest(snapshot: Snapshot) -> str:
    """A sha256 in hex that is the same for the same content, whenever it was collected."""
    plain: dict[str, Any] = msgspec.to_builtins(snapshot)
    for artifact in plain["artifacts"]:
        for document in artifact["documents"]:
            del document["retrieved_at"]
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def _place(folder: Path, sha256: str) -> Path:
    return folder / DOCUMENTS / sha256[:2] / sha256
