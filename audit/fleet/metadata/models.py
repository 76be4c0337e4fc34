"""Each model with the numbers of what its row comes to: its files, its terms, its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from audit.fleet.metadata.lookups import (
    Declarations,
    FileState,
    Said,
    file_state,
    insert,
    is_edge,
    kind_of_data,
)
from audit.model import License
from audit.resolve.statements import is_open, is_restricted

if TYPE_CHECKING:
    import duckdb


class Values(Struct, kw_only=True):
    """The distinct values, by their numbers in SQL."""

    files: list[FileState]
    said: list[Said]
    declarations: Declarations
    gates: list[str | None]
    """The gate of each of `files`."""
    terms: list[tuple[License, bool]]
    """Terms at the end of an edge, and whether they are known by a name alone."""


def add_models(connection: duckdb.DuckDBPyConnection) -> Values:
    """Makes `models`, `declarations`, `terms` and `data`, with the values behind the numbers."""
    files, gates = _add_files(connection)
    declarations, said, terms = _add_declarations(connection)
    _add_data(connection)
    connection.execute(_MODELS)
    return Values(files=files, gates=gates, said=said, declarations=declarations, terms=terms)


_MODELS = """
CREATE TABLE models AS
WITH first AS (SELECT id, min(n) AS n FROM staged WHERE is_model GROUP BY id)
SELECT s.n, s.id, s.revision, s.problem, d.declaration, f.file, coalesce(k.kinds, '') AS kinds,
    s.is_composed, s.gate, s.has_card
FROM staged s JOIN first USING (n, id)
JOIN license_fields d ON d.licenses = s.licenses
    AND d.license_name IS NOT DISTINCT FROM s.license_name
JOIN file_keys f ON f.listing IS NOT DISTINCT FROM s.listing AND f.tagged = s.tagged
    AND f.named = s.named AND f.is_said = s.is_said AND f.gate IS NOT DISTINCT FROM s.gate
LEFT JOIN data_kinds k ON k.n = s.n
"""


def _add_files(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[FileState], list[str | None]]:
    connection.execute(
        "CREATE TABLE file_keys AS SELECT (row_number() OVER (ORDER BY listing, tagged, named,"
        " is_said, gate) - 1)::INTEGER AS file, * FROM"
        " (SELECT listing, tagged, named, is_said, gate, min(id) AS model FROM staged"
        " WHERE is_model GROUP BY ALL)"
    )
    keys = connection.execute(
        "SELECT listing, tagged, is_said, gate, model FROM file_keys ORDER BY file"
    ).fetchall()
    return [file_state(*key) for key in keys], [key[3] for key in keys]


def _add_declarations(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[Declarations, list[Said], list[tuple[License, bool]]]:
    connection.execute(
        "CREATE TABLE license_fields AS SELECT"
        " (row_number() OVER (ORDER BY licenses, license_name) - 1)::INTEGER AS declaration,"
        " * FROM (SELECT DISTINCT licenses, license_name FROM staged WHERE is_model)"
    )
    fields = connection.execute(
        "SELECT licenses, license_name FROM license_fields ORDER BY declaration"
    ).fetchall()
    declarations = Declarations()
    said = [declarations.add(tags, name) for tags, name in fields]
    numbers: dict[License, int] = {}
    rows = []
    for number, one in enumerate(said):
        found = declarations.terms_of_parent(one)
        term = None if found is None else numbers.setdefault(_plain(found), len(numbers))
        offer = next((e for e, class_ in one if e and is_open(class_)), None)
        first = one[0] if one else (None, None)
        rows.append((number, declarations.numbers[one], term, offer, *first))
    connection.execute("CREATE TABLE declarations (declaration INTEGER, said INTEGER,"
                       " term INTEGER, offer VARCHAR, tag VARCHAR, tag_class VARCHAR)")  # fmt: skip
    insert(connection, "declarations", rows, ("INTEGER",) * 3 + ("VARCHAR",) * 3)
    return declarations, list(declarations.numbers), [(one, False) for one in numbers]


def _plain(found: License) -> License:
    return License(expression=found.expression, class_=found.class_)


def _add_data(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `data`: of each declared data set its kind; and `data_kinds`, of each model."""
    connection.execute(
        "CREATE TABLE named_data AS SELECT DISTINCT unnest(datasets) AS name FROM staged"
        " WHERE is_model"
    )
    names = [name for (name,) in connection.execute("SELECT name FROM named_data").fetchall()]
    connection.execute("CREATE TABLE data (name VARCHAR, kind VARCHAR, is_edge BOOLEAN)")
    rows = [(name, kind_of_data(name), is_edge(name)) for name in names]
    insert(connection, "data", rows, ("VARCHAR", "VARCHAR", "BOOLEAN"))
    connection.execute("""
        CREATE TABLE data_kinds AS
        WITH each AS (SELECT n, unnest(datasets) AS name, generate_subscripts(datasets, 1) AS place
            FROM staged WHERE is_model AND len(datasets) > 0),
        told AS (SELECT n, place, name, kind, is_edge FROM each JOIN data USING (name)),
        sets AS (SELECT n, lower(name) AS lowered, arg_min(name, place) AS name FROM told
            WHERE is_edge GROUP BY n, lowered),
        lists AS (SELECT n, list(name ORDER BY name) AS datasets FROM sets GROUP BY n)
        SELECT n, CASE WHEN bool_or(kind = 'h') THEN 'h' ELSE '' END
            || CASE WHEN bool_or(kind = 'p') THEN 'p' ELSE '' END AS kinds,
            any_value(datasets) AS datasets
        FROM told LEFT JOIN lists USING (n) GROUP BY n
    """)


def add_terms(connection: duckdb.DuckDBPyConnection, values: Values) -> None:
    """Makes `terms` out of what was read at parents and of what is known by names."""
    named = connection.execute(
        "SELECT DISTINCT expression, class FROM by_name ORDER BY ALL"
    ).fetchall()
    values.terms += [(License(expression=e, class_=c), True) for e, c in named]
    connection.execute("CREATE TABLE terms (term INTEGER, expression VARCHAR, class VARCHAR,"
                       " is_by_name BOOLEAN, is_restricted BOOLEAN)")  # fmt: skip
    rows = [
        (number, one.expression, one.class_, by_name, is_restricted(one.class_))
        for number, (one, by_name) in enumerate(values.terms)
    ]
    insert(connection, "terms", rows, ("INTEGER", "VARCHAR", "VARCHAR", "BOOLEAN", "BOOLEAN"))
