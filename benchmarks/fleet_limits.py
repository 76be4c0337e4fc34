"""A fleet against a server's window: never more than is allowed, and nearly all of it.

    python -m benchmarks.fleet_limits                        # 500 in 300 s, about 11 minutes
    python -m benchmarks.fleet_limits --quota 60 --seconds 3

Several processes ask the loopback hub as often as they are let. What is printed was counted at the
hub: how many it had to refuse, the most that came in any span as long as a window, and how much of
what it allows was used. One process is killed in the middle with `--kill`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.collect.fleet_workers import MODELS, Workers
from tests.hub import Shelf, hub_repo, serve

LEAST_USED = 0.9
Figures = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0 when all went as it must, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quota", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=300.0, help="of a window")
    parser.add_argument("--windows", type=int, default=2)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--sliding", action="store_true", help="the hub's window slides")
    parser.add_argument("--kill", action="store_true", help="kill -9 of one in the middle")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    figures = measured(options)
    said = "\n".join(f"{name:48} {value}" for name, value in figures.items())
    print(json.dumps(figures, indent=1) if options.json else said)
    return 0 if is_right(figures) else 1


def measured(options: argparse.Namespace) -> Figures:
    """What the hub counted."""
    quota, seconds, windows = options.quota, options.seconds, options.windows
    models = [hub_repo(f"acme/m{number}", {"README.md": "#\n"}) for number in range(MODELS)]
    with serve(Shelf(models=models)) as hub, tempfile.TemporaryDirectory() as folder:
        hub.windows.set("api", quota, seconds=seconds, sliding=options.sliding)
        with Workers(options.workers, hub, Path(folder)) as workers:
            workers.begin("ask", seconds=(windows + 0.15) * seconds)
            if options.kill:
                time.sleep(1.02 * seconds)
                workers.kill(0)
            workers.finish()
        visits = hub.windows.visits("api")
        first = sum(each < visits[0] + windows * seconds for each in visits)
        whole = min(windows, (len(visits) - 1) // quota)
        took = visits[whole * quota] - visits[0] if whole else float("inf")
        return {
            "workers": options.workers,
            "allowed": f"{quota} in {seconds:g} s",
            "requests": len(visits),
            "refused by the hub": len(hub.windows.refused()),
            f"most in any {seconds:g} s": hub.windows.most("api", seconds),
            "quota": quota,
            f"used of the first {windows} windows": round(first / (windows * quota), 4),
            "used in the long run": round(whole * seconds / took, 4),
        }


def is_right(figures: Figures) -> bool:
    """Whether nothing was exceeded, and nearly all was used."""
    most = next(value for name, value in figures.items() if name.startswith("most in"))
    used = [value for name, value in figures.items() if name.startswith("used")]
    exceeded = figures["refused by the hub"] or most > figures["quota"]
    return not exceeded and min(used) >= LEAST_USED


if __name__ == "__main__":
    sys.exit(main())
