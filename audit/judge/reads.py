"""What a rule reads of an inventory: rows, questions, relations, fields, and what people do.

Where nothing of it was changed, the rule comes to what it came to before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.judge.fields import SUMMARY
from audit.judge.framework import Requirement
from audit.judge.rule import Rule, leading_word, parts

_BASE = "base-model"
_TANGLED = ("at_least", "applies")


class Reads:
    """Of the rules over one set of requirements."""

    def __init__(self, requirements: Mapping[str, Requirement]) -> None:
        self._requirements = requirements
        self._rules: dict[int, tuple[Rule, frozenset[str]]] = {}
        self._named: dict[str, frozenset[str]] = {}
        self._knots: dict[int, tuple[Rule, bool]] = {}
        self._tangled: dict[str, bool] = {}

    def of(self, rule: Rule) -> frozenset[str]:
        """The subjects of changes that may change the rule."""
        known = self._rules.get(id(rule))
        if known is None:
            known = (rule, frozenset(self._subjects(rule)))
            self._rules[id(rule)] = known
        return known[1]

    def of_requirement(self, name: str) -> frozenset[str]:
        """The same of a requirement, over all its levels."""
        if name not in self._named:
            rules = _rules(self._requirements[name])
            self._named[name] = frozenset().union(*map(self.of, rules))
        return self._named[name]

    def is_tangled(self, rule: Rule) -> bool:
        """Whether some part of it counts others, or is asked only where another one holds: then a
        change may take the need for a second one away."""
        known = self._knots.get(id(rule))
        if known is None:
            known = (rule, self._has_a_knot(rule))
            self._knots[id(rule)] = known
        return known[1]

    def _has_a_knot(self, rule: Rule) -> bool:
        if leading_word(rule) in _TANGLED or any(map(self.is_tangled, parts(rule))):
            return True
        return any(map(self._is_tangled, rule.requirements or ()))

    def _is_tangled(self, name: str) -> bool:
        if name not in self._tangled:
            self._tangled[name] = any(map(self.is_tangled, _rules(self._requirements[name])))
        return self._tangled[name]

    def _subjects(self, rule: Rule) -> Iterator[str]:
        single = (rule.component, rule.question, rule.lineage, rule.field_, rule.person)
        yield from (subject for subject in single if subject is not None)
        yield from rule.of
        yield from rule.copyleft or ()
        if rule.upstream is not None:
            yield _BASE
        if rule.field_ is not None:
            yield SUMMARY
        for inner in parts(rule):
            yield from self.of(inner)
        for name in rule.requirements or ():
            yield from self.of_requirement(name)


def usual_set(row: str) -> str:
    """The license set that the terms of a row are usually held to."""
    if row.startswith("weights"):
        return "params-open"
    if row.endswith("-code") or row == "supporting-libraries":
        return "osi-approved"
    return "data-open" if row in ("training-data", "evaluation-data") else "doc-open"


def _rules(requirement: Requirement) -> list[Rule]:
    own = [requirement.rule] if requirement.rule is not None else []
    return [*own, *(level.rule for level in requirement.levels)]


_KNOWN: dict[int, tuple[Mapping[str, Requirement], Reads]] = {}


def reads_of(requirements: Mapping[str, Requirement]) -> Reads:
    """One for each set of requirements, which is held so that no other can take its id."""
    known = _KNOWN.get(id(requirements))
    if known is None:
        known = (requirements, Reads(requirements))
        _KNOWN[id(requirements)] = known
    return known[1]
