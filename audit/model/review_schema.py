"""The JSON Schema of a review file, for editors: what a person may leave out is not required."""

from __future__ import annotations

from typing import Any

from audit.model.review import NO_LICENSE
from audit.model.vocabulary import ROWS


def complete(parts: dict[str, Any]) -> None:
    """Says what the types do not: which words are known, and what goes with what."""
    for part in parts.values():
        for field in part.get("properties", {}).values():
            field.pop("default", None)
    entry, evidence = parts["ReviewEntry"], parts["ReviewEvidence"]
    entry["properties"]["component"] = {"enum": list(ROWS)}
    entry["properties"]["requirement"] = {"type": "string", "minLength": 1}
    entry["properties"]["license"]["description"] = f"an SPDX expression, or {NO_LICENSE}"
    entry["oneOf"] = [_of_component(parts["Availability"]), _of_requirement()]
    evidence["anyOf"] = [{"required": ["url"]}, {"required": ["artifact"]}]
    evidence["dependentRequired"] = {
        "path": ["artifact"],
        "revision": ["artifact"],
        "lines": ["path"],
    }


def _of_component(availability: dict[str, Any]) -> dict[str, Any]:
    return {
        "required": ["component"],
        "properties": {"requirement": False, "finding": {"enum": availability["enum"]}},
        "anyOf": [{"required": [name]} for name in ("finding", "license", "access")],
    }


def _of_requirement() -> dict[str, Any]:
    return {
        "required": ["requirement", "finding"],
        "properties": {"component": False, "license": False, "access": False},
    }
