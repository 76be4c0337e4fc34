"""One target of a watch: where it stands, and what changed since it was last reported."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from audit.collect.http import Door
from audit.collect.reading import NotThere
from audit.collect.targets import Named
from audit.collect.watched import Kept, Stand, asked_of, keep, known, place_of, stand_of
from audit.compare.difference import difference
from audit.errors import AuditError, CollectError, NotKept
from audit.model import Assessment, GapReason
from audit.model.difference import Judged, Moved, Sighting
from audit.pipeline import read_state, without_verdicts

_PASSING = {GapReason.UNREACHABLE, GapReason.RATE_LIMITED}
"""Reasons for a gap that say nothing of the model."""

_ONLY_READING = "only reading tells whether it moved"


class Seen(Struct, frozen=True, kw_only=True):
    """What was seen of a target, and what is to be kept of it once that was reported."""

    sighting: Sighting
    place: Path
    keeps: Kept | None = None

    def keep(self) -> None:
        """Writes what is to be kept."""
        if self.keeps is not None:
            keep(self.place, self.keeps)


def seen(text: str, named: Named, state: Path, door: Door) -> Seen:
    """A target as it is now beside what was kept of it; where no answer comes, the old is kept."""
    place = place_of(state, text, named)
    kept = known(place)
    try:
        return _seen(text, named, place, kept, door)
    except NotKept:
        raise
    except AuditError as error:
        if kept is None and not isinstance(error, CollectError | NotThere):
            raise
        return _unreached(text, place, (error.problem,))


def _seen(text: str, named: Named, place: Path, kept: Kept | None, door: Door) -> Seen:
    if kept is None:
        keeps = _recorded(text, named, door, {})
        return Seen(sighting=Sighting(target=text, moved=Moved.RECORDED), place=place, keeps=keeps)
    stands, silent = _asked(kept.assessment, named, door, kept.stands)
    moved = _moved(kept, stands, named)
    if not moved:
        if silent:
            return _unreached(text, place, silent)
        return Seen(sighting=Sighting(target=text, moved=Moved.UNMOVED), place=place)
    keeps = _recorded(text, named, door, stands)
    if lost := (*silent, *_lost(kept.assessment, keeps.assessment)):
        return _unreached(text, place, lost)
    return _compared(text, place, kept, keeps, moved)


def _compared(text: str, place: Path, kept: Kept, keeps: Kept, why: tuple[str, ...]) -> Seen:
    found = difference(_judged_anew(kept.assessment), Judged(assessment=keeps.assessment))
    changed = not found.is_of_files_alone
    still = Moved.UNMOVED if why == (_ONLY_READING,) else Moved.UNCHANGED
    sighting = Sighting(
        target=text,
        moved=Moved.CHANGED if changed else still,
        why=why,
        difference=found if changed else None,
    )
    return Seen(sighting=sighting, place=place, keeps=keeps)


def _judged_anew(saved: Assessment) -> Judged:
    """What was kept, by the criteria of today."""
    from audit.judge.signoff import assess_reviewed

    reviews = [one.review for one in saved.reviews]
    return Judged(assessment=assess_reviewed(without_verdicts(saved), reviews), saved=saved)


def _recorded(text: str, named: Named, door: Door, stands: dict[str, Stand]) -> Kept:
    """A target as it is now, read again where it moved while it was read."""
    assessment = read_state(named, door).assessment
    later, _ = _asked(assessment, named, door, stands)
    if any(_is_elsewhere(assessment, name, stand) for name, stand in later.items()):
        assessment = read_state(named, door).assessment
    return Kept(target=text, stands=later, assessment=assessment)


def _is_elsewhere(assessment: Assessment, artifact: str, stand: Stand) -> bool:
    """Whether an artifact was read at another revision than it stands at."""
    revisions = {one.id: one.revision for one in assessment.artifacts}
    read = revisions.get(artifact)
    return None not in (stand.revision, read) and stand.revision != read


def _asked(
    assessment: Assessment, named: Named, door: Door, before: dict[str, Stand]
) -> tuple[dict[str, Stand], tuple[str, ...]]:
    """Where the artifacts stand, and why some do not answer: these stand where they stood."""
    names = asked_of(assessment, named)
    silent: list[str] = []
    stands: dict[str, Stand] = {}

    def ask(name: str) -> Stand | CollectError | None:
        try:
            return stand_of(door, name, named)
        except CollectError as error:
            return error

    for name, told in zip(names, door.side_by_side(ask, names), strict=True):
        if isinstance(told, CollectError):
            silent.append(told.problem)
        stand = before.get(name) if isinstance(told, CollectError) else told
        if stand is not None:
            stands[name] = stand
    return stands, tuple(silent)


def _moved(kept: Kept, stands: dict[str, Stand], named: Named) -> tuple[str, ...]:
    """What moved, in words; of a folder of files only reading tells."""
    names = dict.fromkeys((*kept.stands, *stands))
    found = tuple(
        f"{name}: {_stand(kept.stands.get(name))} → {_stand(stands.get(name))}"
        for name in names
        if kept.stands.get(name) != stands.get(name)
    )
    is_told = bool(stands) and (named.path is None or named.target.id in stands)
    return found or (() if is_told else (_ONLY_READING,))


def _stand(one: Stand | None) -> str:
    if one is None:
        return "not known"
    if not one.there:
        return "gone"
    gate = f", {one.gate.value} gate" if one.gate is not None else ""
    return (one.revision or "no revision")[:12] + gate


def _lost(old: Assessment, new: Assessment) -> tuple[str, ...]:
    """What was read before and could not be reached this time."""
    before = {one.id for one in old.artifacts if one.revision is not None}
    return tuple(
        f"{gap.path or gap.artifact}: {gap.detail}"
        for gap in new.gaps
        if gap.artifact in before and gap.reason in _PASSING
    )


def _unreached(text: str, place: Path, why: tuple[str, ...]) -> Seen:
    return Seen(sighting=Sighting(target=text, moved=Moved.UNREACHED, why=why), place=place)
