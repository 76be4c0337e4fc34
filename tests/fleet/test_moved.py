"""A fleet that is run again after something moved upstream."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.misfortunes import name_of
from tests.fleet.world import fleet, targets, world
from tests.hub import HubRepo, Shelf, hub_repo, serve

MODELS = 4


def moved(shelf: Shelf, name: str) -> Shelf:
    """The shelf after one model got other terms."""
    card = "---\nlicense: cc-by-nc-4.0\n---\n# Model\n"
    other: HubRepo = hub_repo(name, {"README.md": card, "config.json": b"{}"})
    models = [other if one.id == name else one for one in shelf.models]
    return Shelf(models=models, datasets=shelf.datasets, repos=shelf.repos)


def test_only_what_moved_is_read_again_and_the_drift_is_told(tmp_path: Path) -> None:
    listed, out = targets(tmp_path / "ids.txt", MODELS), tmp_path / "out"
    with serve(world(MODELS)) as hub:
        assert fleet(hub, listed, out, "--workers=1")[0] == 0
    with serve(moved(world(MODELS), name_of(2))) as hub:
        code, said, _ = fleet(hub, listed, out, "--workers=1")
        read = {one.path for one in hub.received if "/resolve/" in one.path}
    assert code == 0
    assert said.startswith(f"{MODELS} models: 1 audited, {MODELS - 1} kept")
    assert read
    assert all(path.startswith(f"/{name_of(2)}/") for path in read)
    assert len(list((out / "past").rglob("*.json"))) == 1
    told = [row for row in _drift(out) if row["what"] == "license"]
    assert [(row["model"], row["after"]) for row in told] == [(f"hf:{name_of(2)}", "CC-BY-NC-4.0")]


def _drift(out: Path) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "audit", "query", str(out), "--ask", "drift", "--format=json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows: list[dict[str, str]] = json.loads(done.stdout)
    return rows


def test_a_model_that_left_the_list_goes_to_the_past(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with serve(world(MODELS)) as hub:
        assert fleet(hub, targets(tmp_path / "a.txt", 3), out, "--workers=1")[0] == 0
        assert fleet(hub, targets(tmp_path / "b.txt", 2), out, "--workers=1")[0] == 0
    assert len(list((out / "assessments").rglob("*.json"))) == 2
    assert len(list((out / "past").rglob("*.json"))) == 1
    assert json.loads((out / "fleet.json").read_bytes())["counts"]["models"] == 2


def test_what_cannot_be_reached_again_stands_as_it_was_and_says_so(tmp_path: Path) -> None:
    import duckdb

    listed, out = targets(tmp_path / "ids.txt", 2), tmp_path / "out"
    with serve(world(MODELS)) as hub:
        assert fleet(hub, listed, out, "--workers=1")[0] == 0
    with serve(Shelf(models=[one for one in world(MODELS).models if one.id != name_of(1)])) as hub:
        code, said, _ = fleet(hub, listed, out, "--workers=1")
    assert code == 0
    assert "1 problems" in said
    query = "SELECT problem IS NULL, tag FROM read_parquet(?) ORDER BY id"
    rows = duckdb.execute(query, [str(out / "models.parquet")]).fetchall()
    assert rows == [(True, "MIT"), (False, "MIT")]
