"""The text files of a code base on disk, for what they name; nothing is fetched or kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from audit.collect.answers import Fault
from audit.collect.folder import FILES, SKIPPED, content_of, leads_out, walk
from audit.errors import AuditError
from audit.text.decode import decode, is_binary

MOST_BYTES = 2_000_000
"""Of one file."""
_MADE = SKIPPED | {"venv", "env", ".tox", ".nox", ".mypy_cache", "site-packages", "dist", "build"}
"""Folders that hold what others wrote, or what is made of the sources."""


class CodeBase:
    """One folder. What could not be read is in `unread` once the files were gone through."""

    def __init__(self, folder: Path) -> None:
        """`AuditError` when there is no such folder."""
        if not folder.is_dir():
            raise AuditError(f"There is no folder {folder}.", "Name the folder of a code base.")
        self._folder = folder
        self.unread: list[tuple[str, str]] = []

    def folders(self) -> Iterator[str]:
        """The folders below it, by their path."""
        for path in self._paths():
            for parent in Path(path).parents:
                if parent.name:
                    yield parent.as_posix()

    def texts(self, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Path and text of each file that is wanted, in order."""
        for path in self._paths():
            if is_wanted(path) and (text := self._text(path)) is not None:
                yield path, text

    def _paths(self) -> Iterator[str]:
        unseen: list[OSError] = []
        for count, path in enumerate(walk(self._folder, unseen, skipped=_MADE)):
            if count >= FILES:
                self._miss(".", f"more than {FILES:,} files")
                return
            if path.is_file() and not leads_out(path, self._folder):
                yield path.relative_to(self._folder).as_posix().encode("utf-8", "replace").decode()
        if unseen:
            self._miss(".", f"{len(unseen)} folders cannot be listed")

    def _text(self, path: str) -> str | None:
        try:
            data = content_of(self._folder / path, MOST_BYTES)
        except Fault as fault:
            self._miss(path, fault.detail)
            return None
        return None if is_binary(data) else decode(data)

    def _miss(self, path: str, why: str) -> None:
        if (path, why) not in self.unread:
            self.unread.append((path, why))
