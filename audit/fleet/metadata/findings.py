"""A dump of metadata becomes tables of findings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from msgspec import Struct

from audit import __version__
from audit.errors import AuditError
from audit.fleet.engine import needed, one_line_of
from audit.fleet.metadata.conflicts import add_conflicts
from audit.fleet.metadata.lineage import add_edges, add_lineage
from audit.fleet.metadata.lookups import insert
from audit.fleet.metadata.models import Values, add_models, add_terms
from audit.fleet.metadata.profiles import Profiles
from audit.fleet.metadata.read_dump import LINES
from audit.fleet.metadata.stage import stage
from audit.fleet.metadata.states import States, numbering
from audit.fleet.metadata.written import write_tables
from audit.fleet.store import Fleet, Results, read_fleet, write_fleet
from audit.judge.load import criteria_digest
from audit.resolve.lineage import UNNAMED

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_DEPTH = "metadata"


class Limits(Struct, frozen=True, kw_only=True):
    """What DuckDB may take."""

    memory: str = "1500MB"
    threads: int = 2
    scratch: Path | None = None
    """Where it puts what does not fit into memory; a folder of the system's where None."""


class Counts(Struct, frozen=True, kw_only=True):
    """How many rows there were, and how many of them were broken in which way."""

    rows: int
    models: int
    profiles: int
    conflicts: int
    without_id: int
    repeated: int
    problems: Mapping[str, int]
    """How many rows had each problem."""


def run_dump(dump: Path, folder: Path, memory: str) -> Counts:
    """Makes a folder of results of a dump, or makes one of metadata depth anew.

    `AuditError` as `find`, and for a folder that holds other things.
    """
    results = Results(folder)
    results.check_ours()
    if results.manifest.is_file() and read_fleet(folder).depth != _DEPTH:
        raise AuditError(f"{folder} holds results at full depth.", "Name another folder with -o.")
    counts = find(dump, folder, Limits(memory=memory))
    told = {
        "models": counts.models,
        "conflicts": counts.conflicts,
        "profiles": counts.profiles,
        "rows": counts.rows,
        "rows without an id": counts.without_id,
        "rows of an id that was there before": counts.repeated,
        **counts.problems,
    }
    fleet = Fleet(
        depth=_DEPTH,
        tool=__version__,
        criteria=criteria_digest(),
        input=f"the rows of {dump.name}",
        counts=told,
        finished=True,
    )
    write_fleet(folder, fleet)
    return counts


def find(dump: Path, folder: Path, limits: Limits = Limits()) -> Counts:  # noqa: B008
    """Writes models.parquet, components.parquet, conflicts.parquet and verdicts.parquet of a dump.

    `AuditError` where the dump cannot be read, or DuckDB is not there.
    """
    scratch = Path(mkdtemp(prefix="openness-", dir=limits.scratch))
    try:
        with _told(limits), closing(_connection(dump, folder, scratch, limits)) as connection:
            judging = _connection(dump, folder, scratch, limits, database=":memory:")
            return _found(connection, judging, dump, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _told(limits: Limits) -> Iterator[None]:
    """What DuckDB lacks, as an `AuditError`."""
    duckdb = needed()
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        problem = f"DuckDB needs more than {limits.memory} for this dump."
        raise AuditError(problem, "Give more with --memory.") from error


def _connection(
    dump: Path, folder: Path, scratch: Path, limits: Limits, database: str = ""
) -> DuckDBPyConnection:
    """A database of its own that can reach the dump, the results and its scratch folder alone."""
    if not dump.is_file():
        raise AuditError(f"{dump} is no file.", "Give a Parquet or a JSONL file.")
    duckdb = needed()
    connection: DuckDBPyConnection = duckdb.connect(database or str(scratch / "work.duckdb"))
    try:
        connection.execute("SET memory_limit = $1", [limits.memory])
    except duckdb.ParserException as error:
        raise AuditError(f"{one_line_of(error)}.", "Give --memory as 2GB or 512MB.") from error
    for name, value in (
        ("threads", limits.threads),
        ("temp_directory", str(scratch / "spilled")),
        ("preserve_insertion_order", dump.suffix.lower() in LINES),
        ("allowed_paths", [str(dump.resolve()), str(dump)]),
        ("allowed_directories", [str(folder.resolve()), str(scratch)]),
        ("autoinstall_known_extensions", False),
        ("autoload_known_extensions", False),
        ("enable_external_access", False),
        ("lock_configuration", True),
    ):
        connection.execute(f"SET {name} = $1", [value])
    return connection


def _found(
    connection: DuckDBPyConnection,
    judging: DuckDBPyConnection,
    dump: Path,
    folder: Path,
) -> Counts:
    stage(connection, dump)
    if not connection.execute("SELECT 1 FROM staged WHERE is_model LIMIT 1").fetchall():
        raise AuditError(f"{dump} names no model.", "Give a dump with a column `id`.")
    values = add_models(connection)
    add_edges(connection)
    add_terms(connection, values)
    add_lineage(connection)
    add_conflicts(connection, values)
    _add_profiles(connection, judging, values)
    write_tables(connection, judging, folder.resolve())
    return _counts(connection)


_LINEAGES = """
CREATE TABLE lineages AS
WITH own AS (SELECT n, list(parent ORDER BY parent) AS bases FROM own_edges GROUP BY n),
marks AS (
    SELECT s.model AS n, len(list_distinct(list(s.way))) AS ancestors,
        list_sort(list_distinct(list(coalesce(s.term, -1)))) AS terms,
        coalesce(len(list_distinct(list(s.way) FILTER (
            s.is_hub_id AND NOT s.is_read AND w.parent_n IS DISTINCT FROM s.model))), 0) AS missing
    FROM steps s JOIN ways w USING (way) GROUP BY s.model
), unnamed AS (
    SELECT n FROM models WHERE is_composed AND n NOT IN (SELECT n FROM own_edges)
)
SELECT n, ancestors, terms, bases, missing FROM marks JOIN own USING (n)
UNION ALL SELECT n, 1, [-1], [?], 0 FROM unnamed
"""
_COMBINATIONS = """
CREATE TABLE combinations AS
SELECT (row_number() OVER (ORDER BY file, said, kinds, terms) - 1)::INTEGER AS combination, *
FROM (SELECT DISTINCT m.file, d.said, m.kinds, coalesce(l.terms, []) AS terms
    FROM models m JOIN declarations d USING (declaration) LEFT JOIN lineages l ON l.n = m.n)
"""


def _add_profiles(
    connection: DuckDBPyConnection, judging: DuckDBPyConnection, values: Values
) -> None:
    """Makes `combined`, the number of the profile of each model; `shown`, what each profile shows;
    `judged`, the verdicts on it."""
    connection.execute(_LINEAGES, [UNNAMED])
    connection.execute(_COMBINATIONS)
    found = connection.execute(
        "SELECT combination, file, said, kinds, terms FROM combinations ORDER BY combination"
    ).fetchall()
    profiles, states = Profiles(), States(values)
    seen, above = numbering(profiles, states)
    rows: list[tuple[int, int]] = []
    numbers: dict[tuple[tuple[int, ...], int], int] = {}
    for combination, file, said, kinds, terms in found:
        signature = (*seen(file, said, kinds), above(tuple(terms)))
        key = (signature, states.place(file, said, kinds))
        rows.append((combination, numbers.setdefault(key, len(numbers))))
    connection.execute("CREATE TABLE profile_of (combination INTEGER, profile INTEGER)")
    insert(connection, "profile_of", rows, ("INTEGER", "INTEGER"))
    profiles.write(judging, [signature for signature, _ in numbers])
    connection.execute("CREATE TABLE shown (profile INTEGER, component VARCHAR,"
                       " availability VARCHAR, access VARCHAR, license VARCHAR,"
                       " license_class VARCHAR)")  # fmt: skip
    told = [
        (number, name, one.availability.value, one.access.value, one.license.expression,
         one.license.class_)
        for (_, place), number in numbers.items()
        for name, one in states.shown[place]
    ]  # fmt: skip
    insert(connection, "shown", told, ("INTEGER", *["VARCHAR"] * 5))


def _counts(connection: DuckDBPyConnection) -> Counts:
    def number(query: str) -> int:
        row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    problems = connection.execute(
        "SELECT problem, count(*) FROM staged WHERE problem IS NOT NULL AND id IS NOT NULL"
        " GROUP BY problem ORDER BY problem"
    ).fetchall()
    valid = number("SELECT count(*) FROM staged WHERE is_model")
    models = number("SELECT count(*) FROM models")
    return Counts(
        rows=number("SELECT count(*) FROM staged"),
        models=models,
        profiles=number("SELECT count(DISTINCT profile) FROM profile_of"),
        conflicts=number("SELECT count(*) FROM conflicts"),
        without_id=number("SELECT count(*) FROM staged WHERE id IS NULL"),
        repeated=valid - models,
        problems=dict(problems),
    )
