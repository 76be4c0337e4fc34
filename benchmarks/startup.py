"""How long a cold process takes until it has answered, beside a bare interpreter.

    python -m benchmarks.startup
    python -m benchmarks.startup --runs 50 --json

Every command is run in a process of its own, in turn with the others, so that what else the machine
does falls on all alike. Shown are the best and the median of the runs in milliseconds by the clock,
the best processor time, and the ratio of the best to that of `python -c pass` of the same run. The
environment is bare but for what the interpreter needs; modules are compiled before the first run.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "audit"
BARE = "python -c pass"
COMMANDS = {
    BARE: ("-c", "pass"),
    "openness --help": ("-m", "audit", "--help"),
    "openness check --help": ("-m", "audit", "check", "--help"),
    "openness check, one bundled model": (
        "-m",
        "audit",
        "check",
        "bundled:aria",
        "--policy",
        "use-commercially",
    ),
    "the same, with a framework": (
        "-m",
        "audit",
        "check",
        "bundled:aria",
        "--policy",
        "publish-open-weights",
    ),
    "the same, as SARIF": (
        "-m",
        "audit",
        "check",
        "bundled:aria",
        "--policy",
        "use-commercially",
        "--format",
        "sarif",
    ),
}
BUDGETS = {"openness --help": 80, "openness check, one bundled model": 250}
"""Milliseconds that are promised on a quiet machine."""


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    compileall.compile_dir(PACKAGE, quiet=1)
    found = figures(max(1, options.runs))
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def figures(runs: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each command: best and median by the clock, and best of the processor."""
    clock: dict[str, list[float]] = {name: [] for name in COMMANDS}
    processor: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            for name, arguments in COMMANDS.items():
                wall, used = timed(arguments, Path(folder))
                clock[name].append(wall)
                processor[name].append(used)
    bare = min(clock[BARE])
    return {
        name: {
            "best": min(clock[name]),
            "median": statistics.median(clock[name]),
            "processor": min(processor[name]),
            "to pass": min(clock[name]) / bare,
        }
        for name in COMMANDS
    }


def timed(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor of one process."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(PACKAGE.parent), "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * wall, 1000 * used


def table(found: dict[str, dict[str, float]]) -> str:
    """The figures for people, with what is promised."""
    width = max(map(len, found))
    lines = [f"{'':<{width}}     best   median      cpu  to pass   budget"]
    for name, row in found.items():
        budget = f"{BUDGETS[name]:>6} ms" if name in BUDGETS else ""
        lines.append(
            f"{name:<{width}}  {row['best']:>4.0f} ms  {row['median']:>4.0f} ms"
            f"  {row['processor']:>4.0f} ms  {row['to pass']:>7.1f}  {budget}".rstrip()
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
