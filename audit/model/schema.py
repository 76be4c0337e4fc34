"""The JSON Schemas of what is written, made from the nouns: `python -m audit.model.schema`.

Every field of what the tool writes is required, because every field is always written. A review
file is written by people; `review_schema` says what they may leave out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from audit.model.difference import Difference, History, Watched
from audit.model.finding import Findings
from audit.model.inventory import Availability, Inventory
from audit.model.judgement import Assessment
from audit.model.review import ReviewFile
from audit.model.review_schema import complete
from audit.model.vocabulary import ROWS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLACE = "urn:openness-audit:schema"
"""What stands before a schema's name in its `$id`."""
_PLACE_OF_NAMES = "#/$defs/{name}"
NOUNS: dict[str, type[Struct]] = {
    "assessment": Assessment,
    "difference": Difference,
    "findings": Findings,
    "history": History,
    "inventory": Inventory,
    "review": ReviewFile,
    "watch": Watched,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of what a file of this name, one of `NOUNS`, holds."""
    kind = NOUNS[name]
    more = (Availability,) if kind is ReviewFile else ()
    (reference, *_), parts = msgspec.json.schema_components(
        [kind, *more], ref_template=_PLACE_OF_NAMES
    )
    if kind is ReviewFile:
        complete(parts)
        del parts[Availability.__name__]
    else:
        _written(kind, parts)
    return {
        "$schema": DIALECT,
        "$id": f"{PLACE}:{name}:1",
        "title": f"openness-audit: {name}",
        **reference,
        "$defs": dict(sorted(parts.items())),
    }


def _written(kind: type[Struct], parts: dict[str, Any]) -> None:
    """Tightens the schema of what the tool writes itself."""
    for part in parts.values():
        _tightened(part)
    fields = parts[kind.__name__]["properties"]
    fields["schema"] = {"const": kind.__struct_defaults__[0]}
    if fields.get("components", {}).get("type") == "object":
        fields["components"]["propertyNames"] = {"enum": list(ROWS)}


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
