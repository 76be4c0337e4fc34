"""A dump of metadata becomes tables of findings."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from msgspec import Struct

from audit.errors import AuditError
from audit.fleet.metadata.conflicts import add_conflicts
from audit.fleet.metadata.lineage import add_edges, add_lineage
from audit.fleet.metadata.lookups import insert
from audit.fleet.metadata.models import Values, add_models, add_terms
from audit.fleet.metadata.profiles import Profiles
from audit.fleet.metadata.stage import stage
from audit.fleet.metadata.states import States, numbering
from audit.resolve.lineage import UNNAMED

if TYPE_CHECKING:
    import duckdb


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


def find(dump: Path, folder: Path, limits: Limits = Limits()) -> Counts:  # noqa: B008
    """Writes models.parquet, components.parquet, conflicts.parquet and verdicts.parquet of a dump.

    `AuditError` where the dump cannot be read, or DuckDB is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(mkdtemp(prefix="openness-", dir=limits.scratch))
    try:
        connection = _connection(dump, folder, scratch, limits)
        try:
            judging = _connection(dump, folder, scratch, limits, database=":memory:")
            return _found(connection, judging, dump, folder)
        finally:
            connection.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _connection(
    dump: Path, folder: Path, scratch: Path, limits: Limits, database: str = ""
) -> duckdb.DuckDBPyConnection:
    """A database of its own that can reach the dump, the results and its scratch folder alone."""
    try:
        import duckdb
    except ImportError as error:
        raise AuditError(
            "A dump of metadata needs DuckDB.",
            "Install it with `pip install 'openness-audit[fleet]'`.",
        ) from error
    if not dump.is_file():
        raise AuditError(f"{dump} is no file.", "Give a Parquet or a JSONL file.")
    connection = duckdb.connect(database or str(scratch / "work.duckdb"))
    for name, value in (
        ("memory_limit", limits.memory),
        ("threads", limits.threads),
        ("temp_directory", str(scratch / "spilled")),
        ("preserve_insertion_order", False),
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
    connection: duckdb.DuckDBPyConnection,
    judging: duckdb.DuckDBPyConnection,
    dump: Path,
    folder: Path,
) -> Counts:
    stage(connection, dump)
    values = add_models(connection)
    add_edges(connection)
    add_terms(connection, values)
    add_lineage(connection)
    add_conflicts(connection, values)
    _add_profiles(connection, judging, values)
    for name, query in _TABLES.items():
        path = str(folder.resolve() / f"{name}.parquet")
        asked = judging if name == "verdicts" else connection
        asked.execute(f"COPY ({query}) TO $1 (FORMAT parquet, COMPRESSION zstd)", [path])
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
    connection: duckdb.DuckDBPyConnection, judging: duckdb.DuckDBPyConnection, values: Values
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


def _counts(connection: duckdb.DuckDBPyConnection) -> Counts:
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


_TABLES = {
    "models": """
        SELECT m.id AS model, NULL::VARCHAR AS revision, 'metadata' AS depth,
            NULL::VARCHAR AS collected, w.license, w.license_class, w.access,
            w.availability AS weights, coalesce(l.bases, []) AS base_models,
            coalesce(k.datasets, []) AS datasets, coalesce(l.ancestors, 0)::INTEGER AS ancestors,
            coalesce(c.conflicts, 0)::INTEGER AS conflicts, 0 AS claims,
            (f.gaps + coalesce(l.missing, 0))::INTEGER AS gaps, NULL::VARCHAR AS assessment,
            p.profile, m.problem
        FROM models m JOIN declarations d USING (declaration)
        LEFT JOIN lineages l ON l.n = m.n
        JOIN combinations b ON b.file = m.file AND b.said = d.said AND b.kinds = m.kinds
            AND b.terms = coalesce(l.terms, [])
        JOIN profile_of p USING (combination)
        JOIN (SELECT * FROM shown WHERE component = 'weights-final') w USING (profile)
        JOIN file_states f ON f.file = m.file
        LEFT JOIN data_kinds k ON k.n = m.n
        LEFT JOIN (SELECT n, count(*) AS conflicts FROM conflicts GROUP BY n) c ON c.n = m.n
        UNION ALL SELECT id, NULL, 'metadata', NULL, NULL, NULL, NULL, NULL, [], [], NULL, NULL,
            NULL, NULL, NULL, NULL, problem
        FROM staged WHERE NOT is_model AND id IS NOT NULL""",
    "components": """
        SELECT profile, component, availability, access, license, license_class,
            NULL::VARCHAR AS evidence FROM shown ORDER BY profile, component""",
    "conflicts": """
        SELECT m.id AS model, kind, about, says, against,
            'https://huggingface.co/' || m.id AS evidence
        FROM conflicts JOIN models m USING (n)""",
    "verdicts": """
        SELECT signature AS profile, framework, requirement, outcome, basis, needs FROM judged
        ORDER BY profile, framework, requirement NULLS FIRST""",
}
