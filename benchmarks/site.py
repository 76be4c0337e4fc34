"""How long a site of many models takes beside decoding the same files, and what a rebuild takes.

Run as `python -m benchmarks.site [--models 2000] [--jobs 2] [--json]`.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from audit.bundled import bundled_names
from audit.cli.site_build import Done, build
from audit.cli.site_inputs import inputs
from audit.collect.targets import name_target
from audit.model import Assessment
from audit.pipeline import audit
from audit.render.site.links import Plan


def varied(assessment: Assessment, number: int) -> bytes:
    """The assessment as that of another model."""
    name = f"{assessment.target.name}-{number}"
    target = msgspec.structs.replace(assessment.target, name=name, id=f"hf:made/{name}")
    return msgspec.json.encode(msgspec.structs.replace(assessment, target=target))


def write(folder: Path, models: int) -> None:
    """Writes that many assessments."""
    known = [audit(name_target(f"bundled:{name}"), None) for name in bundled_names()]
    for number in range(models):
        content = varied(known[number % len(known)], number)
        (folder / f"{number:05}.json").write_bytes(content)


def timed(run: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def figures(models: int, jobs: int) -> dict[str, float]:
    """Seconds of each run, and megabytes at the peak."""
    with tempfile.TemporaryDirectory() as place:
        results, out = Path(place, "in"), Path(place, "out")
        results.mkdir()
        write(results, models)

        def decode() -> None:
            for path in results.iterdir():
                json.loads(path.read_bytes())

        def make() -> Done:
            return build(inputs([str(results)]), out, Plan(), jobs=jobs)

        found = {"models": float(models), "decode": timed(decode), "build": timed(make)}
        found["unchanged"] = timed(make)
        known = audit(name_target("bundled:aria"), None)
        (results / "00001.json").write_bytes(varied(known, 1))
        found["one-changed"] = timed(make)
    own, others = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    found["peak-mb"] = resource.getrusage(own).ru_maxrss / 1024
    found["peak-mb-of-a-worker"] = resource.getrusage(others).ru_maxrss / 1024
    return found


def main(argv: Sequence[str]) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    found = figures(arguments.models, arguments.jobs)
    if arguments.json:
        print(json.dumps(found, indent=2))
        return 0
    for name, value in found.items():
        print(f"{name:22}{value:10.2f}")
    print(f"{'build / decode':22}{found['build'] / found['decode']:10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
