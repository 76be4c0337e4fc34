"""The inventory: everything that the frameworks are judged on, made from a snapshot's facts."""

from __future__ import annotations

from audit.model import (
    Artifact,
    ArtifactSummary,
    Claim,
    Fact,
    Gap,
    GapReason,
    Inventory,
    OpenClaim,
    Snapshot,
    SnapshotReference,
    SummaryField,
    SummaryRead,
    Unknown,
    UnreadText,
)
from audit.resolve.access import access_conditions
from audit.resolve.components import components
from audit.resolve.conflicts import Found, conflicts
from audit.resolve.data_questions import data_questions
from audit.resolve.facts import Facts
from audit.resolve.lineage import lineage
from audit.resolve.statements import Statements


def take_inventory(snapshot: Snapshot, digest: str, stated: tuple[Fact, ...]) -> Inventory:
    """The inventory of a snapshot from the facts that the probes stated."""
    facts = Facts(snapshot, stated)
    statements = Statements(facts)
    edges = lineage(facts, statements)
    rows = components(facts, statements, edges)
    return Inventory(
        target=snapshot.target,
        snapshot=SnapshotReference(digest=digest, collected=_day(snapshot)),
        artifacts=tuple(_summary(artifact) for artifact in snapshot.artifacts),
        components=rows,
        access_conditions=access_conditions(facts),
        statements=statements.all,
        data_questions=data_questions(facts),
        training_summary=_summary_fields(facts),
        lineage=edges,
        conflicts=conflicts(Found(facts, statements, edges, rows)),
        claims=tuple(
            Claim(text=fact.evidence[0].quote, evidence=fact.evidence)
            for fact in facts.of(OpenClaim)
        ),
        gaps=(*snapshot.gaps, *_unread(facts), *_crashes(facts)),
        mentions=snapshot.mentions,
    )


def _day(snapshot: Snapshot) -> str:
    times = [d.retrieved_at for artifact in snapshot.artifacts for d in artifact.documents]
    return max(times, default="")[:10]


def _summary(artifact: Artifact) -> ArtifactSummary:
    return ArtifactSummary(
        id=artifact.id,
        role=artifact.role,
        revision=artifact.revision,
        url=artifact.url,
        reason=artifact.reason,
        own=artifact.own,
        files=len(artifact.tree.files) if artifact.tree else None,
        complete=artifact.tree.complete if artifact.tree else None,
    )


def _summary_fields(facts: Facts) -> tuple[SummaryField, ...]:
    return next((fact.fields for fact in facts.of(SummaryRead)), ())


def _unread(facts: Facts) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            artifact=fact.artifact,
            path=fact.path,
            reason=GapReason.UNREADABLE,
            detail=f"written in {fact.language}, which is not read",
        )
        for fact in facts.of(UnreadText)
    )


def _crashes(facts: Facts) -> tuple[Gap, ...]:
    return tuple(
        Gap(artifact="", path=None, reason=GapReason.UNREADABLE, detail=f"{fact.about}: {fact.why}")
        for fact in facts.of(Unknown)
        if fact.about.startswith("probe ")
    )
