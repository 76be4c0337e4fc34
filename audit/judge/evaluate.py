"""Applies rules to one inventory, and says which facts decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import structs

from audit.judge.rule import Finding, Rule, Truth, all_of, any_of, leading_word, negated
from audit.licenses.catalog import (
    classes,
    freedoms_given,
    is_copyleft,
    is_undecided,
    open_set,
)
from audit.model import (
    Access,
    Availability,
    Component,
    DataQuestion,
    DataState,
    Evidence,
    GateKind,
    Inventory,
    License,
    Reason,
    Role,
)

_NOT_RECORDED = Component(
    availability=Availability.UNKNOWN,
    license=License(expression=None, class_="unknown"),
    detail="not recorded",
)
"""Stands for a row that an inventory of an earlier version does not have."""
_ROLES = {"weights-final": Role.WEIGHTS, "training-data": Role.DATA}
"""What plays the part of a row whose access a rule may ask for."""
_NO_GATE = (GateKind.NONE, GateKind.UNKNOWN)
_ABSENT = (Availability.ANNOUNCED, Availability.WITHHELD, Availability.NOT_FOUND)


class Evaluator:
    """The rules of one framework over one inventory."""

    def __init__(self, inventory: Inventory, rules: Mapping[str, Rule]) -> None:
        self._inventory = inventory
        self._rules = rules
        self._found: dict[str, Finding] = {}
        self._judges: dict[str, Callable[[Rule], Finding]] = {
            "all": lambda rule: all_of(tuple(map(self.evaluate, rule.all or ()))),
            "any": lambda rule: any_of(tuple(map(self.evaluate, rule.any or ()))),
            "not_": lambda rule: negated(self.evaluate(rule.not_ or Rule())),
            "component": self._component,
            "question": self._question,
            "freedom": self._freedom,
            "upstream": self._upstream,
            "copyleft": self._copyleft,
            "claimed": self._claimed,
            "requirements": self._requirements,
            "person": _person,
        }

    def requirement(self, name: str) -> Finding:
        """What the requirement's rule comes to."""
        if name not in self._found:
            self._found[name] = self.evaluate(self._rules[name])
        return self._found[name]

    def evaluate(self, rule: Rule) -> Finding:
        """What a rule comes to."""
        return self._judges[leading_word(rule)](rule)

    def _requirements(self, rule: Rule) -> Finding:
        return all_of(tuple(self.requirement(name) for name in rule.requirements or ()))

    def _row(self, name: str) -> Component:
        return self._inventory.components.get(name, _NOT_RECORDED)

    def _component(self, rule: Rule) -> Finding:
        name = rule.component or ""
        component = self._row(name)
        if rule.if_found and component.availability in (*_ABSENT, Availability.UNKNOWN):
            return Finding(truth=None, because=(_stated(name, component),))
        found: list[Finding] = []
        if rule.available is not None:
            found.append(_available(name, component, part=rule.available == "part"))
        if rule.license is not None and component.availability not in _ABSENT:
            found.append(self._license(name, component, rule.license))
        if rule.access is not None:
            found.append(_access(name, component, rule.access, self._gates(name)))
        if not found:  # terms are asked for of what is not there
            return Finding(truth=None, because=(_stated(name, component),))
        return all_of(tuple(found))

    def _gates(self, row: str) -> tuple[Evidence, ...]:
        """The lines that tell of the gates before the artifacts that a row is read from."""
        role = _ROLES.get(row)
        own = {one.id for one in self._inventory.artifacts if one.own and one.role is role}
        found = self._inventory.access_conditions
        standing = (one for one in found if one.artifact in own and one.gate not in _NO_GATE)
        return tuple(one.evidence[0] for one in standing if one.evidence)

    def _license(self, name: str, component: Component, wanted: str) -> Finding:
        truth, presumed = _in_set(component.license.class_, wanted)
        return Finding(
            truth=truth, presumed=presumed, because=(self._terms(name, component.license),)
        )

    def _terms(self, name: str, terms: License) -> Reason:
        words = classes()[terms.class_].words
        return Reason(
            text=f"{name}: {terms.expression}, {words}" if terms.expression else f"{name}: {words}",
            evidence=self._statement_evidence(terms),
        )

    def _statement_evidence(self, terms: License) -> tuple[Evidence, ...]:
        if terms.statement is not None:
            return self._inventory.statements[terms.statement].evidence
        if terms.class_ == "none":
            return next(
                (
                    conflict.sides[-1].evidence
                    for conflict in self._inventory.conflicts
                    if conflict.kind == "no-license-for-own-code"
                ),
                (),
            )
        return ()

    def _freedom(self, rule: Rule) -> Finding:
        return all_of(tuple(self._freedom_of(rule.freedom or "", name) for name in rule.of))

    def _freedom_of(self, freedom: str, name: str) -> Finding:
        component = self._row(name)
        if component.availability in (*_ABSENT, Availability.UNKNOWN):
            return Finding(truth=None, because=(_stated(name, component),))
        given = freedoms_given(component.license.expression, component.license.class_)[freedom]
        reason = self._terms(name, component.license)
        truth: Truth = {"granted": True, "unknown": None}.get(given, False)
        return Finding(
            truth=truth,
            because=(Reason(text=f"{reason.text}: {freedom} {given}", evidence=reason.evidence),),
        )

    def _upstream(self, rule: Rule) -> Finding:
        found = []
        for edge in self._inventory.lineage:
            if edge.relation != "base-model":
                continue
            truth, presumed = _in_set(edge.license.class_, rule.upstream or "")
            terms = edge.license.expression or classes()[edge.license.class_].words
            by_name = edge.license.expression is not None and edge.license.statement is None
            known = " (known by its name alone)" if by_name else ""
            reason = Reason(text=f"made from {edge.parent}: {terms}{known}", evidence=edge.evidence)
            found.append(
                Finding(
                    truth=truth, presumed=presumed or (truth is True and by_name), because=(reason,)
                )
            )
        return all_of(tuple(found))

    def _question(self, rule: Rule) -> Finding:
        name = rule.question or ""
        asked = DataQuestion(id=name, state=DataState.UNREAD, detail="not recorded")
        question = next((q for q in self._inventory.data_questions if q.id == name), asked)
        reason = Reason(text=f"{name}: {question.detail}", evidence=question.evidence)
        match question.state:
            case DataState.STATED:
                return Finding(truth=True, because=(reason,))
            case DataState.CANDIDATE:
                needs = f"read the passages on {name.replace('-', ' ')}"
                return Finding(truth=None, needs=needs, because=(reason,))
            case DataState.UNREAD:
                return Finding(truth=None, because=(reason,))
            case DataState.INCOMPLETE:
                return Finding(truth=False, because=(reason,))
            case DataState.SILENT:
                truth = None if rule.if_used else False
                return Finding(truth=truth, because=(reason,))

    def _copyleft(self, rule: Rule) -> Finding:
        under = [
            self._terms(name, component.license)
            for name in rule.copyleft or ()
            if (component := self._row(name)).license.expression
            and is_copyleft(component.license.expression or "")
        ]
        if not under:
            return Finding(truth=None, applies=False)
        return Finding(truth=True, because=tuple(under))

    def _claimed(self, rule: Rule) -> Finding:
        if not self._inventory.claims or rule.claimed is None:
            return Finding(truth=None, applies=False)
        found = self.evaluate(rule.claimed)
        said = Reason(
            text="the publisher calls it open",
            evidence=tuple(c.evidence[0] for c in self._inventory.claims[:2] if c.evidence),
        )
        return structs.replace(found, because=(said, *found.because))


def _person(rule: Rule) -> Finding:
    return Finding(truth=None, needs=rule.person)


def _in_set(license_class: str, wanted: str) -> tuple[Truth, bool]:
    accepted = open_set(wanted)
    if license_class in accepted.passes:
        return True, False
    if license_class in accepted.presumed:
        return True, True
    return (None if is_undecided(license_class) else False), False


def _stated(name: str, component: Component) -> Reason:
    words = component.availability.value.replace("-", " ")
    detail = f": {component.detail}" if component.detail else ""
    return Reason(text=f"{name} {words}{detail}", evidence=component.evidence)


def _available(name: str, component: Component, *, part: bool) -> Finding:
    reason = _stated(name, component)
    match component.availability:
        case Availability.RELEASED:
            return Finding(truth=True, because=(reason,))
        case Availability.PARTIAL:
            return Finding(truth=part, because=(reason,))
        case Availability.UNKNOWN:
            return Finding(truth=None, because=(reason,))
        case Availability.ANNOUNCED | Availability.WITHHELD | Availability.NOT_FOUND:
            return Finding(truth=False, because=(reason,))


def _access(name: str, component: Component, wanted: str, gates: tuple[Evidence, ...]) -> Finding:
    reason = Reason(
        text=f"{name}: access {component.access.value}", evidence=gates or component.evidence[:1]
    )
    is_open = component.access is Access.OPEN
    if component.access is Access.UNKNOWN:
        # `gated` asks for a gate that was seen: where none was recorded it does not apply.
        return Finding(truth=None, applies=wanted == "open", because=(reason,))
    return Finding(truth=is_open if wanted == "open" else not is_open, because=(reason,))
