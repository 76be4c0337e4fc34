"""Writes reports so that none is ever half there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from audit.errors import AuditError


def write_files(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Writes all files into the folder, each by one rename, and returns their paths."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write(folder / name, text) for name, text in files.items()]
    except OSError as error:
        raise AuditError(
            f"{folder} cannot be written: {error.strerror or error}.", "Choose another -o."
        ) from error


def _write(path: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
