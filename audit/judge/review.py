"""What people's findings change: the rows of an inventory, and requirements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from audit.judge.kleene import Finding
from audit.judge.leaves import NOT_RECORDED
from audit.judge.review_check import NOT_APPLICABLE, findings_of, requirements, terms_of
from audit.model import Availability, Component, Evidence, Inventory, Reason, WeighedReview
from audit.model.review import Review, ReviewEvidence, ReviewState


def with_reviews(inventory: Inventory, reviews: Iterable[WeighedReview]) -> Inventory:
    """The inventory with what people found of its rows, where that decides."""
    rows = dict(inventory.components)
    for one in reviews:
        name = one.review.component
        if one.state is ReviewState.APPLIED and name is not None:
            rows[name] = _row(rows.get(name, NOT_RECORDED), one.review)
    return replace(inventory, components=rows)


def without_reviews(
    rows: Mapping[str, Component], reviews: Iterable[WeighedReview]
) -> dict[str, Component]:
    """The rows as the tool itself found them."""
    own = {
        one.review.component: one.component
        for one in reviews
        if one.review.component is not None and one.component is not None
    }
    return {name: own.get(name, row) for name, row in rows.items()}


def _row(row: Component, review: Review) -> Component:
    """The row with one review on it; what the review does not speak of stays."""
    told = f"{said_by(review)}: {review.reason}"
    shown = evidence_of(review)
    keeps = review.finding is None or row.reviewed
    return Component(
        availability=Availability(review.finding) if review.finding else row.availability,
        access=review.access or row.access,
        license=terms_of(review.license) if review.license else row.license,
        detail="; ".join(filter(None, (row.detail if keeps else "", told))),
        evidence=(*shown, *(row.evidence if keeps else ())),
        reviewed=True,
    )


def signed(reviews: Iterable[WeighedReview]) -> dict[str, Finding]:
    """People's findings on requirements, by id, where they decide."""
    found: dict[str, Finding] = {}
    for one in reviews:
        name = one.review.requirement
        if one.state is ReviewState.APPLIED and name is not None and name in requirements():
            finding = _finding(name, one.review)
            earlier = found[name].because if name in found else ()
            found[name] = replace(finding, because=(*earlier, *finding.because))
    return found


def _finding(requirement: str, review: Review) -> Finding:
    text = f"{said_by(review)}: {review.finding}. {review.reason}"
    because = (Reason(text=text, evidence=evidence_of(review)),)
    if review.finding == NOT_APPLICABLE:
        return Finding(truth=None, applies=False, reviewed=True, because=because)
    levels = requirements()[requirement][1].levels
    if not levels:
        return Finding(truth=review.finding == "met", reviewed=True, because=because)
    worth = {level.name: level.value for level in levels}.get(review.finding or "", 0.0)
    best, lowest = levels[0].name, findings_of(requirement)[-2]
    return Finding(
        truth=review.finding == best,
        reviewed=True,
        because=because,
        level="" if review.finding == lowest else review.finding,
        value=(worth, worth),
    )


def said_by(review: Review) -> str:
    """Who found it, and when."""
    return f"reviewed by {review.reviewer} on {review.date}"


def evidence_of(review: Review) -> tuple[Evidence, ...]:
    """Where the finding can be checked, as a report cites it."""
    return tuple(map(_cited, review.evidence))


def _cited(one: ReviewEvidence) -> Evidence:
    return Evidence(
        artifact=one.artifact or one.url or "",
        revision=one.revision,
        path=one.path,
        lines=one.lines,
        quote=one.quote,
        url=one.url,
    )
