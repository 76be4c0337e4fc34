"""The tables depend on the rows alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.fleet.engine import connected
from audit.fleet.parts import merge, write_part, write_table
from audit.fleet.rows import Rows, rows_of, rows_of_problem
from audit.fleet.store import Results
from audit.fleet.tables import MODELS, TABLES, VERDICTS

from .made import NAMES, judged, read

ROWS = [rows_of(judged(name)) for name in NAMES]


def files(results: Results) -> dict[str, bytes]:
    return {name: results.table(table).read_bytes() for name, table in TABLES.items()}


def many(number: int) -> list[Rows]:
    return [
        Rows(
            models=(
                {"id": f"hf:org{i % 97}/m{i}", "depth": "full", "base_models": ["b"] * (i % 3)},
            ),
            verdicts=({"model": f"hf:org{i % 97}/m{i}", "framework": "f", "outcome": "met"},),
        )
        for i in range(number)
    ]


def merged(folder: Path, parts: list[list[Rows]], threads: int) -> dict[str, bytes]:
    results = Results(folder)
    for number, part in enumerate(parts):
        write_part(results.parts, f"{number:08}", part)
    merge(results.parts, results, threads=threads)
    return files(results)


def test_the_same_bytes_with_any_parts_and_threads(tmp_path: Path) -> None:
    rows = ROWS + many(150_000)
    first = merged(tmp_path / "a", [rows], 1)
    random.Random(1).shuffle(rows)
    parts = [rows[at::7] for at in range(7)]
    assert merged(tmp_path / "b", parts, 2) == first
    assert merged(tmp_path / "c", parts[::-1], 4) == first


def test_a_merge_counts_its_rows_and_leaves_nothing_beside(results: Results) -> None:
    write_part(results.parts, "one", ROWS)
    counts = merge(results.parts, results)
    assert counts == {name: sum(len(getattr(r, name)) for r in ROWS) for name in TABLES}
    assert {path.name for path in results.folder.iterdir()} == {
        "work",
        *(table.file for table in TABLES.values()),
    }


def test_no_part_makes_tables_without_rows(results: Results) -> None:
    assert merge(results.parts, results) == dict.fromkeys(TABLES, 0)
    assert read(results.table(MODELS)) == []


def test_a_part_of_the_same_name_takes_the_place_of_the_other(results: Results) -> None:
    write_part(results.parts, "one", [rows_of_problem("hf:a/b", "x")])
    write_part(results.parts, "one", [rows_of_problem("hf:a/c", "y")])
    merge(results.parts, results)
    assert read(results.table(MODELS), "id, problem") == [("hf:a/c", "y")]


@pytest.mark.parametrize("name", ["", "a/b", "..", "a*", "a.b", "a'b"])
def test_a_part_has_a_plain_name(results: Results, name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        write_part(results.parts, name, [])


def test_a_folder_with_signs_that_sql_and_globs_read(tmp_path: Path) -> None:
    write_part(tmp_path / "R x" / "work" / "parts", "one", [rows_of_problem("hf:no/no", "x")])
    results = Results(tmp_path / "R [x]*'?")
    write_part(results.parts, "one", [rows_of_problem("hf:a/b", "it's; DROP TABLE models")])
    merge(results.parts, results)
    assert read(results.table(MODELS), "id, problem") == [("hf:a/b", "it's; DROP TABLE models")]


def test_names_of_strangers_come_back_as_they_were(results: Results) -> None:
    names = [
        "hf:a/'; DROP TABLE models; --",
        'hf:"x"',
        "hf:模型/模型",
        "hf:a\nb",
        "hf:\u202e\x1b[31m",
    ]
    write_part(results.parts, "one", [rows_of_problem(name, "x") for name in names])
    merge(results.parts, results)
    assert sorted(row[0] for row in read(results.table(MODELS))) == sorted(names)  # type: ignore[type-var]


def test_what_a_query_leaves_out_is_null(tmp_path: Path) -> None:
    place = tmp_path / "models.parquet"
    with connected(memory="200MB") as connection:
        count = write_table(connection, MODELS, "SELECT 7 AS profile, 'hf:a/b' AS id", place)
    assert count == 1
    assert read(place, "id, profile, license") == [("hf:a/b", 7, None)]


def test_a_column_that_is_none_of_the_table_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "verdicts.parquet"
    with connected(memory="200MB") as connection, pytest.raises(ValueError, match="no column x"):
        write_table(connection, VERDICTS, "SELECT 1 AS x", place)
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_fails_leaves_the_old_table(tmp_path: Path) -> None:
    import duckdb

    place = tmp_path / "models.parquet"
    place.write_bytes(b"old")
    with connected(memory="200MB") as connection, pytest.raises(duckdb.Error):
        write_table(connection, MODELS, "SELECT error('no')::VARCHAR AS id", place)
    assert [path.name for path in tmp_path.iterdir()] == ["models.parquet"]
    assert place.read_bytes() == b"old"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "models.parquet").mkdir()
    with connected(memory="200MB") as connection:
        for place in (tmp_path / "file" / "models.parquet", tmp_path / "models.parquet"):
            with pytest.raises(AuditError, match="cannot be written"):
                write_table(connection, MODELS, "SELECT 'hf:a/b' AS id", place)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "models.parquet"}


def test_without_duckdb_it_is_said_what_to_install(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(AuditError, match=r"openness-audit\[fleet\]"):
        merge(results.parts, results)
