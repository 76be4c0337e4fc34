"""Rows that are made to break a run are contained, counted and told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from audit.errors import AuditError
from audit.fleet.metadata.findings import Limits, _connection, find
from audit.fleet.metadata.rows import BAD_CARD, BAD_ID, CUT, NO_MAP
from tests.fleet.metadata.compared import Compiled, write_dump

_DROP = "'); DROP TABLE staged; --"


def _row(model: object, **fields: Any) -> dict[str, Any]:
    return {"id": model, "tags": [], "siblings": [], **fields}


HOSTILE = [
    _row("a/plain", cardData='{"license":"mit"}'),
    _row(None),
    _row("a/plain", cardData='{"license":"llama2"}'),
    _row("<script>alert(1)</script>"),
    _row(_DROP),
    _row("a/markup", cardData='{"license":"<img src=x onerror=alert(1)>"}'),
    _row("a/broken", cardData='{"license": "mit"'),
    _row("a/list", cardData='["mit"]'),
    _row("a/number", cardData="7"),
    _row(
        "a/sql", cardData=json.dumps({"license": _DROP, "base_model": _DROP, "datasets": [_DROP]})
    ),
    _row("a/long-tags", tags=["x" * 1_000_000, "base_model:" + "y" * 1_000_000]),
    _row("a/many", cardData=json.dumps({"base_model": [f"p/{n}" for n in range(10_000)]})),
    _row("a/deep", cardData='{"license":"mit","x":' + "[" * 50_000 + "]" * 50_000 + "}"),
    _row("a/deeper", cardData="[" * 50_000),
    _row("a/nul", cardData='{"license":"m\\u0000it","base_model":"x\\u0000/y"}'),
    _row("a/half", cardData='{"license":"\\ud800"}'),
    _row("a/itself", cardData='{"base_model":"a/itself","license":"mit"}'),
    _row("a/one", cardData='{"base_model":"a/two","license":"mit"}'),
    _row("a/two", cardData='{"base_model":"a/one","license":"llama2"}'),
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    folder = tmp_path_factory.mktemp("hostile")
    write_dump(HOSTILE, folder / "dump.parquet")
    return Compiled(folder / "dump.parquet", folder / "out")


def test_every_row_is_counted(compiled: Compiled) -> None:
    counts = compiled.counts
    assert counts.rows == len(HOSTILE)
    assert counts.without_id == 1
    assert counts.repeated == 1
    assert counts.models == len(HOSTILE) - 4
    assert counts.problems[BAD_ID] == 2
    assert counts.problems[NO_MAP] == 2
    assert counts.problems[CUT] == 1
    assert counts.problems[BAD_CARD] >= 3


@pytest.mark.parametrize(
    ("model", "problem"),
    [
        ("a/broken", BAD_CARD), ("a/list", NO_MAP), ("a/number", NO_MAP), ("a/many", CUT),
        ("a/half", BAD_CARD), (_DROP, BAD_ID), ("<script>alert(1)</script>", BAD_ID),
        ("a/sql", None), ("a/markup", None), ("a/nul", None), ("a/long-tags", None),
    ],
)  # fmt: skip
def test_a_broken_row_says_what_is_wrong(
    compiled: Compiled, model: str, problem: str | None
) -> None:
    (told,) = compiled.models[model]
    assert told["problem"] == problem


def test_the_first_of_two_rows_counts(compiled: Compiled) -> None:
    assert compiled.models["a/plain"][0]["license"] == "MIT"


def test_too_many_parents_are_cut(compiled: Compiled) -> None:
    assert len(compiled.models["a/many"][0]["base_models"]) == 100


def test_cycles_end(compiled: Compiled) -> None:
    assert compiled.models["a/one"][0]["ancestors"] == 2
    assert compiled.models["a/itself"][0]["ancestors"] == 1
    (conflict,) = (c for c in compiled.conflicts["a/one"]
                   if c["kind"] == "model-against-base-model")  # fmt: skip
    assert conflict["parent"] == "a/two"


def test_lines_of_json_come_to_the_same(tmp_path: Path, compiled: Compiled) -> None:
    lines = [json.dumps({"gated": None, **row}) for row in HOSTILE]
    lines[7:7] = ["{broken", "5"]
    dump = tmp_path / "dump.jsonl"
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = Compiled(dump, tmp_path / "out")
    assert told.counts.models == compiled.counts.models
    kept = ("license", "license_class", "weights", "base_models", "conflicts", "problem", "gaps")
    for model, (row, *_) in compiled.models.items():
        assert {k: told.models[model][0][k] for k in kept} == {k: row[k] for k in kept}, model


def test_columns_may_be_missing(tmp_path: Path) -> None:
    dump = tmp_path / "dump.parquet"
    with duckdb.connect() as connection:
        connection.execute("COPY (SELECT 'a/b' AS id) TO ? (FORMAT parquet)", [str(dump)])
    (told,) = Compiled(dump, tmp_path / "out").models["a/b"]
    assert told["access"] == "unknown"
    assert told["weights"] == "unknown"
    assert told["license"] is None


def test_nothing_but_the_dump_and_the_results_can_be_reached(tmp_path: Path) -> None:
    dump = tmp_path / "dump.parquet"
    write_dump([_row("a/b")], dump)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "scratch").mkdir()
    connection = _connection(dump, tmp_path / "out", tmp_path / "scratch", Limits())
    for asked in (
        "SELECT * FROM read_csv(?)",
        "SET enable_external_access = true -- ?",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(asked, [str(secret)] if asked.startswith("SELECT") else [])


@pytest.mark.parametrize("content", [b"no parquet", b""])
def test_what_is_no_dump_ends_the_run(tmp_path: Path, content: bytes) -> None:
    dump = tmp_path / "dump.parquet"
    dump.write_bytes(content)
    with pytest.raises(AuditError, match="Parquet"):
        find(dump, tmp_path / "out")
    with pytest.raises(AuditError, match="no file"):
        find(tmp_path / "other.parquet", tmp_path / "out")


def test_little_memory_is_enough(tmp_path: Path) -> None:
    write_dump(HOSTILE, tmp_path / "dump.parquet")
    told = Compiled(tmp_path / "dump.parquet", tmp_path / "out", Limits(memory="512MB", threads=1))
    assert told.counts.rows == len(HOSTILE)
