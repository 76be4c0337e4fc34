"""Fetches the quotes that a bundled inventory left out, at the revisions that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from audit.collect.artifact import gap_of, read_artifact
from audit.collect.http import Door
from audit.collect.reading import Brief, Depth
from audit.errors import AuditError, CollectError
from audit.model import Evidence, Gap, GapReason, Inventory, Role
from audit.text.page import LONGEST_QUOTE, lines_of

Lines = Mapping[str, tuple[str, ...]]
"""The lines of each document by its sha256."""
_OTHER_BRANCH = "@"
"""How the path of a file begins that was read on the default branch beside another one."""


def with_quotes(inventory: Inventory, door: Door) -> Inventory:
    """The inventory with each quote whose document still has the recorded sha256.

    A document that cannot be read, or has changed, leaves its quotes out and is a gap.
    """
    plain = msgspec.to_builtins(inventory)
    cited = [item for item in _evidence(plain) if item["lines"] and _is_published(item)]
    lines, gaps = _read_all(inventory, cited, door)
    if cited and not lines:
        why = gaps[0].detail if gaps else "no document could be read"
        raise CollectError(f"No quote could be fetched: {why}.", "Leave out --live, or try again.")
    for item in cited:
        if found := lines.get(item["sha256"]):
            first, last = item["lines"]
            item["quote"] = "\n".join(found[first - 1 : last])[:LONGEST_QUOTE]
    for claim in plain["claims"]:
        if claim["text"] is None and claim["evidence"]:
            claim["text"] = claim["evidence"][0]["quote"]
    quoted = msgspec.convert(plain, Inventory)
    return msgspec.structs.replace(
        quoted,
        snapshot=msgspec.structs.replace(quoted.snapshot, quotes=bool(lines)),
        gaps=(*quoted.gaps, *gaps, *_changed(cited, lines, gaps)),
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


def _is_published(item: Mapping[str, Any]) -> bool:
    return str(item["artifact"]).startswith(("hf:", "github:"))


def _read_all(
    inventory: Inventory, cited: Iterable[Mapping[str, Any]], door: Door
) -> tuple[dict[str, tuple[str, ...]], list[Gap]]:
    """The lines of what is cited, each artifact read once at each revision."""
    paths: dict[tuple[str, str | None], set[str]] = {}
    for item in cited:
        paths.setdefault((item["artifact"], item["revision"]), set()).add(item["path"] or "")
    lines: dict[str, tuple[str, ...]] = {}
    gaps: list[Gap] = []
    for artifact, revision in sorted(paths, key=str):
        brief = _brief(inventory, artifact, paths[artifact, revision])
        try:
            reading = read_artifact(door, artifact, revision, brief)
        except AuditError as error:
            gap = gap_of(artifact, error, door.stamp())
            gaps.append(msgspec.structs.replace(gap, detail=f"quotes: {error.problem}"))
            continue
        for sha, content in reading.contents.items():
            lines[sha] = lines_of(content.decode("utf-8", "replace"))
    return lines, gaps


def _brief(inventory: Inventory, artifact: str, paths: Iterable[str]) -> Brief:
    known = next((one for one in inventory.artifacts if one.id == artifact), None)
    return Brief(
        role=known.role if known else Role.CODE,
        reason="quotes were asked for",
        depth=Depth.TERMS if known is not None and not known.own else Depth.FULL,
        # Any other branch than the default has the default one's license files read as well.
        branch="another" if any(path.startswith(_OTHER_BRANCH) for path in paths) else None,
    )


def _changed(
    cited: Iterable[Mapping[str, Any]], lines: Lines, gaps: Iterable[Gap]
) -> tuple[Gap, ...]:
    """A gap for each cited document, of the artifacts that were read, that did not come back."""
    unread = {gap.artifact for gap in gaps}
    places = {
        (item["artifact"], item["path"])
        for item in cited
        if item["sha256"] not in lines and item["artifact"] not in unread
    }
    detail = "quotes: the document has changed since, or is not served any more"
    return tuple(
        Gap(artifact=artifact, path=path, reason=GapReason.UNREADABLE, detail=detail)
        for artifact, path in sorted(places, key=str)
    )
