"""Two sets of tables beside each other: two fleets, or the assessments of one that replaced each
other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from audit.errors import AuditError
from audit.fleet.changes import CHANGES
from audit.fleet.engine import Limits, literal
from audit.fleet.parts import from_parts, write_part
from audit.fleet.query import Answer, answered, close, database
from audit.fleet.rows import Rows, rows_of
from audit.fleet.store import Results
from audit.fleet.tables import NUMBER, TABLES, Column, Table
from audit.fleet.views import checked
from audit.model import Assessment

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATE = Column("state", NUMBER, "Which of the assessments of a model it is of, from 0.")
_KEY = "coalesce(profile::VARCHAR, 'model ' || model) AS key"
_KEYED = {
    "components": f"{_KEY}, component, license, license_class, access, availability",
    "verdicts": f"{_KEY}, framework, requirement, outcome, level",
}


@contextmanager
def changed_between(old: Results, new: Results, limits: Limits) -> Iterator[Answer]:
    """What differs between two fleets."""
    checked(old)
    checked(new)
    with database(limits) as connection:
        for schema, results in (("old", old), ("new", new)):
            files = {name: _file(results, table) for name, table in TABLES.items()}
            _make_side(connection, schema, files)
        close(connection, old, new)
        with answered(connection, CHANGES, limits) as answer:
            yield answer


@contextmanager
def changed_since(results: Results, limits: Limits) -> Iterator[Answer]:
    """What changed from each assessment of a fleet to the one that replaced it."""
    checked(results)
    with TemporaryDirectory(prefix="openness-") as beside, database(limits) as connection:
        _write_states(results, Path(beside))
        _load(connection, Path(beside))
        for schema, states in (
            ("old", "state AS step, * FROM states.{} s WHERE state < last"),
            ("new", "state - 1 AS step, * FROM states.{} s WHERE state > 0"),
        ):
            _make_side(connection, schema, {name: states.format(name) for name in TABLES})
        close(connection)
        with answered(connection, CHANGES, limits) as answer:
            yield answer


def _file(results: Results, table: Table) -> str:
    place = literal(str(results.table(table).absolute()))
    return f"0 AS step, * FROM read_parquet({place}, hive_partitioning = false)"


def _make_side(connection: DuckDBPyConnection, schema: str, rows: Mapping[str, str]) -> None:
    connection.execute(f"CREATE SCHEMA {schema}")
    for name, query in rows.items():
        connection.execute(f"CREATE VIEW {schema}.{name} AS SELECT {query}")
    for name, columns in _KEYED.items():
        keyed = f"SELECT step, {columns} FROM {schema}.{name}"
        connection.execute(f"CREATE VIEW {schema}.keyed_{name} AS {keyed}")


def _write_states(results: Results, folder: Path) -> None:
    """Writes the rows of every assessment of the models that have a past, a part for each."""
    for number, (_, places) in enumerate(groupby(results.replaced(), key=lambda path: path.parent)):
        past = [read_back(path) for path in places]
        current = results.place(past[-1].target.id)
        states = [*past, *([read_back(current)] if current.is_file() else [])]
        rows = [_stated(rows_of(one), state, len(states) - 1) for state, one in enumerate(states)]
        write_part(folder, f"{number:08}", rows)


def _stated(rows: Rows, state: int, last: int) -> Rows:
    more = {"state": state, "last": last}
    return Rows(**{name: tuple({**row, **more} for row in getattr(rows, name)) for name in TABLES})


def _load(connection: DuckDBPyConnection, folder: Path) -> None:
    connection.execute("CREATE SCHEMA states")
    for table in TABLES.values():
        columns = (*table.columns, _STATE, Column("last", NUMBER, "The last of them."))
        query = from_parts(folder, msgspec.structs.replace(table, columns=columns))
        connection.execute(f"CREATE TABLE states.{table.name} AS {query}")


def read_back(place: Path) -> Assessment:
    """The assessment that a run wrote; `AuditError` where the file holds none."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=Assessment)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(
            f"{place} holds no assessment: {error}.", "Run the fleet again."
        ) from error
