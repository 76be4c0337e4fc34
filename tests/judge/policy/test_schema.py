"""The schemas for editors: current, true of each file, and no friend of mistakes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from audit.data import data_dir
from audit.judge.policy.converted import with_days_as_text
from audit.judge.policy.schema import (
    case_schema,
    main,
    policy_schema,
    schema_files,
    waivers_schema,
)

from .policies import text_of

POLICIES = sorted((data_dir("criteria") / "policies").iterdir())
TESTS = sorted((Path(__file__).parents[2] / "policies").iterdir())
VALIDATOR = Draft202012Validator(policy_schema())


def plain(file: Path) -> Any:
    return with_days_as_text(yaml.safe_load(file.read_text(encoding="utf-8")))


def test_the_files_are_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["schema", "-o", str(tmp_path)])
    main()
    for name, text in schema_files():
        expected = "run `python -m audit.judge.policy.schema`"
        assert data_dir("criteria").joinpath("schema", name).read_text() == text, expected
        assert (tmp_path / name).read_text() == text


@pytest.mark.parametrize("file", POLICIES, ids=lambda file: file.name)
def test_each_policy_is_of_it(file: Path) -> None:
    VALIDATOR.validate(plain(file))


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.name)
def test_each_test_is_of_it(file: Path) -> None:
    Draft202012Validator(case_schema()).validate(plain(file))


@pytest.mark.parametrize(
    "rule",
    [
        {"age": {"days": -1}},
        {"ages": {"days": 1}},
        {"license": {"of": ["weights"], "allowed": ["MIT"]}},
        {"clauses": {"of": ["weights-final"], "refused": {"cap": ["capped"]}}},
        {"clauses": {"of": ["weights-final"], "refused": {"user-cap": ["big"]}}},
        {"conflicts": {"kinds": ["quarrel"]}},
        {"framework": {"id": "osaid", "is": ["met"]}},
        {"gate": {"of": ["model-card"], "accepted": ["none"]}},
        {"rule": {"component": "weights", "available": "whole"}},
    ],
)
def test_a_mistake_is_seen(rule: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(yaml.safe_load(text_of(one={"age": {"days": 1}})))
    assert not VALIDATOR.is_valid(yaml.safe_load(text_of(one=rule)))


def test_waivers() -> None:
    validator = Draft202012Validator(waivers_schema())
    one = {
        "model": "acme/tiny",
        "rule": "terms",
        "reason": "read",
        "approver": "A. Lawyer",
        "expires": "2027-01-31",
    }
    validator.validate({"schema": "openness-waivers/1", "waivers": [one]})
    without = {name: value for name, value in one.items() if name != "approver"}
    assert not validator.is_valid({"schema": "openness-waivers/1", "waivers": [without]})
