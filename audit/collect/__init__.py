"""Reads the world, and alone does so: the network, the disk and the clock.

The package can be called: `audit.collect("owner/name")` is `collect`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from audit.collect.http import Door
    from audit.model import Snapshot


class Collected(NamedTuple):
    """What is online of a model: artifacts at pinned revisions, and the bytes of each document."""

    snapshot: Snapshot
    contents: dict[str, bytes]
    """By SHA-256."""

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes the snapshot to a folder, whole or not at all."""
        from pathlib import Path

        from audit.collect.store import check_place, save

        check_place(Path(folder))
        save(self.snapshot, self.contents, Path(folder))

    def __repr__(self) -> str:
        gaps = len(self.snapshot.gaps)
        return f"<Collected {self.snapshot.target.id}: {len(self.contents)} documents, {gaps} gaps>"


def collect(target: str | os.PathLike[str], *, offline: bool = False) -> Collected:
    """What is online of a target, as the command line takes it; `AuditError` says what is wrong.

    `offline` uses only what was kept of earlier runs. Endpoints and tokens come from the
    environment.
    """
    from audit.collect.run import collect as collected
    from audit.collect.targets import name_target

    with opened(offline=offline) as door:
        return Collected(*collected(name_target(os.fspath(target)), door.begin()))


@contextmanager
def opened(*, offline: bool = False) -> Iterator[Door]:
    """The one door, with the settings of the environment."""
    from audit.collect.http import Door
    from audit.collect.settings import Settings

    with Door(Settings.from_environment(os.environ).offline_if(offline)) as door:
        yield door


class _Callable(ModuleType):
    """https://docs.python.org/3/reference/datamodel.html#customizing-module-attribute-access"""

    def __call__(self, target: str | os.PathLike[str], *, offline: bool = False) -> Collected:
        return collect(target, offline=offline)


sys.modules[__name__].__class__ = _Callable
