"""Whole runs of `openness fleet` as processes, against the loopback hub."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fleet.world import digests, fleet, started, targets, world
from tests.hub import Hub, serve

MODELS = 8


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serve(world(MODELS)) as found:
        yield found


class Undisturbed(NamedTuple):
    """A run that nothing disturbed."""

    folder: Path
    digests: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("fleet")
    began = time.monotonic()
    code, _, error = fleet(hub, targets(folder / "ids.txt", MODELS), folder / "out", "--workers=2")
    assert (code, error) == (0, "")
    seconds = time.monotonic() - began
    return Undisturbed(folder / "out", digests(folder / "out"), seconds)


def test_each_model_has_its_result_and_its_rows(undisturbed: Undisturbed) -> None:
    import duckdb

    folder = undisturbed.folder
    told = json.loads((folder / "fleet.json").read_bytes())
    assert told["finished"] is True
    assert told["counts"]["models"] == MODELS
    assert len(list((folder / "assessments").rglob("*.json"))) == MODELS
    table = folder / "models.parquet"
    rows = duckdb.execute("SELECT id, tag FROM read_parquet(?)", [str(table)]).fetchall()
    assert len(rows) == MODELS
    assert {tag for _, tag in rows} == {"MIT"}
    assert not (folder / "work").exists()


def test_the_number_of_workers_changes_no_byte(
    hub: Hub, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    code, _, _ = fleet(hub, targets(tmp_path / "ids.txt", MODELS), tmp_path / "out", "--workers=2")
    assert code == 0
    assert digests(tmp_path / "out") == undisturbed.digests


@pytest.mark.parametrize("moment", range(20))
def test_killed_and_run_again_it_comes_to_the_same(
    hub: Hub, undisturbed: Undisturbed, tmp_path: Path, moment: int
) -> None:
    """At any moment, from the first import to the last table."""
    listed = targets(tmp_path / "ids.txt", MODELS)
    process = started(hub, listed, tmp_path / "out", "--workers=2")
    part = (moment + random.Random(moment).random()) / 20
    time.sleep(part * undisturbed.seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    code, _, error = fleet(hub, listed, tmp_path / "out", "--workers=2")
    assert (code, error) == (0, "")
    assert digests(tmp_path / "out") == undisturbed.digests


def test_run_again_it_asks_only_where_things_stand(
    hub: Hub, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    listed = targets(tmp_path / "ids.txt", MODELS)
    shutil.copytree(undisturbed.folder, tmp_path / "out")
    hub.received.clear()
    code, out, _ = fleet(hub, listed, tmp_path / "out", "--workers=1")
    assert code == 0
    assert f"{MODELS} kept" in out
    assert not [one.path for one in hub.received if "/resolve/" in one.path]
    assert digests(tmp_path / "out") == undisturbed.digests


def test_an_interrupt_finishes_what_is_in_hand(hub: Hub, tmp_path: Path) -> None:
    listed = targets(tmp_path / "ids.txt", MODELS)
    process = started(hub, listed, tmp_path / "out", "--workers=1")
    while not list(tmp_path.rglob("outcomes/??/*.json")):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert process.returncode in (0, 130)
    assert "finishing the shards in hand" in error
