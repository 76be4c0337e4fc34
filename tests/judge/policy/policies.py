"""Policies and findings that the tests of this folder share."""

from __future__ import annotations

from typing import Any

import yaml

from audit.judge.assess import assess_by
from audit.judge.policy.check_all import check_all
from audit.judge.policy.file import Policy, frameworks_of
from audit.judge.policy.made import Made, made_inventory
from audit.judge.policy.read import read_policy
from audit.model import Inventory
from audit.model.finding import Findings, Point, RuleFinding, Waiver

DAY = "2026-11-28"
SAID = {"says": "Asked.", "help": "Do it."}


def text_of(**rules: Any) -> str:
    """A policy file with these rules."""
    whole = {
        "schema": "openness-policy/1",
        "id": "ours",
        "name": "Ours",
        "says": "What we ask.",
        "rules": {
            name: {"says": "Asked.", "help": "Do it.", **rule} for name, rule in rules.items()
        },
    }
    return yaml.safe_dump(whole, sort_keys=False)


def policy(**rules: Any) -> Policy:
    return read_policy(text_of(**rules), "ours.yaml").policy


def checked(
    inventory: Inventory, asked: Policy, waivers: tuple[Waiver, ...] = (), day: str = DAY
) -> Findings:
    return check_all([assess_by(inventory, frameworks_of(asked))], asked, waivers, day)


def found(inventory: Inventory | Made, **rule: Any) -> RuleFinding:
    """What one rule comes to for one model."""
    made = made_inventory(inventory) if isinstance(inventory, Made) else inventory
    return checked(made, policy(rule=rule)).models[0].rules["rule"]


def answers(inventory: Inventory | Made, **rule: Any) -> list[tuple[str, str, str]]:
    """Subject, answer and level of each point of one rule."""
    points: tuple[Point, ...] = found(inventory, **rule).points
    return [(one.subject, one.answer.value, one.level.value) for one in points]
