"""Many models collected by one process from a hub at which 1 % of the addresses go wrong.

    python -m benchmarks.collect_many
    python -m benchmarks.collect_many --models 40 --rate 0.2 --seed 7

Faults of every kind strike (`benchmarks/misfortunes.py`). Each model is to become a snapshot that
verifies, each of whose gaps is explained by what the hub refused for it, and by nothing else. The
memory of the process, with the hub in it, is sampled as it goes on.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from audit.collect import journal, patience
from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Limits, Settings
from audit.collect.store import check_nothing_else, load, save
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.model import Gap, Snapshot
from benchmarks.misfortunes import KINDS, MAY_CLOSE, Misfortunes, name_of, world
from tests.hub import Hub, serve

ALONE_SECONDS = 0.5
"""A host that refused is left alone for so long: here it recovers faster than in the world."""
LIMITS = Limits(backoff_seconds=0.01, connect_seconds=5.0, read_seconds=5.0, request_seconds=4.0)
TRIES = 4
SAMPLES = 10
GROWTH = "growth from a fifth on, percent"
MOST_GROWTH = 15.0
MANY = 200
"""Models from which on the growth says something."""
Figures = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0 when all went as it must, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=500)
    parser.add_argument("--rate", type=float, default=0.01, help="part of addresses that go wrong")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    figures = collected(options.models, options.rate, options.seed)
    print(json.dumps(figures, indent=1) if options.json else table(figures))
    return 0 if is_right(figures) else 1


def is_right(figures: Figures) -> bool:
    """Whether each model became a snapshot, each gap is explained, and the memory stayed flat."""
    whole = figures["models"] == figures["snapshots that verify"]
    flat = figures["models"] < MANY or figures[GROWTH] <= MOST_GROWTH
    return whole and flat and not (figures["gaps unexplained"] or figures["refusals without a gap"])


def collected(models: int, rate: float, seed: int) -> Figures:
    """Collects all models, and says what became of them."""
    shelf = world(models)
    with tempfile.TemporaryDirectory() as folder, serve(shelf) as hub, _hurried():
        settings = Settings.from_environment(_environment(hub, folder), LIMITS)
        misfortunes = Misfortunes(hub, shelf, rate, seed)
        with Door(settings) as door:
            run = _Run(hub, door, misfortunes, Path(folder, "snapshots"))
            for number in range(models):
                run.collect(name_of(number))
                if (number + 1) % max(1, models // SAMPLES) == 0:
                    run.sample(number + 1)
        return run.figures(models)


def _environment(hub: Hub, folder: str) -> dict[str, str]:
    """The Hub on one host, GitHub on another, as in the world."""
    elsewhere = hub.hf_endpoint.replace("127.0.0.1", "localhost")
    return {
        **hub.environment(),
        "OPENNESS_GITHUB_API": f"{elsewhere}/github",
        "OPENNESS_GITHUB_RAW": f"{elsewhere}/raw",
        "OPENNESS_CACHE": str(Path(folder, "cache")),
    }


@contextmanager
def _hurried() -> Iterator[None]:
    usual = patience.LEFT_ALONE_SECONDS
    patience.LEFT_ALONE_SECONDS = ALONE_SECONDS
    try:
        yield
    finally:
        patience.LEFT_ALONE_SECONDS = usual


class _Struck(NamedTuple):
    """What the hub refused in the end while a model was collected."""

    refused: dict[tuple[str, str | None], str]
    """The gap's reason by artifact and path."""
    closing: bool
    """Whether a host may have been left alone, for this model's sake or one before it."""


class _Run:
    """What became of the models so far."""

    def __init__(self, hub: Hub, door: Door, misfortunes: Misfortunes, folder: Path) -> None:
        self._hub = hub
        self._door = door
        self._misfortunes = misfortunes
        self._folder = folder
        self._started = time.perf_counter()
        self._closed_until = 0.0
        self.requests = 0
        self.again = 0
        self.verified = 0
        self.kinds: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.unexplained: list[str] = []
        self.missed: list[str] = []
        self.memory: dict[int, float] = {}

    def collect(self, name: str) -> None:
        """Makes a snapshot of a model, in a second try where the model's own record failed."""
        folder = self._folder / name.replace("/", "-")
        begun = time.monotonic()
        for _ in range(TRIES):
            try:
                snapshot = _snapshot(self._door, name, folder)
            except AuditError as error:
                self.again += 1
                self._explain_failure(name, error, begun)
                continue
            self._explain(snapshot, begun)
            self._verify(folder)
            return

    def _explain_failure(self, name: str, error: AuditError, begun: float) -> None:
        path = f"/api/models/{name}"
        struck = self._struck(begun)
        if (f"hf:{name}", None) in struck.refused:
            self._misfortunes.lift(path)
        elif not struck.closing:
            self.unexplained.append(f"{name}: {error}")

    def _explain(self, snapshot: Snapshot, begun: float) -> None:
        """Holds the gaps against what was refused."""
        struck = self._struck(begun)
        found = {(gap.artifact, gap.path): gap for gap in snapshot.gaps}
        for place, gap in found.items():
            self.reasons[gap.reason.value] += 1
            left_alone = struck.closing and "not asked again: " in gap.detail
            if struck.refused.get(place) != gap.reason.value and not left_alone:
                self.unexplained.append(_line(gap))
        self.missed += [str(place) for place in struck.refused if place not in found]

    def _struck(self, begun: float) -> _Struck:
        self.requests += len(self._hub.received)
        log = self._misfortunes.read_log()
        self.kinds.update(log.values())
        refused = {}
        for path, kind in log.items():
            place = self._misfortunes.places[path]
            if reason := KINDS[kind].reason(place):
                refused[place.artifact, place.file] = reason
        if not MAY_CLOSE.isdisjoint(refused.values()):
            self._closed_until = time.monotonic() + ALONE_SECONDS
            time.sleep(ALONE_SECONDS)  # whoever is told to wait waits, and goes on
        return _Struck(refused, begun < self._closed_until)

    def _verify(self, folder: Path) -> None:
        try:
            check_nothing_else(folder, load(folder)[0])
        except AuditError as error:
            self.unexplained.append(str(error))
        else:
            self.verified += 1

    def sample(self, models: int) -> None:
        """Notes how much memory is used after so many models, in megabytes."""
        self.memory[models] = round(resident(), 1)

    def figures(self, models: int) -> Figures:
        """Everything in words and numbers."""
        first = self.memory.get(models // 5, next(iter(self.memory.values())))
        last = list(self.memory.values())[-1]
        return {
            "models": models,
            "snapshots that verify": self.verified,
            "seconds": round(time.perf_counter() - self._started, 1),
            "requests": self.requests,
            "faults that struck": {kind: self.kinds[kind] for kind in KINDS},
            "gaps": dict(sorted(self.reasons.items())),
            "gaps unexplained": self.unexplained,
            "refusals without a gap": self.missed,
            "asked again for the target": self.again,
            "megabytes": self.memory,
            GROWTH: round(100 * (last / first - 1), 1),
        }


def _snapshot(door: Door, name: str, folder: Path) -> Snapshot:
    """As `openness collect` does it, through a door that stays open."""
    named = name_target(name)
    with journal.locked(folder):
        answers = journal.begin(folder, named.target)
        try:
            snapshot, contents = collect(named, door.begin(answers))
        except AuditError:
            journal.give_up(folder)
            raise
        save(snapshot, contents, folder, keep_answers=bool(snapshot.gaps))
        journal.end(folder)
    return snapshot


def _line(gap: Gap) -> str:
    return f"{gap.artifact} {gap.path}: {gap.reason.value}, {gap.detail}"


def resident() -> float:
    """Megabytes of memory that the process holds now; its peak where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (2**20 if sys.platform == "darwin" else 2**10)
    return pages * resource.getpagesize() / 2**20


def table(figures: Figures) -> str:
    """The figures in lines."""
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"{name}:", *(f"  {key!s:30} {each}" for key, each in value.items())]
        elif isinstance(value, list):
            lines += [f"{name:32} {len(value)}", *(f"  {each}" for each in value)]
        else:
            lines.append(f"{name:32} {value}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
