"""How long a collection takes against its longest chain of dependent requests.

    python -m benchmarks.collect
    python -m benchmarks.collect --peer PYTHON --peer-source FOLDER

The world is made here: a model with a code repository, two datasets and a chain of three base
models, on a loopback hub that waits before each answer. The chain is found in the requests that
were made and the answers that they got (`benchmarks/chains.py`). The peer is the OWASP AIBOM
generator: FOLDER is a checkout of github.com/GenAI-Security-Project/aibom-generator, PYTHON an
interpreter with what that needs. Times are the machine's of the moment.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace as with_fields
from pathlib import Path
from statistics import median
from typing import Any

from msgspec.structs import replace

from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.store import digest
from audit.collect.targets import name_target
from audit.model import Snapshot
from benchmarks.chains import Exchange, Step, longest_chain
from tests.hub import Hub, HubRepo, Request, Shelf, git_repo, hub_repo, serve

TARGET = "acme/tiny"
PEER_SECONDS = 300
MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person.\n"
Figures = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--latency", type=float, default=0.1, help="seconds before each answer")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bases", type=int, default=3, help="models in the chain of base models")
    parser.add_argument("--files", type=int, default=12, help="pages of the code repository")
    parser.add_argument("--peer", metavar="PYTHON", help="interpreter for the AIBOM generator")
    parser.add_argument("--peer-source", type=Path, metavar="FOLDER", help="its checkout")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with serve(world(options.bases, options.files)) as hub:
        figures = {
            "latency, seconds": options.latency,
            "openness": ours(hub, options.latency, options.runs),
            "OWASP AIBOM generator": peer(hub, options),
        }
    print(json.dumps(figures, indent=1) if options.json else table(figures))
    return 0


def world(bases: int, files: int) -> Shelf:
    """A model, its code, two datasets, and base models one above the other."""
    names = [f"acme/base-{number}" for number in range(1, bases + 1)]
    card = f"base_model: {names[0]}\ndatasets: [acme/mix, other/pile]\n"
    above = [*names[1:], None]
    return Shelf(
        models=[
            _published(TARGET, card, "[Code](https://github.com/acme/tiny-code)\n"),
            *(
                _published(name, f"base_model: {base}\n" if base else "")
                for name, base in zip(names, above, strict=True)
            ),
        ],
        datasets=[_published("acme/mix"), _published("other/pile")],
        repos=[
            git_repo(
                "acme/tiny-code",
                {"README.md": "# Code\n", "LICENSE": MIT}
                | {f"docs/page-{number}.md": "x\n" for number in range(files)},
            )
        ],
    )


def _published(name: str, front: str = "", text: str = "") -> HubRepo:
    card = f"---\nlicense: mit\n{front}---\n# {name}\n{text}"
    return hub_repo(name, {"README.md": card, "LICENSE": MIT, "config.json": "{}"})


def ours(hub: Hub, latency: float, runs: int) -> Figures:
    """The figures of this project: without a cache, with one that is warm, and without network."""
    settings = Settings.from_environment({**hub.environment(), "OPENNESS_CACHE": ""})
    first, seconds = collected(settings), []
    asked: list[Request] = []
    for _ in range(runs):
        took, asked, first = _waiting(hub, latency, settings)
        seconds.append(took)
    return {
        **against_chain(hub, asked, seconds, latency),
        "artifacts": len(first.artifacts),
        "gaps": len(first.gaps),
        **again(hub, settings, latency, digest(first)),
    }


def collected(settings: Settings) -> Snapshot:
    """What is collected through a new door."""
    with Door(settings) as door:
        return collect(name_target(TARGET), door.begin())[0]


def _waiting(hub: Hub, latency: float, settings: Settings) -> tuple[float, list[Request], Snapshot]:
    """How long it took while the hub waits before each answer, what was asked, and collected."""
    hub.latency, begin = latency, len(hub.received)
    started = time.perf_counter()
    try:
        found = collected(settings)
        return time.perf_counter() - started, hub.received[begin:], found
    finally:
        hub.latency = 0.0


def against_chain(
    hub: Hub, asked: Sequence[Request], seconds: Sequence[float], latency: float
) -> Figures:
    """Times, and their ratio to the longest chain of what was asked."""
    chain = longest_chain([exchange(hub, request) for request in asked], TARGET)
    check_order(chain, asked)
    least = len(chain) * latency
    return {
        "requests": len(asked),
        "bytes": sum(sent(hub, request) for request in asked),
        "chain": [f"{step.target}: {step.why}" for step in chain],
        "chain, requests": len(chain),
        "chain, seconds": round(least, 3),
        "median, seconds": round(median(seconds), 3),
        "ratio, median": round(median(seconds) / least, 3),
        "ratio, min": round(min(seconds) / least, 3),
        "ratio, max": round(max(seconds) / least, 3),
    }


def exchange(hub: Hub, request: Request) -> Exchange:
    """A request with the whole body of its answer."""
    return Exchange(request.target, _answer(hub, with_fields(request, method="GET", headers={})))


def sent(hub: Hub, request: Request) -> int:
    """Bytes of the body that went over the wire."""
    return 0 if request.method == "HEAD" else len(_answer(hub, request))


def _answer(hub: Hub, request: Request) -> bytes:
    """The body of the answer to a request, which is not counted."""
    body = hub.respond(request).body
    hub.received.pop()
    return body


def check_order(chain: Sequence[Step], asked: Sequence[Request]) -> None:
    """ValueError unless each request of the chain arrived after the one before it."""
    targets = [request.target for request in asked]
    places = [targets.index(step.target) for step in chain]
    if places != sorted(places):
        raise ValueError("the requests did not come in the order of the chain")


def again(hub: Hub, settings: Settings, latency: float, wanted: str) -> Figures:
    """A second collection with a warm cache, and one without network."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        cached = replace(settings, cache=Path(folder))
        collected(cached)
        runs = {"warm cache": cached, "offline": replace(cached, offline=True)}
        for name, chosen in runs.items():
            took, asked, found = _waiting(hub, latency, chosen)
            figures[f"{name}, seconds"] = round(took, 3)
            figures[f"{name}, requests"] = len(asked)
            figures[f"{name}, bytes"] = sum(sent(hub, request) for request in asked)
            figures[f"{name}, same digest"] = digest(found) == wanted
    return figures


def peer(hub: Hub, options: argparse.Namespace) -> Figures:
    """The same figures of the OWASP AIBOM generator, which reads the model's repository alone."""
    if not options.peer or not options.peer_source:
        return {"not run": "it is not on PyPI; name --peer PYTHON and --peer-source FOLDER"}
    seconds: list[float] = []
    hub.latency, begin = options.latency, 0
    try:
        for _ in range(options.runs):
            begin = len(hub.received)
            seconds.append(_peer_seconds(hub, options))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        return {"not run": said.strip().splitlines()[-1] if said.strip() else "it failed"}
    finally:
        hub.latency = 0.0
    asked = [each for each in hub.received[begin:] if "agent-harnesses" not in each.target]
    if not asked:
        return {"not run": "it asked the hub for nothing"}
    return against_chain(hub, asked, seconds, options.latency)


def _peer_seconds(hub: Hub, options: argparse.Namespace) -> float:
    """What the peer says that it took, its start not counted, with an empty cache of its own."""
    worker = Path(__file__).with_name("collect_peer.py").resolve()
    with tempfile.TemporaryDirectory() as home:
        ran = subprocess.run(  # noqa: S603 - the interpreter that the user names
            [options.peer, str(worker), str(options.peer_source.resolve()), TARGET],
            env={**os.environ, **hub.environment(), "HF_HOME": home, "HF_HUB_DISABLE_XET": "1"},
            cwd=home,
            capture_output=True,
            text=True,
            check=True,
            timeout=PEER_SECONDS,
        )
    return float(ran.stdout.splitlines()[-1])


def table(figures: Figures) -> str:
    """The figures in lines; the chain request by request."""
    lines = [f"latency {figures['latency, seconds']} s before each answer"]
    for tool in ("openness", "OWASP AIBOM generator"):
        lines += ["", tool]
        for name, value in figures[tool].items():
            if isinstance(value, list):
                lines += [f"  {name}:", *(f"    {n}. {one}" for n, one in enumerate(value, 1))]
            else:
                lines.append(f"  {name:28} {value}")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
