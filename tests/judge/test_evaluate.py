from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework, Requirement
from audit.judge.kleene import Finding, Truth
from audit.judge.load import frameworks
from audit.judge.rule import Rule
from audit.model import (
    Access,
    Availability,
    Component,
    Conflict,
    DataState,
    Inventory,
    License,
    Severity,
    Side,
)
from audit.model.vocabulary import QUESTIONS, ROWS

from .inventories import (
    ABSENT,
    CC,
    HIDDEN,
    LLAMA,
    MIT,
    NONE,
    OPEN,
    UNKNOWN,
    WHERE,
    base,
    inventory,
    row,
    stated,
)


def asked(name: str, rule: Mapping[str, Any]) -> Requirement:
    return Requirement(name=name, says=name, rule=msgspec.convert(rule, Rule))


def judge(rule: Mapping[str, Any], found: Inventory | None = None, **others: Any) -> Finding:
    rules = {name: asked(name, other) for name, other in others.items()}
    return Evaluator(found or inventory(), rules).evaluate(msgspec.convert(rule, Rule))


@pytest.mark.parametrize(
    ("availability", "whole", "part"),
    [
        (Availability.RELEASED, True, True),
        (Availability.PARTIAL, False, True),
        (Availability.ANNOUNCED, False, False),
        (Availability.WITHHELD, False, False),
        (Availability.NOT_FOUND, False, False),
        (Availability.UNKNOWN, None, None),
    ],
)
def test_available(availability: Availability, whole: Truth, part: Truth) -> None:
    found = inventory({"training-code": row(availability)})
    for wanted, truth in (("whole", whole), ("part", part)):
        told = judge({"component": "training-code", "available": wanted}, found)
        assert told.truth is truth
        assert told.because[0].text == f"training-code {availability.replace('-', ' ')}: seen"
        assert told.because[0].evidence == (WHERE,)


@pytest.mark.parametrize(
    ("terms", "truth", "presumed"),
    [(MIT, True, False), (CC, True, True), (LLAMA, False, False), (NONE, False, False)]
    + [
        (License(expression=None, class_=name), None, False)
        for name in ("unknown", "unresolved", "inherited", "family-ambiguous")
    ],
    ids=str,
)
def test_license(terms: License, truth: Truth, presumed: bool) -> None:
    told = judge(
        {"component": "weights-final", "license": "params-open"},
        inventory({"weights-final": row(terms=terms)}),
    )
    assert (told.truth, told.presumed) == (truth, presumed)


def test_a_license_quotes_the_statement_that_decided() -> None:
    terms, statement = stated(MIT)
    found = inventory({"weights-final": row(terms=terms)}, statements=(statement,))
    told = judge({"component": "weights-final", "license": "params-open"}, found)
    assert told.because[0].text == "weights-final: MIT, approved by the Open Source Initiative"
    assert told.because[0].evidence == (WHERE,)


def test_no_license_quotes_the_conflict_that_shows_it() -> None:
    sides = (Side(says="a", evidence=()), Side(says="b", evidence=(WHERE,)))
    conflict = Conflict(
        kind="no-license-for-own-code", severity=Severity.HIGH, text="none", sides=sides
    )
    rule = {"component": "training-code", "license": "osi-approved"}
    rows = {"training-code": row(terms=NONE)}
    assert judge(rule, inventory(rows, conflicts=(conflict,))).because[0].evidence == (WHERE,)
    assert judge(rule, inventory(rows)).because[0].evidence == ()


def test_terms_of_what_is_not_there_decide_nothing() -> None:
    found = inventory({"training-code": row(Availability.NOT_FOUND, MIT)})
    alone = judge({"component": "training-code", "license": "osi-approved"}, found)
    assert (alone.truth, alone.applies) == (None, True)
    both = {"component": "training-code", "available": "part", "license": "osi-approved"}
    assert judge(both, found).truth is False


@pytest.mark.parametrize("component", [ABSENT, HIDDEN])
def test_if_found_leaves_open_what_was_not_found(component: Component) -> None:
    rule = {
        "component": "training-data",
        "available": "part",
        "license": "data-open",
        "if-found": True,
    }
    assert judge(rule, inventory({"training-data": component})).truth is None
    assert judge(rule, inventory({"training-data": row(terms=CC)})).truth is True
    assert judge(rule, inventory({"training-data": row(terms=LLAMA)})).truth is False


@pytest.mark.parametrize(
    ("access", "is_open", "is_gated"),
    [
        (Access.OPEN, True, False),
        (Access.GATED, False, True),
        (Access.REGISTRATION, False, True),
        (Access.PAID, False, True),
        (Access.UNKNOWN, None, None),
    ],
)
def test_access(access: Access, is_open: Truth, is_gated: Truth) -> None:
    found = inventory({"weights-final": row(access=access)})
    assert judge({"component": "weights-final", "access": "open"}, found).truth is is_open
    assert judge({"component": "weights-final", "access": "gated"}, found).truth is is_gated


def test_a_gate_that_nobody_recorded_does_not_apply() -> None:
    found = inventory({"weights-final": row(access=Access.UNKNOWN)})
    told = judge({"not": {"component": "weights-final", "access": "gated"}}, found)
    assert (told.truth, told.applies) == (None, False)
    assert judge({"component": "weights-final", "access": "open"}, found).applies


@pytest.mark.parametrize(
    ("state", "truth", "if_used"),
    [
        (DataState.STATED, True, True),
        (DataState.CANDIDATE, None, None),
        (DataState.UNREAD, None, None),
        (DataState.INCOMPLETE, False, False),
        (DataState.SILENT, False, None),
    ],
)
def test_question(state: DataState, truth: Truth, if_used: Truth) -> None:
    found = inventory(state=state)
    assert judge({"question": "labeling"}, found).truth is truth
    told = judge({"question": "labeling", "if-used": True}, found)
    assert told.truth is if_used
    asked = "read the passages on labeling" if state is DataState.CANDIDATE else None
    assert told.needs == asked


@pytest.mark.parametrize(
    ("terms", "truth"), [(MIT, True), (CC, True), (LLAMA, False), (NONE, False), (UNKNOWN, None)]
)
def test_freedom(terms: License, truth: Truth) -> None:
    rule = {"freedom": "use", "of": ["weights-final", "inference-code"]}
    told = judge(rule, inventory({"weights-final": row(terms=terms)}))
    assert told.truth is truth
    assert not told.presumed


@pytest.mark.parametrize(("freedom", "truth"), [("use", True), ("modify", False)])
def test_a_freedom_follows_from_the_clauses_that_a_person_read(freedom: str, truth: Truth) -> None:
    terms = License(expression="CC-BY-ND-4.0", class_="noncommercial-or-research")
    rule = {"freedom": freedom, "of": ["weights-final"]}
    assert judge(rule, inventory({"weights-final": row(terms=terms)})).truth is truth
    # Of the same class without an id no more is known than what the class gives.
    terms = License(expression=None, class_="noncommercial-or-research")
    assert judge(rule, inventory({"weights-final": row(terms=terms)})).truth is False


@pytest.mark.parametrize("component", [ABSENT, HIDDEN, row(Availability.WITHHELD)])
def test_the_freedom_of_what_is_not_there_is_not_known(component: Component) -> None:
    rule = {"freedom": "use", "of": ["weights-final", "inference-code"]}
    assert judge(rule, inventory({"weights-final": component})).truth is None


@pytest.mark.parametrize(
    ("terms", "truth", "presumed"),
    [(MIT, True, False), (CC, True, True), (LLAMA, False, False), (UNKNOWN, None, False)],
)
def test_upstream(terms: License, truth: Truth, presumed: bool) -> None:
    read = [msgspec.structs.replace(each, statement=0) for each in (MIT, terms)]
    told = judge({"upstream": "params-open"}, inventory(edges=tuple(map(base, read))))
    assert (told.truth, told.presumed) == (truth, presumed)
    assert told.because[-1].text.startswith("made from acme/base: ")


def test_terms_that_are_known_by_a_name_alone_are_presumed() -> None:
    told = judge({"upstream": "params-open"}, inventory(edges=(base(MIT),)))
    assert (told.truth, told.presumed) == (True, True)
    assert "by its name alone" in told.because[0].text


def test_a_model_of_its_own_has_no_upstream() -> None:
    encoder = base(LLAMA, relation="vision-encoder")
    told = judge({"upstream": "params-open"}, inventory(edges=(encoder,)))
    assert (told.truth, told.applies) == (None, False)


def test_copyleft() -> None:
    rule = {"copyleft": ["training-code", "weights-final"]}
    assert not judge(rule).applies
    gpl = row(terms=License(expression="GPL-3.0-only", class_="osi-approved"))
    told = judge(rule, inventory({"training-code": gpl}))
    assert told.truth is True
    assert [reason.text[:26] for reason in told.because] == ["training-code: GPL-3.0-onl"]


def test_claimed() -> None:
    rule = {"claimed": {"component": "weights-final", "license": "params-open"}}
    assert not judge(rule).applies
    told = judge(rule, inventory({"weights-final": row(terms=CC)}, claimed=True))
    assert (told.truth, told.presumed) == (True, True)
    assert told.because[0].text == "the publisher calls it open"
    assert told.because[0].evidence == (WHERE,)
    person = judge({"claimed": {"person": "look"}}, inventory(claimed=True))
    assert (person.truth, person.needs) == (None, "look")


def test_requirements() -> None:
    rule = {"requirements": ["A", "B"]}
    good = {"component": "weights-final", "available": "whole"}
    bad = {"not": good}
    assert judge(rule, A=good, B=good).truth is True
    assert judge(rule, A=good, B=bad).truth is False
    assert judge(rule, A=good, B={"person": "look"}).needs == "look"


def test_a_person() -> None:
    told = judge({"person": "read it"})
    assert (told.truth, told.needs) == (None, "read it")


def test_all_any_and_not_take_rules() -> None:
    good = {"component": "weights-final", "available": "whole"}
    bad = {"not": good}
    assert judge({"all": [good, bad]}).truth is False
    assert judge({"any": [good, bad]}).truth is True
    assert judge({"any": [bad, bad]}).truth is False


def test_an_inventory_of_an_earlier_version_lacks_rows() -> None:
    old = replace(inventory(), components={}, data_questions=())
    for rule in (
        {"component": "changelog", "available": "part"},
        {"freedom": "use", "of": ["changelog"]},
        {"question": "scope"},
    ):
        assert judge(rule, old).truth is None
    assert not judge({"copyleft": ["changelog"]}, old).applies


PARTIAL = row(Availability.PARTIAL, LLAMA, Access.GATED)
components = st.sampled_from([OPEN, PARTIAL, ABSENT, HIDDEN, row(terms=CC), row(terms=NONE)])
inventories = st.builds(
    lambda rows, states, edges: inventory(rows, states, edges=tuple(edges)),
    st.dictionaries(st.sampled_from(ROWS), components),
    st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(list(DataState))),
    st.lists(st.sampled_from([base(MIT), base(LLAMA), base(UNKNOWN)]), max_size=3),
)


def outcomes(framework: Framework, found: Inventory) -> dict[str, tuple[Truth, bool]]:
    evaluator = Evaluator(found, framework.requirements)
    told = {name: evaluator.requirement(name) for name in framework.requirements}
    return {name: (finding.truth, finding.applies) for name, finding in told.items()}


@pytest.mark.parametrize("framework", frameworks(), ids=lambda framework: framework.id)
@given(found=inventories)
def test_order_and_duplication_of_facts_change_nothing(
    framework: Framework, found: Inventory
) -> None:
    mixed = replace(
        found,
        components=dict(reversed(list(found.components.items()))),
        data_questions=tuple(reversed(found.data_questions)) * 2,
        lineage=tuple(reversed(found.lineage)) * 2,
    )
    assert outcomes(framework, mixed) == outcomes(framework, found)


@pytest.mark.parametrize("framework", frameworks(), ids=lambda framework: framework.id)
@given(found=inventories, hidden=st.sets(st.sampled_from(ROWS)), data=st.data())
def test_what_is_hidden_never_turns_an_open_answer_into_a_decided_one(
    framework: Framework, found: Inventory, hidden: set[str], data: st.DataObject
) -> None:
    """Hiding rows and questions can leave an answer or open it, and never turn it over."""
    rows = {name: HIDDEN if name in hidden else c for name, c in found.components.items()}
    unread = data.draw(st.sets(st.sampled_from(QUESTIONS)))
    questions = tuple(
        replace(q, state=DataState.UNREAD) if q.id in unread else q for q in found.data_questions
    )
    seen = outcomes(framework, found)
    less = outcomes(framework, replace(found, components=rows, data_questions=questions))
    for name, (truth, applies) in less.items():
        if truth is not None and applies and seen[name][1]:
            assert truth is seen[name][0], name
