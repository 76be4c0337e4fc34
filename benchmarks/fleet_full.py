"""How much faster two processes audit many models than one does.

    python -m benchmarks.fleet_full                  # 2,000 models; about ten minutes
    python -m benchmarks.fleet_full --models 200 --json

The models have a card, a license file, a data set and a code repository each, and a base model that
ten of them share; a process of its own serves them on loopback. Each figure is that of a whole
`openness fleet`, from its start to its tables. The hub's processor time is shown, as it takes
from the same processors.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.misfortunes import name_of, world
from tests.hub import serve

LEAST = 1.7
"""The goal: two processes are at least so many times as fast as one."""
Figures = dict[str, float]
_ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0 when the goal is reached, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.serve:
        return _serve(options.models)
    figures = _figures(options.models)
    lines = (f"{name:34} {value:10.2f}" for name, value in figures.items())
    print(json.dumps(figures, indent=1) if options.json else "\n".join(lines))
    return 0 if figures["one process to two"] >= LEAST else 1


def _serve(models: int) -> int:
    """Serves until its input ends, then says what that cost."""
    with serve(world(models)) as hub:
        print(json.dumps(dict(hub.environment())), flush=True)
        sys.stdin.read()
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, flush=True)
    return 0


def _figures(models: int) -> Figures:
    found: Figures = {"models": float(models)}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = "".join(f"{name_of(number)}\n" for number in range(models))
        (folder / "ids.txt").write_text(names, encoding="utf-8")
        for workers in (1, 2):
            with _hub(models, found, workers) as environment:
                seconds, processor = _fleet(folder, workers, environment)
            found[f"seconds with {workers}"] = seconds
            found[f"processor seconds with {workers}"] = processor
    found["one process to two"] = found["seconds with 1"] / found["seconds with 2"]
    return found


@contextmanager
def _hub(models: int, found: Figures, workers: int) -> Iterator[Mapping[str, str]]:
    command = [sys.executable, "-m", "benchmarks.fleet_full", "--serve", "--models", str(models)]
    with subprocess.Popen(  # noqa: S603  this very module
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the hub has no pipes")
        environment: dict[str, str] = json.loads(process.stdout.readline())
        yield environment
        process.stdin.close()
        found[f"processor seconds of the hub, {workers}"] = float(process.stdout.readline())


def _fleet(folder: Path, workers: int, hub: Mapping[str, str]) -> tuple[float, float]:
    """Seconds by the clock, and of the processors."""
    out = folder / f"with-{workers}"
    command = [sys.executable, "-m", "audit", "fleet", str(folder / "ids.txt"), "-o", str(out)]
    environment = {**os.environ, **hub, "OPENNESS_CACHE": ""}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(  # noqa: S603  this very package
        [*command, f"--workers={workers}"],
        cwd=_ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, used


if __name__ == "__main__":
    raise SystemExit(main())
