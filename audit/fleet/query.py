"""What is asked of a folder of results: one SELECT, which sees its tables and nothing else.

No file is read but the tables, none is written, no network is reached, no extension is loaded and
no setting changed: https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from msgspec import Struct

from audit.errors import AuditError
from audit.fleet.engine import Limits, connected, literal, one_line_of
from audit.fleet.store import Results
from audit.fleet.views import checked, make_views, paths

if TYPE_CHECKING:
    import duckdb
    from duckdb import DuckDBPyConnection

_AT_ONCE = 2_048
_SPILLED = "8GB"
"""What one query may put on the disk while it runs."""
Cells = tuple[object, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """What came of a query."""

    columns: tuple[str, ...]
    rows: Iterator[Cells]
    """To be read once, while the query is open."""


@contextmanager
def asked(results: Results, sql: str, limits: Limits) -> Iterator[Answer]:
    """The answer to one SELECT; `AuditError` for anything else, and for what goes wrong."""
    checked(results)
    with database(limits) as connection:
        make_views(connection, results)
        close(connection, results)
        with answered(connection, sql, limits) as answer:
            yield answer


@contextmanager
def database(limits: Limits) -> Iterator[DuckDBPyConnection]:
    """An empty database that goes with the block, and what it put on the disk with it; `AuditError`
    for what it finds wrong."""
    with (
        tempfile.TemporaryDirectory(prefix="openness-", ignore_cleanup_errors=True) as beside,
        connected(memory=limits.memory, spill=Path(beside)) as connection,
        _told_in_words(limits),
    ):
        connection.execute(f"SET max_temp_directory_size = {literal(_SPILLED)}")
        yield connection


def close(connection: DuckDBPyConnection, *several: Results) -> None:
    """From here on the database reads the tables of these results and no other file, writes none,
    and no setting of it can be changed."""
    files = ", ".join(literal(str(path)) for results in several for path in paths(results))
    connection.execute(f"SET allowed_paths = [{files}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


@contextmanager
def answered(connection: DuckDBPyConnection, sql: str, limits: Limits) -> Iterator[Answer]:
    """The answer of a database to one SELECT, within the limits."""
    statement = _only_select(connection, sql)
    timer = Timer(limits.seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        connection.execute(statement)
        columns = tuple(str(one[0]) for one in connection.description or ())
        yield Answer(columns=columns, rows=_rows(connection))
    finally:
        timer.cancel()


@contextmanager
def _told_in_words(limits: Limits) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.InterruptException as error:
        raise AuditError(
            f"The query took longer than {limits.seconds:g} seconds.",
            "Ask for less, or allow more time.",
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise AuditError(
            f"The query needs more memory than {limits.memory}.", "Ask for less, or allow more."
        ) from error
    except duckdb.Error as error:
        raise AuditError(
            f"The query cannot be answered: {one_line_of(error)}.", "See docs/fleet.md."
        ) from error


def _only_select(connection: DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement; of the kind that changes nothing and writes nothing."""
    import duckdb

    if not _is_text(sql):
        raise AuditError("The SQL holds what is no text.", "Give one SELECT.")
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise AuditError(f"There are {len(statements)} statements.", "Give one SELECT.")
    (statement,) = statements
    if statement.type is not duckdb.StatementType.SELECT:
        raise AuditError(
            f"{statement.type.name} is not answered: results are only read.", "Give one SELECT."
        )
    return statement


def _is_text(sql: str) -> bool:
    """Whether it can be handed over: no NUL, and no half of a sign that takes two."""
    return "\0" not in sql and sql == sql.encode("utf-8", "ignore").decode("utf-8")


def _rows(connection: DuckDBPyConnection) -> Iterator[Cells]:
    while rows := connection.fetchmany(_AT_ONCE):
        yield from rows
