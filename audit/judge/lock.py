"""What was agreed of the models that a code base uses, and where today's audit differs from it.

The lock file is YAML that goes into version control beside the code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
import yaml
from msgspec import Struct, field

from audit.errors import AuditError
from audit.model import Access, Assessment, Availability, GateKind, License, StatementKind
from audit.text.safe_yaml import UnsafeYamlError, load

SCHEMA = "openness-lock/1"
HEAD = "# Written by `openness check --lock`. Keep it in version control.\n"
_GATES = {kind: place for place, kind in enumerate(GateKind)}
_KINDS = (StatementKind.LICENSE_FILE, StatementKind.METADATA_TAG)
_OPEN_GATES = (GateKind.NONE, GateKind.UNKNOWN)


class Locked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found of one model when it was agreed to."""

    revision: str | None
    """The commit that was judged."""
    collected: str
    """The day on which it was read."""
    gate: GateKind = GateKind.UNKNOWN
    """The highest gate before one of the model's own artifacts."""
    licenses: Mapping[str, str] = {}
    """By component: an SPDX expression, or the class of terms without one. Components that were
    not released, or of whose terms nothing is known, have none."""
    stated: Mapping[str, str] = {}
    """What the model's own artifacts state for the whole of themselves, by kind and artifact."""
    conflicts: tuple[str, ...] = ()
    """Each as its kind and the artifacts that it is between."""
    outcomes: Mapping[str, str] = {}
    """What each framework came to."""
    verdicts: str = ""
    """SHA-256 of the outcomes of all requirements."""
    criteria: str = ""
    """Digest of the criteria that it was judged by."""


class Lock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lock file."""

    form: Literal["openness-lock/1"] = field(name="schema", default="openness-lock/1")
    models: Mapping[str, Locked]
    """By the name that an audit is asked for."""


class Drift(Struct, frozen=True, kw_only=True, order=True):
    """One thing that is not as it was agreed."""

    model: str
    what: str
    """`license`, `statement`, `gate`, `conflict`, `verdict`, or `absent` for a model that is not in
    the lock file."""
    text: str
    """One sentence that says what was agreed and what is there now."""


def locked(assessment: Assessment) -> Locked:
    """What of an assessment is agreed to."""
    verdicts = {
        f"{name}/{requirement}": verdict.outcome.value
        for name, framework in assessment.frameworks.items()
        for requirement, verdict in framework.requirements.items()
    }
    return Locked(
        revision=assessment.target.revision,
        collected=assessment.snapshot.collected,
        gate=_gate(assessment),
        licenses=_licenses(assessment),
        stated=_stated(assessment),
        conflicts=tuple(sorted({_conflict(*pair) for pair in _sides(assessment)})),
        outcomes={name: one.outcome.value for name, one in sorted(assessment.frameworks.items())},
        verdicts=hashlib.sha256(msgspec.json.encode(sorted(verdicts.items()))).hexdigest(),
        criteria=assessment.versions.criteria,
    )


def lock_text(models: Mapping[str, Locked]) -> str:
    """The lock file; the same models give the same bytes."""
    plain = msgspec.to_builtins(Lock(models={name: models[name] for name in sorted(models)}))
    return HEAD + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)


def read_lock(text: str, place: str) -> Lock:
    """The lock in `text`; `AuditError` says what is wrong at which place of it."""
    try:
        return msgspec.convert(load(text), Lock)
    except UnsafeYamlError as error:
        raise _broken(place, str(error)) from error
    except msgspec.ValidationError as error:
        raise _broken(place, str(error).replace("`$.", "`")) from error


def drifts(name: str, agreed: Locked | None, found: Assessment) -> tuple[Drift, ...]:
    """What differs from what was agreed. Less gate, fewer conflicts, and other verdicts by other
    criteria are no drift."""
    if agreed is None:
        text = "it is not in the lock file, so nobody has agreed to it"
        return (Drift(model=name, what="absent", text=text),)
    now = locked(found)
    return tuple(
        Drift(model=name, what=what, text=text)
        for what, text in (
            *_of_licenses(agreed, now),
            *_of_statements(agreed, now),
            *_of_gate(agreed, now),
            *_of_conflicts(agreed, now),
            *_of_verdicts(agreed, now),
        )
    )


def _of_licenses(agreed: Locked, now: Locked) -> Iterator[tuple[str, str]]:
    for row in sorted({*agreed.licenses, *now.licenses}):
        before, after = agreed.licenses.get(row), now.licenses.get(row)
        if before != after:
            was = f"was {before}" if before else "was not there"
            became = f"is {after}" if after else "is gone"
            yield "license", f"the license of {row} {was} {_at(agreed)} and {became} {_at(now)}"


def _of_statements(agreed: Locked, now: Locked) -> Iterator[tuple[str, str]]:
    for place in sorted({*agreed.stated, *now.stated}):
        before, after = agreed.stated.get(place), now.stated.get(place)
        if before != after:
            said = f"said {before}" if before else "was not there"
            says = f"says {after}" if after else "is gone"
            yield "statement", f"the {place} {said} {_at(agreed)} and {says} {_at(now)}"


def _of_gate(agreed: Locked, now: Locked) -> Iterator[tuple[str, str]]:
    if now.gate not in _OPEN_GATES and now.gate is not agreed.gate:
        yield (
            "gate",
            f"the gate was {agreed.gate.value} {_at(agreed)} and is {now.gate.value} {_at(now)}",
        )


def _of_conflicts(agreed: Locked, now: Locked) -> Iterator[tuple[str, str]]:
    for conflict in sorted(set(now.conflicts) - set(agreed.conflicts)):
        yield "conflict", f"there is a conflict that nobody has agreed to: {conflict}"


def _of_verdicts(agreed: Locked, now: Locked) -> Iterator[tuple[str, str]]:
    if agreed.criteria != now.criteria or agreed.verdicts == now.verdicts:
        return
    changed = [
        f"{name} was {agreed.outcomes[name]} and is {outcome}"
        for name, outcome in now.outcomes.items()
        if agreed.outcomes.get(name, outcome) != outcome
    ]
    yield "verdict", "; ".join(changed) or "requirements come to something else than was agreed"


def _at(one: Locked) -> str:
    return f"at {one.revision[:10]}" if one.revision else f"on {one.collected}"


def _gate(assessment: Assessment) -> GateKind:
    own = {one.id for one in assessment.artifacts if one.own}
    gates = [one.gate for one in assessment.access_conditions if one.artifact in own]
    known = [gate for gate in gates if gate is not GateKind.UNKNOWN]
    if not known and any(row.access is Access.GATED for row in assessment.components.values()):
        return GateKind.MANUAL
    return max(known, key=_GATES.__getitem__) if known else GateKind.UNKNOWN


def _licenses(assessment: Assessment) -> dict[str, str]:
    released = (Availability.RELEASED, Availability.PARTIAL)
    rows = sorted(assessment.components.items())
    return {
        name: _terms(row.license)
        for name, row in rows
        if row.availability in released and row.license.class_ != "unknown"
    }


def _stated(assessment: Assessment) -> dict[str, str]:
    own = {one.id for one in assessment.artifacts if one.own}
    found: dict[str, set[str]] = {}
    for one in assessment.statements:
        if one.artifact in own and not one.folder and one.kind in _KINDS:
            place = f"{one.kind.value.replace('-', ' ')} of {one.artifact}"
            found.setdefault(place, set()).add(one.expression or one.class_)
    return {place: ", ".join(sorted(terms)) for place, terms in sorted(found.items())}


def _terms(terms: License) -> str:
    return terms.expression or terms.class_


def _sides(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...]]]:
    for conflict in assessment.conflicts:
        places = {side.evidence[0].artifact for side in conflict.sides if side.evidence}
        yield conflict.kind, tuple(sorted(places))


def _conflict(kind: str, artifacts: tuple[str, ...]) -> str:
    return f"{kind} ({', '.join(artifacts)})" if artifacts else kind


def _broken(place: str, problem: str) -> AuditError:
    advice = "Take it back from version control, or write it anew with `openness check --lock`."
    return AuditError(f"{place}: {problem}.", advice)
