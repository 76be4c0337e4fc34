"""Conflicts, gates, the age of a snapshot, and plain rules."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from audit.judge.policy.made import Made, MadeConflict, MadeGate, MadeRow, made_inventory
from audit.model import Access, Availability, GateKind, Severity
from audit.model.finding import Level

from .policies import answers, checked, found, policy

CONFLICTS = Made(
    conflicts=(
        MadeConflict(kind="tag-against-license-file", severity=Severity.CRITICAL),
        MadeConflict(kind="badge-elsewhere", severity=Severity.LOW),
    )
)


@pytest.mark.parametrize(
    ("ask", "kinds"),
    [
        ({}, ["tag-against-license-file", "badge-elsewhere"]),
        ({"severity": ["critical", "high"]}, ["tag-against-license-file"]),
        ({"kinds": ["badge-elsewhere"]}, ["badge-elsewhere"]),
        ({"but": ["badge-elsewhere"]}, ["tag-against-license-file"]),
        ({"severity": ["medium"]}, [""]),
    ],
)
def test_conflicts_by_kind_and_severity(ask: dict[str, Any], kinds: list[str]) -> None:
    got = answers(CONFLICTS, conflicts=ask)
    assert [one[0] for one in got] == kinds
    assert {one[1] for one in got} == {"met" if kinds == [""] else "unmet"}


@pytest.mark.parametrize(
    ("gate", "access", "answer"),
    [
        (MadeGate(kind=GateKind.NONE), Access.OPEN, "met"),
        (MadeGate(kind=GateKind.AUTO), Access.GATED, "met"),
        (MadeGate(kind=GateKind.AUTO, eu_disallowed=True), Access.GATED, "unmet"),
        (MadeGate(kind=GateKind.MANUAL), Access.GATED, "unmet"),
        (MadeGate(kind=GateKind.PRIVATE), Access.GATED, "unmet"),
        (MadeGate(kind=GateKind.UNKNOWN), Access.GATED, "unknown"),
        (MadeGate(kind=GateKind.NONE, eu_disallowed=True), Access.OPEN, "met"),
        (None, Access.OPEN, "met"),
        (None, Access.UNKNOWN, "unknown"),
        (None, Access.GATED, "unmet"),
    ],
)
def test_what_stands_before_the_weights(gate: MadeGate | None, access: Access, answer: str) -> None:
    made = Made(rows={"weights-final": MadeRow(access=access, license="MIT")}, gate=gate)
    ask = {"of": ["weights-final"], "accepted": ["none", "auto"], "eu-admitted": True}
    assert {one[1] for one in answers(made, gate=ask)} == {answer}


def test_a_request_that_the_texts_tell_of_is_the_owners_word() -> None:
    made = Made(
        rows={"weights-final": MadeRow(access=Access.GATED)}, gate=MadeGate(kind=GateKind.NONE)
    )
    for accepted, worst in ((["none", "manual"], Level.PASS), (["none"], Level.FAIL)):
        got = found(made, gate={"of": ["weights-final"], "accepted": accepted})
        assert got.level is worst


def test_data_that_no_artifact_shows() -> None:
    ask = {"of": ["training-data"], "accepted": ["none"]}
    assert answers(Made(), gate=ask) == [("training-data", "unknown", "fail")]


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2026-11-28", "met"),
        ("2026-12-28", "met"),
        ("2026-12-29", "unmet"),
        ("2026-11-27", "unknown"),
    ],
)
def test_how_old_the_snapshot_is(day: str, answer: str) -> None:
    asked = policy(rule={"age": {"days": 30}})
    got = checked(made_inventory(Made()), asked, day=day).models[0].rules["rule"]
    assert [one.answer.value for one in got.points] == [answer]


def test_a_day_that_is_none() -> None:
    made = made_inventory(Made())
    odd = replace(made, snapshot=replace(made.snapshot, collected="long ago"))
    assert answers(odd, age={"days": 30}) == [("snapshot", "unknown", "fail")]


PERSON: dict[str, Any] = {"person": "say so"}
WHOLE: dict[str, Any] = {"component": "weights-final", "available": "whole"}


@pytest.mark.parametrize(
    ("rule", "availability", "answer"),
    [
        (WHOLE, Availability.RELEASED, "met"),
        (WHOLE, Availability.NOT_FOUND, "unmet"),
        (WHOLE, Availability.UNKNOWN, "unknown"),
        ({"all": [WHOLE, PERSON]}, Availability.RELEASED, "waiting"),
        ({"all": [WHOLE, PERSON]}, Availability.UNKNOWN, "unknown"),
        ({"all": [WHOLE, PERSON]}, Availability.NOT_FOUND, "unmet"),
        ({"upstream": "params-open"}, Availability.RELEASED, "not-applicable"),
    ],
)
def test_a_plain_rule(rule: dict[str, Any], availability: Availability, answer: str) -> None:
    made = Made(rows={"weights-final": MadeRow(availability=availability, license="MIT")})
    ((_, got, _),) = answers(made, rule=rule)
    assert got == answer


def test_a_plain_rule_that_is_presumed() -> None:
    made = Made(rows={"weights-final": MadeRow(license="CC-BY-4.0")})
    rule = {"component": "weights-final", "license": "params-open"}
    assert answers(made, rule=rule) == [("weights-final", "presumed", "warn")]


@pytest.mark.parametrize("word", ["fail", "warn", "pass"])
def test_what_follows_is_the_policys_to_say(word: str) -> None:
    hidden = Made()
    assert found(hidden, rule=WHOLE, unknown=word).level == word
    waits = Made(rows={"weights-final": MadeRow()})
    assert found(waits, rule={"all": [WHOLE, PERSON]}, waiting=word).level == word
    presumed = Made(rows={"weights-final": MadeRow(license="CC-BY-4.0")})
    rule = {"component": "weights-final", "license": "params-open"}
    assert found(presumed, rule=rule, presumed=word).level == word
    if word != "pass":
        absent = Made(rows={"weights-final": MadeRow(availability=Availability.NOT_FOUND)})
        assert found(absent, rule=WHOLE, unmet=word).level == word
