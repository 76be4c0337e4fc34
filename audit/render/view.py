"""What a report shows of one assessment, shaped before any format writes it."""

from __future__ import annotations

import shlex

from msgspec import Struct

from audit.model import Assessment, TargetKind, Versions
from audit.render.answer import Answer
from audit.render.language import _
from audit.render.untrusted import one_line, web_link
from audit.render.view_access import GateView, gate_view
from audit.render.view_facts import Facts, FactView
from audit.render.view_inventory import (
    ArtifactView,
    ClaimView,
    ComponentView,
    ConflictView,
    EdgeView,
    GapView,
    MentionView,
    QuestionView,
    StatementView,
    artifact_view,
    claim_view,
    component_views,
    conflict_views,
    edge_view,
    gap_view,
    mention_view,
    question_views,
    statement_view,
)
from audit.render.view_reviews import ReviewView, review_views
from audit.render.view_terms import FreedomsView, OccasionView, duty_views, freedom_views
from audit.render.view_unknown import UnknownView, unknown_views
from audit.render.view_verdicts import FrameworkView, framework_view

FIRST_FRAMEWORK = "osaid-1.0"
"""The definition that answers "is it open source?", when it was asked."""


class ModelView(Struct, frozen=True, kw_only=True):
    """The report of one model, from the top down."""

    name: str
    target: str
    revision: str | None
    artifacts: tuple[ArtifactView, ...]
    collected: str
    digest: str
    quotes: bool
    answer: Answer
    first: str | None
    """The id of the framework that gave the answer."""
    frameworks: tuple[FrameworkView, ...]
    facts: tuple[FactView, ...]
    """What decided the requirements of the other definitions and none of the first, each once."""
    components: tuple[ComponentView, ...]
    freedoms: FreedomsView
    duties: tuple[OccasionView, ...]
    gates: tuple[GateView, ...]
    statements: tuple[StatementView, ...]
    conflicts: tuple[ConflictView, ...]
    lineage: tuple[EdgeView, ...]
    claims: tuple[ClaimView, ...]
    questions: tuple[QuestionView, ...]
    unknown: tuple[UnknownView, ...]
    gaps: tuple[GapView, ...]
    mentions: tuple[MentionView, ...]
    reviews: tuple[ReviewView, ...]
    versions: Versions
    command: str


_LOCAL = (
    TargetKind.FOLDER,
    TargetKind.GIT,
    TargetKind.MODEL_FILE,
    TargetKind.SNAPSHOT,
    TargetKind.INVENTORY,
)
"""Targets that lie on a machine, whose paths a report does not tell."""


def model_view(assessment: Assessment) -> ModelView:
    """The report of one model."""
    facts = Facts()
    frameworks = framework_views(assessment, facts)
    told = _told_by_the_first(frameworks)
    return ModelView(
        name=one_line(assessment.target.name),
        target=one_line(assessment.target.id),
        revision=assessment.target.revision,
        artifacts=tuple(artifact_view(one, assessment.gaps) for one in assessment.artifacts),
        collected=assessment.snapshot.collected,
        digest=assessment.snapshot.digest,
        quotes=assessment.snapshot.quotes,
        answer=frameworks[0].answer if frameworks else _not_judged(),
        first=frameworks[0].id if frameworks else None,
        frameworks=frameworks,
        facts=tuple(one for one in facts.all() if one.number > told),
        components=component_views(assessment),
        freedoms=freedom_views(assessment.terms, assessment.components),
        duties=duty_views(assessment.terms),
        gates=_gates(assessment),
        statements=tuple(statement_view(*pair) for pair in enumerate(assessment.statements, 1)),
        conflicts=conflict_views(assessment.conflicts),
        lineage=_lineage(assessment),
        claims=tuple(claim_view(one) for one in assessment.claims),
        questions=question_views(assessment),
        unknown=unknown_views(assessment),
        gaps=tuple(gap_view(one) for one in assessment.gaps),
        mentions=tuple(mention_view(one) for one in assessment.mentions),
        reviews=review_views(assessment.reviews),
        versions=assessment.versions,
        command=command(assessment),
    )


def _told_by_the_first(frameworks: tuple[FrameworkView, ...]) -> int:
    """The number of the last fact that the first definition tells."""
    asked = frameworks[0].requirements if frameworks else ()
    return max((fact.number for one in asked for fact in one.reasons), default=0)


def framework_views(
    assessment: Assessment, facts: Facts | None = None
) -> tuple[FrameworkView, ...]:
    """The frameworks, the one that answers "is it open source?" first; what decided them is
    numbered in `facts`."""
    numbered = Facts() if facts is None else facts
    first = sorted(assessment.frameworks.items(), key=lambda pair: pair[0] != FIRST_FRAMEWORK)
    return tuple(framework_view(name, one, numbered) for name, one in first)


def command(assessment: Assessment) -> str:
    """The line that makes the report again."""
    target = assessment.target
    name = target.id
    if target.kind is TargetKind.BUNDLED and not name.startswith("bundled:"):
        name = f"bundled:{target.name}"
    if target.kind in _LOCAL:
        name = "PATH"
    return f"openness audit {shlex.quote(one_line(name))}"


def _lineage(assessment: Assessment) -> tuple[EdgeView, ...]:
    addresses = {one.id: web_link(one.url) for one in assessment.artifacts}
    return tuple(edge_view(one, addresses) for one in assessment.lineage)


def _gates(assessment: Assessment) -> tuple[GateView, ...]:
    addresses = {one.id: web_link(one.url) for one in assessment.artifacts}
    return tuple(gate_view(one, addresses) for one in assessment.access_conditions)


def _not_judged() -> Answer:
    return Answer(word=_("Not judged:"), lead=_("no definition was asked"), tail=_("."))
