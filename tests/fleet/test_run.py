"""Whole runs of `openness fleet` as processes, against the loopback hub."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fleet.world import digests, fleet, started, targets, world
from tests.hub import Hub, serve

MODELS = 8


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serve(world(MODELS)) as found:
        yield found


@pytest.fixture(scope="module")
def undisturbed(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet")
    code, _, error = fleet(hub, targets(folder / "ids.txt", MODELS), folder / "out", "--workers=1")
    assert (code, error) == (0, "")
    return folder / "out"


def test_each_model_has_its_result_and_its_rows(undisturbed: Path) -> None:
    import duckdb

    told = json.loads((undisturbed / "fleet.json").read_bytes())
    assert told["finished"] is True
    assert told["counts"]["models"] == MODELS
    assert len(list((undisturbed / "assessments").rglob("*.json"))) == MODELS
    table = undisturbed / "models.parquet"
    rows = duckdb.execute("SELECT id, tag FROM read_parquet(?)", [str(table)]).fetchall()
    assert len(rows) == MODELS
    assert {tag for _, tag in rows} == {"MIT"}
    assert not (undisturbed / "work").exists()


def test_the_number_of_workers_changes_no_byte(hub: Hub, undisturbed: Path, tmp_path: Path) -> None:
    code, _, _ = fleet(hub, targets(tmp_path / "ids.txt", MODELS), tmp_path / "out", "--workers=2")
    assert code == 0
    assert digests(tmp_path / "out") == digests(undisturbed)


@pytest.mark.parametrize("moment", range(3))
def test_killed_and_run_again_it_comes_to_the_same(
    hub: Hub, undisturbed: Path, tmp_path: Path, moment: int
) -> None:
    listed = targets(tmp_path / "ids.txt", MODELS)
    for _ in range(2):
        process = started(hub, listed, tmp_path / "out", "--workers=2")
        time.sleep(random.Random(moment).uniform(0.3, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    code, _, _ = fleet(hub, listed, tmp_path / "out", "--workers=2")
    assert code == 0
    assert digests(tmp_path / "out") == digests(undisturbed)


def test_run_again_it_asks_only_where_things_stand(
    hub: Hub, undisturbed: Path, tmp_path: Path
) -> None:
    listed = targets(tmp_path / "ids.txt", MODELS)
    before = digests(undisturbed)
    hub.received.clear()
    code, out, _ = fleet(hub, listed, undisturbed, "--workers=1")
    assert code == 0
    assert f"{MODELS} kept" in out
    assert not [one.path for one in hub.received if "/resolve/" in one.path]
    assert digests(undisturbed) == before


def test_an_interrupt_finishes_what_is_in_hand(hub: Hub, tmp_path: Path) -> None:
    listed = targets(tmp_path / "ids.txt", MODELS)
    process = started(hub, listed, tmp_path / "out", "--workers=1")
    while not list(tmp_path.rglob("outcomes/??/*.json")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert process.returncode in (0, 130)
    assert "finishing the shards in hand" in error
