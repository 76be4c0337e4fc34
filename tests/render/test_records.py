"""Rows for programs and people; whatever stands in a cell."""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import json
import unicodedata
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.render.records import MOST_SHOWN, RECORD_FORMATS, records_text

COLUMNS = ("name", "what")
ODD: list[Any] = [
    None,
    True,
    -3,
    2**80,
    1.5,
    float("nan"),
    float("inf"),
    decimal.Decimal("1.50"),
    datetime.date(2026, 11, 28),
    datetime.datetime(2026, 11, 28, 12),
    datetime.timedelta(seconds=1),
    uuid.UUID(int=1),
    b"\x00\xff",
    ["a", None, "b"],
    {"x": [1], "y": None},
    {1: "a"},
    "=1+1",
    "\x1b[31mred\n\u202eright",
    "<script>|`*_",
]


def written(form: str, *rows: tuple[Any, ...], columns: tuple[str, ...] = COLUMNS) -> str:
    return "".join(RECORD_FORMATS[form](columns, rows))


def on_terminal(*rows: tuple[Any, ...], width: int = 100) -> str:
    return "".join(records_text(COLUMNS, rows, width=width, color=False))


def from_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_quotes_and_ends_lines_as_the_rfc_has_it() -> None:
    assert written("csv", ('a "b"', None)) == '"name","what"\r\n"a ""b""",""\r\n'


def test_no_cell_of_csv_is_a_formula() -> None:
    rows = from_csv(written("csv", ("=1+1", ["a", "=2"]), ("-1", -1), columns=("@x", "y")))
    assert rows == [["'@x", "y"], ["'=1+1", "a; '=2"], ["'-1", "'-1"]]


def test_json_is_one_list_and_lines_are_objects() -> None:
    rows = (("a", 1), ("b", None))
    objects = [{"name": "a", "what": 1}, {"name": "b", "what": None}]
    assert json.loads(written("json", *rows)) == objects
    assert [json.loads(line) for line in written("jsonl", *rows).splitlines()] == objects


def test_no_row_is_an_empty_list_and_a_head() -> None:
    assert json.loads(written("json")) == []
    assert written("jsonl") == ""
    assert from_csv(written("csv")) == [["name", "what"]]
    assert on_terminal().splitlines() == ["name  what", "  0 rows"]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_two_columns_of_one_name_are_no_object(form: str) -> None:
    with pytest.raises(AuditError, match="Two columns are named 'a'"):
        written(form, (1, 2), columns=("a", "a"))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_every_kind_of_cell_is_written(odd: Any) -> None:
    for form in RECORD_FORMATS:
        assert written(form, ("a", odd))
    json.loads(written("json", ("a", odd)), parse_constant=pytest.fail)
    assert on_terminal(("a", odd)).replace("\n", "").isprintable()


def test_what_json_has_no_number_for_is_text() -> None:
    (row,) = json.loads(written("json", (2**80, float("inf"))))
    assert row == {"name": str(2**80), "what": "inf"}


def test_a_table_where_there_is_room_and_blocks_where_there_is_none() -> None:
    assert on_terminal(("a", None), ("b", 2)).splitlines() == [
        "name  what",
        "a     NULL",
        "b     2",
        "  2 rows",
    ]
    assert on_terminal(("a" * 60, "b" * 60)).splitlines() == [
        f"name  {'a' * 60}",
        f"what  {'b' * 60}",
        "",
        "  1 row",
    ]


def test_a_terminal_shows_the_first_rows_and_reads_no_more() -> None:
    rows = iter([("a", at) for at in range(MOST_SHOWN * 2)])
    told = "".join(records_text(COLUMNS, rows, width=100, color=False)).splitlines()
    assert len(told) == MOST_SHOWN + 2
    assert told[-1].startswith(f"  The first {MOST_SHOWN} rows; ")
    assert next(rows) == ("a", MOST_SHOWN + 1)


def test_programs_get_rows_as_they_come() -> None:
    def endless() -> Any:
        while True:
            yield ("a", 1)

    for write in RECORD_FORMATS.values():
        parts = write(COLUMNS, endless())
        assert all(next(parts) for _ in range(5))


@given(st.text(), st.text())
def test_any_text_comes_back_from_json_and_keeps_the_shape_of_the_others(a: str, b: str) -> None:
    assert json.loads(written("json", (a, b))) == [{"name": a, "what": b}]
    assert [len(row) for row in from_csv(written("csv", (a, b)))] == [2, 2]
    assert written("markdown", (a, b)).count("\n") == 3
    signs = on_terminal((a, b)).replace("\n", "")
    assert not {unicodedata.category(sign) for sign in signs} & {"Cc", "Cs", "Zl", "Zp"}
