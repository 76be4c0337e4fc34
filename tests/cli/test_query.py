"""`openness query`, and `site`, `brief` and `diff` on a folder of results, on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from audit.fleet.page import schema_page
from audit.fleet.questions import QUESTIONS
from audit.fleet.store import Results
from tests.fleet.made import closed_later, finish, judged, keep, make, make_metadata

from .running import Command, spawn, tree

SQL = "SELECT id, license FROM models ORDER BY id"


@pytest.fixture
def results(offline: Command) -> Results:
    """Two models, one of which was audited twice."""
    results = Results(offline.folder / "results")
    keep(results, [judged("aria"), judged("cogvlm-chat-hf"), closed_later("aria")])
    return finish(results, {"hf:a/=b": "no such model"})


def test_sql_on_the_terminal(offline: Command, results: Results) -> None:
    ran = offline("query", "results", SQL)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "id                      license",
        "bundled:aria            CC-BY-NC-4.0",
        "bundled:cogvlm-chat-hf  LicenseRef-The-CogVLM-License",
        "hf:a/=b                 NULL",
        "  3 rows",
    ]


def test_formats_for_programs(offline: Command, results: Results) -> None:
    as_json = json.loads(offline("query", "results", SQL, "--format", "json").out)
    lines = offline("query", "results", SQL, "--format", "jsonl").out.splitlines()
    as_csv = offline("query", "results", SQL, "--format", "csv").out
    assert [json.loads(line) for line in lines] == as_json
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [row["id"] for row in rows] == [row["id"] for row in as_json]
    assert as_json[2] == {"id": "hf:a/=b", "license": None}
    assert offline("query", "results", SQL, "--format", "markdown").out.startswith("| id | license")


def test_a_file_is_written_whole_or_not_at_all(offline: Command, results: Results) -> None:
    out = offline.folder / "new" / "models.csv"
    ran = offline("query", "results", SQL, "--format", "csv", "-o", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert out.read_bytes().startswith(b'"id","license"\r\n')
    before = tree(offline.folder)
    fails = "SELECT CASE WHEN i > 200000 THEN error('too late') ELSE i END FROM range(300000) t(i)"
    offline.fails("query", "results", fails, "--format", "csv", "-o", str(out))
    assert tree(offline.folder) == before
    assert out.read_bytes().startswith(b'"id","license"\r\n')


@pytest.mark.parametrize("name", QUESTIONS)
def test_ready_questions(offline: Command, results: Results, name: str) -> None:
    ran = offline("query", "results", "--ask", name, "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)
    assert ran.err.startswith(QUESTIONS[name].reads[:40])


def test_help_tells_the_questions(offline: Command) -> None:
    told = offline("query", "--help").out
    assert all(f"  {name} " in told and one.asks in told for name, one in QUESTIONS.items())


def test_the_schema_without_any_results(offline: Command) -> None:
    assert offline("query", "--schema").out == schema_page()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["results"], "not just one question"),
        (["results", SQL, "--ask", "drift"], "not just one question"),
        (["nowhere", SQL], "holds no results of a fleet"),
        ([], "no folder of results"),
        (["results", SQL, "--timeout", "0"], "--timeout is not above 0"),
        (["results", SQL, "--timeout", "nan"], "--timeout is not above 0"),
        (["results", SQL, "--memory", "much"], "DuckDB does not start"),
        (["results", "DROP VIEW models"], "DROP is not answered"),
        (["results", "COPY models TO 'x.csv'"], "COPY is not answered"),
        (["results", "SELECT * FROM read_csv('/etc/passwd')"], "file system operations"),
        (["results", "SELECT 1 AS a, 2 AS a", "--format", "json"], "Two columns are named"),
        (["results", "SELECT error('\x1b[2J\u202e')"], "cannot be answered"),
    ],
)
def test_mistakes_are_one_line(
    offline: Command, results: Results, arguments: list[str], told: str
) -> None:
    assert told in offline.fails("query", *arguments)


def test_a_query_without_end_is_ended(offline: Command, results: Results) -> None:
    sql = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up) SELECT max(n) FROM up"
    assert "longer than 0.3 seconds" in offline.fails("query", "results", sql, "--timeout", "0.3")


def test_without_duckdb_it_is_said_what_to_install(
    offline: Command, results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert "pip install 'openness-audit[fleet]'" in offline.fails("query", "results", SQL)


def test_a_reader_that_has_seen_enough(offline: Command, results: Results) -> None:
    sql = "SELECT i FROM range(10000000) t(i)"
    process = spawn("query", "results", sql, "--format", "csv", folder=offline.folder)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_a_site_of_a_fleet_has_its_past(offline: Command, results: Results) -> None:
    ran = offline("site", "results", "-o", "public", "--workers", "1")
    assert ran.out.startswith("2 models, "), ran
    pages = {path.name for path in (offline.folder / "public").rglob("*.html")}
    assert "aria.html" in pages
    assert any(name.startswith("2026-11-23-") for name in pages)


def test_a_brief_of_a_fleet_sums_up_the_newest(offline: Command, results: Results) -> None:
    ran = offline("brief", "results", "-o", "-", "--format", "md")
    assert ran.code == 0, ran.err
    assert "CC-BY-NC-4.0" in ran.out


@pytest.mark.parametrize("command", ["site", "brief"])
def test_metadata_alone_makes_no_pages(offline: Command, command: str) -> None:
    make_metadata(offline.folder / "metadata", {})
    told = offline.fails(command, "metadata", "-o", "out")
    assert "made of metadata alone" in told
    assert "openness query" in told


def test_two_fleets_are_compared(offline: Command, results: Results) -> None:
    make(offline.folder / "before", ["aria", "cogvlm-chat-hf"])
    ran = offline("diff", "before", "results", "--format", "json", "--exit-code")
    assert ran.code == 1
    rows = json.loads(ran.out)
    assert {row["model"] for row in rows} == {"bundled:aria", "hf:a/=b"}
    assert ["license", "Apache-2.0", "CC-BY-NC-4.0"] in [
        [row["what"], row["before"], row["after"]] for row in rows
    ]
    drift = json.loads(offline("query", "results", "--ask", "drift", "--format", "json").out)
    assert drift == [row for row in rows if row["model"] == "bundled:aria"]


def test_equal_fleets_end_with_0(offline: Command, results: Results) -> None:
    ran = offline("diff", "results", "results", "--exit-code")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "  0 rows")


def test_a_fleet_is_compared_with_a_fleet(offline: Command, results: Results) -> None:
    assert "Give two of a kind" in offline.fails("diff", "results", "bundled:aria")
    assert "not compared as html" in offline.fails("diff", "results", "results", "--format", "html")


def test_metadata_is_compared_as_well(offline: Command) -> None:
    for name, terms in (("old", "MIT"), ("new", "Apache-2.0")):
        make_metadata(
            Path(name),
            {
                "models": "SELECT 'hf:a/b' AS id",
                "components": f"SELECT 'hf:a/b' AS model, 'weights-final' AS component, "
                f"'{terms}' AS license",
            },
        )
    (row,) = json.loads(offline("diff", "old", "new", "--format", "json").out)
    assert (row["what"], row["before"], row["after"]) == ("license", "MIT", "Apache-2.0")
