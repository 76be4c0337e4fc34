"""Writes reports so that none is ever half there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from audit.errors import AuditError


def check_folder(folder: Path) -> None:
    """`AuditError` for a place that is no folder, before anything is collected for it."""
    try:
        there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    except OSError as error:
        raise _unwritable(folder, error.strerror) from error
    if not there.is_dir():
        raise _unwritable(folder, f"{there} is not a folder")


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    """Writes all files into the folder, or none, and returns their paths.

    All are written in full beside their places first. A folder that had to be made goes again
    when that fails.
    """
    with folders_made(folder):
        return _write_all(folder, files)


def _unwritable(folder: Path, why: str | None) -> AuditError:
    return AuditError(f"{folder} cannot be written: {why}.", "Choose another -o.")


def _write_all(folder: Path, files: Mapping[str, str | bytes]) -> list[Path]:
    with tempfile.TemporaryDirectory(prefix=".openness-", dir=folder) as beside:
        for name, text in files.items():
            content = text if isinstance(text, bytes) else text.encode("utf-8")
            Path(beside, name).write_bytes(content)
        for name in files:
            if (folder / name).is_dir():
                raise IsADirectoryError(21, f"{name} is a folder")
        return [Path(beside, name).replace(folder / name) for name in files]


@contextmanager
def folders_made(folder: Path) -> Iterator[None]:
    """The folder with its parents; those that were not there go when the block fails.

    `AuditError` when the folder, or what the block writes, meets an error of the disk.
    """
    check_folder(folder)
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException as error:
        for place in missing:
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise _unwritable(folder, error.strerror or str(error)) from error
        raise
