"""The terms that a rule asks of a row and that the row has: new terms have to keep to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.judge.evaluate import Evaluator
from audit.judge.framework import Requirement
from audit.judge.reads import usual_set
from audit.judge.rule import Rule

Asked = tuple[str, str]
"""A row and a license set."""


def held_terms(
    rule: Rule, now: Evaluator, requirements: Mapping[str, Requirement]
) -> Iterator[Asked]:
    """Each row with each license set that a part of the rule asks of it and that it is under; what
    clauses ask is the row's usual set. Of several alternatives only those count that hold."""
    if rule.component is not None and rule.license is not None and _holds(rule, now):
        yield rule.component, rule.license
    for row in rule.of:
        if _holds(Rule(freedom=rule.freedom, clause=rule.clause, is_=rule.is_, of=(row,)), now):
            yield row, usual_set(row)
    for part in _joined(rule, now, requirements):
        yield from held_terms(part, now, requirements)


def _joined(rule: Rule, now: Evaluator, requirements: Mapping[str, Requirement]) -> Iterator[Rule]:
    """The parts on which the rule stands as a whole."""
    yield from rule.all or ()
    some = (*(rule.any or ()), *(rule.at_least.of if rule.at_least else ()))
    yield from (part for part in some if _holds(part, now))
    if rule.claimed is not None:
        yield rule.claimed
    if rule.applies is not None:
        yield rule.applies.then
    for name in rule.requirements or ():
        asked = requirements[name]
        yield asked.rule or asked.levels[0].rule


def _holds(rule: Rule, now: Evaluator) -> bool:
    return now.evaluate(rule).truth is True
