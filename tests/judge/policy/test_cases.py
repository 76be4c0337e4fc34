"""Tests of policies, themselves tested: what differs is told, and each mistake is named."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from audit.errors import AuditError
from audit.judge.policy.cases import Tried, read_cases, try_cases
from audit.model import Inventory
from audit.model.finding import Level
from tests.judge.inventories import OPEN_INVENTORY

from .policies import policy

ASKED = policy(weights={"license": {"of": ["weights-final"], "allowed": ["osi-approved"]}})
MADE = {"rows": {"weights-final": {"license": "MIT"}}}


def text_of(*cases: dict[str, Any], **more: Any) -> str:
    whole = {
        "schema": "openness-policy-test/1",
        "policy": "ours",
        "day": "2026-11-28",
        "cases": [{"name": "one", "expect": "pass", **case} for case in cases],
        **more,
    }
    return yaml.safe_dump(whole)


def never(name: str) -> Inventory:
    raise AssertionError(name)


def tried(*cases: dict[str, Any]) -> list[Tried]:
    file = read_cases(text_of(*cases), "t.yaml")
    return list(try_cases(file, ASKED, (), never, "t.yaml"))


def test_what_comes_out_as_expected() -> None:
    (one,) = tried({"made": MADE, "rules": {"weights": "pass"}})
    assert (one.name, one.differences) == ("one", ())


def test_what_differs_is_told_with_the_reason() -> None:
    (one,) = tried({"made": {}, "rules": {"weights": "warn"}})
    rule, whole = one.differences
    assert (rule.rule, rule.expected, rule.found) == ("weights", Level.WARN, Level.FAIL)
    assert "weights-final unknown" in rule.why
    assert (whole.rule, whole.found, whole.why) == ("", Level.FAIL, "weights")


def test_an_inventory_that_a_case_names() -> None:
    file = read_cases(text_of({"inventory": "open.json"}), "t.yaml")
    (one,) = try_cases(file, ASKED, (), lambda name: OPEN_INVENTORY, "t.yaml")
    assert one.differences == ()


def test_a_rule_that_is_not_there() -> None:
    with pytest.raises(AuditError, match="there is no rule wights in ours; known: weights"):
        tried({"made": MADE, "rules": {"wights": "pass"}})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: x\n", "its schema is 'x'"),
        (text_of(), "cases is missing or empty"),
        (text_of({"made": MADE}, day="soon"), "day is 'soon'"),
        (text_of({"made": MADE}, waiver=[]), "unknown field `waiver`"),
        (text_of({}), "case 1 .one.: expected just one of inventory and made"),
        (text_of({"made": MADE, "inventory": "x"}), "expected just one of inventory and made"),
        (text_of({"made": MADE, "expect": "good"}), "expect: .*expected pass, waived, warn, fail"),
        (text_of({"made": {"rows": {"weights": {}}}}), "there is no component weights"),
        (text_of({"made": {"questions": {"why": "stated"}}}), "there is no question why"),
        (
            text_of({"made": {"lineage": [{"parent": "x", "relation": "aunt"}]}}),
            "there is no relation aunt",
        ),
        (
            text_of({"made": {"conflicts": [{"kind": "war", "severity": "low"}]}}),
            "there is no kind of conflict war",
        ),
        (
            text_of({"made": {"rows": {"weights-final": {"license": "MTI"}}}}),
            "there is no license or class MTI",
        ),
        (text_of({"made": {"collected": "then"}}), "collected is 'then'"),
        (
            text_of({"made": {"rows": {"weights-final": {"access": "ajar"}}}}),
            "expected open, ",
        ),
    ],
)
def test_each_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(AuditError, match=said) as caught:
        read_cases(text, "t.yaml")
    assert caught.value.problem.startswith("t.yaml")
