"""What would change a verdict: the smallest set of changes of what is published.

The answer is worked out from the rule, and checked by applying it where changes may bear on one
another: with all changes the rule holds, and with any one of them left out it does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from audit.judge.apply import applied
from audit.judge.evaluate import Earlier, Evaluator
from audit.judge.framework import Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.reads import reads_of
from audit.judge.rule import Rule
from audit.judge.ways import Ways
from audit.judge.whole import whole_rule
from audit.licenses.sets import set_words
from audit.model import Change, Inventory


class Changes:
    """What would change verdicts on one inventory."""

    def __init__(
        self,
        inventory: Inventory,
        requirements: Mapping[str, Requirement],
        signed: Mapping[str, Finding] | None = None,
        now: Evaluator | None = None,
    ) -> None:
        """`now` is what the requirements come to, where that was asked before."""
        self._inventory = inventory
        self._requirements = requirements
        self._signed = signed or {}
        self._ways = Ways(
            inventory,
            requirements,
            self._signed,
            now or Evaluator(inventory, requirements, signed),
        )
        self._reads = reads_of(requirements)
        self._known: dict[Rule, tuple[Change, ...]] = {}

    def of(self, requirement: Requirement) -> tuple[Change, ...]:
        """What would have the requirement met; for levels, the best of them."""
        return self.of_rule(requirement.rule or requirement.levels[0].rule)

    def of_all(self, framework: Framework) -> tuple[Change, ...]:
        """What would have all counted requirements met."""
        return self.of_rule(whole_rule(framework))

    def of_rule(self, rule: Rule) -> tuple[Change, ...]:
        """The smallest set of changes after which the rule holds, none of them idle; empty where
        it holds, and where nothing would do."""
        if rule not in self._known:
            self._known[rule] = tuple(map(_in_words, self._smallest(rule)))
        return self._known[rule]

    def _smallest(self, rule: Rule) -> tuple[Change, ...]:
        best: tuple[Change, ...] = ()
        for way in self._ways.to(rule):  # the smallest first
            doubted = self._doubted(rule, way)
            if best and len(way) - len(doubted) >= len(best):
                continue
            needed = self._needed(rule, way, doubted)
            if needed and (not best or (len(needed), needed) < (len(best), best)):
                best = needed
        return best

    def _doubted(self, rule: Rule, way: frozenset[Change]) -> list[Change]:
        """The changes that others of the same set may make idle: terms of one set may do for
        another. Each of the rest was asked for by a part of the rule that nothing else of the set
        bears on."""
        if self._reads.is_tangled(rule):
            return sorted(way)
        times = Counter((change.subject, change.kind) for change in way)
        return sorted(change for change in way if times[change.subject, change.kind] > 1)

    def _needed(
        self, rule: Rule, way: frozenset[Change], doubted: Iterable[Change]
    ) -> tuple[Change, ...]:
        """The changes without those that are idle; none where they do not do. Where none is in
        doubt they are taken as read off the rule."""
        if not doubted and not self._reads.is_tangled(rule):
            return tuple(sorted(way))
        if not self._holds(rule, way):
            return ()
        for change in doubted:
            if self._holds(rule, way - {change}):
                way -= {change}
        return tuple(sorted(way))

    def _holds(self, rule: Rule, way: frozenset[Change]) -> bool:
        inventory, done = applied(self._inventory, way)
        changed = frozenset(change.subject for change in way)
        before = Earlier(self._ways.now, self._reads, changed)
        found = Evaluator(inventory, self._requirements, self._signed, done, before).evaluate(rule)
        return found.applies and found.truth is True


def _in_words(change: Change) -> Change:
    return replace(change, terms=set_words(change.to)) if change.to else change
