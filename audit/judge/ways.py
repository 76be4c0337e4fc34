"""The ways in which a rule could come to hold, read off the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from itertools import chain, combinations, islice

from audit.judge.evaluate import Evaluator
from audit.judge.framework import Requirement
from audit.judge.kleene import Finding
from audit.judge.leaves import ABSENT
from audit.judge.rule import Rule, leading_word
from audit.licenses.sets import in_set
from audit.model import Access, Availability, Change, ChangeKind, Component, Inventory

Alternatives = tuple[frozenset[Change], ...]
"""Each a set of changes, the smallest first; none where nothing would do."""
_NOTHING: Alternatives = (frozenset(),)
_MOST = 24
"""Alternatives that are followed; the smallest are kept."""
_CHOICES = 200
"""Choices of some of several rules that are looked at."""


class Ways:
    """The ways on one inventory; each is to be tried, because changes bear on one another."""

    def __init__(
        self,
        inventory: Inventory,
        requirements: Mapping[str, Requirement],
        signed: Mapping[str, Finding],
    ) -> None:
        self._inventory = inventory
        self._requirements = requirements
        self._signed = signed
        self._now = Evaluator(inventory, requirements, signed)
        self._words: Mapping[str, Callable[[Rule], Alternatives]] = {
            "all": lambda rule: _each(tuple(map(self.to, rule.all or ()))),
            "any": lambda rule: _smallest(chain.from_iterable(map(self.to, rule.any or ()))),
            "not_": lambda rule: _ungated(rule.not_ or Rule()),
            "at_least": self._some,
            "applies": lambda rule: self.to(rule.applies.then if rule.applies else Rule()),
            "component": lambda rule: (self._of_component(rule, rule.component or ""),),
            "question": lambda rule: _one(ChangeKind.STATE, rule.question or ""),
            "field_": _of_field,
            "freedom": self._of_rows,
            "clause": self._of_rows,
            "upstream": lambda rule: _one(ChangeKind.UPSTREAM, "base-model", rule.upstream or ""),
            "lineage": lambda rule: _one(ChangeKind.NAME, rule.lineage or ""),
            "claimed": lambda rule: self.to(rule.claimed or Rule()),
            "requirements": lambda rule: _each(
                tuple(map(self._to_requirement, rule.requirements or ()))
            ),
            "person": lambda rule: _one(ChangeKind.SIGN_OFF, rule.person or ""),
        }

    def to(self, rule: Rule) -> Alternatives:
        """The ways to have the rule hold; nothing has to be done where it does, or where it does
        not apply."""
        found = self._now.evaluate(rule)
        if found.truth is True or not found.applies:
            return _NOTHING
        ways = self._words.get(leading_word(rule))
        return ways(rule) if ways else ()

    def _to_requirement(self, name: str) -> Alternatives:
        if name in self._signed:  # what a person found stands until the person finds otherwise
            return _NOTHING if self._signed[name].truth is True else ()
        requirement = self._requirements[name]
        return self.to(requirement.rule or requirement.levels[0].rule)

    def _some(self, rule: Rule) -> Alternatives:
        if rule.at_least is None:
            return ()
        parts = [ways for ways in map(self.to, rule.at_least.of) if ways]
        chosen = islice(combinations(parts, rule.at_least.count), _CHOICES)
        return _smallest(way for some in chosen for way in _each(some))

    def _of_rows(self, rule: Rule) -> Alternatives:
        return (frozenset(chain.from_iterable(self._of_terms(rule, name) for name in rule.of)),)

    def _of_component(self, rule: Rule, name: str) -> frozenset[Change]:
        row = self._inventory.components.get(name)
        changes = set()
        if row is None or not _is_there(row, whole=rule.available != "part"):
            changes.add(Change(kind=ChangeKind.RELEASE, subject=name))
        if rule.license is not None and not _is_under(row, rule.license):
            changes.add(Change(kind=ChangeKind.LICENSE, subject=name, to=rule.license))
        if rule.access == "open" and (row is None or row.access is not Access.OPEN):
            changes.add(Change(kind=ChangeKind.ACCESS, subject=name))
        return frozenset(changes)

    def _of_terms(self, rule: Rule, name: str) -> Iterable[Change]:
        """Free terms, and that the row is put online where it is not there."""
        wanted = Rule(freedom=rule.freedom, clause=rule.clause, is_=rule.is_, of=(name,))
        if self._now.evaluate(wanted).truth is True:
            return
        yield Change(kind=ChangeKind.LICENSE, subject=name, to=usual_set(name))
        row = self._inventory.components.get(name)
        if row is None or row.availability in (*ABSENT, Availability.UNKNOWN):
            yield Change(kind=ChangeKind.RELEASE, subject=name)


def usual_set(row: str) -> str:
    """The license set that the terms of a row are usually held to."""
    if row.startswith("weights"):
        return "params-open"
    if row.endswith("-code") or row == "supporting-libraries":
        return "osi-approved"
    return "data-open" if row in ("training-data", "evaluation-data") else "doc-open"


def _is_there(row: Component, *, whole: bool) -> bool:
    enough = (Availability.RELEASED,) if whole else (Availability.RELEASED, Availability.PARTIAL)
    return row.availability in enough


def _is_under(row: Component | None, wanted: str) -> bool:
    return row is not None and in_set(row.license.expression, row.license.class_, wanted)[0] is True


def _ungated(rule: Rule) -> Alternatives:
    """What has a gate that was seen taken away."""
    if rule.component is not None and rule.access == "gated":
        return _one(ChangeKind.ACCESS, rule.component)
    return ()


def _of_field(rule: Rule) -> Alternatives:
    """What has a field filled; what is answered in it is no matter of publishing."""
    return () if rule.answer else _one(ChangeKind.STATE, rule.field_ or "")


def _one(kind: ChangeKind, subject: str, to: str = "") -> Alternatives:
    return (frozenset({Change(kind=kind, subject=subject, to=to)}),)


def _each(parts: Iterable[Alternatives]) -> Alternatives:
    """The ways to have all of several rules hold."""
    return reduce(
        lambda known, more: _smallest(one | other for one in known for other in more),
        parts,
        _NOTHING,
    )


def _smallest(ways: Iterable[frozenset[Change]]) -> Alternatives:
    kept: list[frozenset[Change]] = []
    for way in sorted(set(ways), key=lambda way: (len(way), sorted(way))):
        if not any(known <= way for known in kept):
            kept.append(way)
        if len(kept) == _MOST:
            break
    return tuple(kept)
