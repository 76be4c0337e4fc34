"""What a policy says of the outcome of a published definition, or of single requirements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from audit.judge.framework import Framework
from audit.judge.load import framework
from audit.judge.policy.file import FrameworkAsk
from audit.judge.policy.people import as_if_done
from audit.model import Assessment, FrameworkVerdict, Inventory, Outcome, Verdict
from audit.model.finding import Answer, Point

_TOLD = 3
"""Reasons that the words of a point repeat; all of them stand beside it."""
_OPEN = (Outcome.UNKNOWN,)
_LACKING = (Outcome.UNMET, Outcome.PARTLY, Outcome.UNKNOWN)


def framework_points(
    ask: FrameworkAsk, assessment: Assessment, inventory: Inventory
) -> Iterator[Point]:
    """One point where it holds; else one for each requirement that is not met, known or not."""
    verdict = assessment.frameworks.get(ask.id)
    if verdict is None:
        yield _whole(ask.id, Answer.UNKNOWN, f"{ask.id}: no verdict is recorded")
        return
    known = framework(ask.id)
    waits = _Waits(known, verdict, inventory)
    if ask.requirements:
        for name in ask.requirements:
            yield _single(name, verdict.requirements.get(name), ask, waits)
    else:
        yield from _of_whole(ask, known, verdict, waits)


class _Waits:
    """Which requirements wait for a person alone."""

    def __init__(self, known: Framework, verdict: FrameworkVerdict, inventory: Inventory) -> None:
        rules = (rule for _, rule in known.rules())
        self._done = as_if_done(inventory, rules, known.requirements, verdict.requirements)

    def for_a_person(self, name: str, verdict: Verdict) -> bool:
        """Whether it would be met once the person has done what is named."""
        return bool(verdict.needs) and self._done.requirement(name).truth is True


def _single(name: str, verdict: Verdict | None, ask: FrameworkAsk, waits: _Waits) -> Point:
    if verdict is None:
        return _whole(name, Answer.UNKNOWN, f"{name}: no verdict is recorded")
    return _requirement(name, verdict, accepted(verdict.outcome, ask), waits)


def accepted(outcome: Outcome, ask: FrameworkAsk) -> Answer:
    """Whether an outcome is one that the policy takes."""
    if ask.not_:
        if outcome in ask.not_:
            return Answer.UNMET
        return Answer.UNKNOWN if outcome in _OPEN else Answer.MET
    if outcome in ask.is_:
        return Answer.MET
    if outcome is Outcome.NOT_APPLICABLE:
        return Answer.NOT_APPLICABLE
    return Answer.UNKNOWN if outcome in _OPEN else Answer.UNMET


def _of_whole(
    ask: FrameworkAsk, known: Framework, verdict: FrameworkVerdict, waits: _Waits
) -> Iterator[Point]:
    answer, lacking = _of_step(ask, known, verdict) if ask.at_least else _of_outcome(ask, verdict)
    if answer is Answer.MET and verdict.basis == "presumed":
        answer = Answer.PRESUMED
    text = f"{verdict.name}: {verdict.says}"
    if answer not in (Answer.UNMET, Answer.UNKNOWN):
        yield _whole(ask.id, answer, text)
        return
    points = list(_lacks(lacking, known, verdict, waits))
    if answer is Answer.UNKNOWN:  # what is open as a whole is not held to be unmet in a part
        points = [_opened(one) for one in points]
    if not _carry(points, answer):
        yield _whole(ask.id, answer, text)
    yield from points


def _of_outcome(ask: FrameworkAsk, verdict: FrameworkVerdict) -> tuple[Answer, Collection[str]]:
    return accepted(verdict.outcome, ask), tuple(verdict.requirements)


def _of_step(
    ask: FrameworkAsk, known: Framework, verdict: FrameworkVerdict
) -> tuple[Answer, Collection[str]]:
    """Whether a class or label is reached, and what it lacks."""
    order = [step.id for step in known.result.steps]
    wanted = order.index(ask.at_least or "")
    missing = verdict.steps[order[wanted]].missing if order[wanted] in verdict.steps else ()
    if verdict.reached is not None and order.index(verdict.reached) <= wanted:
        return Answer.MET, ()
    if verdict.possible is not None and order.index(verdict.possible) <= wanted:
        return Answer.UNKNOWN, missing
    return Answer.UNMET, missing


def _lacks(
    names: Collection[str], known: Framework, verdict: FrameworkVerdict, waits: _Waits
) -> Iterator[Point]:
    counted = set(known.counted())
    for name in names:
        found = verdict.requirements.get(name)
        if found is not None and name in counted and found.outcome in _LACKING:
            open_ = found.outcome is Outcome.UNKNOWN
            yield _requirement(name, found, Answer.UNKNOWN if open_ else Answer.UNMET, waits)


def _requirement(name: str, verdict: Verdict, answer: Answer, waits: _Waits) -> Point:
    told = [one.text for one in verdict.because]
    if answer is Answer.UNKNOWN and waits.for_a_person(name, verdict):
        answer, told = Answer.WAITING, [verdict.needs or ""]
    if answer is Answer.MET and verdict.basis == "presumed":
        answer = Answer.PRESUMED
    more = f"; {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    said = "; ".join(told[:_TOLD]) + more or _outcome(verdict.outcome)
    text = f"{name} {verdict.name}: {said}"
    return Point(subject=name, answer=answer, text=text, because=verdict.because)


def _outcome(outcome: Outcome) -> str:
    return {"unmet": "not met", "unknown": "not known", "partly": "met in part"}.get(
        outcome.value, outcome.value.replace("-", " ")
    )


def _opened(point: Point) -> Point:
    return replace(point, answer=Answer.UNKNOWN) if point.answer is Answer.UNMET else point


def _carry(points: Iterable[Point], answer: Answer) -> bool:
    """Whether a point shows what the whole came to."""
    shown = {one.answer for one in points}
    return answer in shown or (answer is Answer.UNKNOWN and Answer.WAITING in shown)


def _whole(subject: str, answer: Answer, text: str) -> Point:
    return Point(subject=subject, answer=answer, text=text)
