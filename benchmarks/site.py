"""How long a site takes, beside decoding the JSON of the same files in the same run.

    python -m benchmarks.site
    python -m benchmarks.site --models 2000 --workers 2 --json

Made-up models: each is one of the bundled inventories, judged, under a name and an id of its own,
two license statements of which say other words. Built are the whole site, the site again without a
change, and the site with one assessment changed. The memory is the peak of this process, which
reads the rows and writes the pages about many models, and of the largest worker.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from audit.bundled import bundled_inventory, bundled_names
from audit.cli.site_build import Done, build
from audit.cli.site_inputs import inputs
from audit.judge.signoff import assess_reviewed
from audit.model import Assessment, Target, TargetKind
from audit.render.json import model_json
from audit.render.site.links import Plan


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="openness-site-") as beside:
        found = measured(Path(beside), max(1, options.models), options.workers)
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def measured(folder: Path, models: int, workers: int) -> dict[str, float]:
    """Seconds, milliseconds for each model, and megabytes."""
    results, site = folder / "results", folder / "site"
    write_models(results, models)
    decoded = _timed(lambda: _decode(results))[0]
    built, done = _timed(lambda: _build(results, site, workers))
    same, untouched = _timed(lambda: _build(results, site, workers))
    _change(results)
    changed, few = _timed(lambda: _build(results, site, workers))
    return {
        "models": models,
        "workers": workers,
        "files": done.files,
        "decoding, s": decoded,
        "built, s": built,
        "built, ms for each model": built / models * 1_000,
        "built to decoding": built / decoded,
        "nothing changed, s": same,
        "nothing changed, files written": untouched.written,
        "one changed, s": changed,
        "one changed, files written": few.written,
        "memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024,
        "memory of a worker, MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_024,
        "site, MB": sum(path.stat().st_size for path in site.rglob("*")) / 1e6,
    }


def write_models(folder: Path, number: int) -> None:
    """So many assessments in files."""
    folder.mkdir()
    judged = [assess_reviewed(bundled_inventory(name), ()) for name in bundled_names()]
    for at in range(number):
        made = named(judged[at % len(judged)], at)
        (folder / f"{at:05}.json").write_text(model_json(made), encoding="utf-8")


def named(like: Assessment, number: int) -> Assessment:
    """The assessment under another name."""
    name = f"{like.target.name}-{number}"
    target = Target(kind=TargetKind.HUB_MODEL, id=f"hf:lab-{number % 97}/{name}", name=name)
    said = tuple(
        replace(one, raw=f"license: made up, number {number}" if at < 2 else one.raw)
        for at, one in enumerate(like.statements)
    )
    return replace(like, target=target, statements=said)


def table(found: dict[str, float]) -> str:
    """The figures as text."""
    return "\n".join(f"{name:32} {value:12,.2f}" for name, value in found.items())


def _build(results: Path, site: Path, workers: int) -> Done:
    return build(inputs([str(results)]), site, Plan(), workers=workers)


def _decode(results: Path) -> Done:
    for path in sorted(results.iterdir()):
        json.loads(path.read_bytes())
    return Done(models=0, files=0, written=0, removed=0)


def _change(results: Path) -> None:
    path = min(results.iterdir())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("number 0", "number nought"), encoding="utf-8")


def _timed(call: Callable[[], Done]) -> tuple[float, Done]:
    start = time.perf_counter()
    done = call()
    return time.perf_counter() - start, done


if __name__ == "__main__":
    raise SystemExit(main())
