"""How an inventory is judged."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from audit.model.collected import Evidence, Gap, Mention, Target
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


class Outcome(StrEnum):
    """The answer to a requirement, an element or a framework."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Basis(StrEnum):
    """What an outcome stands on."""

    AUTOMATIC = "automatic"
    PRESUMED = "presumed"
    """Met only if terms count on which the framework's publisher has not ruled, or that are known
    of a base model by its name alone."""
    REVIEWED = "reviewed"


class Reason(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact that decided a requirement."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class Verdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to one requirement."""

    name: str
    required: bool
    outcome: Outcome
    basis: Basis
    needs: str | None = None
    """What a person has to do before it can be met."""
    because: tuple[Reason, ...] = ()


class ElementVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to a group of requirements."""

    name: str
    outcome: Outcome
    basis: Basis


class FrameworkVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of one framework."""

    name: str
    version: str
    source: str
    outcome: Outcome
    basis: Basis
    elements: Mapping[str, ElementVerdict]
    requirements: Mapping[str, Verdict]


class Versions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a judgement was made with."""

    tool: str
    criteria: str
    """Digest of the criteria files."""
    licenses: str
    """Date of the license lists."""


class Assessment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An inventory with the verdicts on it."""

    schema: str = "openness-assessment/1"
    target: Target
    snapshot: SnapshotReference
    versions: Versions
    artifacts: tuple[ArtifactSummary, ...]
    components: Mapping[str, Component]
    access_conditions: tuple[AccessCondition, ...] = ()
    statements: tuple[Statement, ...]
    data_questions: tuple[DataQuestion, ...]
    lineage: tuple[Edge, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    mentions: tuple[Mention, ...]
    frameworks: Mapping[str, FrameworkVerdict]
