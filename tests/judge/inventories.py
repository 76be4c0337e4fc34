"""Small inventories in which every row is open, closed or not known, for tests of rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from audit.model import (
    Access,
    Availability,
    Claim,
    Component,
    DataQuestion,
    DataState,
    Edge,
    Evidence,
    Inventory,
    License,
    Scope,
    SnapshotReference,
    Statement,
    StatementKind,
    Target,
    TargetKind,
)
from audit.model.vocabulary import QUESTIONS, ROWS

WHERE = Evidence(artifact="hf:acme/tiny", path="README.md", lines=(2, 2), quote="license: mit")
MIT = License(expression="MIT", class_="osi-approved")
CC = License(expression="CC-BY-4.0", class_="od-recommended")
LLAMA = License(expression="LicenseRef-Llama-2", class_="community-restricted")
UNKNOWN = License(expression=None, class_="unknown")
NONE = License(expression=None, class_="none")


def row(
    availability: Availability = Availability.RELEASED,
    terms: License = MIT,
    access: Access = Access.OPEN,
    detail: str = "seen",
) -> Component:
    return Component(
        availability=availability, access=access, license=terms, detail=detail, evidence=(WHERE,)
    )


OPEN = row()
HIDDEN = row(Availability.UNKNOWN, UNKNOWN, Access.UNKNOWN)
ABSENT = row(Availability.NOT_FOUND, UNKNOWN, Access.UNKNOWN)


def inventory(
    rows: Mapping[str, Component] | None = None,
    states: Mapping[str, DataState] | None = None,
    *,
    default: Component = OPEN,
    state: DataState = DataState.STATED,
    edges: tuple[Edge, ...] = (),
    claimed: bool = False,
    **more: Any,
) -> Inventory:
    """Every row as `default` and every question in `state`, besides those that are given."""
    return Inventory(
        target=Target(kind=TargetKind.HUB_MODEL, id="hf:acme/tiny", name="tiny"),
        snapshot=SnapshotReference(digest="0" * 64, collected="2026-01-02"),
        artifacts=(),
        components={name: (rows or {}).get(name, default) for name in ROWS},
        data_questions=tuple(
            DataQuestion(id=name, state=(states or {}).get(name, state), detail="read")
            for name in QUESTIONS
        ),
        lineage=edges,
        claims=(Claim(text="an open model", evidence=(WHERE,)),) if claimed else (),
        **more,
    )


def base(terms: License, relation: str = "base-model") -> Edge:
    return Edge(
        child="hf:acme/tiny",
        parent="acme/base",
        relation=relation,
        license=terms,
        evidence=(WHERE,),
    )


def stated(terms: License) -> tuple[License, Statement]:
    """The terms with a statement behind them, at index 0."""
    statement = Statement(
        artifact="hf:acme/tiny",
        scope=Scope.WEIGHTS,
        kind=StatementKind.METADATA_TAG,
        raw="mit",
        expression=terms.expression,
        class_=terms.class_,
        evidence=(WHERE,),
    )
    return replace(terms, statement=0), statement


OPEN_INVENTORY = inventory()
HIDDEN_INVENTORY = inventory(default=HIDDEN, state=DataState.UNREAD, edges=(base(UNKNOWN),))
CLOSED_INVENTORY = inventory(
    default=row(Availability.NOT_FOUND, NONE, Access.GATED),
    state=DataState.SILENT,
    edges=(base(LLAMA),),
)
