"""Folders on disk as they are: a work tree, a downloaded model, a project in the making."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from audit.collect.answers import Fault
from audit.collect.draft import LFS_POINTER_BYTES, Draft, listed, unpointed
from audit.collect.git import read_git
from audit.collect.git_objects import is_bare, is_repository
from audit.collect.http import Door
from audit.collect.links import Links, based_on
from audit.collect.reading import Brief, NotThere, Reading
from audit.model import GapReason, TreeFile

FILES = 100_000
"""How many files of a folder are listed."""

SKIPPED = {".cache", ".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"}

WEIGHTS = {"safetensors", "bin", "pt", "pth", "ckpt", "gguf", "onnx", "h5", "msgpack", "npz"}
"""Endings by which a folder without any text is still one of a model."""


def read_local(door: Door, folder: Path, revision: str | None, brief: Brief) -> Reading:
    """A repository at a revision, or a folder's files as they are.

    NotThere when there is no such folder or revision, or nothing to audit in it.
    """
    if not folder.is_dir():
        raise NotThere(f"There is no folder {folder}.", "Check the path.")
    if revision is not None or is_bare(folder):
        if not is_repository(folder):
            advice = "Leave out the revision, or name a git repository."
            raise NotThere(f"{folder} is not a git repository.", advice)
        return read_git(door, folder, revision, brief)
    return read_folder(door, folder, brief)


def read_folder(door: Door, folder: Path, brief: Brief) -> Reading:
    """A folder's files as they are; NotThere when nothing in it can be audited."""
    draft = Draft(door, brief, f"folder:{folder.resolve().name}")
    files, complete = _files(folder, draft)
    chosen = draft.choose(files)
    if not chosen and not any(_is_weights(file.path) for file in files):
        raise NotThere(
            f"{folder} holds nothing to audit.", "Name a folder with a model card, code or weights."
        )
    most = door.settings.limits.document_bytes
    links = based_on(brief.url) if brief.url else Links()
    draft.read_each(chosen, lambda path: content_of(folder / path, most), links)
    return draft.finish(tree=listed(files, complete=complete), revision=None, url=links.page)


def _files(folder: Path, draft: Draft) -> tuple[list[TreeFile], bool]:
    """The files below a folder, and whether these are all."""
    files: list[TreeFile] = []
    unseen: list[OSError] = []
    for path in walk(folder, unseen):
        if len(files) == FILES:
            draft.gap(None, GapReason.CUT_SHORT, f"more than {FILES} files")
            return files, False
        name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
        if leads_out(path, folder):
            if draft.wants(name):
                draft.gap(name, GapReason.NOT_LOOKED, "a symbolic link that leads elsewhere")
        elif path.is_file():
            files.append(_tree_file(path, name))
    if unseen:
        draft.gap(None, GapReason.UNREADABLE, f"{len(unseen)} folders cannot be listed")
    return files, not unseen


def walk(
    folder: Path, unseen: list[OSError], skipped: Collection[str] = frozenset(SKIPPED)
) -> Iterator[Path]:
    """Every file and link in order; folders behind links are not entered."""
    for root, folders, names in os.walk(folder, onerror=unseen.append):
        folders[:] = sorted(set(folders).difference(skipped))
        yield from (Path(root) / name for name in sorted(names))


def leads_out(path: Path, folder: Path) -> bool:
    """True for a link to a place outside the folder, or to none."""
    if not path.is_symlink():
        return False
    try:
        return not path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True


def _tree_file(path: Path, name: str) -> TreeFile:
    try:
        file = TreeFile(path=name, size=path.stat().st_size)
    except OSError:
        return TreeFile(path=name)
    try:
        return unpointed(file, content_of(path, LFS_POINTER_BYTES))
    except Fault:
        return file


def content_of(path: Path, most: int) -> bytes:
    """A file's bytes; Fault when it cannot be read or grew beyond `most`."""
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Fault(GapReason.UNREADABLE, "not a regular file")
            content = file.read(most + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise Fault(GapReason.UNREADABLE, f"not read: {reason}") from error
    if len(content) > most:
        raise Fault(GapReason.TOO_LARGE, f"more than {most} bytes")
    return content


def _is_weights(path: str) -> bool:
    return path.rpartition(".")[2].lower() in WEIGHTS
