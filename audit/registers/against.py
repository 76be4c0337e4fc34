"""Compares what a register says with what the tool found, cell by cell, and takes neither's side.

Where the tool does not know, there is nothing to contradict. Levels are compared with the level, or
the span of levels, that the tool's evidence leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from audit.judge.framework import Framework
from audit.licenses.catalog import classes, is_undecided
from audit.licenses.sets import is_doubted
from audit.model import (
    Assessment,
    Availability,
    Component,
    Evidence,
    License,
    Outcome,
    Reason,
    Verdict,
)
from audit.registers.cells import Cell, Register, hub_ids, license_named

_THERE = (Availability.RELEASED, Availability.PARTIAL)
_WEIGHTS = ("weights-final", "weights-intermediate", "weights_endmodel", "rlweights")
_OUTCOMES = {"met": Outcome.MET, "unmet": Outcome.UNMET, "not-applicable": Outcome.NOT_APPLICABLE}


class Standing(StrEnum):
    """How a cell stands to what the tool found."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    OPEN = "open"
    """The tool does not know, or leaves more than one answer open."""
    ELSEWHERE = "elsewhere"
    """The register's link leads to a model that is none of those that the tool read of."""


class Compared(Struct, frozen=True, kw_only=True):
    """One cell beside what the tool found."""

    cell: Cell
    aspect: str
    """`presence`, `license`, `level`, `outcome` or `link`."""
    standing: Standing
    theirs: str
    ours: str
    because: tuple[Reason, ...] = ()
    """The tool's evidence."""


def compared(
    register: Register, assessment: Assessment, frameworks: tuple[Framework, ...]
) -> tuple[Compared, ...]:
    """Every cell of which both may say something, in the order of the register."""
    owners = {name: one for one in frameworks for name in one.requirements}
    found: list[Compared] = []
    for cell in register.cells:
        if cell.kind == "component":
            found.extend(_component(cell, assessment))
        elif cell.kind == "requirement" and cell.subject in owners:
            found.extend(_requirement(cell, assessment, owners[cell.subject]))
        elif cell.kind == "label":
            found.extend(_label(cell, assessment))
        found.extend(_elsewhere(cell, assessment))
    return tuple(found)


def _component(cell: Cell, assessment: Assessment) -> Iterator[Compared]:
    row = assessment.components.get(cell.subject)
    if row is None:
        return
    theirs = None if cell.finding == Availability.UNKNOWN else cell.finding in _THERE
    ours = None if row.availability is Availability.UNKNOWN else row.availability in _THERE
    if theirs is not None:
        yield Compared(
            cell=cell,
            aspect="presence",
            standing=_standing(theirs, ours),
            theirs=cell.finding or "not listed",
            ours=row.availability.value,
            because=(Reason(text=row.detail, evidence=row.evidence),),
        )
    if cell.license is not None and theirs and ours:
        yield _licenses(cell, cell.license, row, assessment)


def _licenses(cell: Cell, theirs: License, row: Component, assessment: Assessment) -> Compared:
    said, found = _known(theirs), _known(row.license)
    place = row.license.statement
    evidence: tuple[Evidence, ...] = () if place is None else assessment.statements[place].evidence
    return Compared(
        cell=cell,
        aspect="license",
        standing=_standing(said, found),
        theirs=cell.said or said or "not known",
        ours=row.license.expression or classes()[row.license.class_].words,
        because=(Reason(text=row.detail, evidence=evidence),),
    )


def _known(terms: License) -> str | None:
    """The license by its id, `none`, or None for terms that do not tell one license."""
    if terms.class_ == "none":
        return "none"
    if terms.expression is None or is_doubted(terms.expression, terms.class_):
        return None
    return license_named(terms.expression) or (
        None if is_undecided(terms.class_) else terms.expression
    )


def _requirement(cell: Cell, assessment: Assessment, owner: Framework) -> Iterator[Compared]:
    framework = assessment.frameworks.get(owner.id)
    verdict = framework.requirements.get(cell.subject) if framework else None
    if verdict is None:
        return
    if owner.requirements[cell.subject].levels:
        yield _levels(cell, owner, verdict)
    elif cell.finding in _OUTCOMES:
        yield _outcomes(cell, cell.finding, verdict.outcome, verdict.because)


def _levels(cell: Cell, owner: Framework, verdict: Verdict) -> Compared:
    values = {level.name: level.value for level in owner.requirements[cell.subject].levels}
    values[owner.result.lowest] = 0.0
    theirs = cell.finding or owner.result.lowest
    least, most = verdict.value or (0.0, 1.0)
    if not least <= values.get(theirs, 0.0) <= most:
        standing = Standing.CONTRADICTS
    else:
        standing = Standing.AGREES if least == most else Standing.OPEN
    return Compared(
        cell=cell,
        aspect="level",
        standing=standing,
        theirs=theirs,
        ours=" or ".join(name for name, worth in values.items() if least <= worth <= most),
        because=verdict.because,
    )


def _outcomes(cell: Cell, theirs: str, ours: Outcome, because: tuple[Reason, ...] = ()) -> Compared:
    known = None if ours in (Outcome.UNKNOWN, Outcome.PARTLY) else ours
    return Compared(
        cell=cell,
        aspect="outcome",
        standing=_standing(_OUTCOMES[theirs], known),
        theirs=theirs,
        ours=ours.value,
        because=because,
    )


def _label(cell: Cell, assessment: Assessment) -> Iterator[Compared]:
    framework, _, step = cell.subject.partition("/")
    verdict = assessment.frameworks.get(framework)
    if verdict is not None and step in verdict.steps and cell.finding in _OUTCOMES:
        yield _outcomes(cell, cell.finding, verdict.steps[step].outcome)


def _standing(theirs: object, ours: object) -> Standing:
    if theirs is None or ours is None:
        return Standing.OPEN
    return Standing.AGREES if theirs == ours else Standing.CONTRADICTS


def _elsewhere(cell: Cell, assessment: Assessment) -> Iterator[Compared]:
    """Links of the weights that lead to a model which is none of this one's."""
    if not cell.subject.endswith(_WEIGHTS):
        return
    known = _read_of(assessment)
    for name in hub_ids(cell.links):
        if known and name.lower() not in known:
            yield Compared(
                cell=cell,
                aspect="link",
                standing=Standing.ELSEWHERE,
                theirs=name,
                ours=assessment.target.id,
            )


def _read_of(assessment: Assessment) -> frozenset[str]:
    """The models that the tool read or read of, in lower case; empty where it read of none."""
    ids = [assessment.target.id, *(one.id for one in assessment.artifacts)]
    ids += [one.id for one in assessment.mentions]
    ids += [end for edge in assessment.lineage for end in (edge.child, edge.parent)]
    return frozenset(one.removeprefix("hf:").lower() for one in ids if "/" in one)
