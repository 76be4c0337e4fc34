"""Classes and labels: which is reached, which is possible, and how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from audit.judge.changes import Changes
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework
from audit.judge.kleene import Finding
from audit.judge.outcome import basis_of, outcome_of
from audit.judge.whole import step_rules
from audit.model import Basis, Outcome, StepVerdict, Verdict

Verdicts = Mapping[str, Verdict]


class Climb(NamedTuple):
    """What the steps come to."""

    outcome: Outcome
    basis: Basis
    says: str
    reached: str | None
    possible: str | None
    steps: dict[str, StepVerdict]


def climb(
    framework: Framework, verdicts: Verdicts, evaluator: Evaluator, changes: Changes | None
) -> Climb:
    """The steps from the highest to the lowest; met at the highest, unmet below the lowest."""
    rules = step_rules(framework)
    found = [evaluator.evaluate(rule) for rule in rules]
    truths = [one.truth if one.applies else False for one in found]
    reached = next((n for n, truth in enumerate(truths) if truth is True), None)
    possible = next((n for n, truth in enumerate(truths) if truth is not False), None)
    wanted = _next(reached, len(rules))
    verdict = {
        step.id: StepVerdict(
            name=step.name,
            outcome=outcome_of(found[number]),
            basis=basis_of(found[number]),
            progress=_progress(framework, number, verdicts) if step.requirements else None,
            missing=_missing(framework, number, verdicts),
            changes=changes.of_rule(rules[number]) if changes and number in wanted else (),
        )
        for number, step in enumerate(framework.result.steps)
    }
    steps = framework.result.steps
    return Climb(
        outcome=_outcome(reached, possible),
        basis=_basis(found, reached),
        says=_says(framework, reached, possible),
        reached=None if reached is None else steps[reached].id,
        possible=None if possible is None else steps[possible].id,
        steps=verdict,
    )


def _next(reached: int | None, count: int) -> Iterable[int]:
    """The steps above the one that is reached."""
    return range(count if reached is None else reached)


def _outcome(reached: int | None, possible: int | None) -> Outcome:
    if reached is not None:
        return Outcome.PARTLY if reached else Outcome.MET
    return Outcome.UNMET if possible is None else Outcome.UNKNOWN


def _basis(found: list[Finding], reached: int | None) -> Basis:
    told = found if reached is None else [found[reached]]
    if any(one.reviewed for one in told):
        return Basis.REVIEWED
    return Basis.AUTOMATIC if reached is None else basis_of(told[0])


def _says(framework: Framework, reached: int | None, possible: int | None) -> str:
    steps = framework.result.steps
    said = framework.result.none if reached is None else steps[reached].name
    if possible is None or possible == reached:
        return said
    return f"{said}; {steps[possible].name} is not ruled out"


def _missing(framework: Framework, number: int, verdicts: Verdicts) -> tuple[str, ...]:
    """What a counted step lacks, its stand-ins considered."""
    met = {name for name, verdict in verdicts.items() if verdict.outcome is Outcome.MET}
    instead = framework.result.stands_in
    return tuple(
        name
        for name in framework.asked(number)
        if name not in met and instead.get(name, name) not in met
    )


def _progress(framework: Framework, number: int, verdicts: Verdicts) -> tuple[float, float]:
    """The least and the most of a counted step that is met, in percent."""
    sure = {name for name, one in verdicts.items() if one.outcome is Outcome.MET}
    open_ = {name for name, one in verdicts.items() if one.outcome is Outcome.UNKNOWN}
    return _percent(framework, number, sure), _percent(framework, number, sure | open_)


def _percent(framework: Framework, number: int, met: set[str]) -> float:
    last = len(framework.result.steps) - 1
    if framework.result.gated:
        for lower in range(last, number, -1):
            total, included = _counted(framework, lower, met)
            if included < total:
                return 0.0
    total, included = _counted(framework, number, met)
    return min(100.0, 100 * included / total) if total else 100.0


def _counted(framework: Framework, number: int, met: set[str]) -> tuple[int, int]:
    """How many requirements a step asks for, and how many of them are met. What stands in for
    another is counted in its place, and only once where the step asks for it anyway."""
    asked = framework.asked(number)
    total, included = len(asked), sum(name in met for name in asked)
    for name, instead in framework.result.stands_in.items():
        if name in asked and name not in met and instead in met:
            if instead in asked:
                total -= 1
            else:
                included += 1
    return total, included
