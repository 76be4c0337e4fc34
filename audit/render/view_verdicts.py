"""A framework's verdicts as a report shows them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from audit.model import (
    Basis,
    ElementVerdict,
    FrameworkVerdict,
    Outcome,
    StepVerdict,
    Verdict,
)
from audit.render.answer import Answer, answer, title
from audit.render.labels import BASES, BASIS_NOTES, OUTCOMES, Mark
from audit.render.language import _, language, sentence
from audit.render.places import anchor, requirement_anchor
from audit.render.untrusted import web_link
from audit.render.view_changes import change_lines
from audit.render.view_facts import Facts, FactView
from audit.render.view_reviews import review_anchor


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
    is_plain: bool
    """Whether it was read automatically, so that its basis need not be told again."""
    needs: str | None
    fails: bool
    """Whether it is required and not met."""
    is_left: bool
    """Whether nothing was found of it, and a person decides it alone."""
    waits: bool
    """Whether a person has to act before it can be met."""
    warnings: tuple[str, ...]
    changes: tuple[str, ...]
    """What would have it met."""
    reasons: tuple[FactView, ...]
    told_before: int
    """The number of the last fact that stands above this requirement."""
    reviews: tuple[str, ...]
    """The places on the page of what people found of it, whether that decides or not."""

    @property
    def said(self) -> tuple[object, ...]:
        """All that is said of it but its name and its reviews."""
        reasons = tuple(one.number for one in self.reasons)
        return (
            self.outcome,
            self.level,
            self.basis,
            self.needs,
            *self.warnings,
            *self.changes,
            reasons,
        )


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
    def told(self) -> tuple[RequirementView, ...]:
        """What there is something to say of, besides that a person has to decide it."""
        return tuple(one for one in self.requirements if not one.is_left)

    @property
    def told_alike(self) -> tuple[tuple[RequirementView, ...], ...]:
        """What there is something to say of, together where the same is to be said, in the order
        of the first of them."""
        groups: dict[object, list[RequirementView]] = {}
        for one in self.told:
            groups.setdefault(one.said, []).append(one)
        return tuple(map(tuple, groups.values()))

    @property
    def left(self) -> tuple[RequirementView, ...]:
        """What nothing was found of, so that a person decides it alone."""
        return tuple(one for one in self.requirements if one.is_left)

    @property
    def waiting(self) -> tuple[RequirementView, ...]:
        """What a person has to decide."""
        return tuple(one for one in self.requirements if one.waits)


def framework_view(
    identifier: str, framework: FrameworkVerdict, facts: Facts | None = None
) -> FrameworkView:
    """The framework's answer, elements and requirements, in the order of its file; what decided
    them is numbered in `facts`."""
    numbered = Facts() if facts is None else facts
    return FrameworkView(
        id=identifier,
        anchor=anchor("framework", identifier),
        title=title(framework),
        source=framework.source,
        href=web_link(framework.source),
        outcome=OUTCOMES[framework.outcome],
        says=sentence(framework.says) or _(OUTCOMES[framework.outcome].word),
        counted=_counted(framework),
        note=sentence(BASIS_NOTES[framework.basis]),
        steps=tuple(map(_step, framework.steps.values())),
        changes=change_lines(framework.changes),
        answer=answer(identifier, framework),
        elements=tuple(_element(*pair) for pair in framework.elements.items()),
        requirements=tuple(
            _left(language(), identifier, name, Left(one.name, one.says, one.required, one.needs))
            if _is_left(one)
            else _requirement(identifier, name, one, numbered)
            for name, one in framework.requirements.items()
        ),
    )


def _counted(framework: FrameworkVerdict) -> str:
    counts = framework.counts
    if counts is None:
        return ""
    told = (
        (counts.met, _("{number} met", number=counts.met)),
        (counts.partly, _("{number} partly", number=counts.partly)),
        (counts.unmet, _("{number} unmet", number=counts.unmet)),
        (counts.unknown, _("{number} unknown", number=counts.unknown)),
    )
    return _(", ").join(words for number, words in told if number)


def _step(step: StepVerdict) -> StepView:
    return StepView(
        name=sentence(step.name),
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
    if least == most:
        return _("{number} %", number=least)
    return _("{least} to {most} %", least=least, most=most)


def _element(identifier: str, element: ElementVerdict) -> ElementView:
    return ElementView(
        id=identifier,
        name=sentence(element.name),
        outcome=OUTCOMES[element.outcome],
        note=sentence(BASIS_NOTES[element.basis]),
    )


def _is_left(verdict: Verdict) -> bool:
    is_told = verdict.because or verdict.warnings or verdict.changes or verdict.reviews
    is_plain = verdict.basis is Basis.AUTOMATIC and verdict.level is None
    return verdict.outcome is Outcome.UNKNOWN and is_plain and not is_told


class Left(NamedTuple):
    """All that is to be said of a requirement that is left to a person."""

    name: str
    says: str
    required: bool
    needs: str | None


@lru_cache(maxsize=2_048)
def _left(spoken: str, framework: str, identifier: str, left: Left) -> RequirementView:
    """A requirement that is left to a person, the same in every report in the language that is
    spoken now, which `spoken` names."""
    verdict = Verdict(outcome=Outcome.UNKNOWN, basis=Basis.AUTOMATIC, **left._asdict())
    return _requirement(framework, identifier, verdict, Facts())


def _requirement(
    framework: str, identifier: str, verdict: Verdict, facts: Facts
) -> RequirementView:
    told_before = len(facts)
    return RequirementView(
        id=identifier,
        anchor=requirement_anchor(framework, identifier),
        name=sentence(verdict.name),
        says=sentence(verdict.says),
        required=verdict.required,
        outcome=OUTCOMES[verdict.outcome],
        level=verdict.level and sentence(verdict.level),
        basis=_(BASES[verdict.basis]),
        is_plain=verdict.basis is Basis.AUTOMATIC,
        needs=verdict.needs and sentence(verdict.needs),
        fails=verdict.required and verdict.outcome in {Outcome.UNMET, Outcome.PARTLY},
        is_left=_is_left(verdict),
        waits=verdict.needs is not None and verdict.outcome is not Outcome.MET,
        warnings=tuple(map(sentence, verdict.warnings)),
        changes=change_lines(verdict.changes),
        reasons=tuple({one.number: one for one in map(facts.view, verdict.because)}.values()),
        told_before=told_before,
        reviews=tuple(review_anchor(number + 1) for number in verdict.reviews),
    )
