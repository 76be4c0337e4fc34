"""People's findings as a report shows them: who, when, why, and what the tool itself had found."""

from __future__ import annotations

from msgspec import Struct

from audit.model import Access, Component, Evidence, Verdict, WeighedReview
from audit.model.review import QuoteState, Review
from audit.render.labels import (
    ACCESS,
    AVAILABILITY,
    OUTCOMES,
    QUOTE_STATES,
    REVIEW_STATES,
    Mark,
    class_name,
    component_name,
)
from audit.render.language import _, sentence
from audit.render.places import Proof, proof
from audit.render.untrusted import web_link


class ReviewView(Struct, frozen=True, kw_only=True):
    """One finding of a person."""

    anchor: str
    id: str
    """The component or the requirement."""
    name: str
    finds: str
    state: Mark
    why: str
    """Why it does not decide; empty where it does."""
    reviewer: str
    date: str
    until: str
    """The last day on which it counts; empty where there is none."""
    reason: str
    tool: str
    """What the tool itself had found."""
    place: str
    """The file and the entry in it."""
    source: str | None
    href: str | None
    quotes: str
    """Whether the words were found where they are said to stand."""
    proof: Proof


def review_views(reviews: tuple[WeighedReview, ...]) -> tuple[ReviewView, ...]:
    """The findings in their order, numbered from 1."""
    return tuple(_review(number, one) for number, one in enumerate(reviews, 1))


def review_anchor(number: int) -> str:
    """The id of a finding on the page; `number` counts from 1."""
    return f"review-{number}"


def _review(number: int, weighed: WeighedReview) -> ReviewView:
    review = weighed.review
    return ReviewView(
        anchor=review_anchor(number),
        id=review.subject,
        name=_name(weighed),
        finds=_finds(review),
        state=REVIEW_STATES[weighed.state],
        why=sentence(weighed.why),
        reviewer=review.reviewer,
        date=review.date,
        until=review.valid_until or "",
        reason=review.reason,
        tool=_tool(weighed),
        place=_("{file}, entry {number}", file=review.file, number=review.entry),
        source=review.source,
        href=web_link(review.source),
        quotes=_quotes(weighed.quotes),
        proof=proof(_evidence(review)),
    )


def _name(weighed: WeighedReview) -> str:
    if weighed.review.component is not None:
        return component_name(weighed.review.component)
    return sentence(weighed.verdict.name) if weighed.verdict else ""


def _finds(review: Review) -> str:
    """What is found, each part in plain words."""
    if review.component is None:
        return sentence((review.finding or "").replace("-", " "))
    words = {one.value: mark.word for one, mark in AVAILABILITY.items()}
    parts = (
        sentence(words.get(review.finding or "", "")),
        _("license {name}", name=review.license) if review.license else "",
        _(ACCESS[review.access]) if review.access else "",
    )
    return _(", ").join(filter(None, parts))


def _tool(weighed: WeighedReview) -> str:
    if weighed.component is not None:
        return _row(weighed.component)
    if weighed.verdict is not None:
        return _verdict(weighed.verdict)
    return _("nothing recorded")


def _row(component: Component) -> str:
    terms = component.license
    parts = (
        _(AVAILABILITY[component.availability].word),
        "" if component.access is Access.UNKNOWN else _(ACCESS[component.access]),
        _("license {name}", name=terms.expression or class_name(terms.class_)),
        sentence(component.detail),
    )
    return _(", ").join(filter(None, parts))


def _verdict(verdict: Verdict) -> str:
    said = sentence(verdict.level or OUTCOMES[verdict.outcome].word)
    why = sentence(verdict.needs or (verdict.because[0].text if verdict.because else ""))
    return _("{what}: {component}", what=said, component=why) if why else said


def _quotes(states: tuple[QuoteState, ...]) -> str:
    """The states that occur, each in words, the gravest first."""
    return _(", ").join(_(words) for state, words in QUOTE_STATES.items() if state in states)


def _evidence(review: Review) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            artifact=one.artifact or one.url or "",
            revision=one.revision,
            path=one.path,
            lines=one.lines,
            quote=one.quote,
            url=one.url,
        )
        for one in review.evidence
    )
