"""How long the pictures take, and the layout of the lineage beside that of others.

    python -m benchmarks.pictures
    python -m benchmarks.pictures --nodes 12 50 --json

Made-up lineages, each node with one to three sources, some of them shared. Ours is what decides the
place of each box: folding, columns, order, height. Beside it, where they are installed: grandalf
(Sugiyama, in Python; `pip install grandalf`) and `dot` of Graphviz (a program; what is timed is
the whole call, as a report would make it). Each is told the same nodes and edges.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from msgspec.structs import replace

from audit.model import AncestorState, Assessment, Edge, License
from audit.render.pictures import (
    ProfileSize,
    badge_svg,
    can_rasterize,
    lineage_svg,
    model_page,
    profile_svg,
    social_card,
    social_png,
)
from audit.render.pictures.folding import folded
from audit.render.pictures.graph import graph
from audit.render.pictures.layout import layout
from audit.render.pictures.lineage import SPACING
from tests.samples import WEIGHTS, sample_assessment

_HEIGHT = 90
_ROUNDS = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[12, 50, 150, 1_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    found = {"layout": [layouts(max(2, number)) for number in options.nodes], "each": each()}
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def layouts(number: int) -> dict[str, float]:
    """Milliseconds for one layout of so many nodes, and the ratios of the others to ours."""
    edges = made(number)
    lineage = graph(_with(edges))

    def ours() -> None:
        drawing = folded(lineage, 10 * number)
        layout(drawing, [_HEIGHT] * len(drawing.boxes), SPACING)

    boxes = len(folded(lineage, 10 * number).boxes)
    found = {"nodes": float(number), "edges": float(len(edges)), "boxes": float(boxes)}
    found["ours, ms"] = _timed(ours)
    for name, peer in PEERS.items():
        call = peer(edges)
        if call is not None:
            found[f"{name}, ms"] = _timed(call)
            found[f"{name} to ours"] = found[f"{name}, ms"] / found["ours, ms"]
    return found


def each() -> dict[str, dict[str, float]]:
    """Milliseconds and bytes of each picture of a usual model."""
    model = _with(made(6))
    verdict = next(iter(model.frameworks.values()))
    card = social_card(model_page(model))
    pictures: dict[str, Callable[[], str | bytes | None]] = {
        "lineage": lambda: lineage_svg(model),
        "profile, page": lambda: profile_svg(model),
        "profile, cell": lambda: profile_svg(model, size=ProfileSize.CELL),
        "badge": lambda: badge_svg("osaid-1.0", verdict),
        "preview": lambda: social_card(model_page(model)),
    }
    if can_rasterize():
        pictures["preview, PNG"] = lambda: social_png(card)
    return {
        name: {"ms": _timed(draw), "bytes": float(len(draw() or ""))}
        for name, draw in pictures.items()
    }


def made(number: int) -> tuple[Edge, ...]:
    """A lineage of so many nodes; it follows from the number."""
    chance = random.Random(number)  # noqa: S311
    names = [WEIGHTS, *(f"lab/model-{one}" for one in range(1, number))]
    terms = License(expression="Apache-2.0", class_="osi-approved")
    edges = []
    for at, name in enumerate(names[1:], 1):
        children = {
            names[chance.randrange(max(0, at // 3 - 4), at // 3 + 1)]
            for _ in range(1 + at % 5 // 4)
        }
        edges += [
            Edge(
                child=child if child == WEIGHTS else f"hf:{child}",
                parent=name,
                relation="base-model",
                license=terms,
                state=AncestorState.READ,
            )
            for child in sorted(children)
        ]
    return tuple(edges)


def _grandalf(edges: Sequence[Edge]) -> Callable[[], None] | None:
    if find_spec("grandalf") is None:
        return None
    graphs, layouts_ = import_module("grandalf.graphs"), import_module("grandalf.layouts")

    class Box:
        w, h = 220, _HEIGHT

    def call() -> None:
        names = sorted({end for edge in edges for end in _ends(edge)})
        nodes = {name: graphs.Vertex(name) for name in names}
        for node in nodes.values():
            node.view = Box()
        lines = [graphs.Edge(*(nodes[end] for end in _ends(edge))) for edge in edges]
        whole = graphs.Graph(list(nodes.values()), lines)
        for core in whole.C:
            placed = layouts_.SugiyamaLayout(core)
            placed.init_all()
            placed.draw()

    return call


def _dot(edges: Sequence[Edge]) -> Callable[[], None] | None:
    program = shutil.which("dot")
    if program is None:
        return None
    lines = [f'"{child}" -> "{parent}"' for child, parent in map(_ends, edges)]
    text = "\n".join(["digraph {", "rankdir=LR; node [shape=box width=3 height=1.2]", *lines, "}"])

    def call() -> None:
        subprocess.run([program, "-Tsvg"], input=text.encode(), capture_output=True, check=True)  # noqa: S603

    return call


PEERS: dict[str, Callable[[Sequence[Edge]], Callable[[], None] | None]] = {
    "grandalf": _grandalf,
    "dot": _dot,
}


def table(found: Mapping[str, Any]) -> str:
    """The figures as text."""
    rows: list[str] = []
    for one in found["layout"]:
        told = (f"{name} {value:,.2f}" for name, value in one.items() if name != "nodes")
        rows.append(f"{one['nodes']:6,.0f} nodes: " + ", ".join(told))
    for name, one in found["each"].items():
        rows.append(f"{name:14} {one['ms']:8.2f} ms {one['bytes']:8,.0f} bytes")
    return "\n".join(rows)


def _with(edges: tuple[Edge, ...]) -> Assessment:
    return replace(sample_assessment(), lineage=edges)


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.child.removeprefix("hf:"), edge.parent


def _timed(call: Callable[[], object]) -> float:
    """The best of a few rounds, in milliseconds, after one to warm up."""
    call()
    best = float("inf")
    for _round in range(_ROUNDS):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best * 1_000


if __name__ == "__main__":
    raise SystemExit(main())
