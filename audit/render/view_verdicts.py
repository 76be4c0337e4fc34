"""A framework's verdicts as a report shows them."""

from __future__ import annotations

from msgspec import Struct

from audit.model import (
    ElementVerdict,
    FrameworkVerdict,
    Outcome,
    Reason,
    StepVerdict,
    Verdict,
)
from audit.render.answer import Answer, answer, title
from audit.render.labels import BASES, BASIS_NOTES, OUTCOMES, Mark
from audit.render.places import Proof, anchor, proof, requirement_anchor
from audit.render.untrusted import web_link
from audit.render.view_changes import change_lines
from audit.render.view_reviews import review_anchor


class ReasonView(Struct, frozen=True, kw_only=True):
    """One fact that decided a requirement."""

    text: str
    proof: Proof


class ElementView(Struct, frozen=True, kw_only=True):
    """A group of requirements, with its outcome."""

    id: str
    name: str
    outcome: Mark
    note: str
    """The basis in words, or nothing when it was read automatically."""


class RequirementView(Struct, frozen=True, kw_only=True):
    """One requirement with its outcome and reasons."""

    id: str
    anchor: str
    name: str
    says: str
    required: bool
    outcome: Mark
    level: str | None
    """The level in the framework's own word, where it has levels."""
    basis: str
    needs: str | None
    fails: bool
    """Whether it is required and not met."""
    waits: bool
    """Whether a person has to act before it can be met."""
    warnings: tuple[str, ...]
    changes: tuple[str, ...]
    """What would have it met."""
    reasons: tuple[ReasonView, ...]
    reviews: tuple[str, ...]
    """The places on the page of what people found of it, whether that decides or not."""


class StepView(Struct, frozen=True, kw_only=True):
    """One class or label."""

    name: str
    outcome: Mark
    progress: str
    missing: tuple[str, ...]
    changes: tuple[str, ...]
    """What would have it reached."""


class FrameworkView(Struct, frozen=True, kw_only=True):
    """One definition, and what it says of the model."""

    id: str
    anchor: str
    title: str
    source: str
    href: str | None
    outcome: Mark
    says: str
    """The outcome in the framework's own words."""
    counted: str
    """How many requirements came to what."""
    note: str
    answer: Answer
    steps: tuple[StepView, ...]
    changes: tuple[str, ...]
    """What would have the whole met."""
    elements: tuple[ElementView, ...]
    requirements: tuple[RequirementView, ...]

    @property
    def failing(self) -> tuple[RequirementView, ...]:
        """What is required and not met."""
        return tuple(one for one in self.requirements if one.fails)

    @property
    def waiting(self) -> tuple[RequirementView, ...]:
        """What a person has to decide."""
        return tuple(one for one in self.requirements if one.waits)


def framework_view(identifier: str, framework: FrameworkVerdict) -> FrameworkView:
    """The framework's answer, elements and requirements, in the order of its file."""
    return FrameworkView(
        id=identifier,
        anchor=anchor("framework", identifier),
        title=title(framework),
        source=framework.source,
        href=web_link(framework.source),
        outcome=OUTCOMES[framework.outcome],
        says=framework.says or OUTCOMES[framework.outcome].word,
        counted=_counted(framework),
        note=BASIS_NOTES[framework.basis],
        steps=tuple(map(_step, framework.steps.values())),
        changes=change_lines(framework.changes),
        answer=answer(identifier, framework),
        elements=tuple(_element(*pair) for pair in framework.elements.items()),
        requirements=tuple(
            _requirement(identifier, *pair) for pair in framework.requirements.items()
        ),
    )


def _counted(framework: FrameworkVerdict) -> str:
    counts = framework.counts
    if counts is None:
        return ""
    told = (
        (counts.met, "met"),
        (counts.partly, "partly"),
        (counts.unmet, "unmet"),
        (counts.unknown, "unknown"),
    )
    return ", ".join(f"{number} {word}" for number, word in told if number)


def _step(step: StepVerdict) -> StepView:
    return StepView(
        name=step.name,
        outcome=OUTCOMES[step.outcome],
        progress=_span(step.progress),
        missing=step.missing,
        changes=change_lines(step.changes),
    )


def _span(progress: tuple[float, float] | None) -> str:
    """Percent, the least and the most where they differ."""
    if progress is None:
        return ""
    least, most = (f"{value:.3g}" for value in progress)
    return f"{least} %" if least == most else f"{least} to {most} %"


def _element(identifier: str, element: ElementVerdict) -> ElementView:
    return ElementView(
        id=identifier,
        name=element.name,
        outcome=OUTCOMES[element.outcome],
        note=BASIS_NOTES[element.basis],
    )


def _requirement(framework: str, identifier: str, verdict: Verdict) -> RequirementView:
    return RequirementView(
        id=identifier,
        anchor=requirement_anchor(framework, identifier),
        name=verdict.name,
        says=verdict.says,
        required=verdict.required,
        outcome=OUTCOMES[verdict.outcome],
        level=verdict.level,
        basis=BASES[verdict.basis],
        needs=verdict.needs,
        fails=verdict.required and verdict.outcome in {Outcome.UNMET, Outcome.PARTLY},
        waits=verdict.needs is not None and verdict.outcome is not Outcome.MET,
        warnings=verdict.warnings,
        changes=change_lines(verdict.changes),
        reasons=tuple(_reason(one) for one in verdict.because),
        reviews=tuple(review_anchor(number + 1) for number in verdict.reviews),
    )


def _reason(reason: Reason) -> ReasonView:
    return ReasonView(text=reason.text, proof=proof(reason.evidence))
