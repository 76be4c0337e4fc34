"""The JSON Schemas of what is written, made from the nouns: `python -m audit.model.schema`.

Every field is required, because every field is always written.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from audit.model.inventory import Inventory
from audit.model.judgement import Assessment
from audit.model.vocabulary import ROWS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLACE = "urn:openness-audit:schema"
"""What stands before a schema's name in its `$id`."""
_PLACE_OF_NAMES = "#/$defs/{name}"
NOUNS = {"assessment": Assessment, "inventory": Inventory}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of an `assessment` or `inventory`."""
    kind = NOUNS[name]
    (reference,), parts = msgspec.json.schema_components([kind], ref_template=_PLACE_OF_NAMES)
    for part in parts.values():
        _tightened(part)
    fields = parts[kind.__name__]["properties"]
    fields["schema"] = {"const": kind.__struct_defaults__[0]}
    fields["components"]["propertyNames"] = {"enum": list(ROWS)}
    return {
        "$schema": DIALECT,
        "$id": f"{PLACE}:{name}:1",
        "title": f"openness-audit: {name}",
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


def _tightened(part: dict[str, Any]) -> None:
    """Requires every field of an object, and says no defaults: they belong to the reader."""
    if "properties" not in part:
        return
    part["required"] = list(part["properties"])
    for field in part["properties"].values():
        field.pop("default", None)


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and text of each file of `criteria/schema/`."""
    for name in NOUNS:
        text = json.dumps(schema_of(name), indent=2, ensure_ascii=False)
        yield f"{name}.schema.json", text + "\n"


def main() -> None:
    """Writes the files."""
    parser = argparse.ArgumentParser(prog="python -m audit.model.schema", description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("criteria/schema"))
    folder: Path = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
