"""The AI Office's template as a framework: every field comes out met, unmet and unknown."""

from __future__ import annotations

import pytest

from audit.judge.assess import judge
from audit.judge.framework import Framework
from audit.judge.load import frameworks
from audit.model import FieldState, FrameworkVerdict, Inventory, SummaryField
from audit.model.vocabulary import SUMMARY_FIELDS, SUMMARY_GATES

from .inventories import ABSENT, HIDDEN, inventory


def _framework() -> Framework:
    return next(one for one in frameworks() if one.id == "eu-training-summary")


FRAMEWORK = _framework()
NOT_COUNTED = {
    "TDS-1.1.b", "TDS-1.2.b", "TDS-1.3.f", "TDS-1.3.g", "TDS-2.1.e", "TDS-3.1.c", "TDS-3.3.a",
}  # fmt: skip
BESIDE = {"TDS-2.1.c", "TDS-2.1.d", "TDS-2.2.2.c", "TDS-2.2.2.d", "TDS-2.5.c", "TDS-2.5.d"}
"""Of two fields beside each other one may rightly be empty."""


def summary(state: FieldState, gates: bool | None, **other: FieldState) -> Inventory:
    """Every field in one state, and every question with one answer."""
    gate_state = FieldState.EVASIVE if gates is None else FieldState.FILLED
    return inventory(
        training_summary=tuple(
            SummaryField(id=name, state=gate_state, answer=gates)
            if name in SUMMARY_GATES
            else SummaryField(id=name, state=other.get(name.replace("-", "_"), state))
            for name in SUMMARY_FIELDS
        )
    )


def outcomes(found: Inventory) -> dict[str, str]:
    verdict: FrameworkVerdict = judge(FRAMEWORK, found)
    return {name: one.outcome.value for name, one in verdict.requirements.items()}


def test_all_fields_have_a_requirement_and_all_ids_are_there() -> None:
    asked = {field for name in FRAMEWORK.requirements for field in _fields_of(name)}
    assert asked == set(SUMMARY_FIELDS)
    assert len(FRAMEWORK.requirements) == len(SUMMARY_FIELDS) == 48
    lesser = {name for name, one in FRAMEWORK.requirements.items() if not one.required}
    assert lesser == NOT_COUNTED


def _fields_of(name: str) -> set[str]:
    text = repr(FRAMEWORK.requirements[name].rule)
    return {field for field in SUMMARY_FIELDS if f"field_='{field}'" in text}


FILLED = outcomes(summary(FieldState.FILLED, gates=True))
EMPTY = outcomes(summary(FieldState.EMPTY, gates=True))
EVASIVE = outcomes(summary(FieldState.EVASIVE, gates=None))
NO_GATES = outcomes(summary(FieldState.MISSING, gates=False))
ABSENT_ALL = outcomes(inventory({"training-content-summary": ABSENT}))
HIDDEN_ALL = outcomes(inventory({"training-content-summary": HIDDEN}))


@pytest.mark.parametrize("name", FRAMEWORK.requirements)
def test_every_field_is_reached_as_met_unmet_and_unknown(name: str) -> None:
    is_gate = _fields_of(name) <= set(SUMMARY_GATES)
    assert FILLED[name] == "met"
    assert EVASIVE[name] == "unknown"
    assert HIDDEN_ALL[name] == "unknown"
    unmet = ABSENT_ALL if is_gate else EMPTY
    assert unmet[name] == "unmet"


def test_fields_of_a_question_that_is_answered_no_do_not_apply() -> None:
    of_gates = {
        name
        for name, one in FRAMEWORK.requirements.items()
        if one.rule is not None and one.rule.applies is not None
    }
    assert {name for name, said in NO_GATES.items() if said == "not-applicable"} == of_gates
    assert len(of_gates) == 21


def test_the_whole_is_met_where_all_that_applies_is_filled() -> None:
    whole = judge(FRAMEWORK, summary(FieldState.FILLED, gates=False))
    assert whole.outcome.value == "met"
    assert whole.says == "21 of 21 filled"
    lacking = judge(FRAMEWORK, summary(FieldState.MISSING, gates=False))
    assert (lacking.outcome.value, lacking.says) == ("partly", "9 of 21 filled")
    absent = judge(FRAMEWORK, inventory({"training-content-summary": ABSENT}))
    assert absent.outcome.value == "unmet"
    hidden = judge(FRAMEWORK, inventory({"training-content-summary": HIDDEN}))
    assert hidden.outcome.value == "unknown"


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_one_of_two_lists_may_wait_for_a_person(name: str) -> None:
    own = next(iter(FRAMEWORK.requirements[name].rule.applies.then.any)).field_  # type: ignore[union-attr, arg-type]
    assert own is not None
    found = summary(FieldState.FILLED, gates=True, **{own.replace("-", "_"): FieldState.EMPTY})
    verdict = judge(FRAMEWORK, found)
    assert verdict.requirements[name].outcome.value == "unknown"
    assert (verdict.requirements[name].needs or "").startswith("say whether ")
    assert {one for one, told in verdict.requirements.items() if told.outcome.value != "met"} == {
        name
    }


def test_comments_change_no_outcome() -> None:
    found = summary(
        FieldState.FILLED,
        gates=True,
        general_comments=FieldState.MISSING,
        model_dependencies=FieldState.EMPTY,
    )
    assert judge(FRAMEWORK, found).outcome.value == "met"
