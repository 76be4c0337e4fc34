"""The inventory as a report shows it: rows, licenses, conflicts, lineage, questions, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from audit.model import (
    Access,
    ArtifactSummary,
    Assessment,
    Availability,
    Claim,
    Component,
    Conflict,
    DataQuestion,
    Edge,
    Gap,
    License,
    Mention,
    Role,
    Severity,
    Statement,
)
from audit.render.labels import (
    ACCESS,
    ANCESTORS,
    AVAILABILITY,
    CYCLE,
    DATA_STATES,
    GAPS,
    KINDS,
    QUESTIONS,
    ROLES,
    SCOPES,
    SEVERITIES,
    Mark,
    class_name,
    component_name,
    conflict_name,
    question_name,
    spoken,
)
from audit.render.language import _, ngettext, sentence
from audit.render.places import Place, Proof, anchor, place, proof, short_revision
from audit.render.untrusted import LONGEST_QUOTE, shown, web_link
from audit.render.view_agreement import agreement, stated_terms

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_NOT_THERE = {Availability.ANNOUNCED, Availability.WITHHELD, Availability.NOT_FOUND}


class LicenseView(Struct, frozen=True, kw_only=True):
    """Terms: the expression, and its class in plain words."""

    expression: str | None
    class_: str
    statement: str | None
    """A link to the statement that decided."""


class ArtifactView(Struct, frozen=True, kw_only=True):
    """One published thing that was read."""

    id: str
    href: str | None
    role: str
    revision: str | None
    short_revision: str | None
    files: str
    reason: str
    own: bool


class ComponentView(Struct, frozen=True, kw_only=True):
    """One row of the inventory."""

    id: str
    anchor: str
    name: str
    availability: Mark
    access: str
    license: LicenseView
    agreement: str
    """Whether the places that state terms for such components say the same."""
    detail: str
    proof: Proof


class StatementView(Struct, frozen=True, kw_only=True):
    """One license statement, as it was made."""

    anchor: str
    artifact: str
    folder: str
    scope: str
    kind: str
    raw: str | None
    license: LicenseView
    proof: Proof


class SideView(Struct, frozen=True, kw_only=True):
    """One side of a conflict."""

    says: str
    proof: Proof


class ConflictView(Struct, frozen=True, kw_only=True):
    """Two statements that cannot both hold."""

    anchor: str
    name: str
    is_of_a_claim: bool
    """Whether it is on words by which the model is called open."""
    severity: Mark
    text: str
    sides: tuple[SideView, ...]


class EdgeView(Struct, frozen=True, kw_only=True):
    """One step upstream."""

    child: str
    parent: str
    href: str | None
    relation: str
    state: str
    """What became of the parent when it was looked for; empty when it was read."""
    license: LicenseView
    proof: Proof


class ClaimView(Struct, frozen=True, kw_only=True):
    """Words by which the model is called open."""

    text: str | None
    proof: Proof


class QuestionView(Struct, frozen=True, kw_only=True):
    """One question that the data information has to answer."""

    id: str
    anchor: str
    name: str
    state: Mark
    detail: str
    proof: Proof


class GapView(Struct, frozen=True, kw_only=True):
    """Something that was looked for and not read."""

    artifact: str
    path: str | None
    reason: str
    detail: str
    at: str
    """When it was looked for; empty where that was not kept."""


class MentionView(Struct, frozen=True, kw_only=True):
    """A link that was not taken for the model's own."""

    id: str
    place: Place


def license_view(license_: License, *, page: str = "") -> LicenseView:
    """Expression, class and the statement that decided; `page` is where that one stands."""
    number = license_.statement
    return LicenseView(
        expression=license_.expression,
        class_=class_name(license_.class_),
        statement=None if number is None else f"{page}#statement-{number + 1}",
    )


def artifact_view(artifact: ArtifactSummary, gaps: tuple[Gap, ...] = ()) -> ArtifactView:
    """An artifact with its link and what was listed of it."""
    return ArtifactView(
        id=artifact.id,
        href=web_link(artifact.url),
        role=_(ROLES[artifact.role]),
        revision=artifact.revision,
        short_revision=artifact.revision and short_revision(artifact.revision),
        files=_files(artifact, gaps),
        reason=sentence(artifact.reason),
        own=artifact.own,
    )


def component_views(assessment: Assessment) -> tuple[ComponentView, ...]:
    """The rows of the inventory, each with what the places that state terms for it say."""
    own = frozenset(one.id for one in assessment.artifacts if one.own)
    said = stated_terms(assessment.statements, own)
    return tuple(
        component_view(name, row, agreement(name, row, said))
        for name, row in assessment.components.items()
    )


def component_view(identifier: str, component: Component, agreed: str = "") -> ComponentView:
    """One row of the inventory."""
    return ComponentView(
        id=identifier,
        anchor=anchor("component", identifier),
        name=component_name(identifier),
        availability=AVAILABILITY[component.availability],
        access=_access(component),
        license=license_view(component.license),
        agreement=agreed,
        detail=sentence(component.detail),
        proof=proof(component.evidence),
    )


def statement_view(number: int, statement: Statement) -> StatementView:
    """One license statement; `number` counts from 1."""
    return StatementView(
        anchor=f"statement-{number}",
        artifact=statement.artifact,
        folder=statement.folder,
        scope=_(SCOPES[statement.scope]),
        kind=_(KINDS[statement.kind]),
        raw=None if statement.raw is None else shown(statement.raw, longest=LONGEST_QUOTE),
        license=LicenseView(
            expression=statement.expression, class_=class_name(statement.class_), statement=None
        ),
        proof=proof(statement.evidence),
    )


def conflict_view(number: int, conflict: Conflict) -> ConflictView:
    """One conflict with its sides; `number` counts from 1."""
    return ConflictView(
        anchor=f"conflict-{number}",
        name=conflict_name(conflict.kind),
        is_of_a_claim=conflict.kind.startswith("claim-"),
        severity=SEVERITIES[conflict.severity],
        text=sentence(conflict.text),
        sides=tuple(
            SideView(says=sentence(side.says), proof=proof(side.evidence))
            for side in conflict.sides
        ),
    )


def conflict_views(conflicts: tuple[Conflict, ...]) -> tuple[ConflictView, ...]:
    """The conflicts, the gravest first, otherwise in their order."""
    return tuple(
        conflict_view(number, one) for number, one in enumerate(gravest_first(conflicts), 1)
    )


def gravest_first(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """The conflicts in the order of a report, which numbers them from 1."""
    order = list(Severity)
    return tuple(sorted(conflicts, key=lambda one: order.index(one.severity)))


def severity_counts(conflicts: tuple[Conflict, ...]) -> tuple[tuple[Mark, int], ...]:
    """How many conflicts of each severity there are, the gravest first, zeros left out."""
    counts = {level: sum(one.severity is level for one in conflicts) for level in Severity}
    return tuple((SEVERITIES[level], count) for level, count in counts.items() if count)


def edge_view(edge: Edge, addresses: Mapping[str, str | None]) -> EdgeView:
    """One step upstream; the parent is linked when it is an artifact that was read."""
    return EdgeView(
        child=edge.child,
        parent=edge.parent,
        href=_address_of(edge.parent, addresses),
        relation=_relation(edge),
        state=_(", ").join(_state(edge)),
        license=license_view(edge.license),
        proof=proof(edge.evidence),
    )


def _relation(edge: Edge) -> str:
    relation = sentence(spoken(edge.relation).lower())
    if not edge.how:
        return relation
    return _("{relation} ({how})", relation=relation, how=sentence(edge.how))


def _state(edge: Edge) -> Iterator[str]:
    if state := ANCESTORS[edge.state]:
        yield _(state)
    if edge.in_cycle:
        yield _(CYCLE)


def _address_of(parent: str, addresses: Mapping[str, str | None]) -> str | None:
    """The address of a parent that was read; it is named with or without its host."""
    return addresses.get(parent) or addresses.get(f"hf:{parent}")


def claim_view(claim: Claim) -> ClaimView:
    """One claim."""
    text = None if claim.text is None else shown(claim.text, longest=LONGEST_QUOTE)
    return ClaimView(text=text, proof=proof(claim.evidence))


def question_views(assessment: Assessment) -> tuple[QuestionView, ...]:
    """The data questions in plain words, or by the requirement that asks them."""
    names = {
        key: sentence(verdict.name)
        for framework in assessment.frameworks.values()
        for key, verdict in framework.requirements.items()
    }
    return tuple(
        _question(number, one, names.get(one.id) or _asked(one.id))
        for number, one in enumerate(assessment.data_questions, 1)
    )


def gap_view(gap: Gap) -> GapView:
    """One gap."""
    return GapView(
        artifact=gap.artifact,
        path=gap.path,
        reason=_(GAPS[gap.reason]),
        detail=sentence(gap.detail),
        at=_moment(gap.at),
    )


def mention_view(mention: Mention) -> MentionView:
    """One mention."""
    return MentionView(id=mention.id, place=place(mention.evidence))


def _asked(identifier: str) -> str:
    return question_name(identifier) if identifier in QUESTIONS else identifier


def _question(number: int, question: DataQuestion, name: str) -> QuestionView:
    return QuestionView(
        id=question.id,
        anchor=f"question-{number}",
        name=name,
        state=DATA_STATES[question.state],
        detail=sentence(question.detail),
        proof=proof(question.evidence),
    )


def _moment(at: str | None) -> str:
    """A moment of UTC as people write it; any other text as it is."""
    if at is None or not _MOMENT.fullmatch(at):
        return at or ""
    return _("{day} {time} UTC", day=at[:10], time=at[11:19])


def _access(component: Component) -> str:
    """Nothing for what is not there to be had, unless something was said of it."""
    if component.access is Access.UNKNOWN and component.availability in _NOT_THERE:
        return ""
    return _(ACCESS[component.access])


def _files(artifact: ArtifactSummary, gaps: tuple[Gap, ...]) -> str:
    if artifact.role in (Role.PAPER, Role.PAGE):
        is_unread = any(gap.artifact == artifact.id and gap.path is None for gap in gaps)
        return _("named, not read") if is_unread else _("text read")
    if artifact.files is None:
        return _("no listing seen")
    counted = ngettext("{number} file", "{number} files", artifact.files)
    return counted if artifact.complete else _("{files}, listing cut short", files=counted)
