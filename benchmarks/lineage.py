"""How much of the lineage that the recorded inputs state is found, and how much of it is right.

    python -m benchmarks.lineage --corpus FOLDER [--edges]

FOLDER holds `models/` and `seeds/`. Every model is served on loopback to the real collectors; its
edges are compared with `lineage_edges.yaml`, which a person wrote. Data sets are left out: they are
measured elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from audit.collect.http import Door
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.model import Edge, Inventory
from audit.pipeline import audit, without_verdicts
from audit.resolve.lineage import UNNAMED
from audit.text.safe_yaml import load_own
from benchmarks.agreement_run import take_inventories
from tests.hub import load, serve
from tests.test_eight_models import VARIANTS, write

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
EDGES = Path(__file__).with_name("lineage_edges.yaml")


class Stated(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edge that a person found in the recorded inputs."""

    slug: str
    parent: str
    relation: str
    where: str
    how: str | None = None


class Listed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of them: those of the models, and those of the systems' variants."""

    models: tuple[Stated, ...]
    systems: tuple[Stated, ...]


Found = tuple[str, Edge]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints recall and precision of each kind of edge; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument(
        "--edges", action="store_true", help="list what is missed and what is wrong"
    )
    options = parser.parse_args(argv)
    listed = msgspec.convert(load_own(EDGES.read_text(encoding="utf-8")), Listed, strict=False)
    for name, stated, inventories in (
        ("models", listed.models, _models(options.corpus / "models")),
        ("systems", listed.systems, _systems(options.corpus / "seeds")),
    ):
        found = list(_edges(inventories))
        print("\n".join(_table(name, stated, found)))
        if options.edges:
            print("\n".join(_differences(stated, found)))
    return 0


def _models(folder: Path) -> Mapping[str, Inventory]:
    wanted = []
    for place in sorted(folder.iterdir()):
        meta = json.loads((place / "meta.json").read_text(encoding="utf-8"))
        wanted.append((place.name, next(iter(meta["huggingface"]), None)))
    taken = take_inventories(folder, wanted)
    return {slug: inventory for (slug, _), inventory in taken.items()}


def _systems(folder: Path) -> Mapping[str, Inventory]:
    with tempfile.TemporaryDirectory() as place, serve(load(folder)) as hub:
        settings = Settings(
            hf_endpoint=hub.hf_endpoint,
            github_api=hub.github_api,
            github_raw=hub.github_raw,
            arxiv=hub.arxiv,
        )
        with Door(settings) as door:
            return {
                name: without_verdicts(audit(name_target(write(Path(place), name)), door))
                for name in VARIANTS
            }


def _edges(inventories: Mapping[str, Inventory]) -> Iterator[Found]:
    for slug, inventory in sorted(inventories.items()):
        for edge in inventory.lineage:
            if edge.relation != "dataset" and edge.parent != UNNAMED:
                yield slug, edge


def _fits(stated: Stated, slug: str, edge: Edge) -> bool:
    return slug == stated.slug and bool(re.fullmatch(stated.parent, edge.parent.lower()))


def _table(name: str, stated: Iterable[Stated], found: Sequence[Found]) -> Iterator[str]:
    stated = tuple(stated)
    yield f"{name:8} relation          stated  found  recall  told  right  precision"
    kinds = sorted({each.relation for each in stated} | {edge.relation for _, edge in found})
    for kind in ("all", *kinds):
        there = [each for each in stated if kind in ("all", each.relation)]
        told = [(slug, edge) for slug, edge in found if kind in ("all", edge.relation)]
        met = sum(any(_fits(each, *one) for one in found) for each in there)
        right = sum(any(_fits(each, *one) for each in stated) for one in told)
        recall, precision = _share(met, len(there)), _share(right, len(told))
        of_people = f"{kind:16} {len(there):7} {met:6} {recall:>7}"
        yield f"{'':8} {of_people} {len(told):5} {right:6} {precision:>10}"
    pairs = [(e, edge) for e in stated for slug, edge in found if _fits(e, slug, edge)]
    same = sum(each.relation == edge.relation for each, edge in pairs)
    ways = [(each.how, edge.how) for each, edge in pairs if each.how]
    way = sum(said == told for said, told in ways)
    yield f"{'':8} relation right in {same} of {len(pairs)}, way in {way} of {len(ways)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _differences(stated: Iterable[Stated], found: Sequence[Found]) -> Iterator[str]:
    for each in stated:
        if not any(_fits(each, *one) for one in found):
            yield f"  missed: {each.slug} <- {each.parent} ({each.relation}), {each.where}"
    for slug, edge in found:
        if not any(_fits(each, slug, edge) for each in stated):
            place = edge.evidence[0] if edge.evidence else None
            at = f"{place.artifact} {place.path}:{place.lines}" if place else "no evidence"
            yield f"  wrong: {slug} <- {edge.parent} ({edge.relation}), {at}"


if __name__ == "__main__":
    sys.exit(main())
