"""The folder of a fleet's results: which file is what, and the assessments by what made them.

An assessment has its name from a digest of the target's id, so that no id can name a file outside,
and no two ids name one, on a disk that is blind to case either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from audit.collect.answer_store import BEGUN, write_whole
from audit.collect.targets import safe_name
from audit.errors import AuditError
from audit.fleet.tables import Table
from audit.model import ArtifactSummary, Assessment, Target, Versions

MANIFEST = "fleet.json"
FULL = "full"
METADATA = "metadata"
_DIGITS = 16
"""Hex digits of a digest that stand in a name."""


class Fleet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was asked for, and what came of it."""

    schema: str = "openness-fleet/1"
    depth: str
    """`full` or `metadata`."""
    tool: str
    criteria: str
    """Digest of the criteria files."""
    input: str
    """What was read, in words, without a machine's path."""
    counts: Mapping[str, int] = {}
    finished: bool = False
    """Whether every model of the input has its result."""


class Key(Struct, frozen=True, kw_only=True, order=True):
    """What a result hangs on: with the same key, it is the same result."""

    model: str
    revision: str | None
    criteria: str
    tool: str


class _Head(Struct):
    """An assessment, read only as far as its key."""

    target: Target
    versions: Versions
    artifacts: tuple[ArtifactSummary, ...] = ()


class _Told(_Head, kw_only=True):
    """What an assessment says, without the times at which it was looked for."""

    components: msgspec.Raw
    conflicts: msgspec.Raw
    claims: msgspec.Raw
    lineage: msgspec.Raw
    frameworks: msgspec.Raw
    access_conditions: msgspec.Raw = msgspec.Raw(b"[]")


class Results:
    """The paths in a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = folder / MANIFEST
        self.assessments = folder / "assessments"
        self.past = folder / "past"
        self.log = folder / "log.jsonl"
        self.work = folder / "work"
        self.parts = self.work / "parts"

    def table(self, table: Table) -> Path:
        """The file of a table."""
        return self.folder / table.file

    def relative(self, target: str) -> str:
        """Where the assessment of a target lies below the folder, with `/` on every system."""
        return f"{self.assessments.name}/{_name(target)}.json"

    def place(self, target: str) -> Path:
        """The file of the assessment of a target, there or not."""
        return self.folder / self.relative(target)

    def current(self) -> Iterator[Path]:
        """The assessments that are there, in the order of their names."""
        yield from sorted(self.assessments.glob("??/*.json"))

    def replaced(self, target: str | None = None) -> Iterator[Path]:
        """The assessments that a later run replaced, of one target or all; the oldest of each
        target first."""
        pattern = "??/*" if target is None else _name(target)
        for folder in sorted(self.past.glob(pattern)):
            yield from sorted(folder.glob("*.json"))

    def key_of(self, target: str) -> Key | None:
        """The key of the assessment of a target; None where there is none that can be read."""
        return read_key(self.place(target))

    def keep(self, key: Key, content: bytes) -> Path:
        """Writes an assessment. One that is there goes to the past first if its key is another or
        it says something else, so that whoever is stopped in between loses neither."""
        place = self.place(key.model)
        there = place.read_bytes() if place.is_file() else None
        if there == content:
            return place
        if there is not None and _said(there) not in (_said(content), None):
            self._put_aside(key.model, there)
        write_whole(place, content, durable=False)
        return place

    def check_ours(self) -> None:
        """`AuditError` for a folder that holds other things: nothing is put among them."""
        ours = self.manifest.is_file() or self.work.is_dir() or not self.folder.is_dir()
        if not ours and any(self.folder.iterdir()):
            raise AuditError(
                f"{self.folder} holds other things than results.", "Name a new folder with -o."
            )

    def drop_begun(self) -> None:
        """Removes what a run that was killed had begun to write."""
        for shelf in (".", "assessments/??", "past/??/*"):
            for place in self.folder.glob(f"{shelf}/{BEGUN}*"):
                place.unlink(missing_ok=True)

    def retire_all_but(self, targets: Collection[str]) -> None:
        """Puts the assessments of other targets with those of the past."""
        kept = {self.place(target) for target in targets}
        for place in list(self.current()):
            if place not in kept and (key := read_key(place)) is not None:
                self._put_aside(key.model, place.read_bytes())
                place.unlink()

    def _put_aside(self, target: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
        before = list(self.replaced(target))
        if not any(path.stem.endswith(digest) for path in before[-1:]):
            name = f"{len(before) + 1:04}-{digest}.json"
            write_whole(self.past / _name(target) / name, content, durable=False)


def key_of(assessment: Assessment) -> Key:
    """The key of an assessment."""
    return Key(
        model=assessment.target.id,
        revision=revision_of(assessment.target, assessment.artifacts),
        criteria=assessment.versions.criteria,
        tool=assessment.versions.tool,
    )


def revision_of(target: Target, artifacts: tuple[ArtifactSummary, ...]) -> str | None:
    """The revision at which the target itself was read, else the one that was asked for."""
    read = (one.revision for one in artifacts if one.id == target.id and one.revision)
    return next(read, target.revision)


def read_key(place: Path) -> Key | None:
    """The key of the assessment in a file; None where there is none that can be read."""
    try:
        head = msgspec.json.decode(place.read_bytes(), type=_Head)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return Key(
        model=head.target.id,
        revision=revision_of(head.target, head.artifacts),
        criteria=head.versions.criteria,
        tool=head.versions.tool,
    )


def _said(content: bytes) -> tuple[object, ...] | None:
    """What tells one result from another; None where the bytes hold no assessment."""
    try:
        told = msgspec.json.decode(content, type=_Told)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return tuple(
        bytes(one) if isinstance(one, msgspec.Raw) else one
        for one in (getattr(told, name) for name in told.__struct_fields__)
    )


def is_fleet(folder: Path) -> bool:
    """Whether a folder holds the results of a fleet."""
    return (folder / MANIFEST).is_file()


def assessment_files(folder: Path, *, with_past: bool = False) -> list[Path]:
    """The assessments of a fleet, and those that they replaced; `AuditError` where it has none."""
    results, fleet = Results(folder), read_fleet(folder)
    if fleet.depth != FULL:
        raise AuditError(
            f"{folder} holds tables and no assessments: it was made of metadata alone.",
            "Ask it with `openness query`, or run the fleet in full depth.",
        )
    found = [*results.current(), *(results.replaced() if with_past else ())]
    if not found:
        raise AuditError(
            f"{folder} holds no assessment yet.", "Run `openness fleet` again with the same -o."
        )
    return found


def write_fleet(folder: Path, fleet: Fleet) -> None:
    """Writes what is said of a fleet, whole or not at all."""
    content = msgspec.json.format(msgspec.json.encode(fleet, order="sorted"), indent=2)
    write_whole(folder / MANIFEST, content + b"\n")


def read_fleet(folder: Path) -> Fleet:
    """What is said of a fleet; `AuditError` where the folder holds none."""
    place = folder / MANIFEST
    if not place.is_file():
        raise AuditError(
            f"{folder} holds no results of a fleet.", "Make some with `openness fleet`."
        )
    try:
        fleet = msgspec.json.decode(place.read_bytes(), type=Fleet)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(f"{place} cannot be used: {error}.", "Run the fleet again.") from error
    if fleet.schema != "openness-fleet/1":
        raise AuditError(
            f"{place} has the schema {fleet.schema!r}, expected openness-fleet/1.",
            "Use the version of this tool that wrote it.",
        )
    return fleet


def _name(target: str) -> str:
    digest = hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:2]}/{safe_name(target)}-{digest[:_DIGITS]}"
