"""The ways in which a rule could come to hold, read off the rule itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from itertools import chain, combinations, islice, permutations

from audit.judge.apply import applied
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Requirement
from audit.judge.held import Asked, held_terms
from audit.judge.kleene import Finding
from audit.judge.leaves import ABSENT, NOT_RECORDED
from audit.judge.reads import usual_set
from audit.judge.rule import Rule, leading_word
from audit.licenses.sets import in_set, is_within
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
        now: Evaluator,
    ) -> None:
        self._inventory = inventory
        self._requirements = requirements
        self._signed = signed
        self.now = now
        self._online: dict[str, Evaluator] = {}
        self._words: Mapping[str, Callable[[Rule], Alternatives]] = {
            "all": lambda rule: self._together(rule, map(self.to, rule.all or ())),
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
            "requirements": lambda rule: self._together(
                rule, map(self._to_requirement, rule.requirements or ())
            ),
            "person": lambda rule: _one(ChangeKind.SIGN_OFF, rule.person or ""),
        }

    def to(self, rule: Rule) -> Alternatives:
        """The ways to have the rule hold; nothing has to be done where it does, or where it does
        not apply."""
        found = self.now.evaluate(rule)
        if found.truth is True or not found.applies:
            return _NOTHING
        ways = self._words.get(leading_word(rule))
        return ways(rule) if ways else ()

    def _together(self, rule: Rule, parts: Iterable[Alternatives]) -> Alternatives:
        """The ways to have all parts of the rule hold. New terms of a row have to do for the parts
        as well that hold under those that it has."""
        ways = _each(parts)
        if not any(change.kind is ChangeKind.LICENSE for way in ways for change in way):
            return ways
        held = frozenset(held_terms(rule, self.now, self._requirements))
        return _smallest(way | _kept(way, held) for way in ways)

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
        row = self._inventory.components.get(name, NOT_RECORDED)
        changes = set()
        if _has_to_be_released(rule, row):  # what is released has no gate
            changes.add(Change(kind=ChangeKind.RELEASE, subject=name))
        elif rule.access == "open" and row.access is not Access.OPEN:
            changes.add(Change(kind=ChangeKind.ACCESS, subject=name))
        if rule.license is not None and not _is_under(row, rule.license):
            changes.add(_licensed(name, rule.license))
        return frozenset(changes)

    def _of_terms(self, rule: Rule, name: str) -> Iterable[Change]:
        """That the row is put online where it is not there, and free terms where it would not do
        under those that it has."""
        wanted = Rule(freedom=rule.freedom, clause=rule.clause, is_=rule.is_, of=(name,))
        if self.now.evaluate(wanted).truth is True:
            return
        row = self._inventory.components.get(name, NOT_RECORDED)
        is_hidden = row.availability in (*ABSENT, Availability.UNKNOWN)
        if is_hidden:
            yield Change(kind=ChangeKind.RELEASE, subject=name)
        if not is_hidden or self._released(name).evaluate(wanted).truth is not True:
            yield _licensed(name, usual_set(name))

    def _released(self, name: str) -> Evaluator:
        """What rules come to once the row is put online under the terms that it has."""
        if name not in self._online:
            change = Change(kind=ChangeKind.RELEASE, subject=name)
            inventory, _ = applied(self._inventory, (change,))
            self._online[name] = Evaluator(inventory, self._requirements, self._signed)
        return self._online[name]


def _kept(way: frozenset[Change], held: frozenset[Asked]) -> frozenset[Change]:
    """What is held of the rows that the way puts under new terms."""
    rows = {change.subject for change in way if change.kind is ChangeKind.LICENSE}
    return frozenset(_licensed(row, wanted) for row, wanted in held if row in rows)


def _licensed(name: str, wanted: str) -> Change:
    return Change(kind=ChangeKind.LICENSE, subject=name, to=wanted)


def _has_to_be_released(rule: Rule, row: Component) -> bool:
    if rule.available is not None:
        enough = (Availability.RELEASED,)
        return row.availability not in (
            enough if rule.available == "whole" else (*enough, Availability.PARTIAL)
        )
    hidden = (Availability.UNKNOWN,) if rule.if_found else ()
    return row.availability in (*ABSENT, *hidden) and (rule.license is not None or rule.if_found)


def _is_under(row: Component, wanted: str) -> bool:
    return in_set(row.license.expression, row.license.class_, wanted)[0] is True


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
    for way in sorted(set(map(_settled, ways)), key=lambda way: (len(way), sorted(way))):
        whole = way | _opened_by(way)
        if not any(known <= whole for known in kept):
            kept.append(way)
        if len(kept) == _MOST:
            break
    return tuple(kept)


def _settled(way: frozenset[Change]) -> frozenset[Change]:
    """Without the gates of what is released, and with the narrowest terms alone of those that a row
    is to have."""
    return _under_the_narrowest(way - _opened_by(way))


def _under_the_narrowest(way: frozenset[Change]) -> frozenset[Change]:
    terms = [change for change in way if change.kind is ChangeKind.LICENSE]
    if len(terms) == len({change.subject for change in terms}):
        return way
    return way - {
        wider
        for narrow, wider in permutations(terms, 2)
        if narrow.subject == wider.subject and _is_needless(narrow.to, wider.to)
    }


@cache
def _is_needless(narrow: str, wider: str) -> bool:
    """Whether terms of the one set are always of the other; of two equal sets, the later."""
    return is_within(narrow, wider) and not (narrow > wider and is_within(wider, narrow))


def _opened_by(way: frozenset[Change]) -> frozenset[Change]:
    released = (change for change in way if change.kind is ChangeKind.RELEASE)
    return frozenset(Change(kind=ChangeKind.ACCESS, subject=one.subject) for one in released)
