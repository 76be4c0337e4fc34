"""Applies rules to one inventory, and says which facts decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import cache
from typing import NamedTuple

from msgspec import structs

from audit.judge.framework import Level, Requirement
from audit.judge.kleene import Finding, all_of, any_of, at_least, negated, reasons_of
from audit.judge.leaves import Leaves
from audit.judge.levels import graded
from audit.judge.reads import Reads
from audit.judge.rule import Rule, leading_word
from audit.model import Inventory, Reason


class Earlier(NamedTuple):
    """What was found before an inventory was changed, and what was changed."""

    evaluator: Evaluator
    reads: Reads
    changed: frozenset[str]


class Evaluator:
    """Requirements, of one framework or of many, over one inventory."""

    def __init__(
        self,
        inventory: Inventory,
        requirements: Mapping[str, Requirement],
        signed: Mapping[str, Finding] | None = None,
        done: Set[str] = frozenset(),
        earlier: Earlier | None = None,
    ) -> None:
        """`signed` are people's findings by requirement, in place of what its rule comes to;
        `done` is what people have done of that which rules leave to them; where `earlier` is
        given, rules that read nothing of what was changed are not asked again."""
        self._leaves = Leaves(inventory)
        self._requirements = requirements
        self._signed = signed or {}
        self._done = done
        self._earlier = earlier
        self._claimed = bool(inventory.claims)
        self._by_name: dict[str, Finding] = {}
        self._by_rule: dict[int, Finding] = {}
        self._words: dict[str, Callable[[Rule], Finding]] = {
            **self._leaves.words,
            "all": lambda rule: all_of(tuple([self.evaluate(part) for part in rule.all or ()])),
            "any": lambda rule: any_of(tuple([self.evaluate(part) for part in rule.any or ()])),
            "not_": lambda rule: negated(self.evaluate(rule.not_ or Rule())),
            "at_least": self._at_least,
            "applies": self._applies,
            "claimed": self._if_claimed,
            "requirements": self._all_requirements,
            "person": self._person,
        }

    def requirement(self, name: str) -> Finding:
        """What the requirement's rule or levels come to."""
        found = self._by_name.get(name)
        if found is None:
            before = self._earlier
            if before and before.changed.isdisjoint(before.reads.of_requirement(name)):
                found = before.evaluator.requirement(name)
            else:
                found = self._signed.get(name) or self._found(self._requirements[name])
            self._by_name[name] = found
        return found

    def is_settled(self, name: str) -> bool:
        """Whether a person's finding stands in place of the requirement's rule, or has answered
        what the rule leaves to a person."""
        return name in self._signed or bool(self._done)

    def evaluate(self, rule: Rule) -> Finding:
        """What a rule comes to; what several rules ask alike is asked once."""
        word, number = _known(rule)
        found = self._by_rule.get(number)
        if found is None:
            before = self._earlier
            if before and before.changed.isdisjoint(before.reads.of(rule)):
                found = before.evaluator.evaluate(rule)
            else:
                found = self._words[word](rule)
            self._by_rule[number] = found
        return found

    def _found(self, requirement: Requirement) -> Finding:
        if requirement.rule is not None:
            return self.evaluate(requirement.rule)
        return self.levels(requirement.levels)

    def levels(self, levels: tuple[Level, ...]) -> Finding:
        """Which of several levels is reached."""
        return graded(levels, tuple(self.evaluate(level.rule) for level in levels))

    def _at_least(self, rule: Rule) -> Finding:
        if rule.at_least is None:
            raise ValueError("at-least without a count")
        return at_least(rule.at_least.count, tuple(map(self.evaluate, rule.at_least.of)))

    def _applies(self, rule: Rule) -> Finding:
        if rule.applies is None:
            raise ValueError("applies without a rule")
        when, then = self.evaluate(rule.applies.when), self.evaluate(rule.applies.then)
        if when.truth is False:
            return Finding(truth=None, applies=False, because=when.because)
        if when.truth is None and then.truth is False:
            both = reasons_of((when, then))
            return Finding(truth=None, needs=when.needs, because=both)
        return then

    def _all_requirements(self, rule: Rule) -> Finding:
        return all_of(tuple([self.requirement(name) for name in rule.requirements or ()]))

    def _if_claimed(self, rule: Rule) -> Finding:
        if not self._claimed or rule.claimed is None:
            return Finding(truth=None, applies=False)
        found = self.evaluate(rule.claimed)
        said = Reason(text="the publisher calls it open", evidence=self._leaves.claims())
        return structs.replace(found, because=(said, *found.because))

    def _person(self, rule: Rule) -> Finding:
        if rule.person in self._done:
            return Finding(truth=True, reviewed=True)
        return _waiting(rule.person)


@cache
def _waiting(needs: str | None) -> Finding:
    return Finding(truth=None, needs=needs)


_KNOWN: dict[int, tuple[Rule, str, int]] = {}
"""Of each rule object its leading word and its number; the rule is held, so that no other object
can take its id."""
_NUMBERS: dict[Rule, int] = {}
"""Equal rules have one number, wherever they stand."""


def _known(rule: Rule) -> tuple[str, int]:
    known = _KNOWN.get(id(rule))
    if known is None:
        known = (rule, leading_word(rule), _NUMBERS.setdefault(rule, len(_NUMBERS)))
        _KNOWN[id(rule)] = known
    return known[1], known[2]
