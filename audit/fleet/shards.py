"""Shards of a fleet, and the one interface behind which engines run them.

The ledger is what the shards themselves leave on disk when they are done: an engine that loses a
worker, or a run that is killed, loses nothing that a shard had written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

MODELS_IN_A_SHARD = 25
"""So few that a worker's end costs little and progress is seen; so many that handing out a shard
costs nothing beside it."""


class Shard(Struct, frozen=True, kw_only=True):
    """Some targets that one worker takes one after the other."""

    number: int
    targets: tuple[str, ...]


D = TypeVar("D")
Work = Callable[[Shard], D]


class Engine(Protocol):
    """Where shards are worked on."""

    @property
    def workers(self) -> int:
        """How many shards are in hand at once."""

    def map_shards(
        self, work: Work[D], shards: Sequence[Shard], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Shard, D | Lost]]:
        """What the work comes to for each shard, as it is done, in no order.

        Once `stopped` is true no further shard is begun, and those in hand are finished. A shard
        whose worker ended is given to another one; `Lost` where that did not help either.
        """


class Lost(Struct, frozen=True, kw_only=True):
    """A shard that no worker brought to its end."""

    why: str


def split(targets: Sequence[str], size: int) -> list[Shard]:
    """The targets in shards, in their order: which model is in which shard depends on the list
    alone, not on who works on it."""
    return [
        Shard(number=at // size, targets=tuple(targets[at : at + size]))
        for at in range(0, len(targets), size)
    ]
