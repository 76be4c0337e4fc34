"""Forty models, every fault at least once: as many snapshots, and each gap explained."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.collect_many import GROWTH, is_right, main, table
from benchmarks.misfortunes import KINDS, places, world

SEED = 4


def test_every_gap_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--models", "40", "--rate", "0", "--seed", str(SEED), "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (found["gaps unexplained"], found["refusals without a gap"]) == ([], [])
    assert code == 0
    assert found["models"] == found["snapshots that verify"] == 40
    assert list(found["faults that struck"]) == list(KINDS)
    assert all(found["faults that struck"].values()), found["faults that struck"]
    assert {"gated", "rate-limited", "unreachable", "unreadable"} <= set(found["gaps"])
    assert len(found["megabytes"]) == 10
    assert "snapshots that verify            40\n" in table(found)
    assert "gaps unexplained                 0\n" in table(found)


@pytest.mark.parametrize("wrong", ["gaps unexplained", "refusals without a gap"])
def test_a_gap_that_nothing_explains_is_an_error(wrong: str) -> None:
    figures: dict[str, Any] = {"models": 2, "snapshots that verify": 2}
    figures |= {"gaps unexplained": [], "refusals without a gap": []}
    assert is_right(figures)
    assert not is_right({**figures, "snapshots that verify": 1})
    many = {**figures, "models": 500, "snapshots that verify": 500}
    assert is_right({**many, GROWTH: 15.0})
    assert not is_right({**many, GROWTH: 15.1})
    assert not is_right({**figures, wrong: ["hf:acme/model-1 LICENSE: missing"]})


def test_each_address_of_the_world_stands_there_once() -> None:
    found = [place.path for place in places(world(30))]
    assert len(found) == len(set(found)) > 30 * 10
