from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.model import (
    Access,
    Availability,
    Component,
    License,
    Outcome,
    Verdict,
    WeighedReview,
)
from audit.model.review import NO_LICENSE, Review, ReviewState
from audit.render.brief.dissent import Standing, dissent, standing
from tests.render.brief.briefs import named, reviewed
from tests.samples import verdict

REVIEW = Review(
    file="jane.yaml",
    entry=1,
    model="lab/A",
    revision=None,
    reviewer="Jane",
    source=None,
    component="weights-final",
    requirement=None,
    finding=None,
    license=None,
    access=None,
    reason="It stands there.",
    evidence=(),
    date="2026-11-20",
    valid_until=None,
)
ROW = Component(
    availability=Availability.RELEASED,
    access=Access.OPEN,
    license=License(expression="MIT", class_="osi-approved"),
)


def test_a_model_that_one_meets_and_another_does_not() -> None:
    models = (
        named("A", one=Outcome.MET, other=Outcome.UNMET, third=Outcome.UNKNOWN),
        named("B", one=Outcome.UNMET, other=Outcome.PARTLY),
        named("C", one=Outcome.MET, other=Outcome.UNKNOWN),
    )
    found = dissent(models)
    assert [(one.name, one.met, one.unmet, one.unknown) for one in found.models] == [
        ("A", ("one 1.0",), ("other 1.0",), 1)
    ]
    assert [(one.one, one.other, str(one.share)) for one in found.pairs] == [
        ("one 1.0", "other 1.0", "1 of 2")
    ]
    assert found.decided == 2


def test_an_unknown_is_no_dissent() -> None:
    found = dissent((named("A", one=Outcome.MET, other=Outcome.UNKNOWN),))
    assert (found.models, found.pairs, found.decided) == ((), (), 0)


def weighed(row: Component = ROW, **found: object) -> WeighedReview:
    return WeighedReview(review=replace(REVIEW, **found), state=ReviewState.APPLIED, component=row)


@pytest.mark.parametrize(
    ("finding", "tool", "expected"),
    [
        ("released", Availability.RELEASED, Standing.AGREES),
        ("released", Availability.PARTIAL, Standing.DEGREE),
        ("released", Availability.NOT_FOUND, Standing.CONTRADICTS),
        ("withheld", Availability.NOT_FOUND, Standing.CONTRADICTS),
        ("released", Availability.UNKNOWN, Standing.OPEN),
        ("unknown", Availability.RELEASED, Standing.OPEN),
    ],
)
def test_whether_it_is_there(finding: str, tool: Availability, expected: Standing) -> None:
    assert standing(weighed(replace(ROW, availability=tool), finding=finding)) is expected


@pytest.mark.parametrize(
    ("theirs", "tool", "expected"),
    [
        ("MIT", License(expression="MIT", class_="osi-approved"), Standing.AGREES),
        ("MIT", License(expression="Apache-2.0", class_="osi-approved"), Standing.CONTRADICTS),
        ("MIT", License(expression=None, class_="unknown"), Standing.OPEN),
        ("MIT", License(expression=None, class_="none"), Standing.CONTRADICTS),
        (NO_LICENSE, License(expression=None, class_="none"), Standing.AGREES),
    ],
)
def test_the_license(theirs: str, tool: License, expected: Standing) -> None:
    assert standing(weighed(replace(ROW, license=tool), license=theirs)) is expected


def test_access_and_the_gravest_of_several() -> None:
    assert standing(weighed(access=Access.OPEN)) is Standing.AGREES
    assert standing(weighed(replace(ROW, access=Access.UNKNOWN), access=Access.OPEN)) is (
        Standing.OPEN
    )
    assert standing(weighed(finding="released", access=Access.GATED)) is Standing.CONTRADICTS


@pytest.mark.parametrize(
    ("finding", "tool", "expected"),
    [
        ("met", verdict("A", Outcome.MET), Standing.AGREES),
        ("met", verdict("A", Outcome.UNMET), Standing.CONTRADICTS),
        ("met", verdict("A", Outcome.UNKNOWN), Standing.OPEN),
        ("open", replace(verdict("A", Outcome.MET), level="open", value=(1, 1)), Standing.AGREES),
        ("open", replace(verdict("A", Outcome.PARTLY), value=(0, 0.5)), Standing.OPEN),
    ],
)
def test_a_requirement(finding: str, tool: Verdict, expected: Standing) -> None:
    review = replace(REVIEW, component=None, requirement="A", finding=finding)
    found = WeighedReview(review=review, state=ReviewState.APPLIED, verdict=tool)
    assert standing(found) is expected


def test_nothing_recorded_is_nothing_to_contradict() -> None:
    assert standing(WeighedReview(review=REVIEW, state=ReviewState.APPLIED)) is Standing.OPEN


def test_each_reviewer_with_what_contradicts() -> None:
    for one in dissent((reviewed(),)).reviewers:
        shares = (one.agrees, one.degree, one.contradicts, one.open)
        assert sum(share.number for share in shares) == one.findings == one.decides.of
        assert len(one.contradictions) == one.contradicts.number
