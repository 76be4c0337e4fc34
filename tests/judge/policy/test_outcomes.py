"""Outcomes of published definitions, as a policy takes them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.judge.assess import assess_by
from audit.judge.policy.check_all import check_all
from audit.model import DataState, License, Outcome
from audit.model.finding import Answer, Level
from tests.judge.inventories import (
    CLOSED_INVENTORY,
    HIDDEN_INVENTORY,
    LLAMA,
    OPEN_INVENTORY,
    base,
    inventory,
)

from .policies import DAY, answers, found, policy

SPEC = {"id": "mof-spec", "at-least": "class-3"}


@pytest.mark.parametrize(
    ("model", "answer"),
    [(OPEN_INVENTORY, "met"), (HIDDEN_INVENTORY, "unknown"), (CLOSED_INVENTORY, "unmet")],
)
def test_a_class_or_better(model: object, answer: str) -> None:
    got = {one for _, one, _ in answers(model, framework=SPEC)}  # type: ignore[arg-type]
    assert got & {answer, "presumed" if answer == "met" else answer}


def test_what_is_open_as_a_whole_fails_in_no_part() -> None:
    points = found(HIDDEN_INVENTORY, framework=SPEC, unknown="warn").points
    assert {one.level for one in points} == {Level.WARN}


def test_an_outcome_that_is_not_taken_names_each_requirement() -> None:
    model = inventory(edges=(base(LLAMA),))
    rule = {"id": "osaid-1.0", "not": ["unmet"]}
    got = answers(model, framework=rule, waiting="warn")
    assert ("OSAID-F1", "unmet", "fail") in got
    assert ("OSAID-C4", "waiting", "warn") in got
    assert not [one for one in got if one[1] == "met"]


def test_what_waits_for_a_person_alone_is_told_from_what_is_not_known() -> None:
    rule = {"id": "osaid-1.0", "not": ["unmet"]}
    got = {name: answer for name, answer, _ in answers(OPEN_INVENTORY, framework=rule)}
    assert got["OSAID-D0"] == "waiting"
    hidden = {name: answer for name, answer, _ in answers(HIDDEN_INVENTORY, framework=rule)}
    assert hidden["OSAID-D0"] == "unknown"


def test_passages_that_somebody_has_to_read_wait_for_a_person() -> None:
    model = inventory(state=DataState.CANDIDATE)
    rule = {"id": "osaid-1.0", "requirements": ["OSAID-D1a"], "is": ["met"]}
    assert answers(model, framework=rule) == [("OSAID-D1a", "waiting", "fail")]


@pytest.mark.parametrize(
    ("model", "answer"),
    [(OPEN_INVENTORY, "met"), (HIDDEN_INVENTORY, "unknown"), (CLOSED_INVENTORY, "unmet")],
)
def test_single_requirements(model: object, answer: str) -> None:
    rule = {"id": "osaid-1.0", "requirements": ["OSAID-C2"], "is": ["met"]}
    assert answers(model, framework=rule)[0][:2] == ("OSAID-C2", answer)  # type: ignore[arg-type]


def test_terms_on_which_nobody_ruled_are_presumed() -> None:
    free = License(expression="CC-BY-4.0", class_="od-recommended")
    rows = {"weights-final": replace(OPEN_INVENTORY.components["weights-final"], license=free)}
    rule = {"id": "osaid-1.0", "requirements": ["OSAID-P0"], "is": ["met"]}
    assert answers(inventory(rows), framework=rule) == [("OSAID-P0", "presumed", "warn")]


def test_an_assessment_without_the_verdict_is_not_known() -> None:
    asked = policy(rule={"framework": {"id": "osaid-1.0", "not": ["unmet"]}})
    single = policy(
        rule={"framework": {"id": "osaid-1.0", "requirements": ["OSAID-C2"], "is": ["met"]}}
    )
    bare = assess_by(OPEN_INVENTORY, ())
    for one in (asked, single):
        (point,) = check_all([bare], one, (), DAY).models[0].rules["rule"].points
        assert (point.answer, point.level) == (Answer.UNKNOWN, Level.FAIL)
    whole = assess_by(OPEN_INVENTORY, ("osaid-1.0",))
    verdict = replace(whole.frameworks["osaid-1.0"], requirements={})
    odd = replace(whole, frameworks={"osaid-1.0": verdict})
    (point,) = check_all([odd], single, (), DAY).models[0].rules["rule"].points
    assert point.answer is Answer.UNKNOWN


def test_a_definition_that_does_not_apply() -> None:
    whole = assess_by(OPEN_INVENTORY, ("eu-ai-act-foss-gpai",))
    name = "eu-ai-act-foss-gpai"
    verdict = replace(whole.frameworks[name], outcome=Outcome.NOT_APPLICABLE)
    aside = replace(whole, frameworks={name: verdict})
    for rule, answer in (
        ({"is": ["met"]}, Answer.NOT_APPLICABLE),
        ({"not": ["unmet"]}, Answer.MET),
        ({"not": ["not-applicable"]}, Answer.UNMET),
    ):
        asked = policy(rule={"framework": {"id": name, **rule}})
        found_ = check_all([aside], asked, (), DAY).models[0].rules["rule"]
        assert answer in {one.answer for one in found_.points}, rule
