from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.judge.agreement import Agreement, Figures, compared, of_reviews, of_tool
from audit.model.review import Review
from tests.judge.reviews import by, entry, heron_inventory, read, review, signed_entry

HERON = heron_inventory()


def figures(found: Agreement) -> dict[str, Figures]:
    return {each.kind: each for each in found.figures}


def beside(one: list[Review], other: list[Review]) -> Agreement:
    return compared(of_reviews(one), of_reviews(other))


def on_models(*findings: str) -> list[Review]:
    """The same component of many models, found so."""
    return [
        replace(review(finding=finding), model=f"acme/model-{number}")
        for number, finding in enumerate(findings)
    ]


def test_a_textbook_table() -> None:
    """20 of 25 and 15 of 25 agree: 0.7 seen, 0.5 expected by chance."""
    one = on_models(*["released"] * 25, *["not-found"] * 25)
    other = on_models(
        *["released"] * 20, *["not-found"] * 5, *["released"] * 10, *["not-found"] * 15
    )
    found = figures(beside(one, other))["availability"]
    assert (found.both, found.same, found.agreement) == (50, 35, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_kinds_are_apart() -> None:
    one = [*read(entry(license="MIT", access="open"), signed_entry())]
    other = [
        by("Bob", each) for each in read(entry(license="Apache-2.0", access="open"), signed_entry())
    ]
    found = beside(one, other)
    assert {kind: (each.both, each.same) for kind, each in figures(found).items()} == {
        "availability": (1, 1),
        "license": (1, 0),
        "access": (1, 1),
        "requirement": (1, 1),
    }
    (only,) = found.disagreements
    assert (only.question.kind, only.one.answer, only.other.answer) == (
        "license",
        "MIT",
        "Apache-2.0",
    )
    assert only.other.why == "Bob: It lies in another folder."
    assert figures(found)["access"].kappa is None


def test_what_one_alone_finds_is_counted() -> None:
    found = beside([review(), review(component="compute")], [review(license="MIT")])
    assert (found.only_one, found.only_other, found.torn) == (1, 1, 0)


def test_who_says_two_things_of_one_is_left_out() -> None:
    found = beside([review(), by("Bob", review(finding="partial"))], [review()])
    assert (found.torn, found.disagreements, found.only_other) == (1, (), 0)


def test_other_revisions_are_counted() -> None:
    old, none = replace(review(), revision="f" * 40), replace(review(), revision=None)
    assert beside([review()], [old]).elsewhere == 1
    assert beside([none], [none]).elsewhere == 1
    assert beside([review()], [by("Bob", review())]).elsewhere == 0


def test_the_ids_of_one_model_are_one() -> None:
    assert beside([review()], [replace(review(), model="hf:ACME/heron-7b")]).figures[0].both == 1


def test_the_tool_is_a_judge_where_it_decides() -> None:
    reviews = list(read(entry(), entry(component="weights-final", license="MIT"), signed_entry()))
    found = compared(of_reviews(reviews), of_tool([HERON]))
    assert figures(found)["availability"].both == 2
    assert figures(found)["license"].same == 1
    assert figures(found)["requirement"].both == 0 or HERON.data_questions
    said = {each.question.subject: each.other.answer for each in found.disagreements}
    assert said["training-code"] == HERON.components["training-code"].availability.value
    assert found.elsewhere == 0


def test_what_the_tool_leaves_open_is_no_answer() -> None:
    says = of_tool([HERON]).says
    assert {question.model for question in says} == {"acme/heron-7b"}
    assert "unknown" not in {said.answer for said in says.values()}


def test_both_sides_are_alike() -> None:
    one, other = of_reviews([review(), review(component="compute")]), of_tool([HERON])
    there, back = compared(one, other), compared(other, one)
    assert (there.only_one, there.only_other) == (back.only_other, back.only_one)
    for forth, turned in zip(there.figures, back.figures, strict=True):
        assert forth == turned
