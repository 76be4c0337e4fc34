"""What people wrote down about Hub pages, in the form that the Hub itself uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

UNITS = {"bytes": 1, "byte": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.-]{0,95})?")
LICENSE_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
REF = re.compile(r"refs/pr/\d+|[A-Za-z][\w.-]*")
REMARK = re.compile(r"\s*\([^)]*\)\s*$")
SHA = re.compile(r"[0-9a-f]{40}")
SHORT_SHA = re.compile(r"[0-9a-f]{7,39}")


def size_in_bytes(recorded: object) -> int | None:
    """Bytes, from a number or a string such as "4.92 GB" or "8,723 Bytes"; None for all else."""
    if isinstance(recorded, int):
        return recorded
    if not isinstance(recorded, str):
        return None
    found = re.fullmatch(r"\s*(\d[\d,]*(?:\.\d+)?)\s*([A-Za-z]+)\s*", recorded)
    if found is None or found[2].lower() not in UNITS:
        return None
    return round(float(found[1].replace(",", "")) * UNITS[found[2].lower()])


def hub_ids(recorded: object) -> tuple[str, ...]:
    """The valid `owner/name` or `name` ids; remarks in brackets and all else are dropped.

    Of a table only `owner/name` entries count: its bare words are names of configurations.
    """
    if isinstance(recorded, str):
        recorded = [recorded]
    if isinstance(recorded, Mapping):
        entries = [entry for column in recorded.values() for entry in hub_ids(column)]
        return tuple(entry for entry in entries if "/" in entry)
    if not isinstance(recorded, list):
        return ()
    texts = [REMARK.sub("", entry) for entry in recorded if isinstance(entry, str)]
    names = [name.strip() for text in texts for name in re.split(r",|\sand\s", text)]
    return tuple(dict.fromkeys(name for name in names if HUB_ID.fullmatch(name)))


def full_sha(recorded: object) -> str | None:
    """The recorded revision when it is a full one, 40 hex digits."""
    return recorded if isinstance(recorded, str) and SHA.fullmatch(recorded) else None


def named_ref(recorded: object) -> str | None:
    """The branch or `refs/pr/N` that a recorded revision names, unless that is main."""
    if not isinstance(recorded, str) or SHA.fullmatch(recorded):
        return None
    inside = re.search(r"\((refs/pr/\d+)\)", recorded)
    name = inside[1] if inside else REMARK.sub("", recorded)
    is_ref = REF.fullmatch(name) and not SHORT_SHA.fullmatch(name)
    return name if is_ref and name != "main" else None


def is_tag(label: str) -> bool:
    """False for labels of a page that are no tags, such as "8 datasets"."""
    return not re.search(r"\s", label)


def tags_with_metadata(tags: Iterable[str], card: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags, and those that the Hub adds for a card's license, base models and datasets."""
    added = [f"license:{name}" for name in texts(card.get("license"))]
    added += [f"base_model:{name}" for name in texts(card.get("base_model"))]
    added += [f"dataset:{name}" for name in texts(card.get("datasets"))]
    return tuple(dict.fromkeys((*tags, *added)))


def texts(value: object) -> tuple[str, ...]:
    """The strings of a field that may hold one or a list of them."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return tuple(each for each in values if isinstance(each, str))


def without_nulls(**fields: Any) -> dict[str, Any]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}
