"""The answer of one framework: its requirements, and what they come to by its own rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from audit.judge.changes import Changes
from audit.judge.evaluate import Evaluator
from audit.judge.framework import STEPPED, Element, Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.outcome import basis_of, basis_of_all, in_parts, outcome_of, overall
from audit.judge.score import score_of
from audit.judge.steps import Climb, climb
from audit.model import (
    Basis,
    Counts,
    ElementVerdict,
    FrameworkVerdict,
    Outcome,
    Score,
    Verdict,
)

Verdicts = Mapping[str, Verdict]


class Answer(NamedTuple):
    """What the counted requirements come to."""

    outcome: Outcome
    basis: Basis
    says: str
    climb: Climb | None = None
    score: Score | None = None


def framework_verdict(
    framework: Framework, evaluator: Evaluator, changes: Changes | None = None
) -> FrameworkVerdict:
    """The answer of one framework; with what would change it, where `changes` is given."""
    left = _left_to_people(framework)
    verdicts = {
        name: left[name]
        if name in left and not evaluator.is_settled(name)
        else _verdict(framework, requirement, evaluator.requirement(name), evaluator, changes)
        for name, requirement in framework.requirements.items()
    }
    counted = [verdicts[name] for name in framework.counted()]
    answer = _answer(framework, verdicts, counted, evaluator, changes)
    steps = answer.climb
    return FrameworkVerdict(
        name=framework.name,
        version=framework.version,
        date=framework.date,
        kind=framework.kind,
        source=framework.source,
        outcome=answer.outcome,
        basis=answer.basis,
        says=answer.says,
        reached=steps.reached if steps else None,
        possible=steps.possible if steps else None,
        steps=steps.steps if steps else {},
        score=answer.score,
        counts=_counts(counted),
        changes=changes.of_all(framework) if changes and _is_one_whole(framework, answer) else (),
        elements={name: _element(e, verdicts) for name, e in framework.elements.items()},
        requirements=verdicts,
    )


_LEFT: dict[int, tuple[Framework, dict[str, Verdict]]] = {}
"""By the id of the framework object, which is held so that no other object can take its id."""


def _left_to_people(framework: Framework) -> dict[str, Verdict]:
    """The verdicts on requirements that ask a person alone: the same on every inventory, until a
    person has settled them."""
    known = _LEFT.get(id(framework))
    if known is None:
        verdicts = {
            name: Verdict(
                name=requirement.name,
                says=requirement.says,
                required=requirement.required,
                outcome=Outcome.UNKNOWN,
                basis=Basis.AUTOMATIC,
                needs=requirement.rule.person,
            )
            for name, requirement in framework.requirements.items()
            if requirement.rule is not None and requirement.rule.person is not None
        }
        known = (framework, verdicts)
        _LEFT[id(framework)] = known
    return known[1]


def _is_one_whole(framework: Framework, answer: Answer) -> bool:
    kinds = (*STEPPED, "score", "completeness")
    return framework.kind not in kinds and answer.outcome is Outcome.UNMET


def _verdict(
    framework: Framework,
    requirement: Requirement,
    found: Finding,
    evaluator: Evaluator,
    changes: Changes | None,
) -> Verdict:
    outcome = outcome_of(found)
    return Verdict(
        name=requirement.name,
        says=requirement.says,
        required=requirement.required,
        outcome=outcome,
        basis=basis_of(found),
        needs=found.needs if outcome is Outcome.UNKNOWN else None,
        because=found.because,
        level=framework.result.lowest if found.level == "" else found.level,
        value=found.value,
        warnings=_warnings(requirement, outcome, evaluator),
        changes=changes.of(requirement) if changes and outcome is Outcome.UNMET else (),
    )


def _warnings(requirement: Requirement, outcome: Outcome, evaluator: Evaluator) -> tuple[str, ...]:
    warn = requirement.warn
    if warn is None or outcome is not Outcome.MET:
        return ()
    return (warn.says,) if evaluator.evaluate(warn.rule).truth is False else ()


def _element(element: Element, verdicts: Verdicts) -> ElementVerdict:
    members = [verdicts[name] for name in element.requirements]
    required = [verdict for verdict in members if verdict.required]
    outcome = in_parts(required)
    return ElementVerdict(name=element.name, outcome=outcome, basis=basis_of_all(outcome, required))


def _answer(
    framework: Framework,
    verdicts: Verdicts,
    counted: list[Verdict],
    evaluator: Evaluator,
    changes: Changes | None,
) -> Answer:
    if framework.kind in STEPPED:
        steps = climb(framework, verdicts, evaluator, changes)
        return Answer(steps.outcome, steps.basis, steps.says, climb=steps)
    if framework.kind == "score":
        score, says = score_of(framework, counted)
        outcome = _of_score(score, of_all=framework.counts_all())
        return Answer(outcome, basis_of_all(outcome, counted), says, score=score)
    is_partial = framework.kind == "completeness"
    outcome = in_parts(counted) if is_partial else overall(counted)
    scope = [verdicts[name] for name in framework.result.scope]
    if any(verdict.outcome is Outcome.UNMET for verdict in scope):
        outcome = Outcome.NOT_APPLICABLE
    says = _filled(counted) if is_partial else _in_words(framework, outcome)
    return Answer(outcome, basis_of_all(outcome, counted), says)


def _of_score(score: Score, *, of_all: bool) -> Outcome:
    """Nothing is met, or unmet, as a whole where some requirements are not counted."""
    if score.least != score.most or not of_all:
        return Outcome.UNKNOWN
    if score.least == score.highest:
        return Outcome.MET
    return Outcome.PARTLY if score.least else Outcome.UNMET


def _in_words(framework: Framework, outcome: Outcome) -> str:
    words = framework.result.words
    return {
        Outcome.MET: words.met,
        Outcome.PARTLY: words.partly,
        Outcome.UNMET: words.unmet,
        Outcome.UNKNOWN: words.unknown,
        Outcome.NOT_APPLICABLE: words.not_applicable,
    }[outcome]


def _filled(verdicts: Iterable[Verdict]) -> str:
    counts = _counts(verdicts)
    asked = counts.met + counts.partly + counts.unmet + counts.unknown
    open_ = f", {counts.unknown} not known" if counts.unknown else ""
    return f"{counts.met} of {asked} filled{open_}"


def _counts(verdicts: Iterable[Verdict]) -> Counts:
    outcomes = [verdict.outcome for verdict in verdicts]
    return Counts(
        met=outcomes.count(Outcome.MET),
        partly=outcomes.count(Outcome.PARTLY),
        unmet=outcomes.count(Outcome.UNMET),
        unknown=outcomes.count(Outcome.UNKNOWN),
        not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
    )
