from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.judge.load import frameworks
from audit.registers import table
from audit.registers.asked import Asked
from audit.registers.cells import Register
from audit.registers.table import read_table

ASKED = Asked(frameworks())


def read(*rows: str) -> tuple[Register, ...]:
    return read_table("\n".join(rows), "t.csv", ASKED, "Ministry of Tests")


def test_findings_of_every_kind() -> None:
    (found,) = read(
        "Model,Requirement,Value,Notes,Link,Date",
        "acme/tiny,OSAID-P0,yes,weights are free,https://acme.example/w,2026-05-01",
        "acme/tiny,OSAI26-weights_endmodel,Partial,,,",
        "acme/tiny,training-code,not found,,,",
        "acme/tiny,class-3,no,,,",
    )
    assert found.model == "acme/tiny"
    assert found.name == "Ministry of Tests"
    assert [(cell.kind, cell.finding) for cell in found.cells[:3]] == [
        ("requirement", "met"),
        ("requirement", "partial"),
        ("component", "not-found"),
    ]
    first = found.cells[0]
    assert first.links == ("https://acme.example/w",)
    assert first.date == "2026-05-01"
    assert first.lines == (2, 2)
    assert first.said == "weights are free"
    assert found.unread == ("line 5: 'class-3' may be mof-mot/class-3, mof-spec/class-3",)


def test_labels_by_their_whole_name_and_chinese_words() -> None:
    (found,) = read("model,label,value", "acme/tiny,mof-mot/class-3,是")
    assert (found.cells[0].kind, found.cells[0].subject) == ("label", "mof-mot/class-3")
    assert found.cells[0].finding == "met"


def test_the_column_tells_what_kind_a_name_is() -> None:
    (found,) = read("model,component,value,license", "acme/tiny,model card,,none")
    (cell,) = found.cells
    assert (cell.kind, cell.subject, cell.finding) == ("component", "model-card", None)
    assert cell.license is not None
    assert cell.license.class_ == "none"
    (found,) = read("model,component,value,license", "acme/tiny,weights final,released,MIT")
    assert found.cells[0].license is not None
    assert found.cells[0].license.expression == "MIT"


def test_a_link_names_the_model() -> None:
    (found,) = read("model,label,value", "https://huggingface.co/acme/tiny,mof-mot/class-3,no")
    assert found.model == "acme/tiny"


def test_models_are_kept_apart_and_empty_rows_passed_over() -> None:
    found = read(
        "model,requirement,value", "b/b,OSAID-P0,no", "", ",OSAID-P0,no", "a/a,OSAID-P0,yes"
    )
    assert [one.model for one in found] == ["b/b", "a/a"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a/a,OSAID-P0,perhaps", "'perhaps' is no finding, expected met, unmet, not-applicable"),
        ("a/a,OSAI26-paper,met", "'met' is no finding, expected open, partial, closed"),
        ("a/a,nobody asks this,yes", "'nobody asks this' is no id and no name"),
        ("a/a,,yes", "it asks nothing"),
        ("a/a", "it asks nothing"),
    ],
)
def test_what_cannot_be_taken_is_told(row: str, why: str) -> None:
    (found,) = read("model,requirement,value", row)
    assert found.cells == ()
    assert found.unread == (f"line 2: {why}",)


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ("model,value", "requirement or component or label"),
        ("requirement", "model, value"),
        ("", "model, value, requirement or component or label"),
    ],
)
def test_a_table_without_its_columns(header: str, lacks: str) -> None:
    with pytest.raises(AuditError, match=lacks):
        read(header, "a/a,OSAID-P0,yes")


def test_a_table_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    with pytest.raises(AuditError, match="more than 2 rows"):
        read("model,requirement,value", *["a/a,OSAID-P0,yes"] * 3)


def test_a_field_that_no_reader_takes() -> None:
    with pytest.raises(AuditError, match="field larger"):
        read("model,requirement,value", "a/a,OSAID-P0," + "y" * (csv.field_size_limit() + 1))


@given(st.lists(st.lists(st.text(max_size=6) | st.sampled_from(["OSAID-P0", "met"]), max_size=5)))
def test_no_table_ends_in_a_traceback(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["model", "requirement", "value", "license", "date"], *rows])
    read_table(text.getvalue(), "t.csv", ASKED, "x")
