"""Fetches the quotes that a bundled inventory left out, at the revisions that it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from audit.collect.http import Door
from audit.collect.reading import Brief, Depth, Reading
from audit.collect.run import read_artifact
from audit.errors import AuditError
from audit.model import ArtifactSummary, Evidence, Gap, GapReason, Inventory, Role
from audit.text.page import LONGEST_QUOTE


def with_quotes(inventory: Inventory, door: Door) -> Inventory:
    """The inventory with each quote whose document still has the recorded sha256.

    A document that cannot be read, or has changed, leaves its quotes out and is a gap.
    """
    plain = msgspec.to_builtins(inventory)
    cited = list(_evidence(plain))
    wanted = {(item["artifact"], item["revision"]) for item in cited if item["lines"]}
    texts: dict[str, list[str]] = {}
    gaps: list[Gap] = []
    for artifact, revision in sorted(wanted, key=str):
        found, missing = _read(door, inventory.artifacts, artifact, revision)
        texts.update(found)
        gaps.extend(missing)
    for item in cited:
        if item["lines"] and (lines := texts.get(item["sha256"])):
            first, last = item["lines"]
            item["quote"] = "\n".join(lines[first - 1 : last])[:LONGEST_QUOTE]
    quoted = msgspec.convert(plain, Inventory)
    return msgspec.structs.replace(
        quoted,
        snapshot=msgspec.structs.replace(quoted.snapshot, quotes=bool(texts)),
        gaps=(*quoted.gaps, *gaps),
    )


def _evidence(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if set(Evidence.__struct_fields__) <= set(value):
            yield value
        for inner in value.values():
            yield from _evidence(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _evidence(inner)


def _read(
    door: Door, known: tuple[ArtifactSummary, ...], artifact: str, revision: str | None
) -> tuple[dict[str, list[str]], list[Gap]]:
    """The lines of each document of an artifact, by the document's sha256."""
    if not artifact.startswith(("hf:", "github:")):
        return {}, []
    role = next((summary.role for summary in known if summary.id == artifact), Role.CODE)
    brief = Brief(role=role, reason="quotes were asked for", depth=Depth.FULL)
    try:
        reading: Reading = read_artifact(door, artifact, revision, brief)
    except AuditError as error:
        detail = f"quotes: {error.problem}"
        return {}, [Gap(artifact=artifact, path=None, reason=GapReason.UNREACHABLE, detail=detail)]
    return {
        hashlib.sha256(content).hexdigest(): content.decode("utf-8", "replace").splitlines()
        for content in reading.contents.values()
    }, []
