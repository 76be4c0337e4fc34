"""What the inventory answers to a word of a rule that asks it something."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from audit.judge.fields import SUMMARY, of_field
from audit.judge.kleene import Finding, all_of
from audit.judge.rule import Rule
from audit.judge.terms import Terms
from audit.licenses.catalog import classes, is_copyleft
from audit.licenses.sets import in_set
from audit.model import (
    Access,
    Availability,
    Component,
    DataQuestion,
    DataState,
    Edge,
    Evidence,
    GateKind,
    Inventory,
    License,
    Reason,
    Role,
)

NOT_RECORDED = Component(
    availability=Availability.UNKNOWN,
    license=License(expression=None, class_="unknown"),
    detail="not recorded",
)
"""Stands for a row that an inventory of an earlier version does not have."""
ABSENT = (Availability.ANNOUNCED, Availability.WITHHELD, Availability.NOT_FOUND)
_ROLES = {"weights-final": Role.WEIGHTS, "training-data": Role.DATA}
"""What plays the part of a row whose access a rule may ask for."""
_NO_GATE = (GateKind.NONE, GateKind.UNKNOWN)


class Leaves:
    """The words that ask one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._terms = Terms(inventory)
        self.words: Mapping[str, Callable[[Rule], Finding]] = {
            "component": self._component,
            "question": self._question,
            "field_": lambda rule: of_field(rule, inventory, self.row(SUMMARY)),
            "freedom": self._of_rows(self._freedom),
            "clause": self._of_rows(self._clause),
            "upstream": self._upstream,
            "lineage": self._lineage,
            "copyleft": self._copyleft,
        }

    def row(self, name: str) -> Component:
        """A row of the inventory."""
        return self._inventory.components.get(name, NOT_RECORDED)

    def claims(self) -> tuple[Evidence, ...]:
        """Where the publisher calls the model open: two places at most."""
        return tuple(one.evidence[0] for one in self._inventory.claims[:2] if one.evidence)

    def _component(self, rule: Rule) -> Finding:
        name = rule.component or ""
        component = self.row(name)
        availability = component.availability
        if rule.if_found and availability in (*ABSENT, Availability.UNKNOWN):
            return _stated(name, component)
        found: list[Finding] = []
        if rule.available is not None:
            found.append(_available(name, component, part=rule.available == "part"))
        if rule.license is not None and availability not in ABSENT:
            found.append(self._license(name, component, rule.license))
        if rule.access is not None:
            found.append(_access(name, component, rule.access, self._gates(name)))
        if not found:  # terms are asked for of what is not there
            return _stated(name, component)
        return all_of(tuple(found))

    def _gates(self, row: str) -> tuple[Evidence, ...]:
        """The lines that tell of the gates before the artifacts that a row is read from."""
        role = _ROLES.get(row)
        own = {one.id for one in self._inventory.artifacts if one.own and one.role is role}
        found = self._inventory.access_conditions
        standing = (one for one in found if one.artifact in own and one.gate not in _NO_GATE)
        return tuple(one.evidence[0] for one in standing if one.evidence)

    def _license(self, name: str, component: Component, wanted: str) -> Finding:
        terms = component.license
        truth, presumed = in_set(terms.expression, terms.class_, wanted)
        return Finding(
            truth=truth,
            presumed=presumed,
            reviewed=component.reviewed,
            because=(self._terms.told(name, terms),),
        )

    def _of_rows(self, one: Callable[[Rule, str, Component], Finding]) -> Callable[[Rule], Finding]:
        """All rows that the rule names, each by what was found of it."""

        def of_each(name: str, rule: Rule) -> Finding:
            component = self.row(name)
            if component.availability in (*ABSENT, Availability.UNKNOWN):
                return _stated(name, component)
            return one(rule, name, component)

        return lambda rule: all_of(tuple(of_each(name, rule) for name in rule.of))

    def _freedom(self, rule: Rule, name: str, component: Component) -> Finding:
        truth, reason = self._terms.freedom(rule.freedom or "", name, component.license)
        return Finding(truth=truth, reviewed=component.reviewed, because=(reason,))

    def _clause(self, rule: Rule, name: str, component: Component) -> Finding:
        truth, reason = self._terms.clause(rule.clause or "", rule.is_, name, component.license)
        return Finding(truth=truth, reviewed=component.reviewed, because=(reason,))

    def _upstream(self, rule: Rule) -> Finding:
        wanted = rule.upstream or ""
        bases = (edge for edge in self._inventory.lineage if edge.relation == "base-model")
        return all_of(tuple(_under(edge, wanted) for edge in bases))

    def _lineage(self, rule: Rule) -> Finding:
        named = [edge for edge in self._inventory.lineage if edge.relation == rule.lineage]
        reasons = tuple(Reason(text=f"names {e.parent}", evidence=e.evidence) for e in named)
        return Finding(truth=True if named else None, because=reasons)

    def _question(self, rule: Rule) -> Finding:
        name = rule.question or ""
        asked = DataQuestion(id=name, state=DataState.UNREAD, detail="not recorded")
        question = next((q for q in self._inventory.data_questions if q.id == name), asked)
        because = (Reason(text=f"{name}: {question.detail}", evidence=question.evidence),)
        match question.state:
            case DataState.STATED:
                return Finding(truth=True, because=because)
            case DataState.CANDIDATE:
                needs = f"read the passages on {name.replace('-', ' ')}"
                return Finding(truth=None, needs=needs, because=because)
            case DataState.UNREAD:
                return Finding(truth=None, because=because)
            case DataState.INCOMPLETE:
                return Finding(truth=False, because=because)
            case DataState.SILENT:
                return Finding(truth=None if rule.if_used else False, because=because)

    def _copyleft(self, rule: Rule) -> Finding:
        terms = ((name, self.row(name).license) for name in rule.copyleft or ())
        under = tuple(
            self._terms.told(name, one) for name, one in terms if is_copyleft(one.expression or "")
        )
        if not under:
            return Finding(truth=None, applies=False)
        return Finding(truth=True, because=under)


def _under(edge: Edge, wanted: str) -> Finding:
    terms = edge.license
    truth, presumed = in_set(terms.expression, terms.class_, wanted)
    words = terms.expression or classes()[terms.class_].words
    by_name = terms.expression is not None and terms.statement is None
    known = " (known by its name alone)" if by_name else ""
    return Finding(
        truth=truth,
        presumed=presumed or (truth is True and by_name),
        because=(Reason(text=f"made from {edge.parent}: {words}{known}", evidence=edge.evidence),),
    )


def _reason(name: str, component: Component) -> Reason:
    words = component.availability.value.replace("-", " ")
    detail = f": {component.detail}" if component.detail else ""
    return Reason(text=f"{name} {words}{detail}", evidence=component.evidence)


def _stated(name: str, component: Component) -> Finding:
    """Nothing follows from what was found of the row."""
    return Finding(truth=None, reviewed=component.reviewed, because=(_reason(name, component),))


def _available(name: str, component: Component, *, part: bool) -> Finding:
    truths = {
        Availability.RELEASED: True,
        Availability.PARTIAL: part,
        Availability.UNKNOWN: None,
        **dict.fromkeys(ABSENT, False),
    }
    return Finding(
        truth=truths[component.availability],
        reviewed=component.reviewed,
        because=(_reason(name, component),),
    )


def _access(name: str, component: Component, wanted: str, gates: tuple[Evidence, ...]) -> Finding:
    reason = Reason(
        text=f"{name}: access {component.access.value}", evidence=gates or component.evidence[:1]
    )
    is_open = component.access is Access.OPEN
    if component.access is Access.UNKNOWN:
        # `gated` asks for a gate that was seen: where none was recorded it does not apply.
        return Finding(truth=None, applies=wanted == "open", because=(reason,))
    return Finding(
        truth=is_open if wanted == "open" else not is_open,
        reviewed=component.reviewed,
        because=(reason,),
    )
