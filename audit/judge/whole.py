"""The rules that a framework implies: of each of its steps, and of the whole."""

from __future__ import annotations

from audit.judge.framework import Framework
from audit.judge.rule import Rule

_STEPS: dict[int, tuple[Framework, tuple[Rule, ...]]] = {}
"""By the id of the framework object, which is held so that no other object can take its id."""


def step_rules(framework: Framework) -> tuple[Rule, ...]:
    """The rule of each class or label, from the highest to the lowest."""
    known = _STEPS.get(id(framework))
    if known is None:
        rules = tuple(_step_rule(framework, n) for n in range(len(framework.result.steps)))
        known = (framework, rules)
        _STEPS[id(framework)] = known
    return known[1]


def whole_rule(framework: Framework) -> Rule:
    """That all requirements hold that the outcome counts."""
    return Rule(requirements=framework.counted())


def _step_rule(framework: Framework, number: int) -> Rule:
    own = framework.result.steps[number].rule
    if own is not None:
        return own
    return Rule(all=tuple(_or_stand_in(framework, name) for name in framework.asked(number)))


def _or_stand_in(framework: Framework, name: str) -> Rule:
    asked = Rule(requirements=(name,))
    instead = framework.result.stands_in.get(name)
    return asked if instead is None else Rule(any=(asked, Rule(requirements=(instead,))))
