"""How large a model's report is, how long it takes, and whether a stream of them keeps memory.

    python -m benchmarks.reports
    python -m benchmarks.reports --assessment FILE.json    # one that `openness audit -o` wrote

The model is made here (`benchmarks/usual_model.py`), with quotes. Times are CPU time on one core,
warm, the best of all runs. Beside the milliseconds stands their ratio to what the standard library
needs to read the same assessment from JSON in the same run; read the ratios where the machine is
busy. The stream writes reports of models of different names; its memory is the highest that the
process ever had, after a twentieth of the reports and after all of them.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from audit.judge.assess import assess
from audit.model import Assessment
from audit.pipeline import inventory_of
from audit.render.html import model_html
from audit.render.view import model_view
from benchmarks.usual_model import usual_model

MOST_BYTES = 300_000
"""Of a report of the usual model (issue 7)."""
MOST_MS = 30.0
Figures = dict[str, dict[str, float]]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--stream", type=int, default=2_000, help="reports of the stream")
    parser.add_argument("--assessment", type=Path, metavar="FILE", help="another than the made one")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    given = options.assessment
    assessment = read(given.read_bytes()) if given else made()
    found = {**one_report(assessment, options.runs), **stream(assessment, options.stream)}
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def made() -> Assessment:
    """The assessment of the usual model, with its quotes."""
    return assess(inventory_of(*usual_model()))


def read(content: bytes) -> Assessment:
    """The assessment in a file."""
    return msgspec.json.decode(content, type=Assessment)


def one_report(assessment: Assessment, runs: int) -> Figures:
    """Size and time of one report."""
    packed = msgspec.json.encode(assessment)
    page = len(model_html(assessment).encode("utf-8"))
    peer = best(lambda: json.loads(packed), runs)
    shaped = best(lambda: model_view(assessment), runs)
    whole = best(lambda: model_html(assessment), runs)
    return {
        "report, bytes": {"value": page, "of the bound": page / MOST_BYTES},
        "report, ms": {
            "value": whole,
            "of the bound": whole / MOST_MS,
            "to json.loads": whole / peer,
        },
        "of which the view, ms": {"value": shaped, "to json.loads": shaped / peer},
        "json.loads of the same, ms": {"value": peer, "to json.loads": 1.0},
    }


def best(work: Callable[[], object], runs: int) -> float:
    """CPU milliseconds of the fastest run after two that are not counted."""
    times = []
    for number in range(runs + 2):
        gc.collect()
        started = time.process_time_ns()
        work()
        times.append((time.process_time_ns() - started) / 1e6 if number > 1 else float("inf"))
    return min(times)


def stream(assessment: Assessment, reports: int) -> Figures:
    """Memory after a twentieth of the reports and after all of them."""
    name = assessment.target.name.encode("utf-8")
    packed = msgspec.json.encode(assessment)
    early = max(1, reports // 20)
    highest: dict[int, float] = {}
    for number in range(1, reports + 1):
        model_html(read(packed.replace(name, b"%s-%d" % (name, number))))
        if number in (early, reports):
            highest[number] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    return {
        f"highest memory of {number:,} reports, MB": {
            "value": value,
            f"to that of {early:,}": value / highest[early],
        }
        for number, value in highest.items()
    }


def table(found: Figures) -> str:
    """The figures as lines of text."""
    lines = []
    for name, figures in found.items():
        ratios = ", ".join(
            f"{ratio:.2f} {what}" for what, ratio in figures.items() if what != "value"
        )
        lines.append(f"{name:<36}{figures['value']:>12,.1f}   {ratios}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
