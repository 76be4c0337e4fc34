"""Target -> snapshot: reads what was named, and what that leads to."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from audit.collect import discover
from audit.collect.ahead import LEAVES
from audit.collect.artifact import gap_of, read_named
from audit.collect.collection import Collection
from audit.collect.git_objects import is_repository
from audit.collect.http import Door
from audit.collect.local_role import role_of_local
from audit.collect.model_file import Listed, read_model_file
from audit.collect.reading import Brief, Depth, Reading
from audit.collect.targets import Named, file_id
from audit.errors import AuditError, CollectError, NotKept
from audit.model import Evidence, Role, Snapshot, Target, TargetKind

_ROLES = {
    TargetKind.HUB_DATASET: Role.DATA,
    TargetKind.GITHUB: Role.CODE,
    TargetKind.GIT: Role.CODE,
}


def collect(named: Named, door: Door) -> tuple[Snapshot, dict[str, bytes]]:
    """The snapshot of a target, and the bytes of its documents by sha256.

    Raises `NotThere` when the target itself cannot be found and `CollectError` when nothing of
    it could be read; what it leads to can only leave gaps.
    """
    collection = Collection(door)
    try:
        target = _collect(named, door, collection)
    except Exception:  # an interrupt does not wait for what is under way
        collection.ahead.finish()
        raise
    collection.ahead.finish()
    return collection.snapshot(target)


def _collect(named: Named, door: Door, collection: Collection) -> Target:
    if named.target.kind is TargetKind.MODEL_FILE and named.path is not None:
        model = read_model_file(named.path)
        _read_listed(collection, door, model.entries, named.path)
        _follow_bases(collection)
        return model.target
    first = _read_target(named, door, collection)
    collection.add(first)
    collection.ahead.expect(first, 0)
    _follow_links(collection, first)
    _follow_bases(collection)
    return _as_read(named, first)


def _read_target(named: Named, door: Door, collection: Collection) -> Reading:
    role = _ROLES.get(named.target.kind, Role.WEIGHTS)
    if named.path is not None:
        role = role_of_local(named.path, named.target.revision)
    collection.ahead.follow_from(named.target.id, role)
    return read_named(door, named, Brief(role=role, reason="named by the user"))


def _as_read(named: Named, reading: Reading) -> Target:
    """The target with the revision that an address turned out to name."""
    if not named.shorter:
        return named.target
    revision = reading.artifact.branch or reading.artifact.revision
    return replace(named.target, revision=revision)


def _read_listed(collection: Collection, door: Door, entries: Iterable[Listed], file: Path) -> None:
    """Reads what a model file lists; when nothing at all can be read, the first error counts."""
    errors: list[AuditError] = []
    for entry, reading in _begin_listed(collection, door, tuple(entries), file):
        try:
            collection.add(reading.result())
        except NotKept:
            raise
        except AuditError as error:
            errors.append(error)
            collection.gaps.append(gap_of(entry.named.target.id, error, door.stamp()))
    if errors and not any(r.artifact.documents for r in collection.readings):
        unreachable = [error for error in errors if isinstance(error, CollectError)]
        raise (unreachable or errors)[0]


def _begin_listed(
    collection: Collection, door: Door, entries: Iterable[Listed], file: Path
) -> list[tuple[Listed, Future[Reading]]]:
    """Each entry with what will have been read of it; all but the first weights are checkpoints."""
    roles: list[tuple[Listed, Role]] = []
    weights_seen = False
    for entry in entries:
        role = Role.CHECKPOINT if entry.role is Role.WEIGHTS and weights_seen else entry.role
        weights_seen = weights_seen or entry.role is Role.WEIGHTS
        roles.append((entry, role))
        collection.ahead.follow_from(entry.named.target.id, role, LEAVES)

    def read(entry: Listed, role: Role) -> Reading:
        reading = _read_entry(door, entry, role, file)
        collection.ahead.expect(reading, LEAVES)
        return reading

    return [(entry, door.in_background(partial(read, entry, role))) for entry, role in roles]


def _read_entry(door: Door, entry: Listed, role: Role, file: Path) -> Reading:
    named, listed = entry.named, entry.named.target
    brief = Brief(
        role=role,
        reason=f"listed in {file.name}",
        reason_evidence=Evidence(
            artifact=file_id(file), path=file.name, lines=(entry.line, entry.line)
        ),
        own=role is not Role.BASE_MODEL,
        depth=Depth.TERMS if role in (Role.BASE_MODEL, Role.DATA) else Depth.FULL,
        id=listed.id if named.path else None,
    )
    if named.path is not None:
        revision = (listed.revision or "HEAD") if is_repository(named.path) else None
        named = replace(named, target=replace(listed, revision=revision))
    return read_named(door, named, brief)


def _follow_links(collection: Collection, first: Reading) -> None:
    """One hop from what was named, and one from the weights or the code that it leads to."""
    for reading in list(collection.follow(first)):
        if reading.artifact.role in (Role.CODE, Role.WEIGHTS):
            list(collection.follow(reading))


def _follow_bases(collection: Collection) -> None:
    """The chain of base models, license files and metadata only."""
    waiting = list(collection.readings)
    while waiting:
        reading = waiting.pop(0)
        if reading.artifact.role not in (Role.WEIGHTS, Role.CODE, Role.BASE_MODEL):
            continue
        for lead in discover.base_leads(reading):
            read = collection.read_lead(lead)
            waiting.extend([read] if read else [])
