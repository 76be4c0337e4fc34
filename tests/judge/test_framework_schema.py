"""The schema of framework files: current, true of each file, and no friend of mistakes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from audit.data import data_dir
from audit.judge.framework_schema import NAME, framework_schema, main, schema_text
from audit.text.safe_yaml import load_own

FILES = sorted((data_dir("criteria") / "frameworks").iterdir())
VALIDATOR = Draft202012Validator(framework_schema())


def rule(**words: Any) -> dict[str, Any]:
    file = load_own((data_dir("criteria") / "frameworks" / "g7-openness-2026.yaml").read_text())
    assert isinstance(file, dict)
    file["requirements"]["G7-W"]["rule"] = words
    return file


def test_the_file_is_current() -> None:
    file = data_dir("criteria").joinpath("schema", NAME)
    expected = "run `python -m audit.judge.framework_schema`"
    assert file.read_text(encoding="utf-8") == schema_text(), expected


def test_one_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["schema", "-o", str(tmp_path)])
    main()
    assert (tmp_path / NAME).read_text() == schema_text()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_framework_is_of_it(file: Path) -> None:
    VALIDATOR.validate(load_own(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "words",
    [
        {"component": "weights", "available": "whole"},
        {"component": "weights-final", "available": "all"},
        {"component": "weights-final", "license": "free"},
        {"question": "when"},
        {"freedom": "use", "of": ["weights"]},
        {"clause": "cap", "of": ["weights-final"], "is": ["none"]},
        {"componet": "weights-final"},
        {"at-least": {"count": 0, "of": []}},
    ],
)
def test_a_mistake_is_seen(words: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(rule(**words))
    assert VALIDATOR.is_valid(rule(component="weights-final", available="whole"))
