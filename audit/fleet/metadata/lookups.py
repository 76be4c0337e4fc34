"""Answers of the ordinary functions on the values that a dump holds, each value once.

A value is put into a small row, the ordinary pipeline takes the inventory of it, and what depends
on the value is read off. So no rule is written twice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from audit.fleet.metadata.rows import Row, snapshot_of
from audit.licenses.declared import read_declaration
from audit.model import Inventory, License, Scope, StatementKind
from audit.model.vocabulary import CODE_ROWS
from audit.pipeline import inventory_of
from audit.probes.training_data import is_no_name
from audit.resolve.lineage import ID

if TYPE_CHECKING:
    import duckdb

FILE_ROWS = (
    "weights-final", "weights-intermediate", *CODE_ROWS, "model-card", "model-metadata",
)  # fmt: skip
DATA_ROWS = ("training-data", "data-description")
_TEXTS = {
    Scope.WEIGHTS: "LICENSE",
    Scope.CODE: "LICENSE-CODE",
    Scope.DATA: "LICENSE-DATA",
}
"""A file of terms for each part."""
GATES: dict[str | None, dict[str, object]] = {
    None: {}, "closed": {"closed": True}, "none": {"gated": False},
    "auto": {"gated": "auto"}, "manual": {"gated": "manual"},
}  # fmt: skip
Said = tuple[tuple[str | None, str], ...]
"""What each tag of a license field gives: expression and class."""


class FileState(Struct, frozen=True, kw_only=True):
    """What a listing and the tags beside it come to."""

    rows: tuple[tuple[str, str, bool], ...]
    """Of each of `FILE_ROWS` availability, access, and whether terms hold for it."""
    texts: tuple[Scope, ...]
    """The parts for which a file of terms lies there that nobody read."""
    gaps: int
    unread: bool
    """Whether there is, or may be, a card."""
    shown: str
    """What of the listing may fulfil a duty."""
    counted: bool
    """Whether the whole listing was seen, with files of weights."""


def taken(row: Row, above: tuple[Row, ...] = ()) -> Inventory:
    """The inventory of a row and its ancestors."""
    return inventory_of(*snapshot_of(row, above))


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Sequence[Sequence[Any]],
    kinds: Sequence[str],
) -> None:
    """Adds rows to a table of this package's own, column by column."""
    if rows:
        columns = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        values = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {columns}", values)


@cache
def file_state(listing: str | None, tagged: str, is_said: bool, gate: str | None, model: str
               ) -> FileState:  # fmt: skip
    """What the pipeline takes of such a listing, under the name of one model that has it."""
    files = None if listing is None else tuple(json.loads(listing))
    tags = ("base_model:adapter:q/q",) if tagged == "derived" else tuple(tagged.split())
    card = {"license": "mit"} if is_said else None
    row = Row(id=model, files=files, tags=tags, card=card, **GATES[gate])  # type: ignore[arg-type]
    found = taken(row)
    texts = {s.scope for s in found.statements if s.kind is StatementKind.LICENSE_FILE}
    rows = [found.components[name] for name in FILE_ROWS]
    licensed = found if is_said else taken(replace(row, card={"license": "mit"}))
    held = [licensed.components[name].license.class_ != "unknown" for name in FILE_ROWS]
    seen = rows[0].detail.startswith("weight files listed")
    return FileState(
        rows=tuple(
            (one.availability.value, one.access.value, bears)
            for one, bears in zip(rows, held, strict=True)
        ),
        texts=tuple(sorted(texts)),
        gaps=sum(gap.path is not None or files is None for gap in snapshot_of(row)[0].gaps
                 if gap.artifact == f"hf:{model}"),
        unread=files is None or "README.md" in files,
        shown=_shown(files, Scope.WEIGHTS in texts),
        counted=seen,
    )  # fmt: skip


def _shown(files: tuple[str, ...] | None, has_text: bool) -> str:
    if files is None:
        return "not listed"
    names = " ".join(file.rpartition("/")[2].lower().split(".")[0] for file in files)
    policy = any(word in " ".join(files).lower() for word in ("polic", "acceptable"))
    return f"text {has_text}, policy {policy}, notice {'notice' in names}"


def declared(tags: Sequence[str], name: str | None) -> Said:
    """What a license field and the name beside it give."""
    return tuple(read_declaration(tag, name) for tag in tags)


class Declarations:
    """License fields by what they give: equal ones come to equal terms."""

    def __init__(self) -> None:
        self._examples: dict[Said, tuple[tuple[str, ...], str | None]] = {}
        self.numbers: dict[Said, int] = {}
        self.terms_of_parent = cache(self._of_parent)
        self.terms = cache(self._terms)

    def add(self, tags: Sequence[str], name: str | None) -> Said:
        """What the field gives, noted with an example of it."""
        said = declared(tags, name)
        self._examples.setdefault(said, (tuple(tags), name))
        self.numbers.setdefault(said, len(self.numbers))
        return said

    def card(self, said: Said) -> dict[str, object]:
        """A card whose license field gives just this."""
        tags, name = self._examples[said]
        return {"license": list(tags), "license_name": name}

    def _of_parent(self, said: Said) -> License | None:
        """The terms that are read at a parent; None where there are none."""
        edge = taken(Row(id="c/c", bases=("p/p",)), (Row(id="p/p", card=self.card(said)),))
        terms = edge.lineage[0].license
        return None if terms.class_ == "unknown" else terms

    def _terms(self, said: Said, texts: tuple[Scope, ...]) -> tuple[License, License]:
        """The terms of the weights, and of code beside them."""
        files = ("model.safetensors", "modeling_x.py", *(_TEXTS[scope] for scope in texts))
        rows = taken(Row(id="c/c", files=files, card=self.card(said))).components
        return rows["weights-final"].license, rows["architecture-code"].license


@cache
def data_state(names: str, texts: tuple[Scope, ...], unread: bool, gate: str | None) -> Inventory:
    """The inventory of a model that declares data sets: with an owner (`h`), without (`p`)."""
    data = [{"h": "o/named", "p": "named"}[kind] for kind in names]
    files = (*(_TEXTS[scope] for scope in texts), *(("README.md",) if unread else ()))
    row = Row(id="c/c", files=files, card={"datasets": data}, **GATES[gate])  # type: ignore[arg-type]
    return taken(row)


def kind_of_data(name: str) -> str:
    """Whether a declared data set is named with an owner (`h`), without (`p`), or is no name."""
    if is_no_name(name):
        return ""
    return "h" if "/" in name else "p"


def is_edge(name: str) -> bool:
    """Whether a data set's name is one by which it can be looked for."""
    return kind_of_data(name) == "h" and bool(ID.fullmatch(name))
