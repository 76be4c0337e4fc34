"""What a reader is asked for, and what it brings home: one artifact, its documents, its gaps."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from audit.collect.answers import Fault
from audit.errors import AuditError, CollectError
from audit.model import Artifact, Evidence, Gap, GapReason, Role


class Depth(StrEnum):
    """How much of an artifact is read."""

    FULL = "full"
    TERMS = "terms"
    """Metadata and license files only."""


class Brief(Struct, frozen=True, kw_only=True):
    """What is wanted of an artifact, and why it is looked at."""

    role: Role
    reason: str
    reason_evidence: Evidence | None = None
    own: bool = True
    depth: Depth = Depth.FULL
    id: str | None = None
    """The artifact's id where it is not that of the place it is read from, such as a mirror."""
    url: str | None = None
    """The address below which the files stand, in place of the usual one."""
    branch: str | None = None
    """The branch on which a revision stands that is given as a commit."""


class Reading(Struct, frozen=True, kw_only=True):
    """One artifact as it was read."""

    artifact: Artifact
    contents: dict[str, bytes]
    """The bytes of each document by sha256."""
    gaps: tuple[Gap, ...] = ()


def in_order(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Each gap once, with the time at which it was first looked for."""
    once: dict[tuple[str, str, GapReason, str], Gap] = {}
    for gap in gaps:
        once.setdefault((gap.artifact, gap.path or "", gap.reason, gap.detail), gap)
    return tuple(once[key] for key in sorted(once))


class NotThere(AuditError):  # noqa: N818  said of the target, in the user's words
    """No such repository, revision or folder, or no permission to see it."""


def failure(fault: Fault, what: str, advice: str) -> AuditError:
    """The error for an artifact of which nothing could be read."""
    match fault.reason:
        case GapReason.MISSING | GapReason.GATED:
            return NotThere(f"{what}: {fault.detail}.", advice)
        case GapReason.RATE_LIMITED:
            return CollectError(f"{what}: {fault.detail}.", "Wait, or set a token.")
        case GapReason.NOT_LOOKED:
            return CollectError(f"{what}: offline.", "Unset HF_HUB_OFFLINE or audit a snapshot.")
        case _:
            return CollectError(f"{what}: {fault.detail}.", "Check the network and try again.")
