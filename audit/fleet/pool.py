"""The engine for one machine: processes, which are replaced when they end."""

from __future__ import annotations

import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

from msgspec import Struct

from audit.fleet.shards import Lost, Shard, Work

D = TypeVar("D")
TRIES = 5
"""How often a shard is begun whose worker ended: the model in hand is told apart by then
(`work.BEGUN_AT_MOST`)."""
_LOOK_SECONDS = 0.5


class Pool:
    """Processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map_shards(
        self, work: Work[D], shards: Sequence[Shard], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Shard, D | Lost]]:
        """As `shards.Engine`."""
        line = _Line(waiting=deque(shards), tries=Counter(), stopped=stopped)
        while line.goes_on():
            with ProcessPoolExecutor(
                self.workers, mp_context=get_context("spawn"), initializer=_leave_interrupts
            ) as pool:
                yield from self._until_one_ends(pool, work, line)

    def _until_one_ends(
        self, pool: ProcessPoolExecutor, work: Work[D], line: _Line
    ) -> Iterator[tuple[Shard, D | Lost]]:
        """Until nothing waits or a worker ended; what was in hand then waits again."""
        in_hand: dict[Future[D], Shard] = {}
        broken = False
        while in_hand or (line.goes_on() and not broken):
            while line.goes_on() and len(in_hand) < self.workers and not broken:
                shard = line.waiting.popleft()
                try:
                    in_hand[pool.submit(work, shard)] = shard
                except BrokenProcessPool:
                    line.waiting.appendleft(shard)
                    broken = True
            for future in wait(in_hand, _LOOK_SECONDS, FIRST_COMPLETED).done:
                shard = in_hand.pop(future)
                try:
                    yield shard, future.result()
                except BrokenProcessPool:
                    broken = True
                    if not line.may_wait_again(shard):
                        yield shard, Lost(why=f"its worker ended {TRIES} times")


class _Line(Struct, kw_only=True):
    """The shards that wait."""

    waiting: deque[Shard]
    tries: Counter[int]
    stopped: Callable[[], bool]

    def goes_on(self) -> bool:
        return bool(self.waiting) and not self.stopped()

    def may_wait_again(self, shard: Shard) -> bool:
        self.tries[shard.number] += 1
        if self.tries[shard.number] == TRIES:
            return False
        self.waiting.appendleft(shard)
        return True


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; here it is the first one that decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
