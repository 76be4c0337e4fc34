from __future__ import annotations

import json

import pytest

from benchmarks.judging import made, main


def test_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--models", "6", "--workers", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["models"] == 6
    assert found["judging, ms"] > 0
    assert main(["--models", "3", "--workers", "1"]) == 0
    assert "judging to bound" in capsys.readouterr().out


def test_each_number_is_another_inventory_and_always_the_same() -> None:
    assert made(1) == made(1)
    assert made(1) != made(2)
