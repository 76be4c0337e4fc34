"""The measurement of the reports runs, and the report of the usual model is of usual size."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from benchmarks.reports import MOST_BYTES, made, main, one_report, read, stream, table
from tests.samples import sample_assessment


def test_the_report_of_the_usual_model_is_small_enough() -> None:
    found = one_report(made(), runs=1)
    assert found["report, bytes"]["value"] < MOST_BYTES
    assert found["report, bytes"]["of the bound"] < 1


def test_the_memory_of_a_stream_is_counted_early_and_late() -> None:
    found = stream(sample_assessment(), 40)
    early, late = found.values()
    assert early["to that of 2"] == 1
    assert 1 <= late["to that of 2"] < 1.5


def test_an_assessment_of_a_file_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "heron.json"
    file.write_bytes(msgspec.json.encode(sample_assessment()))
    assert read(file.read_bytes()) == sample_assessment()
    assert main(["--assessment", str(file), "--runs", "1", "--stream", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "report, ms" in found
    assert "report, bytes" in table(found)
