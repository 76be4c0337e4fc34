from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from audit.errors import AuditError
from audit.judge import review_check
from audit.judge.assess import assess, judge
from audit.judge.framework import Framework
from audit.judge.review import signed, with_reviews, without_reviews
from audit.judge.signoff import assess_reviewed, verdicts_on
from audit.judge.weigh import weigh
from audit.model import (
    Access,
    Assessment,
    Availability,
    Basis,
    Component,
    Inventory,
    Outcome,
    Verdict,
)
from audit.model.review import Review
from audit.model.vocabulary import ROWS
from audit.pipeline import without_verdicts
from tests.judge.reviews import (
    CODE,
    PLACE,
    by,
    entry,
    heron_inventory,
    read,
    review,
    signed_entry,
    sources,
)
from tests.judge.written import framework

HERON = heron_inventory()
OTHER = "f" * 40


def judged(*reviews: Review) -> Assessment:
    return assess_reviewed(HERON, reviews, sources())


def row(name: str, *reviews: Review) -> Component:
    return with_reviews(HERON, weigh(reviews, HERON, sources())).components[name]


def osaid(assessment: Assessment, requirement: str) -> Verdict:
    return assessment.frameworks["osaid-1.0"].requirements[requirement]


def test_a_finding_stands_in_place_of_the_tools() -> None:
    own = HERON.components["training-code"]
    assert own.availability is not Availability.RELEASED
    found = row("training-code", review(license="MIT", access="open"))
    assert (found.availability, found.access) == (Availability.RELEASED, Access.OPEN)
    assert (found.license.expression, found.license.class_) == ("MIT", "osi-approved")
    assert found.reviewed
    assert found.detail == "reviewed by Jane on 2026-11-20: It lies in another folder."
    assert [(one.artifact, one.path, one.quote) for one in found.evidence] == [
        (CODE, "README.md", PLACE["quote"])
    ]


def test_what_a_review_does_not_speak_of_stays() -> None:
    own = HERON.components["weights-final"]
    found = row("weights-final", review(component="weights-final", finding=None, license="NONE"))
    assert (found.availability, found.access) == (own.availability, own.access)
    assert (found.license.expression, found.license.class_) == (None, "none")
    assert found.detail.startswith(f"{own.detail}; reviewed by Jane")
    assert found.evidence[1:] == own.evidence


def test_two_who_agree_are_both_told() -> None:
    found = row("training-code", review(), by("Bob", review(license="MIT", reason="I ran it.")))
    assert found.license.expression == "MIT"
    assert "by Jane" in found.detail
    assert "by Bob on 2026-11-20: I ran it." in found.detail


def test_a_row_that_an_old_inventory_lacks() -> None:
    bare = replace(HERON, components={})
    found = with_reviews(bare, weigh([review()], bare)).components
    assert list(found) == ["training-code"]


def test_verdicts_that_rest_on_a_review_say_so() -> None:
    before = assess(HERON)
    after = judged(*read(entry(license="MIT")))
    one, other = osaid(before, "OSAID-C2"), osaid(after, "OSAID-C2")
    assert one.outcome is not Outcome.MET
    assert (other.outcome, other.basis) == (Outcome.MET, Basis.REVIEWED)
    assert all(reason.evidence[0].quote == PLACE["quote"] for reason in other.because)
    untouched = osaid(after, "OSAID-C1")
    assert untouched == osaid(before, "OSAID-C1")
    assert after.frameworks["osaid-1.0"].elements["code"].basis is Basis.REVIEWED


def test_what_the_tool_itself_had_found_is_kept() -> None:
    own = assess(HERON)
    after = judged(*read(entry(), signed_entry()))
    one, other = after.reviews
    assert one.component == own.components["training-code"]
    assert other.verdict is not None
    assert replace(other.verdict, changes=()) == replace(osaid(own, "OSAID-D0"), changes=())
    assert osaid(after, "OSAID-D0").reviews == (1,)
    assert osaid(after, "OSAID-C2").reviews == ()


def test_a_sign_off_decides_its_requirement_and_what_builds_on_it() -> None:
    after = judged(*read(signed_entry(), signed_entry("OSAID-C1", "unmet")))
    found = osaid(after, "OSAID-D0")
    assert (found.outcome, found.basis, found.needs) == (Outcome.MET, Basis.REVIEWED, None)
    assert found.because[0].text == (
        "reviewed by Jane on 2026-11-20: met. It lies in another folder."
    )
    whole = osaid(after, "OSAID-C0")
    assert (whole.outcome, whole.basis) == (Outcome.UNMET, Basis.REVIEWED)
    assert any("unmet. It lies" in reason.text for reason in whole.because)


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [("met", "met"), ("unmet", "unmet"), ("not-applicable", "not-applicable")],
)
def test_what_may_be_found_of_a_requirement(finding: str, outcome: str) -> None:
    found = osaid(judged(*read(signed_entry(finding=finding))), "OSAID-D0")
    assert (found.outcome.value, found.basis) == (outcome, Basis.REVIEWED)


@pytest.mark.parametrize(
    "reviews",
    [
        [replace(review(license="MIT"), revision=OTHER)],
        [replace(review(license="MIT"), revision=None)],
        [review(license="MIT", **{"valid-until": "2026-11-20", "date": "2020-01-01"})],
        [review(license="MIT", evidence=[{**PLACE, "quote": "Other words"}])],
        [review(license="MIT"), by("Bob", review(license="Apache-2.0"))],
        [replace(one, revision=OTHER) for one in read(signed_entry())],
    ],
)
def test_what_waits_leaves_every_verdict_the_tools(reviews: list[Review]) -> None:
    after = assess_reviewed(HERON, reviews, sources(), day="2026-11-21")
    assert len(after.reviews) == len(reviews)
    assert all(one.why for one in after.reviews)
    own = assess(HERON)
    assert after.components == own.components
    for name, found in after.frameworks.items():
        assert found.outcome == own.frameworks[name].outcome
        for key, verdict in found.requirements.items():
            assert replace(verdict, reviews=()) == own.frameworks[name].requirements[key]


def test_reviews_of_other_models_leave_no_trace() -> None:
    other = replace(review(), model="acme/other")
    assert assess_reviewed(HERON, [other]) == assess(HERON)
    assert assess_reviewed(HERON, []) == assess(HERON)


def test_an_assessment_gives_back_the_tools_own_inventory() -> None:
    after = judged(*read(entry(license="MIT"), signed_entry()))
    assert after.components["training-code"].reviewed
    assert without_verdicts(after) == HERON
    assert without_reviews(after.components, after.reviews) == HERON.components


def test_the_quick_answers_are_the_same() -> None:
    reviews = read(entry(license="MIT"), signed_entry())
    quick = verdicts_on(HERON, reviews, sources())
    for name, found in judged(*reviews).frameworks.items():
        assert found.outcome is quick[name].outcome
        assert found.basis is quick[name].basis


def test_the_same_review_twice_is_as_one() -> None:
    one = read(entry(license="MIT"))
    single, twice = judged(*one), judged(*one, *one)
    for name, found in single.frameworks.items():
        assert twice.frameworks[name].outcome is found.outcome


@pytest.fixture
def leveled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Framework]:
    """A framework with levels, as the only one."""
    rule = "says: s, rule: {component: compute, available: "
    levels = (
        f"{{name: open, value: 1, {rule} whole}}}}, {{name: partial, value: 0.5, {rule} part}}}}"
    )
    only = framework("score", {"L": f"levels: [{levels}]"}, "result: {lowest: shut}\n")
    monkeypatch.setattr(review_check, "frameworks", lambda: (only,))
    review_check.requirements.cache_clear()
    yield only
    monkeypatch.undo()
    review_check.requirements.cache_clear()


@pytest.mark.parametrize(
    ("finding", "outcome", "level", "value"),
    [
        ("open", "met", "open", (1.0, 1.0)),
        ("partial", "partly", "partial", (0.5, 0.5)),
        ("shut", "unmet", "shut", (0.0, 0.0)),
        ("not-applicable", "not-applicable", None, None),
    ],
)
def test_levels_are_found_by_their_names(
    leveled: Framework, finding: str, outcome: str, level: str, value: tuple[float, float]
) -> None:
    reviews = weigh(read(signed_entry("L", finding)), HERON, sources())
    verdict = judge(leveled, HERON, signed(reviews)).requirements["L"]
    assert (verdict.outcome.value, verdict.level, verdict.value) == (outcome, level, value)
    assert verdict.basis is Basis.REVIEWED


def test_levels_have_other_words(leveled: Framework) -> None:
    with pytest.raises(AuditError, match="finding is 'met', expected open, partial, shut, not-app"):
        read(signed_entry("L"))
    for word in ("open", "partial"):
        with pytest.raises(AuditError, match="quotes nothing"):
            read(signed_entry("L", word, evidence=[{"url": "https://example.org"}]))
    assert read(signed_entry("L", "shut", evidence=[{"url": "https://example.org"}]))


ASPECTS: dict[str, Any] = {
    "finding": st.sampled_from([None, *(one.value for one in Availability)]),
    "license": st.sampled_from([None, "MIT", "CC-BY-NC-4.0", "NONE", "Apache-2.0 OR MIT"]),
    "access": st.sampled_from([None, *(one.value for one in Access)]),
}


@given(st.sampled_from(ROWS), st.fixed_dictionaries(ASPECTS), st.booleans())
def test_any_finding_changes_its_own_row_alone(
    name: str, found: dict[str, Any], waits: bool
) -> None:
    if not any(found.values()):
        return
    one = replace(review(component=name, **found), revision=None if waits else "0123456789abcdef")
    after: Inventory = with_reviews(HERON, weigh([one], HERON, sources()))
    for key, component in after.components.items():
        assert (component == HERON.components[key]) == (waits or key != name)
    assert signed(weigh([one], HERON)) == {}
