"""What a comparison of two states shows, shaped before any format writes it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from audit.model import ArtifactSummary, Score, Verdict, Versions
from audit.model.difference import (
    ArtifactChange,
    ComponentChange,
    Difference,
    FilesChanged,
    FrameworkChange,
    Standing,
    State,
    VerdictChange,
)
from audit.render.labels import BASIS_NOTES, OUTCOMES, ROLES
from audit.render.language import _, ngettext, sentence
from audit.render.places import anchor, proof, short_revision
from audit.render.untrusted import one_line
from audit.render.view import FIRST_FRAMEWORK
from audit.render.view_rows import (
    RowView,
    SayView,
    claim_rows,
    component_row,
    conflict_rows,
    edge_rows,
    gap_rows,
    gate_rows,
    how_mark,
    how_of,
    question_rows,
    statement_rows,
)

MOST_FILES = 12
"""Paths that are named of those that came, went or changed; the JSON has them all."""


class StateView(Struct, frozen=True, kw_only=True):
    """One side of the comparison."""

    name: str
    target: str
    revision: str
    collected: str
    digest: str


class SectionView(Struct, frozen=True, kw_only=True):
    """The rows of one part of the report."""

    id: str
    title: str
    lead: str
    rows: tuple[RowView, ...]


class DiffView(Struct, frozen=True, kw_only=True):
    """The comparison from the top down."""

    old: StateView
    new: StateView
    lead: str
    notes: tuple[str, ...]
    """What is to be known before the rows are read."""
    sections: tuple[SectionView, ...]
    versions: Versions


def diff_view(one: Difference) -> DiffView:
    """The comparison; parts in which nothing differs are left out."""
    sections = tuple(section for section in _sections(one) if section.rows)
    return DiffView(
        old=_state(one.old),
        new=_state(one.new),
        lead=lead(one),
        notes=tuple(_notes(one)),
        sections=sections,
        versions=one.judged_by,
    )


def lead(one: Difference) -> str:
    """In one sentence, how much changed."""
    if one.is_empty:
        return _("Nothing that this tool reads has changed.")
    if one.is_of_files_alone:
        return _("Files changed, and nothing of what this tool reads in them.")
    turned = sum(change.is_of_the_whole for change in one.frameworks)
    counted = sum(len(section.rows) for section in _of_the_model(one))
    said = ngettext("{number} thing changed.", "{number} things changed.", counted)
    if not one.frameworks:
        return said + " " + _("No verdict changed.")
    return (
        said
        + " "
        + ngettext(
            "{number} definition comes to something else.",
            "{number} definitions come to something else.",
            turned,
        )
    )


def _state(one: State) -> StateView:
    return StateView(
        name=one_line(one.target.name),
        target=one_line(one.target.id),
        revision=short_revision(one.target.revision) if one.target.revision else "",
        collected=one.snapshot.collected,
        digest=one.snapshot.digest,
    )


def _notes(one: Difference) -> Iterator[str]:
    old, new, now = one.old.versions, one.new.versions, one.judged_by
    for side, versions in ((_("old"), old), (_("new"), new)):
        if versions is not None and versions != now:
            yield _(
                "The {side} assessment was made by tool {tool}, criteria {criteria} and license "
                "lists of {licenses}. Both sides are judged anew here, by the criteria of this "
                "tool, so that only the model's change shows; rows of the inventory may differ "
                "because another version of the tool reads otherwise.",
                side=side,
                tool=one_line(versions.tool),
                criteria=one_line(versions.criteria)[:12],
                licenses=one_line(versions.licenses),
            )
    if one.by_criteria:
        yield _(
            "Some saved verdicts differ for another reason than the model: they stand in a part of "
            "their own, at the end."
        )
    if one.old.target.id != one.new.target.id:
        yield _("The two sides are of different names; their parts are compared by their role.")
    if not (one.old.snapshot.quotes and one.new.snapshot.quotes):
        yield _("One side was saved without quotes.")


def _sections(one: Difference) -> Iterator[SectionView]:
    yield from _of_the_model(one)
    for change in sorted(one.frameworks, key=lambda each: each.id != FIRST_FRAMEWORK):
        yield _framework(change)
    for change in one.by_criteria:
        section = _framework(change)
        yield SectionView(
            id=f"criteria-{section.id}",
            title=_("Not the model's doing: {title}", title=section.title),
            lead=_(
                "The saved verdicts differ, and by the same criteria they do not: the tool, the "
                "criteria, the license lists or people's reviews are others."
            ),
            rows=section.rows,
        )


def _of_the_model(one: Difference) -> Iterator[SectionView]:
    parts = (
        ("licenses", _("Licenses, as declared in each place"), statement_rows(one.statements)),
        ("access", _("Access"), gate_rows(one.gates)),
        ("components", _("Components"), tuple(map(_component, one.components))),
        ("conflicts", _("Conflicts"), conflict_rows(one.conflicts)),
        ("data", _("Questions about the training data"), question_rows(one.data_questions)),
        ("lineage", _("Lineage"), edge_rows(one.lineage)),
        ("claims", _("What it is called"), claim_rows(one.claims)),
        ("artifacts", _("Published things"), tuple(map(_artifact, one.artifacts))),
        ("gaps", _("Looked for and not read"), gap_rows(one.gaps)),
    )
    for identifier, title, rows in parts:
        yield SectionView(id=identifier, title=title, lead="", rows=rows)


def _component(change: ComponentChange) -> RowView:
    return component_row(change.id, change.old, change.new)


def _artifact(change: ArtifactChange) -> RowView:
    return RowView(
        subject=one_line(change.id),
        id="",
        how=how_mark(change.how),
        before=_published(change.old),
        after=_published(change.new),
        notes=tuple(_files(change.files)) if change.files else (),
    )


def _published(one: ArtifactSummary | None) -> SayView | None:
    if one is None:
        return None
    role = _(ROLES[one.role])
    if one.revision is None:
        return SayView(says=role)
    return SayView(says=_("{role} at {revision}", role=role, revision=short_revision(one.revision)))


def _files(changed: FilesChanged) -> Iterator[str]:
    kinds = (
        (_("Files added: {paths}"), changed.added),
        (_("Files removed: {paths}"), changed.removed),
        (_("Files changed: {paths}"), changed.changed),
    )
    for message, paths in kinds:
        if paths:
            yield message.format(paths=_some(paths))
    if not changed.complete:
        yield _("A listing was cut short: which files came or went is not known.")


def _some(paths: tuple[str, ...]) -> str:
    more = len(paths) - MOST_FILES
    shown = ", ".join(one_line(path, longest=120) for path in paths[:MOST_FILES])
    if more <= 0:
        return shown
    return shown + ", " + ngettext("and {number} more", "and {number} more", more)


def _framework(change: FrameworkChange) -> SectionView:
    whole = (_whole(change),) if change.is_of_the_whole else ()
    return SectionView(
        id=anchor("framework", change.id),
        title=one_line(sentence(change.name)),
        lead="" if whole else _("The whole comes to the same."),
        rows=(*whole, *map(_verdict, change.requirements)),
    )


def _whole(change: FrameworkChange) -> RowView:
    return RowView(
        subject=_("As a whole"),
        id=change.id,
        how=how_mark(how_of(change.old, change.new)),
        before=_standing(change.old),
        after=_standing(change.new),
    )


def _standing(one: Standing | None) -> SayView | None:
    if one is None:
        return None
    parts = [one_line(sentence(one.says)) or _(OUTCOMES[one.outcome].word)]
    if one.score is not None and not one.says:
        parts.append(_score(one.score))
    note = BASIS_NOTES[one.basis]
    return SayView(says=_(", ").join([*parts, *([_(note)] if note else [])]))


def _score(score: Score) -> str:
    least, most, highest = (f"{value:.4g}" for value in (score.least, score.most, score.highest))
    if least == most:
        return _("{number} of {highest}", number=least, highest=highest)
    return _("{least} to {most} of {highest}", least=least, most=most, highest=highest)


def _verdict(change: VerdictChange) -> RowView:
    known = change.new or change.old
    return RowView(
        subject=one_line(sentence(known.name)) if known else "",
        id=change.id,
        how=how_mark(how_of(change.old, change.new)),
        before=_answer(change.old),
        after=_answer(change.new),
    )


def _answer(one: Verdict | None) -> SayView | None:
    if one is None:
        return None
    parts = [_(OUTCOMES[one.outcome].word)]
    parts += [one_line(one.level)] if one.level else []
    parts += [_(BASIS_NOTES[one.basis])] if BASIS_NOTES[one.basis] else []
    parts += [_("needs {what}", what=one_line(sentence(one.needs)))] if one.needs else []
    reason = _(": ") + one_line(sentence(one.because[0].text)) if one.because else ""
    evidence = tuple(place for reason in one.because for place in reason.evidence)
    return SayView(says=_(", ").join(parts) + reason, proof=proof(evidence))
