from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from audit import __version__
from audit.judge.assess import assess, judge
from audit.judge.framework import Framework
from audit.judge.kleene import Finding
from audit.judge.load import criteria_digest, frameworks, read_framework
from audit.judge.outcome import in_parts, overall
from audit.model import (
    Access,
    Availability,
    Basis,
    Component,
    DataState,
    Inventory,
    License,
    Outcome,
    Verdict,
)

from .inventories import (
    CC,
    CLOSED_INVENTORY,
    HIDDEN_INVENTORY,
    LLAMA,
    OPEN_INVENTORY,
    inventory,
    row,
)

MET, PARTLY, UNMET, UNKNOWN, SKIPPED = list(Outcome)
GPL = License(expression="GPL-3.0-only", class_="osi-approved")

PERSON = {"OSAID-C4", "OSAID-D0", "OSAID-F2", "OSAID-K2"}
"""Never met without a person: whether data information or named dependencies suffice."""
NEVER_UNMET = {"OSAID-K1"}
"""Recorded where it is found; nothing can fail it."""
NEVER_UNKNOWN = {"OSAID-K1"}


def osaid() -> Framework:
    return next(framework for framework in frameworks() if framework.id == "osaid-1.0")


def verdicts(outcomes: list[Outcome], **more: bool) -> list[Verdict]:
    return [
        Verdict(name="x", required=True, outcome=outcome, basis=Basis.AUTOMATIC)
        for outcome in outcomes
    ]


@pytest.mark.parametrize(
    ("outcomes", "whole", "parts"),
    [
        ([], SKIPPED, SKIPPED),
        ([SKIPPED, SKIPPED], SKIPPED, SKIPPED),
        ([MET, MET], MET, MET),
        ([MET, SKIPPED], MET, MET),
        ([MET, UNKNOWN], UNKNOWN, UNKNOWN),
        ([UNKNOWN, UNKNOWN], UNKNOWN, UNKNOWN),
        ([MET, UNMET], UNMET, PARTLY),
        ([UNMET, UNKNOWN], UNMET, UNMET),
        ([UNMET, UNKNOWN, MET], UNMET, PARTLY),
        ([UNMET, SKIPPED], UNMET, UNMET),
    ],
)
def test_many_outcomes_are_one(outcomes: list[Outcome], whole: Outcome, parts: Outcome) -> None:
    assert overall(verdicts(outcomes)) is whole
    assert in_parts(verdicts(outcomes)) is parts


def test_the_assessment_is_the_inventory_with_verdicts_and_versions() -> None:
    found = assess(OPEN_INVENTORY)
    for name in set(Inventory.__struct_fields__) - {"schema"}:
        assert getattr(found, name) == getattr(OPEN_INVENTORY, name)
    assert found.schema == "openness-assessment/1"
    assert found.versions.tool == __version__
    assert found.versions.criteria == criteria_digest()
    assert list(found.frameworks) == [framework.id for framework in frameworks()]


def test_the_same_inventory_is_the_same_assessment() -> None:
    first, second = (msgspec.json.encode(assess(OPEN_INVENTORY)) for _ in range(2))
    assert first == second


def test_an_open_model_waits_for_a_person() -> None:
    verdict = judge(osaid(), OPEN_INVENTORY)
    assert verdict.outcome is UNKNOWN
    assert {name: v.needs for name, v in verdict.requirements.items() if v.needs} == {
        "OSAID-C4": "confirm that the named dependencies are OSI-licensed",
        "OSAID-D0": "read the passages and say whether the data information is sufficient",
        "OSAID-F2": "read the passages and say whether the data information is sufficient",
    }
    assert verdict.elements["parameters"].outcome is MET
    waiting = {name for name, v in verdict.requirements.items() if v.outcome is not MET}
    assert waiting == {"OSAID-C4", "OSAID-D0", "OSAID-F2", "OSAID-K1", "OSAID-K2"}


def test_a_closed_model_fails_in_every_element() -> None:
    verdict = judge(osaid(), CLOSED_INVENTORY)
    assert verdict.outcome is UNMET
    assert {e.outcome for e in verdict.elements.values()} == {UNMET}
    waiting = [name for name, v in verdict.requirements.items() if v.needs is not None]
    assert waiting == ["OSAID-FAQ-D4"]  # whether there is any that could be shared, nobody saw


def test_of_what_nobody_saw_nothing_is_known() -> None:
    verdict = judge(osaid(), HIDDEN_INVENTORY)
    assert verdict.outcome is UNKNOWN
    outcomes = {v.outcome for v in verdict.requirements.values()}
    assert outcomes == {UNKNOWN, SKIPPED}


def test_an_element_is_partly_met() -> None:
    found = inventory({"evaluation-code": row(Availability.NOT_FOUND)})
    verdict = judge(osaid(), found)
    assert verdict.elements["code"].outcome is PARTLY
    assert verdict.outcome is UNMET
    assert verdict.requirements["OSAID-C3"].because[0].text.startswith("evaluation-code not found")


def test_terms_without_a_ruling_are_presumed() -> None:
    verdict = judge(osaid(), inventory({"weights-final": row(terms=CC)}))
    for told in (verdict.requirements["OSAID-P0"], verdict.elements["parameters"]):
        assert (told.outcome, told.basis) == (MET, Basis.PRESUMED)
    assert verdict.requirements["OSAID-C2"].basis is Basis.AUTOMATIC
    assert verdict.basis is Basis.AUTOMATIC


def test_a_failed_requirement_is_not_presumed() -> None:
    found = inventory({"weights-final": row(Availability.PARTIAL, CC)})
    told = judge(osaid(), found).requirements["OSAID-P0"]
    assert (told.outcome, told.basis) == (UNMET, Basis.AUTOMATIC)


def test_a_whole_framework_can_be_met_on_a_presumption() -> None:
    text = """
id: small
name: Small
publisher: p
version: '1'
date: '2026-01-02'
kind: binary
source: https://example.org
elements: {all: {name: All, requirements: [A, B]}}
requirements:
  A: {name: a, says: s, rule: {component: weights-final, license: params-open}}
  B: {name: b, says: s, required: false, rule: {component: changelog, license: params-open}}
"""
    small = read_framework(text, "small.yaml")
    verdict = judge(small, inventory({"weights-final": row(terms=CC)}))
    assert (verdict.outcome, verdict.basis) == (MET, Basis.PRESUMED)
    aside = judge(small, inventory({"changelog": row(terms=CC)}))
    assert aside.requirements["B"].basis is Basis.PRESUMED
    assert aside.elements["all"].basis is aside.basis is Basis.AUTOMATIC
    failed = judge(small, inventory({"changelog": row(terms=LLAMA)}))
    assert (failed.outcome, failed.requirements["B"].outcome) == (MET, UNMET)


CLAIMING = tuple(
    replace(found, claims=inventory(claimed=True).claims)
    for found in (
        OPEN_INVENTORY,
        CLOSED_INVENTORY,
        HIDDEN_INVENTORY,
        inventory({"training-code": row(terms=GPL)}),
        inventory({"training-data": row(terms=LLAMA)}, state=DataState.INCOMPLETE),
        inventory({"training-data": row(access=Access.GATED)}),
    )
)


def reached(name: str) -> set[Outcome]:
    return {judge(osaid(), found).requirements[name].outcome for found in CLAIMING}


@pytest.mark.parametrize("name", osaid().requirements)
def test_each_requirement_is_reached_as_met_unmet_and_unknown(name: str) -> None:
    found = reached(name)
    assert (MET in found) is (name not in PERSON)
    assert (UNMET in found) is (name not in NEVER_UNMET)
    assert (UNKNOWN in found) is (name not in NEVER_UNKNOWN)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (row(terms=CC), MET),
        (row(Availability.PARTIAL, CC), MET),
        (row(terms=CC, access=Access.GATED), UNMET),
        (row(terms=LLAMA), UNMET),
        (row(Availability.NOT_FOUND, License(expression=None, class_="unknown")), UNKNOWN),
        (row(Availability.UNKNOWN, CC), UNKNOWN),
    ],
)
def test_data_that_are_there_count_as_open_data(data: Component, outcome: Outcome) -> None:
    told = judge(osaid(), inventory({"training-data": data})).requirements["OSAID-FAQ-D4"]
    assert told.outcome is outcome


def test_data_of_another_class_are_signed_off() -> None:
    signed = {"OSAID-FAQ-D4": Finding(truth=None, applies=False, reviewed=True)}
    found = judge(osaid(), inventory({"training-data": row(terms=LLAMA)}), signed)
    assert found.requirements["OSAID-FAQ-D4"].outcome is SKIPPED
    assert found.elements["data-information"].outcome is UNKNOWN


def test_what_waits_for_a_person_can_say_for_whom() -> None:
    for name in PERSON:
        needs = [judge(osaid(), found).requirements[name].needs for found in CLAIMING]
        assert any(needs), name
