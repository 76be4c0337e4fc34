"""What the brief shows, shaped before HTML or Markdown writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from audit.model import Assessment, Outcome
from audit.render.brief.dissent import Dissent, dissent
from audit.render.brief.letter import Answering, LetterView, letter_view
from audit.render.brief.reasons import (
    ComponentRow,
    FailingRow,
    TermsTally,
    availability_words,
    component_rows,
    failing_rows,
    terms_tallies,
)
from audit.render.brief.tally import Counts, Tally, tallies
from audit.render.labels import Mark
from audit.render.places import anchor
from audit.render.untrusted import one_line
from audit.render.view import framework_views

MOST_FAILING = 15
"""Requirements that the list of reasons has, of the first definition and of all others."""


class ModelRow(Struct, frozen=True, kw_only=True):
    """One model in short."""

    name: str
    target: str
    anchor: str
    """Of its letter."""
    answer: str
    outcome: Mark | None
    counts: Counts
    """Its definitions, by what they come to."""
    conflicts: int
    gaps: int
    digest: str


class Versions(Struct, frozen=True, kw_only=True):
    """What the assessments were made with, each once."""

    tools: tuple[str, ...]
    criteria: tuple[str, ...]
    licenses: tuple[str, ...]
    first_day: str
    last_day: str


class BriefView(Struct, frozen=True, kw_only=True):
    """The brief."""

    number: int
    older: int
    """Assessments that a later one of the same model took the place of."""
    tallies: tuple[Tally, ...]
    failing: tuple[FailingRow, ...]
    """Of the first definition."""
    failing_others: tuple[FailingRow, ...]
    more_failing: int
    availability: tuple[str, ...]
    components: tuple[ComponentRow, ...]
    terms: tuple[TermsTally, ...]
    dissent: Dissent
    models: tuple[ModelRow, ...]
    letters: tuple[LetterView, ...]
    letters_beside: str
    """The ending of the files with the letters; empty where they stand in the brief."""
    versions: Versions
    unquoted: int
    """Models whose quotes were left out."""


def brief_view(
    assessments: Iterable[Assessment],
    answering: Answering | None = None,
    *,
    letters_beside: str = "",
) -> BriefView:
    """The brief on the latest assessment of each model, by name."""
    given = list(assessments)
    latest = latest_of_each(given)
    counted = tallies(latest)
    rows = failing_rows(counted)
    first = [row for row in rows if row.anchor == counted[0].anchor] if counted else []
    others = [row for row in rows if row not in first]
    return BriefView(
        number=len(latest),
        older=len(given) - len(latest),
        tallies=counted,
        failing=tuple(first[:MOST_FAILING]),
        failing_others=tuple(others[:MOST_FAILING]),
        more_failing=sum(max(0, len(some) - MOST_FAILING) for some in (first, others)),
        availability=availability_words(),
        components=component_rows(latest),
        terms=terms_tallies(latest),
        dissent=dissent(latest),
        models=tuple(map(_model, latest)),
        letters=tuple(letter_view(one, answering or Answering()) for one in latest),
        letters_beside=letters_beside,
        versions=_versions(latest),
        unquoted=sum(not one.snapshot.quotes for one in latest),
    )


def latest_of_each(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Of each target the assessment that was collected last, in the order of their names."""
    latest: dict[str, Assessment] = {}
    for one in sorted(assessments, key=lambda one: (one.snapshot.collected, one.snapshot.digest)):
        latest[one.target.id] = one
    return tuple(sorted(latest.values(), key=lambda one: (one.target.name, one.target.id)))


def _model(assessment: Assessment) -> ModelRow:
    views = framework_views(assessment)
    outcomes = [one.outcome for one in assessment.frameworks.values()]
    return ModelRow(
        name=one_line(assessment.target.name),
        target=one_line(assessment.target.id),
        anchor=anchor("letter", assessment.target.id),
        answer=views[0].answer.text if views else "",
        outcome=views[0].outcome if views else None,
        counts=Counts(
            met=outcomes.count(Outcome.MET),
            partly=outcomes.count(Outcome.PARTLY),
            unmet=outcomes.count(Outcome.UNMET),
            unknown=outcomes.count(Outcome.UNKNOWN),
            not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
        ),
        conflicts=len(assessment.conflicts),
        gaps=len(assessment.gaps),
        digest=assessment.snapshot.digest,
    )


def _versions(assessments: Sequence[Assessment]) -> Versions:
    days = sorted(one.snapshot.collected for one in assessments)
    return Versions(
        tools=_each_once(one.versions.tool for one in assessments),
        criteria=_each_once(one.versions.criteria for one in assessments),
        licenses=_each_once(one.versions.licenses for one in assessments),
        first_day=one_line(days[0]) if days else "",
        last_day=one_line(days[-1]) if days else "",
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({one_line(word) for word in words}))
