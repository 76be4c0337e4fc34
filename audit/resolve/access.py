"""What stands before the artifacts, and what follows from it for the rows of the inventory."""

from __future__ import annotations

from msgspec.structs import replace

from audit.model import (
    Access,
    AccessCondition,
    Availability,
    Component,
    Evidence,
    GapReason,
    Gate,
    GateKind,
    OnRequest,
)
from audit.resolve.facts import Facts

_CLOSED = {
    GateKind.PRIVATE: "private, which the public does not see",
    GateKind.DISABLED: "closed by its host",
}
_SAYS_NOTHING = (GateKind.NONE, GateKind.UNKNOWN)
_TO_BE_HAD = (Availability.RELEASED, Availability.PARTIAL)


def access_conditions(facts: Facts) -> tuple[AccessCondition, ...]:
    """What stands before each artifact of which that was seen, and before those that refused."""
    conditions = {gate.artifact: _condition(gate) for gate in facts.of(Gate)}
    for artifact in _refused(facts) - conditions.keys():
        conditions[artifact] = AccessCondition(artifact=artifact, gate=GateKind.UNKNOWN)
    order = [artifact.id for artifact in facts.snapshot.artifacts]
    return tuple(conditions[name] for name in order if name in conditions)


def access_of(facts: Facts, *artifacts: str) -> Access:
    """What stands before any of the artifacts; a refusal on reading tells of a gate as well."""
    gates = [next(iter(facts.of(Gate, artifact)), None) for artifact in artifacts]
    stands = any(gate and gate.kind not in _SAYS_NOTHING for gate in gates)
    if stands or _refused(facts).intersection(artifacts):
        return Access.GATED
    seen_open = all(gate and gate.kind is GateKind.NONE for gate in gates)
    return Access.OPEN if artifacts and seen_open else Access.UNKNOWN


def access_of_weights(facts: Facts, artifact: str) -> tuple[Access, tuple[Evidence, ...]]:
    """What stands before the weights: by the host's word, else by what the publisher's texts tell
    of a request, with these words."""
    access = access_of(facts, artifact)
    told = facts.of(OnRequest)
    if access is not Access.UNKNOWN or not told:
        return access, ()
    return Access.GATED, told[0].evidence


def access_of_data(facts: Facts, own: tuple[str, ...], others: tuple[str, ...]) -> Access:
    """What stands before the publisher's data sets. A gate of others is not held against them,
    and the data as a whole is then not called open to all."""
    access = access_of(facts, *own)
    if access is Access.OPEN and access_of(facts, *others) is Access.GATED:
        return Access.UNKNOWN
    return access


def gated(facts: Facts, artifacts: tuple[str, ...]) -> list[str]:
    """Those of the artifacts before which something stands."""
    return [artifact for artifact in artifacts if access_of(facts, artifact) is Access.GATED]


def is_closed(facts: Facts, artifact: str) -> bool:
    """Whether the public cannot have it at all."""
    return any(gate.kind in _CLOSED for gate in facts.of(Gate, artifact))


def as_the_public_has_it(facts: Facts, row: Component) -> Component:
    """The row; withheld where all that shows it was read in closed repositories."""
    closed = {gate.artifact: gate for gate in facts.of(Gate) if gate.kind in _CLOSED}
    places = {evidence.artifact for evidence in row.evidence}
    if row.availability not in _TO_BE_HAD or not places or not places <= closed.keys():
        return row
    first = closed[min(places)]
    return replace(
        row,
        availability=Availability.WITHHELD,
        access=Access.GATED,
        detail=f"{row.detail}; in a repository that is {_CLOSED[first.kind]}",
        evidence=(*row.evidence, *first.evidence[:1]),
    )


def _condition(gate: Gate) -> AccessCondition:
    return AccessCondition(
        artifact=gate.artifact, gate=gate.kind, asked=gate.asked, evidence=gate.evidence
    )


def _refused(facts: Facts) -> set[str]:
    return {gap.artifact for gap in facts.snapshot.gaps if gap.reason is GapReason.GATED}
