"""JSON Schemas of policies, waivers and tests, for editors: `python -m audit.judge.policy.schema`.

They know rows, relations, questions, clauses, frameworks and kinds of conflicts by name. That a
rule has just one ask, and that licenses are there which it names, is checked on reading.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from audit.judge.framework_schema import framework_schema
from audit.judge.load import framework_ids
from audit.judge.policy.cases import CaseFile
from audit.judge.policy.file import Policy
from audit.judge.policy.mistakes import conflict_kinds
from audit.judge.policy.read import WAIVERS
from audit.licenses.entries import clause_table
from audit.model.finding import Waiver
from audit.model.schema import DIALECT, PLACE
from audit.model.vocabulary import RELATIONS, ROWS

_PLACE_OF_NAMES = "#/$defs/{name}"
_DAY = {"type": "string", "format": "date"}


def policy_schema() -> dict[str, Any]:
    """The schema of a policy."""
    schema = _schema("policy", Policy)
    parts = schema["$defs"]
    parts["Rule"] = framework_schema()["$defs"]["Rule"]
    subjects = {"type": "array", "items": {"enum": [*ROWS, *RELATIONS]}, "minItems": 1}
    for name in ("LicenseAsk", "ClausesAsk"):
        parts[name]["properties"]["of"] = subjects
    clauses = clause_table().clauses
    parts["ClausesAsk"]["properties"]["refused"] = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {
            name: {"type": "array", "items": {"enum": list(one.values)}, "minItems": 1}
            for name, one in clauses.items()
        },
    }
    kinds = {"type": "array", "items": {"enum": list(conflict_kinds())}}
    parts["ConflictsAsk"]["properties"] |= {"kinds": kinds, "but": kinds}
    parts["FrameworkAsk"]["properties"]["id"] = {"enum": list(framework_ids())}
    return schema


def waivers_schema() -> dict[str, Any]:
    """The schema of a file of waivers."""
    schema = _schema("waivers", Waiver)
    del schema["$ref"]
    schema["$defs"]["Waiver"]["properties"]["expires"] = _DAY
    return {
        **schema,
        "type": "object",
        "required": ["schema", "waivers"],
        "additionalProperties": False,
        "properties": {
            "schema": {"const": WAIVERS},
            "waivers": {"type": "array", "items": {"$ref": "#/$defs/Waiver"}},
        },
    }


def case_schema() -> dict[str, Any]:
    """The schema of a test of a policy."""
    schema = _schema("policy-test", CaseFile)
    schema["$defs"]["CaseFile"]["properties"]["day"] = _DAY
    rows = schema["$defs"]["Made"]["properties"]["rows"]
    rows["propertyNames"] = {"enum": list(ROWS)}
    return schema


def _schema(name: str, kind: type[Struct]) -> dict[str, Any]:
    (reference,), parts = msgspec.json.schema_components([kind], ref_template=_PLACE_OF_NAMES)
    for part in parts.values():
        for field in part.get("properties", {}).values():
            field.pop("default", None)
    return {
        "$schema": DIALECT,
        "$id": f"{PLACE}:{name}:1",
        "title": f"openness-audit: {name}",
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    for name, schema in (
        ("policy", policy_schema()),
        ("waivers", waivers_schema()),
        ("policy-test", case_schema()),
    ):
        yield f"{name}.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(prog="python -m audit.judge.policy.schema")
    parser.add_argument("-o", "--output", type=Path, default=Path("criteria/schema"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
