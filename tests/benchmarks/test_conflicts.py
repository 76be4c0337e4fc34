"""The figures of the conflicts, on models that are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit.model import Inventory
from audit.pipeline import inventory_of
from benchmarks.conflicts import READ, count_lines, described, each_conflict, key_of, main, verdicts
from benchmarks.conflicts_seeds import BY_ID, SHOWN, recall_lines
from tests.small_models import small_model
from tests.traps import TRAPS


def _inventory(trap: str) -> Inventory:
    return inventory_of(*small_model(*TRAPS[trap].parts))


def test_a_folder_without_models_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--corpus", str(tmp_path)]) == 2
    assert "holds no models" in capsys.readouterr().err


def test_each_conflict_is_shown_with_both_quotes() -> None:
    found = list(each_conflict({"heron": _inventory("two versions of one package")}))
    shown = "\n".join(described(*one) for one in found)
    assert "README.md:1  Use transformers version 4.45.0." in shown
    assert "requirements.txt:1  transformers==4.46.3" in shown


def test_counts_per_kind_and_precision_over_what_was_read() -> None:
    found = list(each_conflict({"heron": _inventory("two versions of one package")}))
    read = {key_of(*found[0]): True}
    lines = list(count_lines(found, read))
    assert lines[1].split()[1:] == ["1", "1", "1"]
    assert lines[-1].endswith("precision 1.000")
    assert list(count_lines([], {}))[-1].endswith("precision -")


def test_recall_says_what_is_missing_and_what_would_prove_it(tmp_path: Path) -> None:
    path = tmp_path / "expected.json"
    names = [{"id": "aria-c3"}, {"id": "llava-c3"}]
    path.write_text(json.dumps({"systems": {"x": {"conflicts": names}}}), encoding="utf-8")
    inventories = {name: _inventory("two versions of one package") for name in SHOWN}
    lines = list(recall_lines(inventories, path))
    assert lines[0].split() == ["aria-c3", "found", "versions-exclude-each-other"]
    assert "needs texts of the Hub" in lines[1]
    assert "recall by the recorded files: 1 of 1" in lines


def test_what_was_read_is_filed_by_model_kind_and_text() -> None:
    assert all(key.count(" | ") >= 2 for key in verdicts())
    assert READ.is_file()


def test_every_expected_conflict_names_a_variant_that_is_run() -> None:
    assert {variant for variant, _, _ in BY_ID.values()} <= set(SHOWN)
