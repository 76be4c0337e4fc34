"""The JSON Schema of a framework file, for editors: `python -m audit.judge.framework_schema`.

It knows the rows, questions, relations, fields, license sets and clauses by name. That a rule has
just one leading word, and that requirements are there which others name, is checked on reading.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import msgspec

from audit.judge.framework import Framework
from audit.licenses.entries import clause_table
from audit.licenses.sets import set_names
from audit.model.schema import DIALECT, PLACE
from audit.model.vocabulary import QUESTIONS, RELATIONS, ROWS, SUMMARY_FIELDS

NAME = "framework.schema.json"
_PLACE_OF_NAMES = "#/$defs/{name}"


def framework_schema() -> dict[str, Any]:
    """The schema of a file in `criteria/frameworks/`."""
    (reference,), parts = msgspec.json.schema_components([Framework], ref_template=_PLACE_OF_NAMES)
    for part in parts.values():
        for field in part.get("properties", {}).values():
            field.pop("default", None)
    rule = parts["Rule"]["properties"]
    for word, names in _known_names().items():
        rule[word] = {"enum": list(names)}
    for word in ("of", "copyleft"):
        rule[word] = {"type": "array", "items": {"enum": list(ROWS)}, "minItems": 1}
    return {
        "$schema": DIALECT,
        "$id": f"{PLACE}:framework:1",
        "title": "openness-audit: framework",
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


def _known_names() -> dict[str, tuple[str, ...]]:
    return {
        "component": ROWS,
        "question": QUESTIONS,
        "lineage": RELATIONS,
        "field": tuple(SUMMARY_FIELDS),
        "clause": tuple(clause_table().clauses),
        "license": set_names(),
        "upstream": set_names(),
    }


def schema_text() -> str:
    """The text of the file."""
    return json.dumps(framework_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(prog="python -m audit.judge.framework_schema")
    parser.add_argument("-o", "--output", type=Path, default=Path("criteria/schema"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
