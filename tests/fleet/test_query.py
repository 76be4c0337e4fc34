"""A query sees the four tables and nothing else; every other thing is tried for real."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.fleet.engine import Limits
from audit.fleet.query import asked
from audit.fleet.store import Fleet, Results, write_fleet
from audit.fleet.tables import TABLES

from .made import NAMES, make_metadata

LIMITS = Limits(seconds=60, memory="500MB")
NOT_READ = "only read"
NO_FILE = "file system operations are disabled"


def ask(results: Results, sql: str, limits: Limits = LIMITS) -> list[tuple[object, ...]]:
    with asked(results, sql, limits) as answer:
        return list(answer.rows)


def read_all(results: Results, sql: str, limits: Limits) -> int:
    with asked(results, sql, limits) as answer:
        return sum(1 for _ in answer.rows)


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("table", TABLES)
def test_each_table_can_be_asked(fleet: Results, table: str) -> None:
    ((number,),) = ask(fleet, f"SELECT count(*) FROM {table}")
    assert number


def test_columns_have_their_names(fleet: Results) -> None:
    with asked(fleet, "SELECT id, 1 AS one FROM models", LIMITS) as answer:
        assert answer.columns == ("id", "one")


@pytest.mark.parametrize(
    "sql",
    [
        "FROM models",
        "VALUES (1)",
        "DESCRIBE verdicts",
        "SUMMARIZE models",
        "SHOW TABLES",
        "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 9) FROM up",
        "PIVOT models ON access IN ('open') USING count(*)",
        "SELECT * FROM license_classes;",
        "/* a */ SELECT 1 -- b",
    ],
)
def test_what_reads_is_answered(fleet: Results, sql: str) -> None:
    assert ask(fleet, sql)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("COPY models TO 'stolen.csv'", NOT_READ),
        ("COPY (SELECT 1) TO 'PATH' (FORMAT parquet)", NOT_READ),
        ("EXPORT DATABASE 'stolen'", NOT_READ),
        ("ATTACH 'other.db'", NOT_READ),
        ("INSTALL httpfs", NOT_READ),
        ("LOAD httpfs", NOT_READ),
        ("LOAD '/tmp/evil.duckdb_extension'", NOT_READ),
        ("SET enable_external_access = true", NOT_READ),
        ("SET lock_configuration = false", NOT_READ),
        ("RESET memory_limit", NOT_READ),
        ("SET VARIABLE x = 1", NOT_READ),
        ("PRAGMA version", NOT_READ),
        ("PRAGMA enable_profiling", NOT_READ),
        ("CALL pragma_version()", NOT_READ),
        ("CREATE TABLE t (x INTEGER)", NOT_READ),
        ("CREATE MACRO f(x) AS x", NOT_READ),
        ("CREATE SECRET s (TYPE s3)", NOT_READ),
        ("DROP VIEW models", NOT_READ),
        ("INSERT INTO license_classes VALUES ('a', 'b', 'c')", NOT_READ),
        ("UPDATE license_classes SET terms = 'open'", NOT_READ),
        ("DELETE FROM license_classes", NOT_READ),
        ("PREPARE p AS SELECT 1", NOT_READ),
        ("EXPLAIN ANALYZE COPY models TO 'stolen.csv'", NOT_READ),
        ("BEGIN", NOT_READ),
        ("USE memory", NOT_READ),
        ("CHECKPOINT", NOT_READ),
        ("VACUUM", NOT_READ),
        ("PIVOT models ON access USING count(*)", NOT_READ),
        ("SELECT 1; SELECT 2", "2 statements"),
        ("SELECT 1; DROP VIEW models", "2 statements"),
        ("", "0 statements"),
        ("-- nothing", "0 statements"),
        ("SELECT * FROM read_csv('/etc/passwd')", NO_FILE),
        ("SELECT * FROM read_text('/etc/passwd')", NO_FILE),
        ("SELECT * FROM read_blob('/etc/passwd')", NO_FILE),
        ("SELECT * FROM read_json('/etc/passwd')", NO_FILE),
        ("SELECT * FROM read_parquet('/etc/passwd')", NO_FILE),
        ("SELECT * FROM sniff_csv('/etc/passwd')", NO_FILE),
        ("SELECT * FROM glob('/etc/*')", NO_FILE),
        ("SELECT * FROM read_text('FOLDER/fleet.json')", NO_FILE),
        ("SELECT * FROM read_text('FOLDER/models.parquet/../fleet.json')", NO_FILE),
        ("SELECT * FROM duckdb_secrets()", NO_FILE),
        ("SELECT * FROM '/etc/passwd'", "does not exist"),
        ("SELECT * FROM 'x.csv'", NO_FILE),
        ("SELECT * FROM read_csv('https://example.com/x.csv')", NO_FILE),
        ("SELECT * FROM 's3://bucket/x.parquet'", NO_FILE),
        ("SELECT getenv('HOME')", "getenv does not exist"),
        ("SELECT * FROM query('COPY models TO ''stolen.csv''')", "single SELECT"),
        ("SELECT * FROM LIMITS", "LIMITS does not exist"),
        ("SELECT nothing FROM models", "nothing"),
        ("SELEC 1", "syntax error"),
        ("SELECT 'a", "unterminated"),
        ("SELECT " + "(" * 20_000 + "1" + ")" * 20_000, "cannot be answered"),
        ("SELECT '\x00'", "no text"),
        ("SELECT '\ud800'", "no text"),
        ("SELECT error('\x1b[31m\nred')", "red"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_one_line(
    fleet: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str, why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("a\n1\n")
    before = bytes_below(fleet.folder)
    sql = sql.replace("PATH", str(fleet.table(TABLES["models"])))
    with pytest.raises(AuditError, match=why) as caught:
        ask(fleet, sql.replace("FOLDER", str(fleet.folder)))
    assert "\n" not in caught.value.problem
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
    assert bytes_below(fleet.folder) == before


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT count(*) FROM up",
        "SELECT count(*) FROM range(10000000000) a, range(10000000000) b",
        "SELECT * FROM range(10000000000000)",
    ],
)
def test_a_query_without_end_is_ended(fleet: Results, sql: str) -> None:
    begun = time.monotonic()
    with pytest.raises(AuditError, match=r"longer than 0\.5 seconds"):
        read_all(fleet, sql, Limits(seconds=0.5, memory="500MB"))
    assert time.monotonic() - begun < 20


def test_a_query_that_needs_too_much_memory(fleet: Results) -> None:
    with pytest.raises(AuditError, match="more memory than 50MB"):
        ask(fleet, "SELECT list(i) FROM range(100000000) t(i)", Limits(seconds=60, memory="50MB"))


@pytest.mark.parametrize("memory", ["much", "'; DROP", ""])
def test_a_size_that_is_none(fleet: Results, memory: str) -> None:
    with pytest.raises(AuditError, match="does not start"):
        ask(fleet, "SELECT 1", Limits(seconds=1, memory=memory))


def test_names_with_quotes_and_globs_are_names(tmp_path: Path) -> None:
    results = make_metadata(tmp_path / "it's [a]*", {"models": "SELECT 'hf:a/b' AS id"})
    assert ask(results, "SELECT id FROM models") == [("hf:a/b",)]


def test_models_that_share_a_profile_have_a_row_each(tmp_path: Path) -> None:
    results = make_metadata(
        tmp_path,
        {
            "models": "FROM (VALUES ('hf:a/a', 1), ('hf:a/b', 1), ('hf:a/c', 2), ('hf:a/d', NULL))"
            " t(id, profile)",
            "verdicts": "FROM (VALUES (1, 'f', 'r', 'met'), (1, 'f', NULL, 'unknown'),"
            " (2, 'f', 'r', 'unmet')) t(profile, framework, requirement, outcome)",
        },
    )
    rows = ask(results, "SELECT model, requirement, outcome FROM verdicts ORDER BY ALL")
    assert rows == [
        ("hf:a/a", "r", "met"),
        ("hf:a/a", None, "unknown"),
        ("hf:a/b", "r", "met"),
        ("hf:a/b", None, "unknown"),
        ("hf:a/c", "r", "unmet"),
    ]
    assert "profile" not in {row[0] for row in ask(results, "DESCRIBE verdicts")}


def test_what_is_not_known_is_no_answer_either_way(fleet: Results) -> None:
    assert ask(fleet, "SELECT id FROM models WHERE access <> 'open'") == []
    ((unknown,),) = ask(fleet, "SELECT count(*) FROM models WHERE access IS NULL")
    assert unknown == len(NAMES)


def test_a_run_that_is_not_finished(results: Results) -> None:
    write_fleet(results.folder, Fleet(depth="full", tool="1", criteria="c", input="x"))
    with pytest.raises(AuditError, match=r"no models\.parquet: its run is not finished"):
        ask(results, "SELECT 1")


def test_a_table_that_is_none(tmp_path: Path) -> None:
    results = make_metadata(tmp_path, {})
    results.table(TABLES["models"]).write_bytes(b"PAR1 and nothing more")
    with pytest.raises(AuditError, match="No magic bytes"):
        ask(results, "SELECT * FROM models")
