"""How long it takes from a saved snapshot to an assessment, stage by stage.

    python -m benchmarks.pipeline
    python -m benchmarks.pipeline --snapshot FOLDER      # one that `openness collect` wrote

The snapshots are made here (`benchmarks/usual_model.py`): card, README, five license files, a
listing of 2,000 files. Times are CPU time on one core, warm: what is read once per process was read
in the first runs, which are not counted. Each run is over another model, so that nothing is gained
by remembering what was said of a text, but for the one license text that they share, word for word,
as models do. (Runs over a FOLDER are over the same one.) Beside each time stands its ratio to that
of one pass of the license reader over the same texts in the same run; read the ratios where the
machine is busy. The probes share the structure of a page: the first that asks for it pays.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from audit.collect.store import digest, load, save
from audit.judge.assess import assess
from audit.licenses.identify import identify
from audit.model import Fact
from audit.probes.pages import View
from audit.probes.run import PROBES
from audit.render.html import model_html
from audit.render.json import model_json
from audit.resolve.inventory import take_inventory
from benchmarks.usual_model import usual_model

WARM_UP = 2
TOTAL = "snapshot to assessment"
HASH, READER = "bound: read and hash", "bound: license reader"
Figures = dict[str, dict[str, float]]
T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--files", type=int, default=2_000, help="files of the made-up model")
    parser.add_argument("--snapshot", type=Path, metavar="FOLDER", help="another one than that")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        numbers = range(WARM_UP + max(1, options.runs))
        folders = [options.snapshot or _made(Path(place), options.files, n) for n in numbers]
        found = figures([run(folder) for folder in folders][WARM_UP:])
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def _made(place: Path, files: int, number: int) -> Path:
    """A folder with the snapshot of another model for each number."""
    save(*usual_model(files, seed=number), place / str(number))
    return place / str(number)


class Clock:
    """CPU milliseconds of one run, by stage."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[[], T]) -> T:
        """What `work` gives."""
        started = time.process_time_ns()
        result = work()
        self.stages[stage] = (time.process_time_ns() - started) / 1e6
        return result


def run(folder: Path) -> dict[str, float]:
    """CPU milliseconds of each stage of one run, of all up to the assessment, and of the bounds."""
    gc.collect()
    clock = Clock()
    snapshot, contents = clock.timed("load", lambda: load(folder))
    view = clock.timed("lines", lambda: View(snapshot, contents))
    facts: list[Fact] = []
    for module in PROBES:
        name = module.__name__.rpartition(".")[2]
        facts += clock.timed(f"probe {name}", lambda m=module: list(m.probe(view)))  # type: ignore[misc]
    name = clock.timed("digest", lambda: digest(snapshot))
    inventory = clock.timed("resolve", lambda: take_inventory(snapshot, name, tuple(facts)))
    assessment = clock.timed("judge", lambda: assess(inventory))
    clock.stages[TOTAL] = sum(clock.stages.values())
    clock.timed("json", lambda: model_json(assessment))
    clock.timed("html", lambda: model_html(assessment))
    texts = [content.decode("utf-8", "replace") for content in contents.values()]
    clock.timed(HASH, lambda: [hashlib.sha256(path.read_bytes()) for path in _files(folder)])
    clock.timed(READER, lambda: [identify(text) for text in texts])
    return clock.stages


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def figures(runs: Sequence[dict[str, float]]) -> Figures:
    """Best and median of each stage in milliseconds, and the best as a ratio to the reader's."""
    bound = min(one[READER] for one in runs)
    return {
        stage: {
            "best, ms": round(best := min(one[stage] for one in runs), 2),
            "median, ms": round(median(one[stage] for one in runs), 2),
            "ratio": round(best / bound, 3),
        }
        for stage in runs[0]
    }


def table(found: Figures) -> str:
    """The figures as lines of text."""
    lines = [f"{'':32}{'best':>10}{'median':>10}{'ratio':>8}"]
    for stage, row in found.items():
        best, middle, ratio = row.values()
        lines.append(f"{stage:32}{best:7.2f} ms{middle:7.2f} ms{ratio:8.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
