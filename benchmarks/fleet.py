"""What the metadata of the whole Hub costs to judge, beside what DuckDB alone needs to read it.

    python -m benchmarks.fleet
    python -m benchmarks.fleet --rows 250000 --small 25000 --runs 1
    python -m benchmarks.fleet --dump models.parquet --json

Dumps are made by `benchmarks/fleet_dump.py` in a temporary folder and deleted after. Each figure
comes from processes of their own, in turn, with two threads: the bound (`benchmarks/fleet_bare.py`,
which says what it does) and `openness fleet DUMP`, from its start to the last row of its tables.
Shown is the best of the runs by the clock, its processor time, and the highest resident memory.
The same is done with 512 MB for DuckDB, and the tables have to be the same; and with a dump of a
tenth of the rows, for the growth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.fleet_dump import write_dump

ROOT = Path(__file__).resolve().parents[1]
USUAL, SMALL = "2GB", "512MB"
THREADS = 2
TABLES = ("models", "components", "conflicts", "verdicts")
ASKED = {"to the bound": 2.0, "megabytes": 2_000.0, "growth": 12.0}
"""The goals: at most so much."""
Figures = dict[str, float | bool | None]


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    processor: float
    megabytes: float


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0 when all is as asked, else 1."""
    options = _options(argv)
    with tempfile.TemporaryDirectory(prefix="fleet-", dir=options.folder) as made:
        folder = Path(made)
        dump = options.dump or _made(folder / "many.parquet", options.rows, options.seed)
        few = None if options.dump else _made(folder / "few.parquet", options.small, options.seed)
        found = figures(dump, few, folder, options.runs)
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0 if is_right(found) else 1


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_500_000)
    parser.add_argument("--small", type=int, default=250_000, help="rows of the smaller dump")
    parser.add_argument("--dump", type=Path, metavar="FILE", help="this one instead of a made one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def _made(path: Path, rows: int, seed: int) -> Path:
    write_dump(path, rows, seed, THREADS)
    return path


def is_right(found: Figures) -> bool:
    """Whether the figures are within what is asked."""
    held = all(
        value <= most for name, most in ASKED.items() if (value := found.get(name)) is not None
    )
    return held and bool(found[f"same tables with {SMALL}"])


def figures(dump: Path, few: Path | None, folder: Path, runs: int) -> Figures:
    """All figures by their names; the bound and the audit run in turn."""
    bare, whole = [], []
    for number in range(runs):
        bare.append(_bare(dump, folder / "bare", USUAL))
        whole.append(_audit(dump, folder / f"results-{number}", USUAL))
    tight = _audit(dump, folder / "tight", SMALL)
    bare_tight = _bare(dump, folder / "bare", SMALL)
    tables = {digest(each) for each in folder.glob("results-*")} | {digest(folder / "tight")}
    bound, best = min(bare), min(whole)
    small = min(_audit(few, folder / "small", USUAL) for _ in range(runs)) if few else None
    return {
        "bound, s": bound.seconds,
        "bound, processor s": bound.processor,
        "bound, MB": bound.megabytes,
        "audit, s": best.seconds,
        "audit, processor s": best.processor,
        "to the bound": best.seconds / bound.seconds,
        "to the bound, processor": best.processor / bound.processor,
        "megabytes": max(cost.megabytes for cost in whole),
        "audit of a tenth, s": small.seconds if small else None,
        "growth": best.seconds / small.seconds if small else None,
        f"bound with {SMALL}, s": bare_tight.seconds,
        f"audit with {SMALL}, s": tight.seconds,
        f"audit with {SMALL}, MB": tight.megabytes,
        f"same tables with {SMALL}": len(tables) == 1,
        "results, MB": sum(each.stat().st_size for each in _tables(folder / "tight")) / 1e6,
    }


def _bare(dump: Path, results: Path, memory: str) -> Cost:
    shared = ("-o", str(results), "--memory", memory, "--threads", str(THREADS))
    return run("-m", "benchmarks.fleet_bare", str(dump), *shared, results=results)


def _audit(dump: Path, results: Path, memory: str) -> Cost:
    shared = ("-o", str(results), "--memory", memory, "--workers", str(THREADS))
    return run("-m", "audit", "fleet", str(dump), *shared, results=results)


def run(*arguments: str, results: Path) -> Cost:
    """What a process of our own interpreter takes that writes into a folder which is not there."""
    shutil.rmtree(results, ignore_errors=True)
    start = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {child.returncode}")
    peak = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return Cost(seconds, used.ru_utime + used.ru_stime, peak)


def digest(results: Path) -> str:
    """Of the bytes of all tables in a folder of results."""
    whole = hashlib.sha256()
    for path in _tables(results):
        with path.open("rb") as content:
            whole.update(hashlib.file_digest(content, "sha256").digest())
    return whole.hexdigest()


def _tables(results: Path) -> list[Path]:
    return [results / f"{name}.parquet" for name in TABLES]


def table(found: Figures) -> str:
    """The figures for people, with what is asked."""
    lines = []
    for name, value in found.items():
        shown = value if isinstance(value, bool) or value is None else f"{value:,.2f}"
        most = f"   asked: at most {ASKED[name]:,g}" if name in ASKED else ""
        lines.append(f"{name:<28}{shown!s:>12}{most}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
