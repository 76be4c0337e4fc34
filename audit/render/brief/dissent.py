"""Where definitions disagree on a model, and where people's findings contradict the tool's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from audit.model import Access, Assessment, Availability, Component, Outcome, Verdict, WeighedReview
from audit.model.review import NO_LICENSE
from audit.render.answer import title
from audit.render.brief.share import Share
from audit.render.labels import Mark
from audit.render.untrusted import one_line
from audit.render.view_reviews import ReviewView, review_views

_NO = (Outcome.UNMET, Outcome.PARTLY)
_THERE = (Availability.RELEASED, Availability.PARTIAL)


class ModelDissent(Struct, frozen=True, kw_only=True):
    """A model that one definition calls met and another unmet."""

    name: str
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    unknown: int


class PairDissent(Struct, frozen=True, kw_only=True):
    """Two definitions that decide differently on at least one model."""

    one: str
    other: str
    share: Share
    """Of the models on which both decide, those on which they differ."""


class Standing(StrEnum):
    """How a finding stands to what the tool found by itself."""

    AGREES = "agrees"
    DEGREE = "degree"
    """Both say that it is there, one in full and one in part."""
    CONTRADICTS = "contradicts"
    OPEN = "open"
    """The tool does not know, or leaves more than one answer open."""


class Contradiction(Struct, frozen=True, kw_only=True):
    """One finding that contradicts the tool."""

    model: str
    review: ReviewView
    state: Mark


class ReviewerTally(Struct, frozen=True, kw_only=True):
    """All findings of one reviewer or register."""

    reviewer: str
    findings: int
    agrees: Share
    degree: Share
    contradicts: Share
    open: Share
    decides: Share
    """Findings that decide a verdict or a row, of all."""
    contradictions: tuple[Contradiction, ...]


class Dissent(Struct, frozen=True, kw_only=True):
    """All of it."""

    models: tuple[ModelDissent, ...]
    pairs: tuple[PairDissent, ...]
    decided: int
    """Models on which at least two definitions decide."""
    reviewers: tuple[ReviewerTally, ...]


def dissent(assessments: Sequence[Assessment]) -> Dissent:
    """Where definitions, and people, disagree."""
    decided = [_decided(one) for one in assessments]
    return Dissent(
        models=tuple(_models(assessments, decided)),
        pairs=_pairs(decided),
        decided=sum(len(one) > 1 for one in decided),
        reviewers=_reviewers(assessments),
    )


def _decided(assessment: Assessment) -> dict[str, bool]:
    """Of each definition that decides, whether it is met."""
    return {
        one_line(title(one)): one.outcome is Outcome.MET
        for one in assessment.frameworks.values()
        if one.outcome is Outcome.MET or one.outcome in _NO
    }


def _models(
    assessments: Sequence[Assessment], decided: Sequence[dict[str, bool]]
) -> Iterator[ModelDissent]:
    for assessment, answers in zip(assessments, decided, strict=True):
        if len({*answers.values()}) > 1:
            frameworks = assessment.frameworks.values()
            yield ModelDissent(
                name=one_line(assessment.target.name),
                met=tuple(name for name, is_met in answers.items() if is_met),
                unmet=tuple(name for name, is_met in answers.items() if not is_met),
                unknown=sum(one.outcome is Outcome.UNKNOWN for one in frameworks),
            )


def _pairs(decided: Sequence[dict[str, bool]]) -> tuple[PairDissent, ...]:
    both: dict[tuple[str, str], list[bool]] = {}
    for answers in decided:
        for pair in combinations(sorted(answers), 2):
            both.setdefault(pair, []).append(answers[pair[0]] != answers[pair[1]])
    rows = [
        PairDissent(one=pair[0], other=pair[1], share=Share(number=sum(differ), of=len(differ)))
        for pair, differ in both.items()
        if any(differ)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.share.number, row.one, row.other)))


def _reviewers(assessments: Sequence[Assessment]) -> tuple[ReviewerTally, ...]:
    found: dict[str, list[tuple[str, WeighedReview, ReviewView]]] = {}
    for assessment in assessments:
        pairs = zip(assessment.reviews, review_views(assessment.reviews), strict=True)
        for weighed, view in pairs:
            entry = (one_line(assessment.target.name), weighed, view)
            found.setdefault(one_line(weighed.review.reviewer), []).append(entry)
    return tuple(_reviewer(reviewer, found[reviewer]) for reviewer in sorted(found))


def _reviewer(
    reviewer: str, findings: Sequence[tuple[str, WeighedReview, ReviewView]]
) -> ReviewerTally:
    standings = [standing(weighed) for _name, weighed, _view in findings]
    shares = {kind: Share(number=standings.count(kind), of=len(standings)) for kind in Standing}
    return ReviewerTally(
        reviewer=reviewer,
        findings=len(findings),
        agrees=shares[Standing.AGREES],
        degree=shares[Standing.DEGREE],
        contradicts=shares[Standing.CONTRADICTS],
        open=shares[Standing.OPEN],
        decides=Share(
            number=sum(not weighed.why for _name, weighed, _view in findings), of=len(findings)
        ),
        contradictions=tuple(
            Contradiction(model=name, review=view, state=view.state)
            for (name, _weighed, view), kind in zip(findings, standings, strict=True)
            if kind is Standing.CONTRADICTS
        ),
    )


def standing(weighed: WeighedReview) -> Standing:
    """How one finding stands to the tool's own; of several aspects the gravest counts."""
    if weighed.component is not None:
        found = list(_aspects(weighed, weighed.component))
    elif weighed.verdict is not None:
        found = [_of_verdict(weighed.review.finding or "", weighed.verdict)]
    else:
        found = []
    order = (Standing.CONTRADICTS, Standing.DEGREE, Standing.AGREES)
    return next((one for one in order if one in found), Standing.OPEN)


def _aspects(weighed: WeighedReview, tool: Component) -> Iterator[Standing]:
    theirs = weighed.review
    if theirs.finding is not None:
        yield _of_presence(theirs.finding, tool.availability)
    if theirs.license is not None:
        known = NO_LICENSE if tool.license.class_ == "none" else tool.license.expression
        yield _same(theirs.license, known)
    if theirs.access is not None:
        known = None if tool.access is Access.UNKNOWN else tool.access.value
        yield _same(theirs.access.value, known)


def _of_presence(theirs: str, tool: Availability) -> Standing:
    if Availability.UNKNOWN in (theirs, tool):
        return Standing.OPEN
    if theirs == tool:
        return Standing.AGREES
    return Standing.DEGREE if (theirs in _THERE) and (tool in _THERE) else Standing.CONTRADICTS


def _of_verdict(theirs: str, tool: Verdict) -> Standing:
    least, most = tool.value or (0.0, 0.0)
    if tool.outcome is Outcome.UNKNOWN or least < most:
        return Standing.OPEN
    return _same(theirs, tool.level or tool.outcome.value)


def _same(theirs: str, tool: str | None) -> Standing:
    if tool is None:
        return Standing.OPEN
    return Standing.AGREES if theirs == tool else Standing.CONTRADICTS
