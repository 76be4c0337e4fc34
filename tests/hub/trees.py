"""Files of a GitHub repository from a recorded tree and the folder of those kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .shelf import Revision, StoredFile, stored

ABOUT = {"tree.json", ".github.json", ".hub.json"}
"""Files that describe a folder's repository and are no part of it."""


def tree_files(tree: Iterable[Mapping[str, Any]], folder: Path) -> tuple[StoredFile, ...]:
    """Every file of a recorded tree, with the bytes of those that the folder holds."""
    kept = {path.relative_to(folder).as_posix(): path for path in paths_in(folder)}
    return tuple(
        StoredFile(
            path=entry["path"],
            size=entry["size"],
            blob=entry["sha"],
            mode=entry.get("mode", "100644"),
            content=kept.get(entry["path"]),
        )
        for entry in tree
    )


def branch_folders(
    folder: Path, branches: Mapping[str, str], recorded: Mapping[str, Revision]
) -> dict[str, Revision]:
    """All branches: those recorded in whole, and of the others the few files in the folder."""
    partly = {
        name: Revision(sha=sha, files=files_in(folder / name), complete=False)
        for name, sha in branches.items()
        if name not in recorded
    }
    return {**partly, **recorded}


def files_in(folder: Path) -> tuple[StoredFile, ...]:
    """The files of a folder with their bytes; () where there is no such folder."""
    return tuple(
        stored(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths_in(folder)
    )


def paths_in(folder: Path) -> tuple[Path, ...]:
    """The files below a folder in order of their paths, without those about the folder."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return tuple(sorted(path for path in paths if path.relative_to(folder).as_posix() not in ABOUT))
