"""From rows to Parquet: parts that any number of workers write, and the tables made of them.

The files depend on the rows alone: not on who wrote them, in which order, or with how many threads
they were put together.
"""

from __future__ import annotations

import gzip
import re
import secrets
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audit.collect.answer_store import BEGUN, write_whole
from audit.errors import AuditError
from audit.fleet.engine import connected, identifier, literal, one_line_of
from audit.fleet.rows import Rows
from audit.fleet.store import Results
from audit.fleet.tables import TABLES, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FORM = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
_ENDING = ".jsonl.gz"
_PART = re.compile(r"[A-Za-z0-9_-]{1,120}")
"""What may stand in the name of a part; nothing in it has a meaning for DuckDB."""


def write_part(folder: Path, name: str, rows: Iterable[Rows]) -> None:
    """Writes rows as a part: a file for each table, whole or not at all. A part of the same name
    takes its place; ValueError for a name that is not plain."""
    if not _PART.fullmatch(name):
        raise ValueError(f"{name!r} is no plain name")
    lines: dict[str, list[bytes]] = {table: [] for table in TABLES}
    encoder = msgspec.json.Encoder()
    for one in rows:
        for table in TABLES:
            lines[table] += (encoder.encode(row) for row in getattr(one, table))
    for table, written in lines.items():
        content = gzip.compress(b"".join(line + b"\n" for line in written), 1, mtime=0)
        write_whole(folder / table / f"{name}{_ENDING}", content, durable=False)


def merge(
    folder: Path, results: Results, *, memory: str = "1GB", threads: int | None = None
) -> dict[str, int]:
    """Makes the four tables of all parts, each whole or not at all; how many rows each has."""
    with (
        tempfile.TemporaryDirectory(prefix="openness-") as beside,
        connected(memory=memory, threads=threads, spill=Path(beside)) as connection,
    ):
        return {
            table.name: write_table(
                connection, table, from_parts(folder, table), results.table(table)
            )
            for table in TABLES.values()
        }


def from_parts(folder: Path, table: Table) -> str:
    """The query for all rows of a table in the parts."""
    paths = sorted(str(path) for path in (folder / table.name).glob(f"*{_ENDING}"))
    if not paths:
        return empty(table)
    types = ", ".join(f"{identifier(name)}: {literal(of)}" for name, of in table.types.items())
    files = ", ".join(map(literal, paths))
    return (
        f"SELECT * FROM read_json([{files}], format = 'newline_delimited', compression = 'gzip', "
        f"columns = {{{types}}}, hive_partitioning = false)"
    )


def empty(table: Table) -> str:
    """The query for no row of a table."""
    cells = ", ".join(f"NULL::{of} AS {identifier(name)}" for name, of in table.types.items())
    return f"SELECT {cells} WHERE false"


def write_table(connection: DuckDBPyConnection, table: Table, query: str, place: Path) -> int:
    """Writes what a query answers as a table, and returns the number of rows.

    The query names the table's columns; those that it leaves out are NULL. ValueError for others.
    """
    import duckdb

    told = connection.execute(f"DESCRIBE {query}").fetchall()
    if strange := {name for name, *_ in told} - set(table.types):
        raise ValueError(f"{table.name} has no column {', '.join(sorted(strange))}")
    cells = ", ".join(
        f"{identifier(name)}::{of} AS {identifier(name)}" for name, of in table.types.items()
    )
    order = ", ".join(f"{identifier(name)} NULLS FIRST" for name in _order(table))
    begun = place.parent / f"{BEGUN}{secrets.token_hex(8)}"
    sql = (
        f"COPY (SELECT {cells} FROM ({empty(table)} UNION ALL BY NAME {query}) ORDER BY {order}) "
        f"TO {literal(str(begun))} ({_FORM})"
    )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        (count,) = connection.execute(sql).fetchall()[0]
        begun.replace(place)
    except (OSError, duckdb.IOException) as error:
        problem = f"{place} cannot be written: {one_line_of(error)}."
        raise AuditError(problem, "Make room, or choose another -o.") from error
    finally:
        with suppress(OSError):
            begun.unlink()
    return int(count)


def _order(table: Table) -> tuple[str, ...]:
    """The table's order, then every other column: no two rows that differ may change places."""
    rest = (name for name in table.types if name not in table.order)
    return (*table.order, *rest)
