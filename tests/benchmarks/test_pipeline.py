"""The measurement of the stages runs, on the model that it makes and on another snapshot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.collect.store import save
from audit.model import Availability, RowFiles
from audit.probes.run import PROBES, state_facts
from benchmarks.pipeline import HASH, READER, TOTAL, figures, main
from benchmarks.usual_model import CARD, README, usual_model
from tests.small_models import small_model
from tests.traps import TRAPS


def test_a_usual_model_is_of_usual_size() -> None:
    snapshot, contents = usual_model()
    assert usual_model() == (snapshot, contents)
    weights, code = snapshot.artifacts
    assert len(weights.tree.files) + len(code.tree.files) == 2_000  # type: ignore[union-attr]
    sizes = {each.path: each.size for part in (code, weights) for each in part.documents}
    assert CARD <= sizes["README.md"] < CARD + 200
    assert README <= next(d.size for d in code.documents if d.path == "README.md") < README + 400
    licenses = [d for part in (code, weights) for d in part.documents if "LICENSE" in d.path]
    assert len({d.sha256 for d in licenses}) == 5
    rows = {f.row: f.availability for f in state_facts(snapshot, contents) if type(f) is RowFiles}
    assert rows["inference-code"] is Availability.RELEASED


def test_two_models_share_the_text_of_one_license() -> None:
    one, other = (usual_model(200, seed=seed) for seed in (1, 2))
    shared = one.contents.keys() & other.contents.keys()
    texts = [one.contents[sha].decode() for sha in shared]
    assert len([text for text in texts if "Apache License" in text]) == 1
    assert sum(map(len, texts)) < 12_000
    trees = [{f.path for f in model.snapshot.artifacts[1].tree.files} for model in (one, other)]  # type: ignore[union-attr]
    assert len(trees[0] & trees[1]) < 40


def test_stages_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--runs", "1", "--files", "60", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    probes = {f"probe {module.__name__.rpartition('.')[2]}" for module in PROBES}
    assert {"load", "digest", "resolve", "judge", "json", "html", TOTAL, HASH, READER} <= set(found)
    assert probes <= set(found)
    assert found[READER]["ratio"] == 1
    stages = [row["best, ms"] for stage, row in found.items() if stage in probes | {"load"}]
    assert found[TOTAL]["best, ms"] >= sum(stages) * 0.9


def test_another_snapshot_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(*small_model(*next(iter(TRAPS.values())).parts), tmp_path / "snap")
    assert main(["--runs", "1", "--snapshot", str(tmp_path / "snap")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["best", "median", "ratio"]
    assert all(line.count(" ms") == 2 for line in lines[1:])


def test_best_and_median_of_the_runs() -> None:
    runs = [{"load": 3.0, READER: 2.0}, {"load": 1.0, READER: 4.0}, {"load": 2.0, READER: 3.0}]
    assert figures(runs)["load"] == {"best, ms": 1.0, "median, ms": 2.0, "ratio": 0.5}
