"""Snapshot folders: `snapshot.json` beside the documents' bytes, each under its sha256.

Documents come first and `snapshot.json` last, each whole or not at all: what stands there before is
valid until the moment in which the new one is. The file ends with a seal over all that it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from audit.collect.answer_store import (
    ANSWERS,
    BEGUN,
    DOCUMENTS,
    AnswerStore,
    keep_bytes,
    place_of,
    write_whole,
)
from audit.errors import AuditError
from audit.model import Document, Snapshot

FILE = "snapshot.json"
UNDER_WAY = "target"
"""Among the answers while a collection is under way: what is collected."""
LOCK = ".lock"
"""Held by the process that writes to the folder."""


class _Sealed(Snapshot, frozen=True, kw_only=True, forbid_unknown_fields=True):
    seal: str | None = None
    """A sha256 over everything else, times included."""


def is_snapshot(folder: Path) -> bool:
    """True for a folder that `save` wrote."""
    return (folder / FILE).is_file()


def is_unfinished(folder: Path) -> bool:
    """True for a folder in which a collection was begun and not brought to its first end."""
    return (folder / ANSWERS).is_dir() and not is_snapshot(folder)


def check_place(folder: Path) -> None:
    """AuditError for a place where no snapshot may be written: it would not be alone there."""
    if not folder.exists():
        return
    if not (folder.is_dir() and (is_snapshot(folder) or all(map(_is_ours, folder.iterdir())))):
        raise AuditError(f"{folder} is not a snapshot.", "Name a new folder.")


def _is_ours(path: Path) -> bool:
    """Whether a collection wrote it, or began to."""
    return path.name in {FILE, DOCUMENTS, ANSWERS, LOCK} or path.name.startswith(BEGUN)


def save(
    snapshot: Snapshot, contents: Mapping[str, bytes], folder: Path, *, keep_answers: bool = False
) -> None:
    """Writes a snapshot folder whole or not at all; AuditError when that is not possible.

    A snapshot that is there is replaced; any other folder with something in it is left alone.
    Answers of the collection stay only when they are to be kept.
    """
    folder = folder.resolve()
    try:
        check_place(folder)
        for sha256 in {document.sha256 for document in documents(snapshot)}:
            keep_bytes(folder, contents[sha256])
        write_whole(folder / FILE, sealed_text(snapshot))
        if not keep_answers:
            for shelf in (folder / ANSWERS).glob("*/"):
                drop(shelf)
        _tidy(snapshot, folder)
    except OSError as error:
        problem = f"{folder} cannot be written: {error.strerror}."
        raise AuditError(problem, "Check the disk and the rights on the folder.") from error


def tidy(folder: Path) -> None:
    """Removes documents that belong neither to the snapshot nor to answers; AuditError as `load`.

    Bodies go last, when nothing names them.
    """
    _tidy(_read(folder), folder)


def _tidy(snapshot: Snapshot, folder: Path) -> None:
    named = {document.sha256 for document in documents(snapshot)}
    named |= AnswerStore(folder, durable=True).bodies()
    for path in (folder / DOCUMENTS).rglob("*"):
        if path.is_file() and not _belongs(folder, path, named):
            path.unlink(missing_ok=True)
    _drop_empty(folder / DOCUMENTS)


def drop(folder: Path) -> None:
    """Removes a folder with all files in it; links are removed, not followed."""
    if folder.is_symlink():
        folder.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    if folder.is_dir():
        folder.rmdir()


def _drop_empty(folder: Path) -> None:
    for path in folder.glob("*/"):
        if not any(path.iterdir()):
            path.rmdir()


def sealed_text(snapshot: Snapshot) -> bytes:
    """What `snapshot.json` holds: the one way to write that snapshot, with its seal."""
    fields = {name: getattr(snapshot, name) for name in Snapshot.__struct_fields__}
    sealed = _Sealed(**fields, seal=seal(snapshot))
    return msgspec.json.format(msgspec.json.encode(sealed), indent=1) + b"\n"


def load(folder: Path) -> tuple[Snapshot, dict[str, bytes]]:
    """A snapshot and the bytes of its documents by sha256.

    AuditError that names the file when one is missing or broken, or has changed.
    """
    snapshot = _read(folder)
    contents = {each.sha256: verified(folder, each) for each in documents(snapshot)}
    return snapshot, contents


def _read(folder: Path) -> Snapshot:
    if is_unfinished(folder):
        problem = f"{folder} holds a collection that was not finished."
        raise AuditError(problem, "Run the same `openness collect` again: it goes on.")
    place, advice = folder / FILE, "Collect it again."
    try:
        text = place.read_bytes()
        sealed = msgspec.json.decode(text, type=_Sealed)
    except OSError as error:
        problem = f"{place} cannot be read: {error.strerror}."
        raise AuditError(problem, "Name a folder that `openness collect` wrote.") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(f"{place} is broken: {error}.", advice) from error
    fields = {name: getattr(sealed, name) for name in Snapshot.__struct_fields__}
    snapshot = Snapshot(**fields)
    if sealed.seal != seal(snapshot) or text != sealed_text(snapshot):
        raise AuditError(f"{place} has changed since it was written.", advice)
    return snapshot


def verified(folder: Path, document: Document) -> bytes:
    """The bytes of a document; AuditError when they are missing or not those that were read."""
    advice = "Collect it again."
    try:
        place = place_of(folder, document.sha256)
    except ValueError as error:
        problem = f"{folder / FILE} is broken: no sha256 for {document.path}."
        raise AuditError(problem, advice) from error
    try:
        if place.stat().st_size != document.size:
            raise AuditError(f"{place} ({document.path}) has changed.", advice)
        content = place.read_bytes()
    except OSError as error:
        raise AuditError(f"{place} ({document.path}): {error.strerror}.", advice) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise AuditError(f"{place} ({document.path}) has changed.", advice)
    return content


def check_nothing_else(folder: Path, snapshot: Snapshot) -> None:
    """AuditError for a file among the documents that neither snapshot nor answers name.

    While a collection is under way there, some may not be named yet.
    """
    if (folder / ANSWERS / UNDER_WAY).exists():
        return
    named = {document.sha256 for document in documents(snapshot)}
    named |= AnswerStore(folder, durable=True).bodies()
    for path in sorted((folder / DOCUMENTS).rglob("*")):
        if path.is_file() and not _belongs(folder, path, named):
            raise AuditError(f"{path} does not belong to the snapshot.", "Remove it.")


def _belongs(folder: Path, path: Path, named: set[str]) -> bool:
    return path.name in named and path == place_of(folder, path.name)


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
    for gap in plain["gaps"]:
        del gap["at"]
    return _sha256(plain)


def seal(snapshot: Snapshot) -> str:
    """A sha256 in hex over everything that a snapshot says."""
    return _sha256(snapshot)


def _sha256(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()
