"""Waivers: where somebody's word stands in place of a rule, and until when."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from audit.judge.policy.file import Policy
from audit.judge.which_model import is_of, revisions
from audit.model import Inventory, TargetKind
from audit.model.finding import IdleWaiver, Level, Point, Waiver

HERE = "."
_ON_DISK = (TargetKind.FOLDER, TargetKind.GIT, TargetKind.MODEL_FILE)
_COUNT = (Level.WARN, Level.FAIL)


class Waivers:
    """All waivers of a run, and which of them were used."""

    def __init__(self, given: tuple[Waiver, ...], policy: Policy, day: str) -> None:
        self._mine = tuple(one for one in given if one.policy in ("", policy.id))
        self._others = tuple(one for one in given if one.policy not in ("", policy.id))
        self._day = day
        self._seen: set[Waiver] = set()
        self._used: set[Waiver] = set()

    def of(self, inventory: Inventory) -> ModelWaivers:
        """Those that name the model."""
        mine = tuple(one for one in self._mine if _names(one, inventory))
        self._seen.update(mine)
        return ModelWaivers(mine, inventory, self._day, self._used)

    def idle(self) -> tuple[IdleWaiver, ...]:
        """Those that changed nothing, and why, in the order of the file."""
        return tuple(self._idle())

    def _idle(self) -> Iterator[IdleWaiver]:
        for one in self._mine:
            if one not in self._seen:
                yield IdleWaiver(waiver=one, why=f"no model that was checked is {one.model}")
            elif one not in self._used:
                yield IdleWaiver(waiver=one, why="nothing was found that it would be needed for")
        for one in self._others:
            yield IdleWaiver(waiver=one, why=f"it is for the policy {one.policy}")


class ModelWaivers:
    """The waivers of one model."""

    def __init__(
        self, waivers: tuple[Waiver, ...], inventory: Inventory, day: str, used: set[Waiver]
    ) -> None:
        self._waivers = waivers
        self._inventory = inventory
        self._day = day
        self._used = used

    def waived(self, rule: str, point: Point) -> Point:
        """The point; waived where one holds, and with why not where one would and does not."""
        if point.level not in _COUNT:
            return point
        for one in self._waivers:
            if one.rule != rule or one.subject not in ("", point.subject):
                continue
            self._used.add(one)
            why_not = self._why_not(one)
            if not why_not:
                return replace(point, level=Level.WAIVED, waiver=one, why_not="")
            point = replace(point, waiver=one, why_not=why_not)
            if one.expires < self._day:  # somebody relied on it: a warning is not enough
                point = replace(point, level=Level.FAIL)
        return point

    def _why_not(self, waiver: Waiver) -> str:
        if waiver.expires < self._day:
            return f"the waiver expired on {waiver.expires}"
        if waiver.revision and not _is_revision(waiver, self._inventory):
            return f"the waiver is for the revision {waiver.revision}"
        return ""


def _names(waiver: Waiver, inventory: Inventory) -> bool:
    if waiver.model == HERE:
        return inventory.target.kind in _ON_DISK
    return is_of(inventory, waiver.model)


def _is_revision(waiver: Waiver, inventory: Inventory) -> bool:
    model = inventory.target.id if waiver.model == HERE else waiver.model
    known = (inventory.target.revision, *revisions(inventory, model))
    wanted = waiver.revision.lower()
    return any(one is not None and one.lower().startswith(wanted) for one in known)
