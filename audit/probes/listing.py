"""The listing of an artifact, asked for the files whose paths say something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from audit.model import TreeFile
from audit.text.any_case import AnyCase
from audit.text.many_texts import ManyTexts


class Listing:
    """Files in the order of the listing, found by their paths without a look at each."""

    def __init__(self, files: Iterable[TreeFile]) -> None:
        self.files = tuple(files)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The path of each file."""
        return tuple(file.path for file in self.files)

    @cached_property
    def known(self) -> frozenset[str]:
        """The paths, to ask whether a file is there."""
        return frozenset(self.paths)

    @cached_property
    def names(self) -> frozenset[str]:
        """The files' own names in lower case."""
        return frozenset(name.lower() for names in self.folders.values() for name in names)

    @cached_property
    def folders(self) -> dict[str, list[str]]:
        """The names of the files in each folder; those at the root under the empty name."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            folder, _, name = path.rpartition("/")
            found.setdefault(folder, []).append(name)
        return found

    @cached_property
    def _texts(self) -> ManyTexts:
        return ManyTexts(self.paths)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        """What each path has from its last dot on."""
        return tuple(path[path.rfind(".") :] for path in self.paths)

    def having(self, pattern: AnyCase) -> list[TreeFile]:
        """The files in whose paths the pattern is found."""
        return [self.files[number] for number in self._texts.having(pattern)]

    def may_have(self, pattern: AnyCase) -> list[TreeFile]:
        """The files in whose paths the pattern may be found; in those of others it is not."""
        return [self.files[number] for number in self._texts.may_have(pattern)]

    def ending_in(self, pattern: re.Pattern[str]) -> list[TreeFile]:
        """The files whose paths end in what the pattern says: a dot and signs other than dots."""
        ends = {ending for ending in set(self._endings) if pattern.search(ending)}
        return [
            file for file, ending in zip(self.files, self._endings, strict=True) if ending in ends
        ]
