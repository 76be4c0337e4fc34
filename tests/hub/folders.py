"""A shelf from folders in any of the layouts that are known here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .models import is_model, read_model
from .seeds import is_system, read_system
from .shelf import Shelf, joined
from .small import is_small, read_small


def load(*folders: Path | str) -> Shelf:
    """All repositories of the folders: each is one system or model, or holds such folders."""
    return joined(part for folder in folders for part in parts(Path(folder)))


def parts(folder: Path) -> Iterator[Shelf]:
    """The shelf of a folder in a known layout, else those of the folders directly in it."""
    found = read(folder)
    if found is not None:
        yield found
    elif folder.is_dir():
        inside = (read(path) for path in sorted(folder.iterdir()) if path.is_dir())
        yield from (shelf for shelf in inside if shelf is not None)


def read(folder: Path) -> Shelf | None:
    """The shelf of a folder in a known layout."""
    if is_model(folder):
        return read_model(folder)
    if is_system(folder):
        return read_system(folder)
    return read_small(folder) if is_small(folder) else None
