"""Waivers: what they let pass, until when, and what becomes of those that changed nothing."""

from __future__ import annotations

from typing import Any

import pytest

from audit.judge.policy.made import Made, MadeConflict, MadeRow, made_inventory
from audit.model import Severity
from audit.model.finding import Findings, Level, Waiver

from .policies import DAY, checked, policy

MODEL = made_inventory(
    Made(
        id="hf:acme/tiny",
        rows={"weights-final": MadeRow(license="LicenseRef-llama3.1")},
        conflicts=(
            MadeConflict(kind="stray-terms", severity=Severity.MEDIUM),
            MadeConflict(kind="badge-elsewhere", severity=Severity.LOW),
        ),
    )
)
ASKED = policy(
    terms={
        "license": {
            "of": ["weights-final"],
            "allowed": ["osi-approved"],
            "approval": ["community-restricted"],
        }
    },
    conflicts={"conflicts": {}, "unmet": "warn"},
)


def waiver(**fields: Any) -> Waiver:
    given = {
        "model": "acme/tiny",
        "rule": "terms",
        "reason": "Legal has read it.",
        "approver": "A. Lawyer",
        "expires": "2027-01-31",
    }
    return Waiver(**{**given, **fields})


def level(found: Findings, rule: str = "terms") -> Level:
    return found.models[0].rules[rule].level


def test_what_needs_an_approval_fails_until_somebody_gives_it() -> None:
    assert level(checked(MODEL, ASKED)) is Level.FAIL
    found = checked(MODEL, ASKED, (waiver(),))
    assert level(found) is Level.WAIVED
    (point,) = found.models[0].rules["terms"].points
    assert (point.waiver, point.why_not) == (waiver(), "")
    assert found.idle_waivers == ()


@pytest.mark.parametrize(("expires", "expected"), [(DAY, Level.WAIVED), ("2026-11-27", Level.FAIL)])
def test_a_waiver_holds_through_its_last_day(expires: str, expected: Level) -> None:
    found = checked(MODEL, ASKED, (waiver(expires=expires),))
    assert level(found) is expected
    (point,) = found.models[0].rules["terms"].points
    assert point.why_not == ("" if expected is Level.WAIVED else "the waiver expired on 2026-11-27")


def test_one_that_expired_fails_where_its_rule_would_warn() -> None:
    expired = waiver(rule="conflicts", expires="2026-01-01")
    assert level(checked(MODEL, ASKED), "conflicts") is Level.WARN
    assert level(checked(MODEL, ASKED, (expired,)), "conflicts") is Level.FAIL


def test_one_that_holds_counts_beside_one_that_expired() -> None:
    expired = waiver(expires="2026-01-01")
    for order in ((expired, waiver()), (waiver(), expired)):
        assert level(checked(MODEL, ASKED, order)) is Level.WAIVED


def test_one_subject_alone() -> None:
    found = checked(MODEL, ASKED, (waiver(rule="conflicts", subject="stray-terms"),))
    levels = {one.subject: one.level for one in found.models[0].rules["conflicts"].points}
    assert levels == {"stray-terms": Level.WAIVED, "badge-elsewhere": Level.WARN}


def test_another_revision() -> None:
    found = checked(MODEL, ASKED, (waiver(revision="abcdef0"),))
    (point,) = found.models[0].rules["terms"].points
    assert (point.level, point.why_not) == (Level.FAIL, "the waiver is for the revision abcdef0")
    same = checked(MODEL, ASKED, (waiver(revision="0000000"),))  # of the snapshot's digest
    assert level(same) is Level.WAIVED


@pytest.mark.parametrize("model", ["ACME/Tiny", "hf:acme/tiny"])
def test_a_model_by_any_spelling_of_its_id(model: str) -> None:
    assert level(checked(MODEL, ASKED, (waiver(model=model),))) is Level.WAIVED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"model": "acme/other"}, "no model that was checked is acme/other"),
        ({"model": "."}, "no model that was checked is ."),
        ({"policy": "theirs"}, "it is for the policy theirs"),
        ({"subject": "training-data"}, "nothing was found that it would be needed for"),
    ],
)
def test_what_changed_nothing_is_named(fields: dict[str, Any], why: str) -> None:
    found = checked(MODEL, ASKED, (waiver(**fields),))
    assert level(found) is Level.FAIL
    assert [one.why for one in found.idle_waivers] == [why]


def test_a_rule_that_is_met_needs_none() -> None:
    free = made_inventory(Made(id="hf:acme/tiny", rows={"weights-final": MadeRow(license="MIT")}))
    found = checked(free, ASKED, (waiver(),))
    assert level(found) is Level.PASS
    assert len(found.idle_waivers) == 1
