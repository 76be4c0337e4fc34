"""The tables of a folder of results as views that SQL can ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError
from audit.fleet.engine import identifier, literal
from audit.fleet.store import Results, read_fleet
from audit.fleet.tables import COMPONENTS, TABLES, VERDICTS, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PROFILE = "profile"
"""The column by which models share rows; SQL sees one row per model instead."""
_SHARED = (COMPONENTS, VERDICTS)
CLASSES = "license_classes"


def checked(results: Results) -> Results:
    """The same; `AuditError` where the folder holds no tables."""
    read_fleet(results.folder)
    for table in TABLES.values():
        if not results.table(table).is_file():
            raise AuditError(
                f"{results.folder} has no {table.file}: its run is not finished.",
                "Run `openness fleet` again with the same -o.",
            )
    return results


def paths(results: Results) -> list[Path]:
    """The files of the tables."""
    return [results.table(table).absolute() for table in TABLES.values()]


def make_views(connection: DuckDBPyConnection, results: Results) -> None:
    """Makes a view of each table, with a row for each model, and a table of classes."""
    for table in TABLES.values():
        file = literal(str(results.table(table).absolute()))
        query = f"FROM read_parquet({file}, hive_partitioning = false)"
        connection.execute(f"CREATE VIEW {_stored(table)} AS {query}")
    for table in _SHARED:
        connection.execute(f"CREATE VIEW {table.name} AS {_of_each_model(table)}")
    _make_classes(connection)


def _stored(table: Table) -> str:
    return f"stored_{table.name}" if table in _SHARED else table.name


def seen(table: Table) -> tuple[str, ...]:
    """The columns of a table that SQL sees."""
    return tuple(name for name in table.types if table not in _SHARED or name != PROFILE)


def _of_each_model(table: Table) -> str:
    own = ", ".join(map(identifier, seen(table)))
    of_model = ", ".join(f"s.{identifier(name)}" for name in seen(table) if name != "model")
    return (
        f"SELECT {own} FROM {_stored(table)} WHERE model IS NOT NULL "
        f"UNION ALL SELECT m.id AS model, {of_model} FROM models m "
        f"JOIN {_stored(table)} s ON s.profile = m.profile AND s.model IS NULL"
    )


def _make_classes(connection: DuckDBPyConnection) -> None:
    """Makes the table of license classes with what they count as for weights."""
    from audit.licenses.catalog import classes
    from audit.resolve.statements import is_open, is_restricted

    rows = [
        (name, "open" if is_open(name) else "restricted" if is_restricted(name) else None, of.words)
        for name, of in classes().items()
    ]
    connection.execute(f"CREATE TABLE {CLASSES} (class VARCHAR, terms VARCHAR, words VARCHAR)")
    connection.executemany(f"INSERT INTO {CLASSES} VALUES (?, ?, ?)", rows)
