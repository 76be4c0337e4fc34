from __future__ import annotations

import json

import pytest

from benchmarks.pictures import made, main


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--nodes", "4"]) == 0
    told = capsys.readouterr().out
    assert "4 nodes" in told
    assert "badge" in told


def test_the_figures_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--nodes", "4", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["layout"][0]["nodes"] == 4
    assert found["layout"][0]["ours, ms"] > 0
    assert found["each"]["lineage"]["bytes"] > 500


def test_a_made_up_lineage_follows_from_its_number() -> None:
    assert made(40) == made(40)
    assert {edge.parent for edge in made(40)} == {f"lab/model-{one}" for one in range(1, 40)}
