"""How long all frameworks take over many inventories.

    python -m benchmarks.judging
    python -m benchmarks.judging --models 10000 --json

The inventories are made here, each another mixture of rows that are there, in part, withheld or not
known, under open, restricted or no terms; the mixture follows from the inventory's number. What is
timed: the verdicts on all requirements of all frameworks; and, for a part of the inventories, an
assessment with the smallest sets of changes besides. Beside each stands its ratio to the bound: the
decoding of the same inventories from JSON in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

import msgspec
from msgspec.structs import replace

from audit.judge.assess import assess, judge_all
from audit.model import Access, Availability, DataState, Inventory, License
from audit.model.vocabulary import QUESTIONS, ROWS
from tests.judge.inventories import CC, LLAMA, MIT, NONE, UNKNOWN, base, inventory, row

_TERMS = (MIT, MIT, CC, LLAMA, NONE, UNKNOWN)
_EXPLAINED = 100
"""Of so many inventories one is assessed with what would change it."""
_CHUNK = 250


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    found = figures(max(1, options.models), max(1, options.workers))
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def figures(models: int, workers: int) -> dict[str, float]:
    """Seconds by the clock, and milliseconds of CPU time per inventory."""
    few = [made(number) for number in range(min(models, _CHUNK))]
    texts = [msgspec.json.encode(one) for one in few]
    judge_all(few[0])  # what is read once per process
    decoding = _each(lambda: [msgspec.json.decode(text, type=Inventory) for text in texts], few)
    judging = _each(lambda: [judge_all(one) for one in few], few)
    some = few[:: max(1, len(few) // max(1, models // _EXPLAINED))] or few[:1]
    explaining = _each(lambda: [assess(one) for one in some], some)
    start = time.perf_counter()
    done = _all(models, workers)
    seconds = time.perf_counter() - start
    return {
        "models": done,
        "workers": workers,
        "seconds": seconds,
        "models per second": done / seconds,
        "bound: decoding, ms": decoding,
        "judging, ms": judging,
        "judging to bound": judging / decoding,
        "assessing with changes, ms": explaining,
        "assessing to bound": explaining / decoding,
    }


def made(number: int) -> Inventory:
    """One inventory, by its number."""
    chance = random.Random(number)  # noqa: S311
    rows = {
        name: row(
            chance.choice(list(Availability)),
            _terms(chance),
            chance.choice((Access.OPEN, Access.OPEN, Access.GATED, Access.UNKNOWN)),
        )
        for name in ROWS
    }
    states = {name: chance.choice(list(DataState)) for name in QUESTIONS}
    edges = tuple(base(_terms(chance)) for _ in range(chance.randint(0, 2)))
    return inventory(rows, states, edges=edges, claimed=chance.random() < 0.5)


def _terms(chance: random.Random) -> License:
    return replace(chance.choice(_TERMS))


def _each(work: Callable[[], object], over: Sequence[Inventory]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1_000 / len(over)


def _all(models: int, workers: int) -> int:
    parts = [range(first, min(first + _CHUNK, models)) for first in range(0, models, _CHUNK)]
    if workers == 1:
        return sum(map(_judged, parts))
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(_judged, parts))


def _judged(numbers: range) -> int:
    """How many were judged; the making of them is counted with it."""
    return sum(bool(judge_all(made(number))) for number in numbers)


def table(found: dict[str, float]) -> str:
    """The figures, one to a line."""
    return "\n".join(f"{name:28}{value:12.2f}" for name, value in found.items())


if __name__ == "__main__":
    raise SystemExit(main())
