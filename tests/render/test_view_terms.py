from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.judge.license_terms import license_terms
from audit.licenses.entries import clause_table
from audit.model import Availability, Component, License, LicenseTerms, TermsAnswer
from audit.render.html import model_html
from audit.render.occasions import DUTIES, OCCASIONS, duty
from audit.render.view_terms import MOST_TERMS, duty_views, freedom_views
from tests.render.pages import Page, problems
from tests.samples import sample_assessment


def terms(**changed: object) -> LicenseTerms:
    plain = LicenseTerms(
        license="LicenseRef-grouse",
        class_="community-restricted",
        name="Grouse License",
        url="https://example.org/grouse",
        is_read=True,
        components=("weights-final",),
        freedoms={"use": "conditional", "study": "granted", "modify": "denied", "share": "denied"},
        answers=(
            TermsAnswer(
                clause="field-of-use",
                value="restricted",
                section="3",
                lowers={"use": "conditional"},
            ),
            TermsAnswer(
                clause="field-of-use",
                value="restricted",
                section="Grouse Policy, preamble",
                of_policy=True,
                lowers={"use": "conditional"},
            ),
            TermsAnswer(
                clause="redistribution", value="silent", section="-", lowers={"share": "denied"}
            ),
        ),
    )
    return replace(plain, **changed)


def cells(one: LicenseTerms) -> dict[str, tuple[str, list[str]]]:
    view = freedom_views((one,), {"weights-final"}).terms[0]
    return {
        freedom.name: (freedom.mark.word, [clause.text for clause in freedom.clauses])
        for freedom in view.freedoms
    }


def test_every_answer_that_limits_a_freedom_has_a_sentence() -> None:
    limiting = {
        (clause, value)
        for clause, question in clause_table().clauses.items()
        for value, lowers in question.values.items()
        if lowers
    }
    assert limiting - set(DUTIES) == set()


def test_every_sentence_is_for_an_answer_that_there_is() -> None:
    known = {
        (clause, value)
        for clause, question in clause_table().clauses.items()
        for value in question.values
    }
    assert set(DUTIES) <= known
    assert {occasion for occasion, _text in DUTIES.values()} == set(OCCASIONS)


def test_a_freedom_is_told_with_the_clauses_that_limit_it() -> None:
    told = cells(terms())
    assert told["study how it works"] == ("granted", [])
    assert told["use it for any purpose"] == (
        "on conditions",
        ["Keep to the purposes and users that the terms allow."],
    )
    assert told["pass it on"] == ("denied", ["No right to pass it on is given."])


def test_one_clause_has_all_the_sections_that_set_it() -> None:
    view = freedom_views((replace(terms(), policy_url="https://example.org/policy"),), ())
    sections = view.terms[0].freedoms[0].clauses[0].sections
    assert [one.section for one in sections] == ["section 3", "Grouse Policy, preamble"]
    assert [one.href for one in sections] == [
        "https://example.org/grouse",
        "https://example.org/policy",
    ]


def test_a_freedom_that_is_known_by_the_kind_of_terms_alone_says_so() -> None:
    told = cells(terms(is_read=False, answers=()))
    by_kind = ["by the kind of the terms: vendor terms that restrict use or scale"]
    assert told["study how it works"] == ("granted", by_kind)
    assert told["change it"] == ("denied", by_kind)


def test_unknown_terms_give_nothing() -> None:
    nothing = terms(license=None, class_="unknown", is_read=False, answers=(), freedoms={})
    assert list(cells(nothing).values()) == [("unknown", [])] * 4


def test_a_mark_that_nobody_knows_is_unknown() -> None:
    assert cells(terms(freedoms={"use": "surely"}))["use it for any purpose"][0] == "unknown"


@pytest.mark.parametrize(
    ("class_", "start"),
    [
        ("none", "Ask first"),
        ("unknown", "Find out under which terms"),
        ("custom-restricted", "Read the terms yourself"),
    ],
)
def test_terms_that_nobody_has_read_still_ask_something(class_: str, start: str) -> None:
    (occasion,) = duty_views((terms(class_=class_, is_read=False, answers=()),))
    assert occasion.title == "If you use it"
    assert [one.text.startswith(start) for one in occasion.duties] == [True]


def test_what_several_licenses_ask_alike_is_told_once() -> None:
    use, share = duty_views((terms(), terms(license="LicenseRef-snipe", choice=True)))
    (limits,) = use.duties
    assert [one.license for one in limits.sections] == [
        "LicenseRef-grouse",
        "LicenseRef-grouse",
        "LicenseRef-snipe",
        "LicenseRef-snipe",
    ]
    assert [one.if_chosen for one in limits.sections] == [False, False, True, True]
    assert [one.section for one in share.duties[0].sections] == ["in no section"] * 2


def test_licenses_beyond_the_most_are_counted() -> None:
    many = tuple(terms(license=f"LicenseRef-{number}") for number in range(MOST_TERMS + 2))
    view = freedom_views(many, ())
    assert (len(view.terms), view.more) == (MOST_TERMS, 2)


def test_a_name_that_has_to_be_shown_is_told() -> None:
    asked = TermsAnswer(clause="naming", value="required", section="2")
    assert duty(asked, "Built with Grouse", "") == (
        "share",
        "Show the words that the terms ask for: “Built with Grouse”",
    )
    said = duty(asked, "Built with Grouse", "Grouse")
    assert said is not None
    assert said[1].endswith("begin the name of what you have changed with “Grouse”")
    assert duty(TermsAnswer(clause="naming", value="none", section="-"), "", "") is None


def there(expression: str | None, class_: str) -> Component:
    return Component(
        availability=Availability.RELEASED, license=License(expression=expression, class_=class_)
    )


def test_the_weights_come_first_and_rows_under_the_same_license_together() -> None:
    rows = {
        "model-card": there("MIT", "osi-approved"),
        "weights-final": there("Apache-2.0", "osi-approved"),
        "training-code": there("MIT", "osi-approved"),
        "changelog": Component(
            availability=Availability.NOT_FOUND, license=License(expression=None, class_="none")
        ),
    }
    found = license_terms(rows)
    assert [(one.license, one.components) for one in found] == [
        ("Apache-2.0", ("weights-final",)),
        ("MIT", ("model-card", "training-code")),
    ]
    assert all(one.is_read and one.url.startswith("https://") for one in found)


def test_of_several_licenses_each_is_told_with_whether_it_is_a_choice() -> None:
    found = license_terms({"weights-final": there("MIT OR Apache-2.0", "osi-approved")})
    assert [(one.license, one.choice) for one in found] == [("Apache-2.0", True), ("MIT", True)]
    found = license_terms({"weights-final": there("MIT AND Apache-2.0", "osi-approved")})
    assert [(one.license, one.choice) for one in found] == [("Apache-2.0", False), ("MIT", False)]


def test_the_silence_of_a_policy_takes_no_right_away() -> None:
    (found,) = license_terms({"weights-final": there("LicenseRef-llama2", "community-restricted")})
    assert any(one.of_policy for one in found.answers)
    assert not [one for one in found.answers if one.of_policy and one.value == "silent"]
    assert found.freedoms["modify"] == "conditional"


def test_the_page_leads_from_a_duty_to_the_license_and_to_its_text() -> None:
    assessment = sample_assessment()
    page = model_html(replace(assessment, terms=license_terms(assessment.components)))
    assert problems(page) == []
    assert "#terms-1" in Page(page).links
    assert "What is asked of you" in Page(page).text


def test_the_freedoms_are_there_with_the_freedoms_down_as_well() -> None:
    view = freedom_views((terms(), terms(license="LicenseRef-snipe")), ())
    name, cells = view.rows[0]
    assert name == "use it for any purpose"
    assert [one.mark.word for one in cells] == ["on conditions"] * 2
    assert cells[0].clauses[0].place == "section 3; Grouse Policy, preamble"
