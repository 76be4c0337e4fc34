"""Fields of a summary of training content, as rules ask for them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from audit.judge.apply import applied
from audit.judge.changes import Changes
from audit.judge.check import rule_problems
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Requirement
from audit.judge.kleene import Finding, Truth
from audit.judge.rule import Rule
from audit.judge.sound import problems
from audit.model import Availability, Change, ChangeKind, FieldState, Inventory, SummaryField

from .inventories import ABSENT, HIDDEN, WHERE, inventory, row

GATE: dict[str, Any] = {"field": "crawlers-used", "answer": "yes"}
OPENED: dict[str, Any] = {"applies": {"when": GATE, "then": {"field": "crawler-names"}}}


def summary(*fields: tuple[str, str, bool | None], **more: Any) -> Inventory:
    read = tuple(
        SummaryField(id=name, state=FieldState(state), answer=answer, evidence=(WHERE,))
        for name, state, answer in fields
    )
    return inventory(training_summary=read, **more)


def judge(rule: dict[str, Any], found: Inventory) -> Finding:
    return Evaluator(found, {}).evaluate(msgspec.convert(rule, Rule))


@pytest.mark.parametrize(
    ("state", "truth"),
    [("filled", True), ("evasive", None), ("empty", False), ("missing", False), ("unread", None)],
)
def test_a_field_holds_where_it_is_filled(state: str, truth: Truth) -> None:
    found = judge({"field": "languages"}, summary(("languages", state, None)))
    assert found.truth is truth
    assert found.because[0].text.startswith(f"languages: {state}")
    assert found.because[0].evidence == (WHERE,)
    assert (found.needs is not None) is (state == "evasive")


@pytest.mark.parametrize(
    ("of_summary", "truth"),
    [
        (ABSENT, False),
        (row(Availability.WITHHELD), False),
        (row(Availability.ANNOUNCED), False),
        (HIDDEN, None),
        (row(Availability.RELEASED), None),
    ],
)
def test_without_a_summary_no_field_is_filled(of_summary: Any, truth: Truth) -> None:
    found = inventory({"training-content-summary": of_summary})
    assert judge({"field": "languages"}, found).truth is truth
    assert judge(GATE, found).truth is None


@pytest.mark.parametrize(
    ("answer", "asked", "truth"),
    [
        (True, "yes", True),
        (True, "no", False),
        (False, "yes", False),
        (False, "no", True),
        (None, "yes", None),
        (None, "no", None),
    ],
)
def test_an_answer_is_compared(answer: bool | None, asked: str, truth: Truth) -> None:
    found = summary(("crawlers-used", "filled", answer))
    assert judge({"field": "crawlers-used", "answer": asked}, found).truth is truth


@pytest.mark.parametrize(
    ("answer", "names", "truth", "applies"),
    [
        (True, "filled", True, True),
        (True, "missing", False, True),
        (False, "missing", None, False),
        (None, "missing", None, True),
        (None, "filled", True, True),
    ],
)
def test_a_field_is_asked_for_where_its_question_says_yes(
    answer: bool | None, names: str, truth: Truth, *, applies: bool
) -> None:
    found = summary(("crawlers-used", "filled", answer), ("crawler-names", names, None))
    told = judge(OPENED, found)
    assert (told.truth, told.applies) == (truth, applies)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(field_="wings"), "there is no field wings; known: summary-version, "),
        (
            Rule(field_="languages", answer="yes"),
            "there is no field that is answered by yes or no languages; known: public-datasets-",
        ),
        (Rule(question="scope", answer="no"), "answer goes with field, not with question"),
        (Rule(field_=""), "field is empty, expected at least one"),
    ],
)
def test_mistakes_are_named(rule: Rule, said: str) -> None:
    assert any(problem.startswith(said) for problem in rule_problems(rule, {}))


def test_what_would_fill_a_field_is_to_state_it() -> None:
    found = summary(("languages", "empty", None))
    asked = Requirement(name="n", says="s", rule=Rule(field_="languages"))
    (change,) = Changes(found, {"A": asked}).of(asked)
    assert change == Change(kind=ChangeKind.STATE, subject="languages")
    changed, _ = applied(found, (change,))
    assert judge({"field": "languages"}, changed).truth is True


def test_no_change_makes_an_answer_another_one() -> None:
    found = summary(("crawlers-used", "filled", False))
    asked = Requirement(name="n", says="s", rule=Rule(field_="crawlers-used", answer="yes"))
    assert Changes(found, {"A": asked}).of(asked) == ()


def test_a_field_that_is_not_known_is_told() -> None:
    assert not list(problems(summary(("languages", "filled", None))))
    (told,) = problems(summary(("wings", "filled", None)))
    assert told.startswith("there is no field 'wings'; known: summary-version, ")
