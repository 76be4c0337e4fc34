"""Whether a result still stands: the same tool and criteria, and nothing upstream that moved.

One question for each artifact tells where it stands; within a run it is asked once for all models
that are made from it. Papers and pages have no revision: they are read again with `--fresh` alone.
"""

from __future__ import annotations

from audit.collect.http import Door
from audit.collect.targets import Named
from audit.collect.watched import Stand, asked_of, stand_of
from audit.errors import CollectError
from audit.model import Assessment, GapReason, GateKind

_PASSING = {GapReason.UNREACHABLE, GapReason.RATE_LIMITED}
"""Gaps that say nothing of the model: such a result is made again."""


def is_unmoved(
    before: Assessment, named: Named, door: Door, made_with: tuple[str, str], asked: str | None
) -> bool:
    """Whether an assessment, made with these criteria and this tool, can stand.

    `made_with` is what would be used now; `asked` the revision that is asked for now. CollectError
    where no answer comes about the target itself; where none comes about what it is made from, that
    is taken to stand, as reading again would not do better.
    """
    versions = before.versions
    if (versions.criteria, versions.tool) != made_with or before.target.revision != asked:
        return False
    if any(gap.reason in _PASSING or gap.detail == "offline" for gap in before.gaps):
        return False
    revisions = {one.id: one.revision for one in before.artifacts}
    gates = {one.artifact: one.gate for one in before.access_conditions}
    asked_about = (*asked_of(before, named), *_missing(before))
    told = door.side_by_side(lambda name: _stand(door, name, named), asked_about)
    for name, stand in zip(asked_about, told, strict=True):
        if stand is not None and _has_moved(stand, revisions.get(name), gates.get(name)):
            return False
    return True


def _missing(before: Assessment) -> tuple[str, ...]:
    """What was not there and may have come since."""
    gone = (gap for gap in before.gaps if gap.path is None and gap.reason is GapReason.MISSING)
    return tuple(dict.fromkeys(gap.artifact for gap in gone))


def _stand(door: Door, artifact: str, named: Named) -> Stand | None:
    try:
        return stand_of(door, artifact, named)
    except CollectError:
        if artifact.lower() == named.target.id.lower():
            raise
        return None


def _has_moved(stand: Stand, revision: str | None, gate: GateKind | None) -> bool:
    if not stand.there:
        return revision is not None
    if stand.revision is not None and stand.revision != revision:
        return True
    return stand.gate is not None and gate is not None and stand.gate is not gate
