"""DuckDB, which the extra `[fleet]` brings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import Struct

from audit.errors import AuditError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Limits(Struct, frozen=True, kw_only=True):
    """What one query may take: time, after which it is given up, and memory, beyond which it uses
    the disk."""

    seconds: float
    memory: str


def needed() -> ModuleType:
    """DuckDB; `AuditError` where it is not installed."""
    try:
        import duckdb
    except ImportError as error:
        raise AuditError(
            "The tables of a fleet need DuckDB.",
            "Install it with `pip install 'openness-audit[fleet]'`.",
        ) from error
    return duckdb


@contextmanager
def connected(
    *, memory: str, threads: int | None = None, spill: Path | None = None
) -> Iterator[DuckDBPyConnection]:
    """An empty database in memory that goes with the block.

    What does not fit into `memory` lies below `spill`; without one, a query that needs more fails.
    Nothing is downloaded, and no variable of this program can be seen from SQL.
    """
    duckdb = needed()
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(spill) if spill else "",
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
    if threads is not None:
        settings["threads"] = threads
    try:
        connection = duckdb.connect(":memory:", config=settings)
    except duckdb.Error as error:
        raise AuditError(
            f"DuckDB does not start: {one_line_of(error)}.", "Check --memory."
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def one_line_of(error: Exception) -> str:
    """What DuckDB says is wrong, without the lines on where it stands."""
    first = str(error).partition("\n")[0].strip().rstrip(".!")
    kind, _, rest = first.partition(" Error: ")
    return rest or kind


def literal(text: str) -> str:
    """The text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """The name of a column or table as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
