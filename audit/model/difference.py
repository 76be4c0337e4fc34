"""What differs between two states of a model, and when it came to be so."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from audit.model.collected import Gap, Target, Tree
from audit.model.inventory import (
    AccessCondition,
    ArtifactSummary,
    Claim,
    Component,
    Conflict,
    DataQuestion,
    Edge,
    SnapshotReference,
    Statement,
)
from audit.model.judgement import Assessment, Basis, Outcome, Score, Verdict, Versions

T = TypeVar("T")


class How(StrEnum):
    """What became of a row."""

    APPEARED = "appeared"
    GONE = "gone"
    CHANGED = "changed"
    MOVED = "moved"
    """It says the same in another place."""
    REWORDED = "reworded"
    """A text that goes by no known name was changed: a person has to read what that means."""
    UNREAD = "unread"
    """One of the two sides was looked for and not read: nothing is known of a change."""


class Pair(Struct, Generic[T], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row as it was and as it is; None where there was none, or is none."""

    how: How
    old: T | None
    new: T | None


class FilesChanged(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The paths of a listing that came, went, or hold something else."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    complete: bool = True
    """False when a listing was cut short: then nothing is said to be gone or to be new."""

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class ArtifactChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One artifact as it was and as it is."""

    id: str
    how: How
    old: ArtifactSummary | None
    new: ArtifactSummary | None
    files: FilesChanged | None = None
    """None where the two listings are not both at hand."""


class ComponentChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the inventory as it was and as it is."""

    id: str
    old: Component | None
    new: Component | None


class Standing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a framework comes to as a whole."""

    outcome: Outcome
    basis: Basis
    says: str = ""
    reached: str | None = None
    possible: str | None = None
    score: Score | None = None


class VerdictChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One requirement's answer as it was and as it is."""

    id: str
    old: Verdict | None
    new: Verdict | None


class FrameworkChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed by one framework."""

    id: str
    name: str
    old: Standing | None
    new: Standing | None
    requirements: tuple[VerdictChange, ...] = ()

    @property
    def is_of_the_whole(self) -> bool:
        """Whether the answer as a whole is another one."""
        return self.old != self.new


class State(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One side of a comparison."""

    target: Target
    snapshot: SnapshotReference
    versions: Versions | None = None
    """What the verdicts were made with that were saved beside it; None where there were none."""


class Judged(Struct, frozen=True, kw_only=True):
    """What is compared: an assessment by the criteria of this installation, and what is known
    beside it."""

    assessment: Assessment
    trees: dict[str, Tree] = {}
    """The listings by artifact, where a snapshot is at hand."""
    saved: Assessment | None = None
    """The assessment as it was saved, by whatever criteria."""


class Difference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What differs between two states of a model."""

    schema: str = "openness-difference/1"
    old: State
    new: State
    judged_by: Versions
    """Both states are judged by these, so that only what the model's change does is shown."""
    artifacts: tuple[ArtifactChange, ...] = ()
    statements: tuple[Pair[Statement], ...] = ()
    components: tuple[ComponentChange, ...] = ()
    gates: tuple[Pair[AccessCondition], ...] = ()
    conflicts: tuple[Pair[Conflict], ...] = ()
    data_questions: tuple[Pair[DataQuestion], ...] = ()
    lineage: tuple[Pair[Edge], ...] = ()
    claims: tuple[Pair[Claim], ...] = ()
    gaps: tuple[Pair[Gap], ...] = ()
    frameworks: tuple[FrameworkChange, ...] = ()
    by_criteria: tuple[FrameworkChange, ...] = ()
    """What differs between the verdicts as they were saved and is not the model's doing, but that
    of another version of the tool, the criteria or the license lists, or of people's reviews."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the model differs; what only the criteria did counts for nothing."""
        return not self.artifacts and self.is_of_files_alone

    @property
    def is_of_files_alone(self) -> bool:
        """Whether at most revisions and files differ, and nothing that is read in them."""
        return all(one.how is How.CHANGED for one in self.artifacts) and not any(
            (
                self.statements,
                self.components,
                self.gates,
                self.conflicts,
                self.data_questions,
                self.lineage,
                self.claims,
                self.gaps,
                self.frameworks,
            )
        )


class Commit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One commit of a repository."""

    sha: str
    date: str
    """When its author made it, as the author's clock said: ISO 8601."""
    words: str
    """The first line of what the author said of it."""
    url: str | None = None


class Turn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A commit after which a repository says something else of terms or openness."""

    commit: Commit
    statements: tuple[Pair[Statement], ...] = ()
    gates: tuple[Pair[AccessCondition], ...] = ()
    claims: tuple[Pair[Claim], ...] = ()


class History(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a repository came to say what it says of terms and openness, the oldest turn first."""

    schema: str = "openness-history/1"
    target: Target
    revision: str | None
    url: str | None
    commits: int
    """How many commits touched files that may speak of terms, and were read."""
    first: str | None
    """The day of the oldest of them."""
    last: str | None
    versions: Versions
    turns: tuple[Turn, ...]
    gaps: tuple[Gap, ...] = ()


class Moved(StrEnum):
    """What a watch found of a target."""

    RECORDED = "recorded"
    """It is watched from now on."""
    UNMOVED = "unmoved"
    """All that was read of it stands where it stood; nothing was read again."""
    UNCHANGED = "unchanged"
    """It moved: at most its revision and files are others, and nothing that is read in them."""
    CHANGED = "changed"
    UNREACHED = "unreached"
    """It could not be asked, or not read: what was known of it is kept."""


class Sighting(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a watch found of one target."""

    target: str
    """As the list names it."""
    moved: Moved
    why: tuple[str, ...] = ()
    """What moved, or what went wrong."""
    difference: Difference | None = None


class Watched(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a watch found, in the order of its list."""

    schema: str = "openness-watch/1"
    sightings: tuple[Sighting, ...]

    def of(self, moved: Moved) -> tuple[Sighting, ...]:
        """The targets of which just this was found."""
        return tuple(one for one in self.sightings if one.moved is moved)
