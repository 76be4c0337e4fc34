"""The commonest reasons for failing: requirements, clauses of licenses, missing components."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from audit.model import Assessment, Availability, LicenseTerms
from audit.render.brief.share import Share, Slice, slices
from audit.render.brief.tally import Counts, Tally
from audit.render.labels import AVAILABILITY, class_name, component_name
from audit.render.language import _
from audit.render.untrusted import one_line
from audit.render.view_terms import FREEDOMS, limit

MOST_REASONS = 12
"""Requirements of the other definitions that are listed."""
ROWS_WITH_TERMS = ("weights-final", "training-data")
_TONES = {
    Availability.RELEASED: "good",
    Availability.PARTIAL: "mixed",
    Availability.ANNOUNCED: "mixed",
    Availability.WITHHELD: "bad",
    Availability.NOT_FOUND: "bad",
    Availability.UNKNOWN: "open",
}


class FailingRow(Struct, frozen=True, kw_only=True):
    """A requirement that models do not meet."""

    definition: str
    anchor: str
    id: str
    name: str
    counts: Counts


class ClauseRow(Struct, frozen=True, kw_only=True):
    """A clause by which terms limit a freedom, and over how many models."""

    says: str
    freedoms: tuple[str, ...]
    share: Share
    licenses: tuple[str, ...]


class TermsTally(Struct, frozen=True, kw_only=True):
    """The terms of one row of the inventory over all models."""

    name: str
    classes: tuple[tuple[str, Share], ...]
    clauses: tuple[ClauseRow, ...]
    read: Share
    """Models whose terms are known clause by clause."""


class ComponentRow(Struct, frozen=True, kw_only=True):
    """One row of the inventory over all models."""

    id: str
    name: str
    counts: tuple[int, ...]
    """In the order of `AVAILABILITY`."""
    number: int
    lacking: int
    """Announced, withheld or not found; what is not known is not among them."""
    slices: tuple[Slice, ...]


def failing_rows(tallies: Sequence[Tally]) -> tuple[FailingRow, ...]:
    """The requirements that most models fail, required ones alone, the commonest first."""
    rows = [
        FailingRow(
            definition=tally.title,
            anchor=tally.anchor,
            id=one.id,
            name=one.name,
            counts=one.counts,
        )
        for tally in tallies
        for one in tally.requirements
        if one.required and one.counts.failing.number
    ]
    return tuple(sorted(rows, key=lambda row: -row.counts.failing.number))


def availability_words() -> tuple[str, ...]:
    """The heads of the columns of a component's counts."""
    return tuple(_(mark.word) for mark in AVAILABILITY.values())


def component_rows(assessments: Sequence[Assessment]) -> tuple[ComponentRow, ...]:
    """The rows of the inventories, those that most models lack first."""
    found: dict[str, list[Availability]] = {}
    for assessment in assessments:
        for identifier, component in assessment.components.items():
            found.setdefault(identifier, []).append(component.availability)
    rows = [_component(*pair) for pair in found.items()]
    return tuple(sorted(rows, key=lambda row: -row.lacking))


def _component(identifier: str, states: list[Availability]) -> ComponentRow:
    counts = {state: states.count(state) for state in AVAILABILITY}
    lacking = (Availability.ANNOUNCED, Availability.WITHHELD, Availability.NOT_FOUND)
    return ComponentRow(
        id=one_line(identifier),
        name=one_line(component_name(identifier)),
        counts=tuple(counts.values()),
        number=len(states),
        lacking=sum(counts[state] for state in lacking),
        slices=slices(*((_TONES[state], count) for state, count in counts.items())),
    )


def terms_tallies(assessments: Sequence[Assessment]) -> tuple[TermsTally, ...]:
    """The terms of weights and data: their classes, and the clauses that limit a freedom."""
    found = []
    for row in ROWS_WITH_TERMS:
        having = [one for one in assessments if row in one.components]
        if having:
            found.append(_terms(row, having))
    return tuple(found)


def _terms(row: str, assessments: Sequence[Assessment]) -> TermsTally:
    classes: dict[str, int] = {}
    for one in assessments:
        said = one_line(class_name(one.components[row].license.class_))
        classes[said] = classes.get(said, 0) + 1
    ordered = sorted(classes.items(), key=lambda pair: (-pair[1], pair[0]))
    read = [terms for one in assessments if (terms := _read(row, one))]
    return TermsTally(
        name=one_line(component_name(row)),
        classes=tuple(
            (said, Share(number=number, of=len(assessments))) for said, number in ordered
        ),
        clauses=_clause_rows(read),
        read=Share(number=len(read), of=len(assessments)),
    )


def _read(row: str, assessment: Assessment) -> tuple[LicenseTerms, ...]:
    """All the licenses of a row where each was read and none is a choice; else nothing."""
    found = tuple(one for one in assessment.terms if row in one.components)
    return found if all(one.is_read and not one.choice for one in found) else ()


def _clause_rows(read: Sequence[tuple[LicenseTerms, ...]]) -> tuple[ClauseRow, ...]:
    """Each clause once for a model, however many of its licenses have it."""
    models: dict[str, set[int]] = {}
    licenses: dict[str, dict[str, None]] = {}
    freedoms: dict[str, dict[str, None]] = {}
    for number, terms in enumerate(read):
        for one in terms:
            for answer in one.answers:
                if answer.lowers:
                    key = one_line(limit(answer))
                    models.setdefault(key, set()).add(number)
                    licenses.setdefault(key, {})[one_line(one.license or "")] = None
                    freedoms.setdefault(key, {}).update(dict.fromkeys(answer.lowers))
    rows = [
        ClauseRow(
            says=key,
            freedoms=tuple(map(_freedom, freedoms[key])),
            share=Share(number=len(models[key]), of=len(read)),
            licenses=tuple(sorted(licenses[key])),
        )
        for key in models
    ]
    return tuple(sorted(rows, key=lambda row: (-row.share.number, row.says)))


def _freedom(identifier: str) -> str:
    known = FREEDOMS.get(identifier)
    return _(known) if known else one_line(identifier)
