"""Whether something that is not known waits for a person alone, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from audit.judge.evaluate import Evaluator
from audit.judge.framework import Requirement
from audit.judge.kleene import Finding
from audit.judge.rule import Rule, parts
from audit.model import DataState, FieldState, Inventory, Outcome, Verdict

_TRUTHS = {Outcome.MET: True, Outcome.UNMET: False}


def as_if_done(
    inventory: Inventory,
    rules: Iterable[Rule],
    requirements: Mapping[str, Requirement] | None = None,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Evaluator:
    """Rules over the inventory as if people had done all that is left to them, and had found for
    the model. What is not known even then waits for more than a person."""
    known = {
        name: Finding(truth=_TRUTHS[verdict.outcome])
        for name, verdict in (verdicts or {}).items()
        if verdict.outcome in _TRUTHS
    }
    done = frozenset(person for rule in rules for person in _left_to_people(rule))
    return Evaluator(_read(inventory), requirements or {}, known, done)


def _left_to_people(rule: Rule) -> Iterator[str]:
    if rule.person is not None:
        yield rule.person
    for inner in parts(rule):
        yield from _left_to_people(inner)


def _read(inventory: Inventory) -> Inventory:
    """The inventory after somebody read the passages that may answer a question, and they did."""
    questions = (
        replace(one, state=DataState.STATED) if one.state is DataState.CANDIDATE else one
        for one in inventory.data_questions
    )
    fields = (
        replace(one, state=FieldState.FILLED) if one.state is FieldState.EVASIVE else one
        for one in inventory.training_summary
    )
    return replace(inventory, data_questions=tuple(questions), training_summary=tuple(fields))
