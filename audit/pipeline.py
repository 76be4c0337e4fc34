"""The stages in order: collect, probe, resolve, judge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audit.bundled import bundled_inventory
from audit.errors import AuditError
from audit.judge.assess import assess
from audit.model import Assessment, Inventory, Snapshot, TargetKind

if TYPE_CHECKING:
    from audit.collect.http import Door
    from audit.collect.targets import Named


def inventory_of(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Inventory:
    """The inventory of a snapshot; a pure function of it."""
    from audit.collect.store import digest
    from audit.probes.run import state_facts
    from audit.resolve.inventory import take_inventory

    return take_inventory(snapshot, digest(snapshot), state_facts(snapshot, contents))


def audit(named: Named, door: Door) -> Assessment:
    """The assessment of whatever was named."""
    return assess(_inventory(named, door))


def _inventory(named: Named, door: Door) -> Inventory:
    match named.target.kind:
        case TargetKind.BUNDLED:
            return bundled_inventory(named.target.id.removeprefix("bundled:"))
        case TargetKind.INVENTORY if named.path is not None:
            return read_inventory(named.path)
        case TargetKind.SNAPSHOT if named.path is not None:
            from audit.collect.store import load

            return inventory_of(*load(named.path))
        case _:
            from audit.collect.run import collect

            return inventory_of(*collect(named, door))


def read_inventory(path: Path) -> Inventory:
    """The inventory in a saved inventory or assessment."""
    try:
        content = path.read_bytes()
        fields = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        if b"assessment" in bytes(fields.get("schema", msgspec.Raw())):
            return without_verdicts(msgspec.json.decode(content, type=Assessment))
        return msgspec.json.decode(content, type=Inventory)
    except OSError as error:
        raise AuditError(f"{path.name} cannot be read.", "Check the path.") from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise AuditError(
            f"{path.name} is neither an inventory nor an assessment: {error}.",
            "Make it anew with `openness audit`.",
        ) from error


def without_verdicts(assessment: Assessment) -> Inventory:
    """The inventory that an assessment was made from."""
    kept = set(Inventory.__struct_fields__) - {"schema"}
    return Inventory(**{name: getattr(assessment, name) for name in sorted(kept)})
