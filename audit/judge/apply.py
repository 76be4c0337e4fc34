"""An inventory as it would be after changes of what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from audit.judge.leaves import NOT_RECORDED
from audit.licenses.catalog import license_class
from audit.licenses.sets import open_set
from audit.model import (
    Access,
    Availability,
    Change,
    ChangeKind,
    DataQuestion,
    DataState,
    Edge,
    FieldState,
    Inventory,
    License,
    SummaryField,
)
from audit.model.vocabulary import SUMMARY_FIELDS


def applied(inventory: Inventory, changes: Iterable[Change]) -> tuple[Inventory, frozenset[str]]:
    """The changed inventory, and what people have signed off."""
    ordered = sorted(changes)
    signed = frozenset(one.subject for one in ordered if one.kind is ChangeKind.SIGN_OFF)
    for change in ordered:
        if change.kind in _DOES:
            inventory = _DOES[change.kind](inventory, change)
    return inventory, signed


def _released(inventory: Inventory, change: Change) -> Inventory:
    return _row(inventory, change, availability=Availability.RELEASED, access=Access.OPEN)


def _licensed(inventory: Inventory, change: Change) -> Inventory:
    return _row(inventory, change, license=_example(change.to))


def _opened(inventory: Inventory, change: Change) -> Inventory:
    return _row(inventory, change, access=Access.OPEN)


def _row(inventory: Inventory, change: Change, **fields: object) -> Inventory:
    row = inventory.components.get(change.subject, NOT_RECORDED)
    rows = {**inventory.components, change.subject: replace(row, reviewed=False, **fields)}
    return replace(inventory, components=rows)


def _example(wanted: str) -> License:
    expression = open_set(wanted).example
    return License(expression=expression, class_=license_class(expression))


def _stated(inventory: Inventory, change: Change) -> Inventory:
    if change.subject in SUMMARY_FIELDS:
        return _filled(inventory, change)
    said = DataQuestion(id=change.subject, state=DataState.STATED, detail="stated")
    others = (one for one in inventory.data_questions if one.id != change.subject)
    return replace(inventory, data_questions=(*others, said))


def _filled(inventory: Inventory, change: Change) -> Inventory:
    found = SummaryField(id=change.subject, state=FieldState.FILLED, detail="filled")
    others = (one for one in inventory.training_summary if one.id != change.subject)
    return replace(inventory, training_summary=(*others, found))


def _based(inventory: Inventory, change: Change) -> Inventory:
    terms = replace(_example(change.to), statement=None)
    edges = (
        replace(edge, license=terms) if edge.relation == change.subject else edge
        for edge in inventory.lineage
    )
    return replace(inventory, lineage=tuple(edges))


def _named(inventory: Inventory, change: Change) -> Inventory:
    edge = Edge(
        child=inventory.target.id,
        parent="named",
        relation=change.subject,
        license=License(expression=None, class_="unknown"),
    )
    return replace(inventory, lineage=(*inventory.lineage, edge))


_DOES: Mapping[ChangeKind, Callable[[Inventory, Change], Inventory]] = {
    ChangeKind.RELEASE: _released,
    ChangeKind.LICENSE: _licensed,
    ChangeKind.ACCESS: _opened,
    ChangeKind.STATE: _stated,
    ChangeKind.UPSTREAM: _based,
    ChangeKind.NAME: _named,
}
