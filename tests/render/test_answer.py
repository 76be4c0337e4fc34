from __future__ import annotations

import pytest

from audit.model import Basis, Outcome, Verdict
from audit.render.answer import answer, in_a_row
from tests.samples import osaid, verdict

MET = verdict("Use for any purpose", Outcome.MET)
PRESUMED = verdict("Share", Outcome.MET, basis=Basis.PRESUMED)
UNMET = verdict("Weights under open terms", Outcome.UNMET)
UNSEEN = verdict("Testing code", Outcome.UNKNOWN)
WAITING = verdict("Enough data information", Outcome.UNKNOWN, needs="a person's sign-off")
ASIDE = verdict("Checkpoints", Outcome.UNMET, required=False)


def said(outcome: Outcome, basis: Basis = Basis.AUTOMATIC, **verdicts: Verdict) -> str:
    return answer("osaid-1.0", osaid(verdicts, outcome, basis)).text


def test_one_failing_requirement_is_named() -> None:
    assert said(Outcome.UNMET, A=MET, B=UNMET, C=ASIDE) == (
        "No. Under the Open Source AI Definition 1.0, 1 requirement is not met: "
        "“Weights under open terms” (B)."
    )


def test_of_many_failing_requirements_three_are_named() -> None:
    text = said(Outcome.UNMET, A=UNMET, B=UNMET, C=UNMET, D=UNMET, E=UNSEEN, F=WAITING)
    assert "4 requirements are not met, among them “Weights under open terms” (A), " in text
    assert text.endswith("and “Weights under open terms” (C). For 2 more this could not be said.")
    assert "(D)" not in text


def test_an_outcome_without_a_requirement_behind_it() -> None:
    assert said(Outcome.UNMET, A=MET, C=ASIDE) == (
        "No. The Open Source AI Definition 1.0 is not met as a whole."
    )
    assert said(Outcome.UNKNOWN, A=MET) == (
        "It cannot be said: the Open Source AI Definition 1.0 could not be decided as a whole."
    )


def test_partly_is_no() -> None:
    assert said(Outcome.PARTLY, A=MET, B=UNMET).startswith("No.")


def test_missing_evidence_is_neither_yes_nor_no() -> None:
    assert said(Outcome.UNKNOWN, A=MET, B=UNSEEN, C=WAITING) == (
        "It cannot be said: for 1 requirement of the Open Source AI Definition 1.0 the evidence "
        "is missing or was not read: “Testing code” (B). 1 requirement waits for a person."
    )
    assert said(Outcome.UNKNOWN, B=UNSEEN).endswith("“Testing code” (B).")


def test_what_waits_for_a_person_is_not_yet_decided() -> None:
    assert said(Outcome.UNKNOWN, A=MET, B=WAITING) == (
        "Not yet decided: every other requirement of the Open Source AI Definition 1.0 is met, "
        "and 1 requirement waits for a person: “Enough data information” (B)."
    )
    assert "is met (some on a presumption), and 2 requirements wait for a person" in said(
        Outcome.UNKNOWN, A=PRESUMED, B=WAITING, C=WAITING
    )


@pytest.mark.parametrize(
    ("basis", "start", "end"),
    [
        (Basis.AUTOMATIC, "Yes:", "is met."),
        (Basis.REVIEWED, "Yes:", "is met, after review by a person."),
        (Basis.PRESUMED, "Presumably:", "if terms count on which its publisher has not ruled."),
    ],
)
def test_yes_says_what_it_stands_on(basis: Basis, start: str, end: str) -> None:
    text = said(Outcome.MET, basis, A=MET)
    assert text.startswith(start)
    assert text.endswith(end)


def test_a_definition_that_does_not_apply() -> None:
    assert said(Outcome.NOT_APPLICABLE) == (
        "Not asked: the Open Source AI Definition 1.0 does not apply."
    )


def test_a_decision_by_a_body_is_never_claimed() -> None:
    for outcome in Outcome:
        for basis in Basis:
            text = said(outcome, basis, A=MET, B=UNMET, C=UNSEEN, D=WAITING).lower()
            assert "certified" not in text
            assert "compliant" not in text


def test_requirements_are_linked_to_their_rows() -> None:
    named = answer("osaid-1.0", osaid({"B": UNMET}, Outcome.UNMET)).named
    assert [one.anchor for one in named] == ["requirement-osaid-1.0.B"]


def test_in_a_row() -> None:
    assert [in_a_row(list("abc"[:count])) for count in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
