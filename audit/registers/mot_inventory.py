"""A file of the Model Openness Tool as an inventory, so that frameworks judge what it says."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import (
    ArtifactSummary,
    Availability,
    Component,
    Evidence,
    Inventory,
    License,
    Role,
    Scope,
    SnapshotReference,
    Statement,
    StatementKind,
    Target,
    TargetKind,
)
from audit.model.vocabulary import ROWS
from audit.registers.cells import Cell, Register
from audit.registers.mot import COMPONENTS

_SCOPES = {
    **{known.row: known.kind for known in COMPONENTS.values()},
    "weights-final": "weights",
    "weights-intermediate": "weights",
}
_NEVER = "1970-01-01"
_UNKNOWN = License(expression=None, class_="unknown")


def inventory_of(register: Register, name: str) -> Inventory:
    """What the file lists, as it says so itself, and as absent what it does not list. `name` is
    a name that is fit for a file.

    Licenses stand letter by letter as the file has them, so that what its tool would not take
    is not taken here.
    """
    artifact = f"mot:{register.title}"
    cells = {cell.subject: cell for cell in register.cells}
    statements = dict(_statements(register, artifact))
    order = list(statements)
    return Inventory(
        target=Target(kind=TargetKind.MODEL_FILE, id=artifact, name=name),
        snapshot=SnapshotReference(digest=register.sha256, collected=register.date or _NEVER),
        artifacts=(_file(register, artifact),),
        components={
            row: _row(register, artifact, cells[row], order) if row in cells else _silent()
            for row in ROWS
        },
        statements=tuple(statements.values()),
    )


def _file(register: Register, artifact: str) -> ArtifactSummary:
    return ArtifactSummary(
        id=artifact,
        role=Role.PAGE,
        revision=None,
        url=register.source,
        reason=f"a file of the {register.name}: {register.file}",
        own=False,
        files=1,
        complete=True,
    )


def _evidence(register: Register, artifact: str, cell: Cell) -> tuple[Evidence, ...]:
    place = Evidence(
        artifact=artifact,
        path=register.file,
        lines=cell.lines,
        quote=cell.quote,
        sha256=register.sha256,
    )
    return (place,) if cell.lines else ()


def _statements(register: Register, artifact: str) -> Iterator[tuple[str, Statement]]:
    for cell in register.cells:
        if cell.license is not None and cell.license.expression is not None:
            scope = _SCOPES[cell.subject]
            yield (
                cell.subject,
                Statement(
                    artifact=artifact,
                    scope=Scope.DOCUMENTS if scope == "document" else Scope(scope),
                    kind=StatementKind.METADATA_TAG,
                    raw=cell.said,
                    expression=cell.license.expression,
                    class_=cell.license.class_,
                    evidence=_evidence(register, artifact, cell),
                ),
            )


def _row(register: Register, artifact: str, cell: Cell, order: list[str]) -> Component:
    if cell.finding != Availability.RELEASED or cell.license is None:
        said = f" with the words {cell.said!r}" if cell.said else ""
        listed = f"listed in the file{said}" if cell.lines else "not listed in the file"
        return Component(
            availability=Availability.NOT_FOUND,
            license=_UNKNOWN,
            detail=listed,
            evidence=_evidence(register, artifact, cell),
        )
    place = order.index(cell.subject) if cell.subject in order else None
    terms = cell.license
    return Component(
        availability=Availability.RELEASED,
        license=License(expression=terms.expression, class_=terms.class_, statement=place),
        detail="listed in the file, which nobody checked",
        evidence=_evidence(register, artifact, cell),
    )


def _silent() -> Component:
    return Component(
        availability=Availability.UNKNOWN,
        license=_UNKNOWN,
        detail="the file has no place for it",
    )
