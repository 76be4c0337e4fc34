"""Small made inventories, for tests of policies: what is not written is not known."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from audit.judge.policy.mistakes import conflict_kinds
from audit.licenses.catalog import classes, license_class
from audit.model import (
    Access,
    AccessCondition,
    ArtifactSummary,
    Asked,
    Availability,
    Component,
    Conflict,
    DataQuestion,
    DataState,
    Edge,
    GateKind,
    Inventory,
    License,
    Role,
    Severity,
    SnapshotReference,
    Statement,
    StatementKind,
    Target,
    TargetKind,
)
from audit.model.inventory import Scope
from audit.model.vocabulary import QUESTIONS, RELATIONS, ROWS
from audit.text.days import is_day

_TEXT = "made for a test"


class MadeRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row: whether it can be had, and under which license or class of licenses."""

    availability: Availability = Availability.RELEASED
    access: Access = Access.OPEN
    license: str = "unknown"


class MadeEdge(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the model was made from."""

    parent: str
    relation: str = "base-model"
    license: str = "unknown"
    by_name: bool = False
    """Whether its license is known by its name alone."""


class MadeConflict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conflict of a kind."""

    kind: str
    severity: Severity


class MadeGate(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands before the weights."""

    kind: GateKind
    eu_disallowed: bool = False


class Made(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is there of a model."""

    id: str = "hf:made/model"
    collected: str = "2026-11-28"
    rows: dict[str, MadeRow] = {}
    lineage: tuple[MadeEdge, ...] = ()
    conflicts: tuple[MadeConflict, ...] = ()
    gate: MadeGate | None = None
    questions: dict[str, DataState] = {}


def made_problems(made: Made) -> Iterator[str]:
    """What is wrong in it, and what was expected."""
    named = [row.license for row in made.rows.values()]
    named += [edge.license for edge in made.lineage]
    kinds = [one.kind for one in made.conflicts]
    for what, names, known in (
        ("component", list(made.rows), ROWS),
        ("question", list(made.questions), QUESTIONS),
        ("relation", [one.relation for one in made.lineage], RELATIONS),
        ("kind of conflict", kinds, conflict_kinds()),
    ):
        for name in names:
            if name not in known:
                yield f"there is no {what} {name[:80]}; known: {', '.join(known)}"
    for name in named:
        if _license(name).class_ == "unresolved" and name != "unresolved":
            yield f"there is no license or class {name[:80]}; classes: {', '.join(classes())}"
    if not is_day(made.collected):
        yield f"collected is {made.collected[:40]!r}, expected a day such as 2026-11-28"


def made_inventory(made: Made) -> Inventory:
    """The whole inventory; every row that is not written is not known."""
    return Inventory(
        target=Target(kind=TargetKind.INVENTORY, id=made.id, name="made"),
        snapshot=SnapshotReference(digest="0" * 64, collected=made.collected),
        artifacts=(
            ArtifactSummary(
                id=made.id, role=Role.WEIGHTS, revision=None, url=None, reason=_TEXT, own=True
            ),
        ),
        components={name: _row(made.rows.get(name)) for name in ROWS},
        access_conditions=_gates(made),
        statements=(_statement(made),),
        data_questions=tuple(
            DataQuestion(id=name, state=made.questions.get(name, DataState.UNREAD), detail=_TEXT)
            for name in QUESTIONS
        ),
        lineage=tuple(_edge(one, made) for one in made.lineage),
        conflicts=tuple(
            Conflict(kind=one.kind, severity=one.severity, text=_TEXT, sides=())
            for one in made.conflicts
        ),
    )


def _row(row: MadeRow | None) -> Component:
    if row is None:
        return Component(availability=Availability.UNKNOWN, license=_license("unknown"))
    return Component(
        availability=row.availability,
        access=row.access,
        license=_license(row.license),
        detail=_TEXT,
    )


def _edge(edge: MadeEdge, made: Made) -> Edge:
    terms = _license(edge.license)
    is_told = terms.expression is not None and not edge.by_name
    return Edge(
        child=made.id,
        parent=edge.parent,
        relation=edge.relation,
        license=License(
            expression=terms.expression, class_=terms.class_, statement=0 if is_told else None
        ),
    )


def _gates(made: Made) -> tuple[AccessCondition, ...]:
    if made.gate is None:
        return ()
    asked = Asked(eu_disallowed=made.gate.eu_disallowed)
    return (AccessCondition(artifact=made.id, gate=made.gate.kind, asked=asked),)


def _statement(made: Made) -> Statement:
    """What the terms of edges are read from; there has to be one that they can name."""
    return Statement(
        artifact=made.id,
        scope=Scope.WEIGHTS,
        kind=StatementKind.METADATA_TAG,
        raw=None,
        expression=None,
        class_="unknown",
    )


def _license(name: str) -> License:
    """A class by its name, else a license by its expression."""
    if name in classes():
        return License(expression=None, class_=name)
    return License(expression=name, class_=license_class(name))
