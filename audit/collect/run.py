"""Target -> snapshot: reads what was named, and what that leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from audit.collect import discover
from audit.collect.discover import Lead
from audit.collect.folder import read_local
from audit.collect.git_objects import is_repository
from audit.collect.github import read_github
from audit.collect.http import Door
from audit.collect.hub import read_hub_dataset, read_hub_model
from audit.collect.model_file import Listed, read_model_file
from audit.collect.reading import Brief, Depth, NotThere, Reading
from audit.collect.targets import Named
from audit.errors import AuditError, CollectError
from audit.model import (
    Artifact,
    Evidence,
    Gap,
    GapReason,
    Mention,
    Role,
    Snapshot,
    Target,
    TargetKind,
)

MOST_BASES = 10
MOST_CODE = 3
MOST_DATA = 10
_MOST = {Role.BASE_MODEL: MOST_BASES, Role.CODE: MOST_CODE, Role.DATA: MOST_DATA, Role.WEIGHTS: 1}
_ORDER = list(Role)


class Collection:
    """What was read so far."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.readings: list[Reading] = []
        self.gaps: list[Gap] = []
        self.mentions: dict[str, Mention] = {}
        self._seen: set[str] = set()

    def add(self, reading: Reading) -> None:
        """Keeps a reading with its gaps."""
        self.readings.append(reading)
        self.gaps.extend(reading.gaps)
        self._seen.add(reading.artifact.id.lower())

    def follow(self, lead: Lead) -> Reading | None:
        """Reads a lead unless it was read, or enough of its kind were; a failure is a gap."""
        if lead.id.lower() in self._seen or self._has_enough(lead):
            return None
        self._seen.add(lead.id.lower())
        brief = Brief(
            role=lead.role,
            reason=lead.reason,
            reason_evidence=lead.evidence,
            own=lead.own,
            depth=lead.depth,
        )
        reading = self.read(lead.id, None, brief)
        if reading is not None:
            self.add(reading)
        return reading

    def _has_enough(self, lead: Lead) -> bool:
        count = sum(reading.artifact.role is lead.role for reading in self.readings)
        if count < _MOST.get(lead.role, MOST_DATA):
            return False
        self.gaps.append(
            Gap(
                artifact=lead.id,
                path=None,
                reason=GapReason.NOT_LOOKED,
                detail=f"no more than {count} of this kind are read",
            )
        )
        self._seen.add(lead.id.lower())
        return True

    def read(self, artifact: str, revision: str | None, brief: Brief) -> Reading | None:
        """Reads one artifact; None, and a gap, when it cannot be read."""
        try:
            return read_artifact(self._door, artifact, revision, brief)
        except AuditError as error:
            reason = GapReason.MISSING if isinstance(error, NotThere) else GapReason.UNREACHABLE
            self.gaps.append(Gap(artifact=artifact, path=None, reason=reason, detail=error.problem))
            return None

    def snapshot(self, target: Target) -> tuple[Snapshot, dict[str, bytes]]:
        """Everything that was read, in a fixed order."""
        ordered = sorted(self.readings, key=lambda r: _ORDER.index(r.artifact.role))
        contents = {sha: data for reading in ordered for sha, data in reading.contents.items()}
        return Snapshot(
            target=target,
            artifacts=tuple(reading.artifact for reading in ordered),
            gaps=tuple(sorted(set(self.gaps), key=lambda g: (g.artifact, g.path or "", g.detail))),
            mentions=tuple(
                self.mentions[name]
                for name in sorted(self.mentions)
                if name.lower() not in self._seen
            ),
        ), contents


def collect(named: Named, door: Door) -> tuple[Snapshot, dict[str, bytes]]:
    """The snapshot of a target, and the bytes of its documents by sha256.

    Raises `NotThere` when the target itself cannot be found and `CollectError` when nothing of
    it could be read; what it leads to can only leave gaps.
    """
    collection = Collection(door)
    if named.target.kind is TargetKind.MODEL_FILE and named.path is not None:
        model = read_model_file(named.path)
        _read_listed(collection, door, model.entries, named.path)
        _follow_bases(collection)
        return collection.snapshot(model.target)
    collection.add(_read_target(named, door))
    _follow_links(collection)
    _follow_bases(collection)
    return collection.snapshot(named.target)


def _read_target(named: Named, door: Door) -> Reading:
    target = named.target
    if named.path is not None:
        brief = Brief(role=_role_of_folder(named.path), reason="named by the user")
        return read_local(door, named.path, target.revision, brief)
    roles = {TargetKind.HUB_DATASET: Role.DATA, TargetKind.GITHUB: Role.CODE}
    brief = Brief(role=roles.get(target.kind, Role.WEIGHTS), reason="named by the user")
    return read_artifact(door, target.id, target.revision, brief)


def read_artifact(door: Door, artifact: str, revision: str | None, brief: Brief) -> Reading:
    """Reads an artifact by its id."""
    host, _, name = artifact.partition(":")
    if host == "github":
        return read_github(door, name, revision, brief)
    if host == "hf" and name.startswith("datasets/"):
        return read_hub_dataset(door, name.removeprefix("datasets/"), revision, brief)
    if host == "hf":
        return read_hub_model(door, name, revision, brief)
    return _unread_paper(artifact, brief)


def _unread_paper(artifact: str, brief: Brief) -> Reading:
    arxiv = artifact.removeprefix("arxiv:") if artifact.startswith("arxiv:") else None
    return Reading(
        artifact=Artifact(
            id=artifact,
            role=brief.role,
            revision=None,
            url=f"https://arxiv.org/abs/{arxiv}" if arxiv else None,
            reason=brief.reason,
            reason_evidence=brief.reason_evidence,
        ),
        contents={},
        gaps=(
            Gap(
                artifact=artifact,
                path=None,
                reason=GapReason.NOT_LOOKED,
                detail="the text of papers is not read",
            ),
        ),
    )


def _role_of_folder(folder: Path) -> Role:
    """Weights where the folder looks like a model repository of the Hub, else code."""
    card = folder / "README.md"
    has_card = card.is_file() and card.open("rb").read(3) == b"---"
    has_weights = any(folder.glob("*.safetensors")) or (folder / "config.json").is_file()
    return Role.WEIGHTS if has_card or has_weights else Role.CODE


def _read_listed(collection: Collection, door: Door, entries: Iterable[Listed], file: Path) -> None:
    """Reads what a model file lists; when nothing at all can be read, the first error counts."""
    errors: list[AuditError] = []
    weights_seen = False
    for entry in entries:
        role = entry.role
        if role is Role.WEIGHTS and weights_seen:
            role = Role.CHECKPOINT
        weights_seen = weights_seen or role is Role.WEIGHTS
        try:
            collection.add(_read_entry(door, entry, role, file))
        except AuditError as error:
            errors.append(error)
            reason = GapReason.MISSING if isinstance(error, NotThere) else GapReason.UNREACHABLE
            collection.gaps.append(
                Gap(artifact=entry.target.id, path=None, reason=reason, detail=error.problem)
            )
    if errors and not any(r.artifact.documents for r in collection.readings):
        unreachable = [error for error in errors if isinstance(error, CollectError)]
        raise (unreachable or errors)[0]


def _read_entry(door: Door, entry: Listed, role: Role, file: Path) -> Reading:
    brief = Brief(
        role=role,
        reason=f"listed in {file.name}",
        reason_evidence=Evidence(
            artifact=f"file:{file.name}", path=file.name, lines=(entry.line, entry.line)
        ),
        own=role is not Role.BASE_MODEL,
        depth=Depth.TERMS if role in (Role.BASE_MODEL, Role.DATA) else Depth.FULL,
        id=entry.target.id if entry.copy else None,
    )
    if entry.copy is not None:
        revision = entry.target.revision or ("HEAD" if is_repository(entry.copy) else None)
        return read_local(door, entry.copy, revision, brief)
    return read_artifact(door, entry.target.id, entry.target.revision, brief)


def _follow_links(collection: Collection) -> None:
    """One hop from what was named, and one from the weights or the code that it leads to."""
    first = collection.readings[0]
    followed = list(_follow(collection, first))
    for reading in followed:
        if reading.artifact.role in (Role.CODE, Role.WEIGHTS):
            list(_follow(collection, reading))


def _follow(collection: Collection, reading: Reading) -> Iterator[Reading]:
    for found in discover.leads(reading):
        if isinstance(found, Mention):
            collection.mentions.setdefault(found.id, found)
        elif found.role is not Role.BASE_MODEL and (read := collection.follow(found)):
            yield read


def _follow_bases(collection: Collection) -> None:
    """The chain of base models, license files and metadata only."""
    waiting = list(collection.readings)
    while waiting:
        reading = waiting.pop(0)
        if reading.artifact.role not in (Role.WEIGHTS, Role.CODE, Role.BASE_MODEL):
            continue
        for lead in discover.base_leads(reading):
            read = collection.follow(lead)
            waiting.extend([read] if read else [])
