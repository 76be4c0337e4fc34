"""What a policy says of conflicts, of gates and of the age of what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audit.judge.policy.file import AgeAsk, ConflictsAsk, GateAsk
from audit.model import (
    Access,
    AccessCondition,
    Conflict,
    GateKind,
    Inventory,
    Reason,
    Role,
    Severity,
)
from audit.model.finding import Answer, Point

ROLES = {"weights-final": Role.WEIGHTS, "training-data": Role.DATA}
_STANDS = (Access.GATED, Access.REGISTRATION, Access.PAID)


def conflict_points(ask: ConflictsAsk, inventory: Inventory) -> Iterator[Point]:
    """One point for each conflict; one that says so where there is none."""
    found = [one for one in inventory.conflicts if is_asked(one, ask)]
    for conflict in found:
        sides = tuple(Reason(text=side.says, evidence=side.evidence) for side in conflict.sides)
        yield Point(
            subject=conflict.kind,
            answer=Answer.UNMET,
            text=f"{conflict.severity.value}: {conflict.text}",
            because=sides,
        )
    if not found:
        yield Point(subject="", answer=Answer.MET, text="none was found in what was read")


def is_asked(conflict: Conflict, ask: ConflictsAsk) -> bool:
    """Whether the conflict is of the weights and kinds."""
    severity: tuple[Severity, ...] = ask.severity or tuple(Severity)
    if conflict.severity not in severity or conflict.kind in ask.but:
        return False
    return not ask.kinds or conflict.kind in ask.kinds


def gate_points(ask: GateAsk, inventory: Inventory) -> Iterator[Point]:
    """One point for each artifact of a row; one for the row where none was seen."""
    conditions = {one.artifact: one for one in inventory.access_conditions}
    for row in ask.of:
        own = [one for one in inventory.artifacts if one.own and one.role is ROLES[row]]
        component = inventory.components.get(row)
        told = component.access if component else Access.UNKNOWN
        seen = [conditions[one.id] for one in own if one.id in conditions]
        yield from (_gate(row, one, ask) for one in seen)
        if told in _STANDS and all(one.gate is GateKind.NONE for one in seen):
            text = f"{row}: the publisher's texts tell of a gate ({told.value})"
            because = (Reason(text=text, evidence=component.evidence if component else ()),)
            answer = Answer.MET if GateKind.MANUAL in ask.accepted else Answer.UNMET
            yield Point(subject=row, answer=answer, text=text, because=because)
        elif len(seen) < max(1, len(own)):
            open_ = told is Access.OPEN
            words = "open to everybody" if open_ else "what stands before is not known"
            answer = Answer.MET if open_ and GateKind.NONE in ask.accepted else Answer.UNKNOWN
            yield Point(subject=row, answer=answer, text=f"{row}: {words}")


def _gate(row: str, found: AccessCondition, ask: GateAsk) -> Point:
    """An accepted gate passes; one that asks where people are is looked at where that counts."""
    text = f"{row}: the gate of {found.artifact} is {found.gate.value}"
    answer = Answer.MET if found.gate in ask.accepted else Answer.UNMET
    if found.gate is GateKind.UNKNOWN:
        answer = Answer.UNKNOWN
    if ask.eu_admitted and found.asked.eu_disallowed and found.gate is not GateKind.NONE:
        answer = Answer.UNMET
        text = f"{text} and turns people in the European Union away"
    because = (Reason(text=text, evidence=found.evidence),)
    return Point(subject=row, answer=answer, text=text, because=because)


def age_points(ask: AgeAsk, inventory: Inventory, day: str) -> Iterator[Point]:
    """One point: how many days lie between the collection and the day."""
    try:
        days = (date.fromisoformat(day) - date.fromisoformat(inventory.snapshot.collected)).days
    except ValueError:
        text = f"the day of collection is {inventory.snapshot.collected!r}"
        yield Point(subject="snapshot", answer=Answer.UNKNOWN, text=text)
        return
    text = f"collected on {inventory.snapshot.collected}, {days:,} days before {day}"
    answer = Answer.MET if days <= ask.days else Answer.UNMET
    if days < 0:
        text = f"collected on {inventory.snapshot.collected}, after {day}"
        answer = Answer.UNKNOWN
    yield Point(subject="snapshot", answer=answer, text=text)
