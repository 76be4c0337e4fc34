"""The kinds of framework: how requirements come to one outcome."""

from __future__ import annotations

import pytest

from audit.judge.assess import judge
from audit.judge.kleene import Finding
from audit.model import Access, Availability, Basis, Component, DataState, Outcome

from .inventories import ABSENT, CC, HIDDEN, LLAMA, OPEN, inventory, row
from .written import framework

W = "rule: {component: weights-final, available: whole}"
C = "rule: {component: training-code, available: whole}"
D = "rule: {component: training-data, available: whole}"
OSI = "{component: weights-final, license: osi-approved}"
STEPS = """\
result:
  cumulative: true
  gated: true
  none: Unclassified
  stands-in: {W: D}
  steps:
    - {id: top, name: Top, requirements: [C, D]}
    - {id: low, name: Low, requirements: [W, E]}
"""
E_ = "rule: {component: model-card, available: whole}"
NOT_APPLICABLE = Outcome.NOT_APPLICABLE
STEPPED = framework("tiered", {"W": W, "C": C, "D": D, "E": E_}, STEPS)


def rows(**given: Component) -> dict[str, Component]:
    return {name.replace("_", "-"): found for name, found in given.items()}


@pytest.mark.parametrize(
    ("given", "reached", "possible", "low", "top"),
    [
        (rows(), "top", "top", (100, 100), (100, 100)),
        (rows(training_code=ABSENT), "low", "low", (100, 100), (75, 75)),
        (rows(training_code=HIDDEN), "low", "top", (100, 100), (75, 100)),
        (rows(model_card=ABSENT), None, None, (50, 50), (0, 0)),
        (rows(model_card=HIDDEN), None, "top", (50, 100), (0, 100)),
        (rows(weights_final=ABSENT), "top", "top", (100, 100), (100, 100)),
        (
            rows(weights_final=ABSENT, training_code=ABSENT),
            "low",
            "low",
            (100, 100),
            (200 / 3, 200 / 3),
        ),
        (rows(weights_final=ABSENT, training_data=ABSENT), None, None, (50, 50), (0, 0)),
    ],
)
def test_steps(
    given: dict[str, Component],
    reached: str | None,
    possible: str | None,
    low: tuple[float, float],
    top: tuple[float, float],
) -> None:
    found = judge(STEPPED, inventory(given))
    assert (found.reached, found.possible) == (reached, possible)
    assert found.steps["low"].progress == pytest.approx(low)
    assert found.steps["top"].progress == pytest.approx(top)


def test_the_words_of_steps() -> None:
    assert judge(STEPPED, inventory()).says == "Top"
    assert judge(STEPPED, inventory(rows(model_card=ABSENT))).says == "Unclassified"
    unsure = judge(STEPPED, inventory(rows(training_code=HIDDEN)))
    assert unsure.says == "Low; Top is not ruled out"
    assert unsure.outcome is Outcome.PARTLY
    assert unsure.steps["top"].missing == ("C",)


LEVELS = """levels: [
    {name: open, value: 1, says: s,
     rule: {component: weights-final, available: whole, access: open}},
    {name: partial, value: 0.5, says: s, rule: {component: weights-final, available: part}}]"""
GRADED = framework("score", {"W": LEVELS, "C": C}, "result: {sum: mean}\n")
TOTAL = framework("score", {"W": LEVELS, "C": C}, "result: {sum: total}\n")


@pytest.mark.parametrize(
    ("weights", "level", "outcome", "says"),
    [
        (OPEN, "open", Outcome.MET, "1 of 1"),
        (row(access=Access.GATED), "partial", Outcome.PARTLY, "0.75 of 1"),
        (row(access=Access.UNKNOWN), None, Outcome.UNKNOWN, "0.75 to 1 of 1"),
        (ABSENT, "closed", Outcome.UNMET, "0.5 of 1"),
        (HIDDEN, None, Outcome.UNKNOWN, "0.5 to 1 of 1"),
    ],
)
def test_levels(weights: Component, level: str | None, outcome: Outcome, says: str) -> None:
    found = judge(GRADED, inventory({"weights-final": weights}))
    assert found.requirements["W"].level == level
    assert found.requirements["W"].outcome is outcome
    assert found.says == says


def test_a_total() -> None:
    found = judge(TOTAL, inventory({"weights-final": row(access=Access.GATED)}))
    assert found.says == "1.5 of 2"
    assert found.outcome is Outcome.PARTLY


def test_only_what_files_decide_is_counted() -> None:
    given = {"W": W, "C": C, "P": "check: manual, rule: {person: ask}"}
    found = judge(
        framework("score", given, "result: {sum: total, count: automatic}\n"), inventory()
    )
    assert found.says == "2 of 2 automatic checks shown, 0 not known"
    assert found.outcome is Outcome.UNKNOWN
    assert found.requirements["P"].outcome is Outcome.UNKNOWN


CONDITIONS = framework(
    "conditions",
    {"S": W, "C": C, "R": D},
    "result: {scope: [S], apart: [R], words: {met: fine, unmet: failed, unknown: ask}}\n",
)


@pytest.mark.parametrize(
    ("given", "outcome", "says"),
    [
        ({}, Outcome.MET, "fine"),
        ({"training-data": ABSENT}, Outcome.MET, "fine"),
        ({"training-code": ABSENT}, Outcome.UNMET, "failed"),
        ({"training-code": HIDDEN}, Outcome.UNKNOWN, "ask"),
        ({"weights-final": ABSENT}, NOT_APPLICABLE, "not applicable"),
        (
            {"weights-final": ABSENT, "training-code": ABSENT},
            Outcome.NOT_APPLICABLE,
            "not applicable",
        ),
    ],
)
def test_conditions(given: dict[str, Component], outcome: Outcome, says: str) -> None:
    found = judge(CONDITIONS, inventory(given))
    assert (found.outcome, found.says) == (outcome, says)


def test_completeness_is_counted() -> None:
    form = framework("completeness", {"W": W, "C": C, "D": D})
    found = judge(form, inventory({"training-code": ABSENT, "training-data": HIDDEN}))
    assert found.says == "1 of 3 filled, 1 not known"
    assert found.outcome is Outcome.PARTLY


def test_a_warning_beside_what_is_met() -> None:
    warned = framework(
        "binary",
        {"W": f"{W}, warn: {{says: careful, rule: {OSI}}}"},
    )
    assert judge(warned, inventory()).requirements["W"].warnings == ()
    assert judge(warned, inventory(default=row(terms=CC))).requirements["W"].warnings == (
        "careful",
    )
    assert judge(warned, inventory(default=ABSENT)).requirements["W"].warnings == ()


def test_what_a_person_signs_stands_in_place_of_the_rule() -> None:
    both = framework("binary", {"W": W, "C": "rule: {requirements: [W]}"})
    signed = {"W": Finding(truth=True, reviewed=True)}
    found = judge(both, inventory(default=ABSENT), signed)
    assert found.outcome is Outcome.MET
    assert found.basis is Basis.REVIEWED
    assert found.requirements["C"].basis is Basis.REVIEWED


def test_what_was_reviewed_of_a_row_is_told_of_the_verdict() -> None:
    plain = framework("binary", {"L": "rule: {component: weights-final, license: osi-approved}"})
    reviewed = Component(
        availability=Availability.RELEASED, license=OPEN.license, access=Access.OPEN, reviewed=True
    )
    assert judge(plain, inventory(default=reviewed)).basis is Basis.REVIEWED


def test_unsure_questions_leave_the_whole_open() -> None:
    asked = framework("binary", {"Q": "rule: {question: scope}"})
    assert judge(asked, inventory(state=DataState.CANDIDATE)).says == "not known"
    assert judge(asked, inventory(default=row(terms=LLAMA))).says == "met"
