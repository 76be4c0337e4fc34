"""A dump through the compiled findings, and the same rows through the ordinary pipeline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from audit.fleet.metadata.findings import Counts, Limits, find
from audit.fleet.metadata.rows import BAD_ID, Row, ancestors, read_row, snapshot_of
from audit.judge.assess import judge_all
from audit.model import Inventory
from audit.pipeline import inventory_of

Told = dict[str, Any]


_COLUMNS = """{id: 'VARCHAR', cardData: 'VARCHAR', tags: 'VARCHAR[]',
    siblings: 'STRUCT(rfilename VARCHAR)[]', gated: 'VARCHAR', private: 'BOOLEAN',
    baseModels: 'STRUCT(relation VARCHAR, models STRUCT(_id VARCHAR, id VARCHAR)[])'}"""


def write_dump(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """The rows as Parquet, `gated` as text as its values are of several types."""
    words = {True: "true", False: "false"}
    lines = path.with_suffix(".lines")
    with lines.open("w", encoding="utf-8") as file:
        for row in rows:
            gated = row.get("gated")
            told = words[gated] if isinstance(gated, bool) else gated
            file.write(json.dumps({**row, "gated": told}) + "\n")
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json(?, columns = {_COLUMNS}, format = 'newline_delimited',"
            " maximum_object_size = 67108864)) TO ? (FORMAT parquet)",
            [str(lines), str(path)],
        )


class Compiled:
    """What the compiled findings say, by model."""

    def __init__(self, dump: Path, folder: Path, limits: Limits = Limits()) -> None:  # noqa: B008
        self.counts: Counts = find(dump, folder, limits)
        self.models = self._table(folder, "models", "model")
        self.components = self._table(folder, "components", "profile")
        self.conflicts = self._table(folder, "conflicts", "model")
        self.verdicts = self._table(folder, "verdicts", "profile")

    def _table(self, folder: Path, name: str, key: str) -> dict[Any, list[Told]]:
        path = str(folder / f"{name}.parquet")
        with duckdb.connect() as connection:
            found = connection.execute("SELECT * FROM read_parquet(?)", [path])
            names = [one[0] for one in found.description or ()]
            told: dict[Any, list[Told]] = {}
            for values in found.fetchall():
                row = _as_words(dict(zip(names, values, strict=True)))
                told.setdefault(row[key], []).append(row)
        return told

    def rows_of(self, profile: int) -> dict[str, tuple[str, str, str | None, str]]:
        """Of each component of a profile availability, access and terms."""
        names = ("availability", "access", "license", "license_class")
        return {one["component"]: tuple(one[name] for name in names)
                for one in self.components[profile]}  # fmt: skip

    def outcomes_of(
        self, profile: int
    ) -> dict[tuple[str, str | None], tuple[str, str, str | None]]:
        """Outcome, basis and what a person has to do, of every verdict on a profile."""
        return {
            (one["framework"], one["requirement"]): (one["outcome"], one["basis"], one["needs"])
            for one in self.verdicts[profile]
        }


def _as_words(row: Told) -> Told:
    """A row with the words of the pipeline in place of NULL, and ids as the Hub has them."""
    if "id" in row:
        row["model"] = row["id"]
    if row.get("model") is not None:
        row["model"] = row["model"].removeprefix("hf:")
    for name in ("license_class", "access", "weights", "availability"):
        if name in row and row[name] is None:
            row[name] = "unknown"
    return row


def told_conflicts(compiled: Compiled, model: str) -> Counter[tuple[str, str, str, str]]:
    """Kind and both sides of each conflict of a model."""
    found = compiled.conflicts.get(model, [])
    return Counter((one["kind"], one["severity"], one["says"], one["against"]) for one in found)


def read_all(rows: Iterable[Mapping[str, Any]]) -> dict[str, Row]:
    """The rows that are models, the first of each id."""
    found: dict[str, Row] = {}
    for fields in rows:
        row = read_row(fields)
        if row.problem != BAD_ID:
            found.setdefault(row.id, row)
    return found


def inventory(row: Row, rows: Mapping[str, Row]) -> Inventory:
    """What the ordinary pipeline takes of a row."""
    return inventory_of(*snapshot_of(row, ancestors(row, rows)))


def expected_model(row: Row, found: Inventory) -> Told:
    """The row of models.parquet, by the inventory."""
    weights = found.components["weights-final"]
    parts = [edge for edge in found.lineage if edge.relation == "base-model"]
    data = [edge.parent for edge in found.lineage if edge.relation == "dataset"]
    return {
        "license": weights.license.expression,
        "license_class": weights.license.class_,
        "access": weights.access.value,
        "weights": weights.availability.value,
        "base_models": sorted({e.parent for e in parts if e.child == f"hf:{row.id}"}),
        "datasets": sorted(name.removeprefix("datasets/") for name in data),
        "ancestors": len({edge.parent for edge in parts}),
        "conflicts": len(found.conflicts),
        "problem": row.problem,
    }


def expected_conflicts(found: Inventory) -> Counter[tuple[str, str, str, str]]:
    """Kind and both sides of each conflict."""
    return Counter(
        (c.kind, c.severity.value, c.sides[0].says, c.sides[1].says) for c in found.conflicts
    )


def expected_components(found: Inventory) -> dict[str, tuple[str, str, str | None, str]]:
    """Of each row availability, access and terms."""
    return {
        name: (one.availability.value, one.access.value, one.license.expression, one.license.class_)
        for name, one in found.components.items()
    }


def expected_verdicts(
    found: Inventory,
) -> dict[tuple[str, str | None], tuple[str, str, str | None]]:
    """Outcome, basis and what a person has to do, of every requirement and framework."""
    told: dict[tuple[str, str | None], tuple[str, str, str | None]] = {}
    for name, one in judge_all(found).items():
        told[name, None] = (one.outcome.value, one.basis.value, None)
        for requirement, verdict in one.requirements.items():
            told[name, requirement] = (verdict.outcome.value, verdict.basis.value, verdict.needs)
    return told
