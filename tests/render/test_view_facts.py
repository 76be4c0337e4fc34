from __future__ import annotations

from msgspec.structs import replace

from audit.model import (
    Access,
    Availability,
    Change,
    ChangeKind,
    Component,
    DataState,
    License,
    Outcome,
    Reason,
    Scope,
    Statement,
    StatementKind,
)
from audit.render.html import model_html
from audit.render.places import place
from audit.render.told import all_told, new_page, telling
from audit.render.view import model_view
from audit.render.view_agreement import agreement, stated_terms
from audit.render.view_changes import change_lines
from audit.render.view_facts import Facts
from audit.render.view_unknown import unknown_views
from audit.render.view_verdicts import framework_view
from tests.render.pages import Page, problems
from tests.samples import WEIGHTS, evidence, osaid, sample_assessment, verdict

QUOTED = evidence(WEIGHTS, "README.md", (3, 3), "The words of a made-up card.")


def test_the_same_fact_has_one_number() -> None:
    facts = Facts()
    one, other = Reason(text="seen", evidence=(QUOTED,)), Reason(text="seen", evidence=(QUOTED,))
    assert facts.view(one) is facts.view(other)
    assert facts.view(Reason(text="seen")).number == 2
    assert [fact.anchor for fact in facts.all()] == ["fact-1", "fact-2"]
    assert len(facts) == 2


def test_a_quote_is_new_once_on_a_page() -> None:
    new_page()
    shown = place(QUOTED)
    assert not all_told((shown,))
    assert telling(shown).is_new
    assert all_told((shown,))
    assert (telling(shown).anchor, telling(shown).is_new) == ("quote-1", False)
    new_page()
    assert telling(shown).is_new


def test_a_page_writes_a_quote_once_and_leads_to_it_from_elsewhere() -> None:
    row = Component(
        availability=Availability.RELEASED,
        license=License(expression=None, class_="none"),
        evidence=(QUOTED,),
    )
    page = model_html(
        replace(
            sample_assessment(),
            components={"model-card": row, "model-metadata": row},
            conflicts=(),
            terms=(),
        )
    )
    assert problems(page) == []
    assert page.count("The words of a made-up card.") == 1
    assert "quoted above" in page


def test_requirements_of_which_the_same_is_said_stand_together() -> None:
    reason = Reason(text="no such file", evidence=(QUOTED,))
    alike = verdict("First", Outcome.UNMET, reason)
    view = framework_view(
        "other", osaid({"A": alike, "B": verdict("Second", Outcome.MET), "C": alike}, Outcome.UNMET)
    )
    told = [[one.id for one in together] for together in view.told_alike]
    assert told == [["A", "C"], ["B"]]


def test_what_is_left_to_a_person_is_told_apart() -> None:
    left = verdict("Third", Outcome.UNKNOWN, needs="read it")
    view = framework_view("other", osaid({"A": left}, Outcome.UNKNOWN))
    assert [one.id for one in view.left] == ["A"]
    assert view.told == ()
    assert view.left == framework_view("other", osaid({"A": left}, Outcome.UNKNOWN)).left


def change(kind: ChangeKind, subject: str, terms: str = "") -> Change:
    return Change(kind=kind, subject=subject, to="osi" if terms else "", terms=terms)


def test_what_is_done_alike_to_several_rows_is_one_line() -> None:
    osi = "a license approved by the OSI"
    asked = (
        change(ChangeKind.SIGN_OFF, "read the passages"),
        change(ChangeKind.RELEASE, "training-code"),
        change(ChangeKind.LICENSE, "training-code", osi),
        change(ChangeKind.RELEASE, "evaluation-code"),
        change(ChangeKind.LICENSE, "evaluation-code", osi),
        change(ChangeKind.RELEASE, "training-data"),
        change(ChangeKind.ACCESS, "weights-final"),
        change(ChangeKind.STATE, "scope"),
        change(ChangeKind.STATE, "selection"),
        change(ChangeKind.UPSTREAM, "base-model", osi),
        change(ChangeKind.NAME, "base-model"),
    )
    assert change_lines(asked) == (
        "Release in full under a license approved by the OSI: Training code, Evaluation code",
        "Release in full: Training data",
        "Give it to everybody without asking: Final weights",
        "Answer in public: size, languages and other characteristics of the training data; how "
        "the training data was obtained and selected",
        "Build on a base model under a license approved by the OSI, or have its terms opened",
        "Name in public: base model",
        "A person has to read the passages",
    )
    assert change_lines(()) == ()


def stated(expression: str | None, kind: StatementKind, class_: str = "osi-approved") -> Statement:
    return Statement(
        artifact=WEIGHTS,
        scope=Scope.WEIGHTS,
        kind=kind,
        raw=expression,
        expression=expression,
        class_=class_,
    )


def said(*statements: Statement, decided: int | None = 0) -> str:
    terms = License(expression="MIT", class_="osi-approved", statement=decided)
    row = Component(availability=Availability.RELEASED, license=terms)
    return agreement("weights-final", row, stated_terms(statements, {WEIGHTS}))


def test_places_agree_or_not() -> None:
    file = stated("MIT", StatementKind.LICENSE_FILE)
    tag = stated("MIT", StatementKind.METADATA_TAG)
    other = stated("Apache-2.0", StatementKind.METADATA_TAG)
    assert said(file) == "one place"
    assert said(file, tag) == "all 2 places agree"
    assert said(file, tag, other) == "2 of 3 places say so, others disagree"
    assert said(other, stated("BSD-3-Clause", StatementKind.BADGE)) == "2 places say otherwise"
    assert said(other) == "one place says otherwise"
    assert said(file, tag, decided=None) == ""


def test_words_that_name_no_license_neither_agree_nor_disagree() -> None:
    file = stated("MIT", StatementKind.LICENSE_FILE)
    badge = stated(None, StatementKind.BADGE, "unresolved")
    passed_on = stated(None, StatementKind.INHERITED, "inherited")
    assert said(file, badge, passed_on) == "one place"
    assert said(badge) == ""


def test_what_is_not_known_is_listed() -> None:
    rows = {
        "weights-final": Component(
            availability=Availability.RELEASED, license=License(expression=None, class_="unknown")
        ),
        "training-data": Component(
            availability=Availability.UNKNOWN, license=License(expression=None, class_="unknown")
        ),
        "model-card": Component(
            availability=Availability.RELEASED,
            access=Access.OPEN,
            license=License(expression="MIT", class_="osi-approved"),
        ),
    }
    found = unknown_views(replace(sample_assessment(), components=rows, data_questions=()))
    assert {one.text: [name for name, _place in one.parts] for one in found} == {
        "Under which terms it stands:": ["Final weights"],
        "Whether anybody may get it without asking:": ["Final weights"],
        "Whether it can be had:": ["Training data"],
    }


def test_a_question_of_which_nothing_was_read_is_not_known() -> None:
    assessment = sample_assessment()
    questions = tuple(replace(one, state=DataState.UNREAD) for one in assessment.data_questions)
    page = model_html(replace(assessment, data_questions=questions))
    assert problems(page) == []
    assert "No document that speaks of the training data was read for:" in Page(page).text


def test_claims_stand_beside_what_speaks_against_them() -> None:
    assessment = sample_assessment()
    against = tuple(replace(one, kind="claim-against-terms") for one in assessment.conflicts[:1])
    page = Page(model_html(replace(assessment, conflicts=against)))
    assert "Against this speaks:" in page.text
    page = Page(model_html(replace(assessment, conflicts=())))
    assert "Nothing that was read was found to contradict these words." in page.text


def test_facts_of_the_first_definition_are_not_told_again() -> None:
    view = model_view(sample_assessment())
    told = {fact.number for one in view.frameworks[0].requirements for fact in one.reasons}
    assert not told & {fact.number for fact in view.facts}
