"""The stages in order: collect, probe, resolve, judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audit.bundled import bundled_inventory
from audit.errors import AuditError
from audit.judge.quotes import Sources
from audit.judge.sound import problems
from audit.model import Assessment, Inventory, Snapshot, Target, TargetKind
from audit.model.difference import History, Judged
from audit.model.review import Review

if TYPE_CHECKING:
    from audit.collect.http import Door
    from audit.collect.targets import Named


def inventory_of(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Inventory:
    """The inventory of a snapshot; a pure function of it."""
    from audit.collect.store import digest
    from audit.probes.listed_code import as_shown
    from audit.probes.run import state_facts
    from audit.resolve.inventory import take_inventory

    shown = as_shown(snapshot, contents)
    return take_inventory(shown, digest(snapshot), state_facts(shown, contents))


def audit(
    named: Named, door: Door | None, reviews: Iterable[Review] = (), day: str | None = None
) -> Assessment:
    """The assessment of whatever was named, with people's findings as of a day."""
    from audit.judge.signoff import assess_reviewed

    inventory, sources = read_target(named, door)
    return assess_reviewed(inventory, reviews, sources, day)


def read_state(named: Named, door: Door) -> Judged:
    """A target as a side of a comparison: judged by today's criteria, with the reviews that were
    saved with it, and beside it the verdicts that were saved."""
    from audit.judge.signoff import assess_reviewed

    inventory, sources = read_target(named, door)
    saved = _saved(named)
    reviews = [one.review for one in saved.reviews] if saved else []
    judged = assess_reviewed(inventory, reviews, sources)
    return Judged(assessment=judged, trees=sources.trees, saved=saved)


def _saved(named: Named) -> Assessment | None:
    """The assessment that a file holds; None where it holds an inventory, or is none."""
    if named.target.kind is not TargetKind.INVENTORY or named.path is None:
        return None
    content = named.path.read_bytes()
    if msgspec.json.decode(content, type=_Schema).schema != "openness-assessment/1":
        return None
    return msgspec.json.decode(content, type=Assessment)


def read_history(named: Named, door: Door) -> History:
    """When a repository came to say what it says of terms and openness."""
    from audit.collect.history import collect_past
    from audit.compare.past import history_of
    from audit.judge.assess import versions

    return history_of(collect_past(named, door), versions())


def read_target(named: Named, door: Door | None) -> tuple[Inventory, Sources]:
    """The inventory, and the texts that it was made from where there are any.

    What is bundled or saved needs no door.
    """
    match named.target.kind:
        case TargetKind.BUNDLED:
            return bundled_inventory(named.target.id.removeprefix("bundled:")), Sources()
        case TargetKind.INVENTORY if named.path is not None:
            return read_inventory(named.path), Sources()
        case TargetKind.SNAPSHOT if named.path is not None:
            from audit.collect.store import load

            snapshot, contents = load(named.path)
            _check_name(snapshot.target, named.path)
        case _ if door is None:
            raise ValueError(f"{named.target.id} is collected through a door")
        case _:
            from audit.collect.run import collect

            snapshot, contents = collect(named, door)
    return inventory_of(snapshot, contents), Sources(snapshot, contents)


def read_inventory(path: Path) -> Inventory:
    """The inventory in a saved inventory or assessment; `AuditError` when it holds neither."""
    try:
        inventory = _decoded(path.read_bytes())
    except OSError as error:
        raise AuditError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _broken(path, str(error)) from error
    _check_name(inventory.target, path)
    for problem in problems(inventory):
        raise _broken(path, problem)
    return inventory


def read_assessment(path: Path) -> Assessment:
    """The assessment in a file with its verdicts as they stand there; an inventory is judged now.

    `AuditError` when it holds neither.
    """
    inventory = read_inventory(path)
    content = path.read_bytes()
    if msgspec.json.decode(content, type=_Schema).schema == _ASSESSMENT:
        return msgspec.json.decode(content, type=Assessment)
    from audit.judge.signoff import assess_reviewed

    return assess_reviewed(inventory, ())


_ASSESSMENT = "openness-assessment/1"


def _decoded(content: bytes) -> Inventory:
    schema = msgspec.json.decode(content, type=_Schema).schema
    match schema:
        case "openness-assessment/1":
            return without_verdicts(msgspec.json.decode(content, type=Assessment))
        case "openness-inventory/1":
            return msgspec.json.decode(content, type=Inventory)
        case _:
            known = "openness-assessment/1 or openness-inventory/1"
            raise msgspec.ValidationError(f"its schema is {schema!r}, expected {known}")


class _Schema(msgspec.Struct):
    schema: str


def _broken(path: Path, problem: str) -> AuditError:
    return AuditError(
        f"{path} is neither an inventory nor an assessment: {problem}.",
        "Make it anew with `openness audit`.",
    )


def _check_name(target: Target, path: Path) -> None:
    """Reports are written under the name, so one that leads elsewhere is refused."""
    from audit.collect.targets import safe_name

    if target.name != safe_name(target.name):
        problem = f"{path}: the target's name {target.name!r} is not fit for a file."
        raise AuditError(problem, "Make it anew.")


def without_verdicts(assessment: Assessment) -> Inventory:
    """The inventory that an assessment was made from, as the tool itself found it."""
    from audit.judge.review import without_reviews

    kept = sorted(set(Inventory.__struct_fields__) - {"schema", "components"})
    rows = without_reviews(assessment.components, assessment.reviews)
    return Inventory(components=rows, **{name: getattr(assessment, name) for name in kept})
