"""What differs between two states of a model, as one value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from msgspec.structs import replace

from audit.compare.artifacts import artifacts_changed, called, renamed
from audit.compare.rows import paired
from audit.compare.statements import (
    claims_changed,
    gates_changed,
    path_of,
    statements_changed,
)
from audit.compare.verdicts import not_explained, verdicts_changed
from audit.model import (
    Assessment,
    Component,
    Conflict,
    DataQuestion,
    Edge,
    Evidence,
    Gap,
    Side,
    Statement,
)
from audit.model.difference import ComponentChange, Difference, How, Judged, Pair, State


def difference(old: Judged, new: Judged) -> Difference:
    """What changed from one state to the other; both are judged by the same criteria."""
    names = renamed(old.assessment, new.assessment)
    before, after = called(old.assessment, names), new.assessment
    trees = {names.get(one, one): tree for one, tree in old.trees.items()}
    frameworks = verdicts_changed(before, after)
    saved = verdicts_changed(old.saved or before, new.saved or after)
    return Difference(
        old=_state(old),
        new=_state(new),
        judged_by=after.versions,
        artifacts=artifacts_changed(before, after, trees, new.trees),
        statements=_with_unread(
            statements_changed(before.statements, after.statements), before, after
        ),
        components=_components(before, after),
        gates=gates_changed(before.access_conditions, after.access_conditions),
        conflicts=_conflicts(before.conflicts, after.conflicts),
        data_questions=paired(
            before.data_questions, after.data_questions, (_question,), lambda one: one.state
        ),
        lineage=_lineage(before.lineage, after.lineage),
        claims=claims_changed(before.claims, after.claims),
        gaps=_gaps(before.gaps, after.gaps),
        frameworks=frameworks,
        by_criteria=not_explained(saved, frameworks),
    )


def _state(one: Judged) -> State:
    found = one.saved or one.assessment
    versions = one.saved.versions if one.saved else None
    return State(target=found.target, snapshot=found.snapshot, versions=versions)


def _components(old: Assessment, new: Assessment) -> tuple[ComponentChange, ...]:
    ids = dict.fromkeys((*new.components, *old.components))
    found = (
        ComponentChange(id=one, old=old.components.get(one), new=new.components.get(one))
        for one in ids
    )
    return tuple(one for one in found if _row(one.old) != _row(one.new))


def _row(one: Component | None) -> tuple[object, ...]:
    """What a row says; which statement decided it is told by the statements."""
    if one is None:
        return ()
    return (
        one.availability,
        one.access,
        one.license.expression,
        one.license.class_,
        one.reviewed,
    )


def _conflicts(old: Iterable[Conflict], new: Iterable[Conflict]) -> tuple[Pair[Conflict], ...]:
    """Conflicts by their kind and the places of their sides, then by their kind alone."""
    return paired(old, new, (_sides, lambda one: one.kind), _gravity)


def _sides(one: Conflict) -> Hashable:
    return one.kind, tuple(_file(side.evidence) for side in one.sides)


def _gravity(one: Conflict) -> Hashable:
    return one.severity, tuple(_said(side) for side in one.sides)


def _said(side: Side) -> str:
    return side.says


def _file(evidence: tuple[Evidence, ...]) -> Hashable:
    return (evidence[0].artifact, path_of(evidence)) if evidence else ()


def _question(one: DataQuestion) -> Hashable:
    return one.id


def _lineage(old: Iterable[Edge], new: Iterable[Edge]) -> tuple[Pair[Edge], ...]:
    """Steps upstream: by child, parent and relation; then what takes the place of another."""
    keys = (
        lambda one: (one.child, one.parent, one.relation),
        lambda one: (one.child, one.relation),
    )
    return paired(
        old, new, keys, lambda one: (one.how, one.license.expression, one.license.class_, one.state)
    )


def _gaps(old: Iterable[Gap], new: Iterable[Gap]) -> tuple[Pair[Gap], ...]:
    """What could be read of late, and what could no longer be."""
    return paired(old, new, (lambda one: (one.artifact, one.path),), lambda one: one.reason)


def _with_unread(
    pairs: tuple[Pair[Statement], ...], old: Assessment, new: Assessment
) -> tuple[Pair[Statement], ...]:
    """The pairs; what seems to be gone or new where the other side was not read is told apart."""
    return tuple(_told_apart(pair, old, new) for pair in pairs)


def _told_apart(pair: Pair[Statement], old: Assessment, new: Assessment) -> Pair[Statement]:
    if pair.old is not None and pair.new is not None:
        return pair
    row, other = (pair.old, new) if pair.old is not None else (pair.new, old)
    return replace(pair, how=How.UNREAD) if row and _is_unread(row, other) else pair


def _is_unread(row: Statement, state: Assessment) -> bool:
    """Whether the place of a row was looked for in a state and could not be read there."""
    path = path_of(row.evidence)
    return any(
        gap.artifact == row.artifact and gap.path in (None, path) and gap.reason != "missing"
        for gap in state.gaps
        if gap.path is not None or not _has(state, row.artifact)
    )


def _has(state: Assessment, artifact: str) -> bool:
    return any(one.id == artifact for one in state.artifacts)
