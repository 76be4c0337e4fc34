"""What is kept of each assessment while the site is made: a compact row, free of language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from audit.model import Assessment, Basis, Conflict, FrameworkVerdict, LicenseTerms, Outcome
from audit.render.answer import called
from audit.render.pictures import profile
from audit.render.view import FIRST_FRAMEWORK

WEIGHTS = "weights-final"
CODES: Mapping[str, Outcome] = {
    "m": Outcome.MET,
    "p": Outcome.PARTLY,
    "u": Outcome.UNMET,
    "x": Outcome.UNKNOWN,
    "n": Outcome.NOT_APPLICABLE,
}
CODE_OF = {outcome: code for code, outcome in CODES.items()}


class Asked(Struct, frozen=True, kw_only=True):
    """A requirement as its framework words it."""

    id: str
    name: str
    says: str
    required: bool


class Definition(Struct, frozen=True, kw_only=True, tag="definition"):
    """What a framework asks; the same for all models that were judged by it."""

    id: str
    name: str
    version: str
    date: str
    kind: str
    source: str
    asks: tuple[Asked, ...]

    @property
    def title(self) -> str:
        """Name and version in the language that is spoken now."""
        return called(self.name, self.version)


class Terms(Struct, frozen=True, kw_only=True, tag="terms"):
    """What a license says, without the components that stand under it."""

    terms: LicenseTerms


class Judged(Struct, frozen=True, kw_only=True):
    """What one framework comes to for one model."""

    definition: str
    """The digest of its `Definition`."""
    outcome: Outcome
    basis: Basis
    says: str
    answers: str
    """A letter of `CODES` for each requirement."""


class Under(Struct, frozen=True, kw_only=True):
    """Components of one model that stand under one license."""

    terms: str
    """The digest of its `Terms`."""
    components: tuple[str, ...]


class ComponentRow(Struct, frozen=True, kw_only=True):
    """A component, as far as changes between dates are told."""

    availability: str
    access: str
    license: str | None
    class_: str


class Row(Struct, frozen=True, kw_only=True):
    """One assessment."""

    page: str
    """The name of its page, without ending."""
    id: str
    name: str
    revision: str | None
    collected: str
    digest: str
    tool: str
    criteria: str
    frameworks: Mapping[str, Judged]
    components: Mapping[str, ComponentRow]
    under: tuple[Under, ...]
    conflicts: tuple[Conflict, ...]
    gaps: int
    profile: tuple[tuple[str, str], ...]
    """Of each component in turn the group that it is drawn in, and its state."""

    @property
    def first(self) -> str | None:
        """The framework that answers whether it is open source."""
        if FIRST_FRAMEWORK in self.frameworks:
            return FIRST_FRAMEWORK
        return next(iter(self.frameworks), None)


UNASKED = "-"
"""In place of a letter of `CODES`, where a framework did not ask."""
Shared = dict[str, Definition | Terms]
"""What many rows have in common, by digest."""


def row_of(assessment: Assessment, page: str, shared: Shared) -> Row:
    """The row of an assessment; what it has in common with others is put into `shared`."""
    return Row(
        page=page,
        id=assessment.target.id,
        name=assessment.target.name,
        revision=assessment.target.revision,
        collected=assessment.snapshot.collected,
        digest=assessment.snapshot.digest,
        tool=assessment.versions.tool,
        criteria=assessment.versions.criteria,
        frameworks={
            name: _judged(name, one, shared) for name, one in assessment.frameworks.items()
        },
        components={
            name: ComponentRow(
                availability=one.availability.value,
                access=one.access.value,
                license=one.license.expression,
                class_=one.license.class_,
            )
            for name, one in assessment.components.items()
        },
        under=tuple(_under(one, shared) for one in assessment.terms),
        conflicts=assessment.conflicts,
        gaps=len(assessment.gaps),
        profile=tuple((one.group, one.state.value) for one in profile(assessment)),
    )


def _judged(identifier: str, verdict: FrameworkVerdict, shared: Shared) -> Judged:
    definition = Definition(
        id=identifier,
        name=verdict.name,
        version=verdict.version,
        date=verdict.date,
        kind=verdict.kind,
        source=verdict.source,
        asks=tuple(
            Asked(id=name, name=one.name, says=one.says, required=one.required)
            for name, one in verdict.requirements.items()
        ),
    )
    return Judged(
        definition=_put(definition, shared),
        outcome=verdict.outcome,
        basis=verdict.basis,
        says=verdict.says,
        answers="".join(CODE_OF[one.outcome] for one in verdict.requirements.values()),
    )


def _under(terms: LicenseTerms, shared: Shared) -> Under:
    bare = Terms(terms=msgspec.structs.replace(terms, components=(), choice=False))
    return Under(terms=_put(bare, shared), components=terms.components)


def _put(one: Definition | Terms, shared: Shared) -> str:
    digest = hashlib.sha256(msgspec.json.encode(one)).hexdigest()[:24]
    shared[digest] = one
    return digest


def definition_of(digest: str, shared: Shared) -> Definition:
    """What a framework asked, by its digest."""
    found = shared[digest]
    if not isinstance(found, Definition):
        raise TypeError(digest)
    return found


def terms_of(digest: str, shared: Shared) -> LicenseTerms:
    """What a license says, by its digest."""
    found = shared[digest]
    if not isinstance(found, Terms):
        raise TypeError(digest)
    return found.terms


def answers(judged: Judged, shared: Shared) -> Mapping[str, str]:
    """The letter of each requirement by its id."""
    asked = definition_of(judged.definition, shared).asks
    return dict(zip((one.id for one in asked), judged.answers, strict=True))


def definitions(rows: Sequence[Row], shared: Shared) -> dict[str, Definition]:
    """The frameworks that judged, each as the newest assessment has it; the one that answers
    whether a model is open source comes first, then those of the first model in its order."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        for key, one in row.frameworks.items():
            found[key] = max(found.get(key, ("", "")), (row.collected, one.definition))
    first = next((row.first for row in rows if row.first), None)
    ordered = sorted(found, key=lambda key: key != first)
    return {key: definition_of(found[key][1], shared) for key in ordered}
