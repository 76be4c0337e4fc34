"""Asks one rule of a policy of one model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from audit.judge.evaluate import Evaluator
from audit.judge.kleene import Finding
from audit.judge.policy.file import PolicyRule, asked
from audit.judge.policy.licenses import clause_points, license_points
from audit.judge.policy.outcomes import framework_points
from audit.judge.policy.people import as_if_done
from audit.judge.policy.seen import age_points, conflict_points, gate_points
from audit.judge.rule import Rule
from audit.model import Assessment, Inventory
from audit.model.finding import Answer, Level, Point

_PARTS = sorted(set(Inventory.__struct_fields__) - {"schema"})


class Asked:
    """One model on a day, ready for the rules of a policy."""

    def __init__(self, assessment: Assessment, day: str) -> None:
        self.inventory = Inventory(**{name: getattr(assessment, name) for name in _PARTS})
        """What was found, with what people found in its place."""
        self._assessment = assessment
        self._day = day
        self._evaluator = Evaluator(self.inventory, {})

    def points(self, rule: PolicyRule) -> tuple[Point, ...]:
        """What the rule looked at, each with its answer and what follows from it."""
        found = _ASKS[asked(rule)](self, rule)
        return tuple(replace(one, level=level_of(one.answer, rule)) for one in found)

    def _rule(self, rule: PolicyRule) -> Iterator[Point]:
        asked_for = rule.rule or Rule()
        found = self._evaluator.evaluate(asked_for)
        if found.needs and found.truth is None:
            done = as_if_done(self.inventory, [asked_for]).evaluate(asked_for)
            found = found if done.truth is True else replace(found, needs=None)
        yield _point(found, asked_for)

    def _framework(self, rule: PolicyRule) -> Iterable[Point]:
        if rule.framework is None:
            return ()
        return framework_points(rule.framework, self._assessment, self.inventory)

    def _license(self, rule: PolicyRule) -> Iterable[Point]:
        return license_points(rule.license, self.inventory) if rule.license else ()

    def _clauses(self, rule: PolicyRule) -> Iterable[Point]:
        return clause_points(rule.clauses, self.inventory) if rule.clauses else ()

    def _conflicts(self, rule: PolicyRule) -> Iterable[Point]:
        return conflict_points(rule.conflicts, self.inventory) if rule.conflicts else ()

    def _gate(self, rule: PolicyRule) -> Iterable[Point]:
        return gate_points(rule.gate, self.inventory) if rule.gate else ()

    def _age(self, rule: PolicyRule) -> Iterable[Point]:
        return age_points(rule.age, self.inventory, self._day) if rule.age else ()


_ASKS: Mapping[str, Callable[[Asked, PolicyRule], Iterable[Point]]] = {
    "rule": Asked._rule,
    "framework": Asked._framework,
    "license": Asked._license,
    "clauses": Asked._clauses,
    "conflicts": Asked._conflicts,
    "gate": Asked._gate,
    "age": Asked._age,
}


def level_of(answer: Answer, rule: PolicyRule) -> Level:
    """What follows from an answer by the rule; an approval is what a waiver gives."""
    match answer:
        case Answer.MET | Answer.NOT_APPLICABLE:
            return Level.PASS
        case Answer.APPROVAL:
            return Level(rule.unmet)
        case Answer.PRESUMED:
            return Level(rule.presumed)
        case Answer.WAITING:
            return Level(rule.waiting or rule.unknown)
        case Answer.UNKNOWN:
            return Level(rule.unknown)
        case Answer.UNMET:
            return Level(rule.unmet)


def _point(found: Finding, rule: Rule) -> Point:
    answer = _answer(found)
    said = "; ".join(dict.fromkeys(reason.text for reason in found.because))
    if answer is Answer.WAITING and found.needs:
        said = f"{said}; {found.needs}" if said else found.needs
    subject = rule.component or rule.question or rule.lineage or ""
    said = said or "nothing to look at"
    return Point(subject=subject, answer=answer, text=said, because=found.because)


def _answer(found: Finding) -> Answer:
    if not found.applies:
        return Answer.NOT_APPLICABLE
    if found.truth is None:
        return Answer.WAITING if found.needs else Answer.UNKNOWN
    if not found.truth:
        return Answer.UNMET
    return Answer.PRESUMED if found.presumed else Answer.MET
