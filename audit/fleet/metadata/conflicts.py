"""Conflicts that metadata show: open tags on restricted bases, duties that are not shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from audit.fleet.metadata.lookups import insert, taken
from audit.fleet.metadata.models import Values
from audit.fleet.metadata.rows import Row
from audit.licenses.entries import entry, entry_ids
from audit.model import Scope

if TYPE_CHECKING:
    import duckdb

_AGAINST_BASE = """
INSERT INTO conflicts
SELECT m.n, 'model-against-base-model', 'critical', w.parent,
    'metadata tag in hf:' || m.id || ': ' || d.offer,
    'starts from ' || w.parent || ' (' || coalesce(t.expression, 'None') || ')'
FROM steps s JOIN terms t USING (term) JOIN ways w USING (way) JOIN models m ON m.n = s.model
JOIN declarations d USING (declaration)
WHERE t.is_restricted AND d.offer IS NOT NULL
"""
_OWED = """
CREATE TABLE owed_by AS
WITH named AS (
    SELECT p.parent, any_value(k.publishers) AS publishers
    FROM known_parents p JOIN known k USING (number) GROUP BY p.parent
), owing AS (
    SELECT s.model AS n, w.parent, t.expression, t.is_by_name
    FROM steps s JOIN terms t USING (term) JOIN ways w USING (way)
    WHERE s.n = s.model AND t.expression IS NOT NULL
)
SELECT m.n, m.id, m.file, o.parent, o.expression, o.is_by_name, {begins} AS begins
FROM owing o JOIN models m USING (n) LEFT JOIN named k USING (parent)
WHERE o.parent <> m.id
    AND NOT starts_with(lower(o.parent), lower(split_part(m.id, '/', 1)) || '/')
    AND NOT coalesce(list_contains(k.publishers, letters_of(split_part(m.id, '/', 1))), false)
"""
_NOT_SHOWN = """
INSERT INTO conflicts
SELECT o.n, 'duties-not-shown', a.severity, o.parent,
    'starts from ' || o.parent || ' (' || o.expression || ')', a.absence
FROM owed_by o JOIN file_states f USING (file) JOIN duties a USING (expression, begins, shown)
"""
_WITHOUT = """
INSERT INTO conflicts
SELECT m.n, 'no-license-for-weights', 'high', NULL, 'weights are published',
    'no license in the metadata, and no license file in the complete listing'
FROM models m JOIN file_states f USING (file) JOIN license_fields d USING (declaration)
WHERE f.is_bare AND m.has_card AND len(d.licenses) = 0
"""


def add_conflicts(connection: duckdb.DuckDBPyConnection, values: Values) -> None:
    """Makes `conflicts`: the model, the kind, the parent, and what the two sides say."""
    connection.execute("CREATE TABLE conflicts (n BIGINT, kind VARCHAR, severity VARCHAR,"
                       " about VARCHAR, says VARCHAR, against VARCHAR)")  # fmt: skip
    connection.execute("CREATE TABLE file_states (file INTEGER, gaps INTEGER, is_bare BOOLEAN,"
                       " shown VARCHAR)")  # fmt: skip
    rows = [
        (number, one.gaps, one.counted and not one.unread and Scope.WEIGHTS not in one.texts,
         one.shown)
        for number, one in enumerate(values.files)
    ]  # fmt: skip
    insert(connection, "file_states", rows, ("INTEGER", "INTEGER", "BOOLEAN", "VARCHAR"))
    connection.execute(_AGAINST_BASE)
    begins = [f"starts_with(letters_of(name_of(m.id)), '{one}')" for one in _prefixes()]
    connection.execute(_OWED.format(begins=f"[{', '.join(begins)}]"))
    _add_duties(connection, values)
    connection.execute(_NOT_SHOWN)
    connection.execute(_WITHOUT)


def _prefixes() -> list[str]:
    """What names have to begin with under some license, in lower case, without signs."""
    found = (entry(name) for name in entry_ids())
    return sorted({"".join(filter(str.isalnum, one.prefix.lower())) for one in found
                   if one and one.prefix})  # fmt: skip


def _add_duties(connection: duckdb.DuckDBPyConnection, values: Values) -> None:
    """Makes `duties`: what each kind of repository does not show of what a license asks for."""
    connection.execute("CREATE TABLE duties (expression VARCHAR, begins BOOLEAN[], shown VARCHAR,"
                       " absence VARCHAR, severity VARCHAR)")  # fmt: skip
    asked = connection.execute(
        "SELECT o.expression, o.begins, f.shown, arg_min({'id': o.id, 'parent': o.parent,"
        " 'is_by_name': o.is_by_name, 'listing': k.listing, 'said': d.said}, o.n)"
        " FROM owed_by o JOIN file_states f USING (file) JOIN file_keys k USING (file)"
        " LEFT JOIN ways w ON w.parent = o.parent LEFT JOIN models m ON m.n = w.parent_n"
        " LEFT JOIN declarations d ON d.declaration = m.declaration GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for expression, begins, shown, example in asked:
        absence = _absence(expression, values, example)
        if absence is not None:
            row = (expression, begins, shown, *absence)
            connection.execute("INSERT INTO duties VALUES (?, ?, ?, ?, ?)", row)


def _absence(expression: str, values: Values, example: dict[str, Any]) -> tuple[str, str] | None:
    """What the pipeline says of one model of the kind, and how grave that is."""
    files = None if example["listing"] is None else tuple(json.loads(example["listing"]))
    model, parent, said = example["id"], example["parent"], example["said"]
    above: tuple[Row, ...] = ()
    if not example["is_by_name"] and said is not None:
        above = (Row(id=parent, card=values.declarations.card(values.said[said])),)
    found = taken(Row(id=model, files=files, card={"base_model": parent}), above).conflicts
    says = f"starts from {parent} ({expression})"
    told = (
        (one.sides[1].says, one.severity.value)
        for one in found
        if one.kind == "duties-not-shown" and one.sides[0].says == says
    )
    return next(told, None)
