"""The tool over every recorded model, served on loopback to the real collectors."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from audit.collect.http import Door
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.model import Inventory
from audit.pipeline import audit, without_verdicts
from tests.hub import load, serve

Wanted = tuple[str, str | None]
"""A model's slug, and the weight repository of it that is judged."""


def take_inventories(folder: Path, wanted: Iterable[Wanted]) -> Mapping[Wanted, Inventory]:
    """An inventory of each model; those of which nothing was recorded are left out."""
    with tempfile.TemporaryDirectory() as place:
        taken = {one: _inventory(folder / one[0], one[1], Path(place)) for one in set(wanted)}
    return {one: inventory for one, inventory in taken.items() if inventory is not None}


def _inventory(folder: Path, weights: str | None, place: Path) -> Inventory | None:
    lines = model_file(folder, weights)
    if not lines:
        return None
    path = place / f"{folder.name}.yaml"
    path.write_text("\n".join([f"name: {folder.name}", *lines]), encoding="utf-8")
    with serve(load(folder)) as hub:
        settings = Settings(
            hf_endpoint=hub.hf_endpoint, github_api=hub.github_api, github_raw=hub.github_raw
        )
        with Door(settings) as door:
            return without_verdicts(audit(name_target(str(path)), door))


def model_file(folder: Path, weights: str | None) -> list[str]:
    """The lines of a `model.yaml` that lists what was recorded."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    code = [f"'{each['repo']}@{each['revision']}'" for each in meta["github"]]
    lines = [f"weights: ['{weights}']"] if weights else []
    return [*lines, f"code: [{', '.join(code)}]"] if code else lines
