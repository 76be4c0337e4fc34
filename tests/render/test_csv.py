from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Assessment
from audit.render.csv import COLUMNS, LONGEST_CELL, cell, index_csv, model_csv
from audit.render.language import speaking
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.samples import open_assessment, sample_assessment

FORMULA = re.compile(r"[\s\"]*[=+\-@\t\r＝＋－＠]")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    ("name", "assessment"), [("heron", sample_assessment()), ("egret", open_assessment())]
)
def test_the_table(name: str, assessment: Assessment, request: pytest.FixtureRequest) -> None:
    text = model_csv(assessment)
    assert model_csv(assessment) == text
    assert_golden(f"render/{name}.csv", text, request)


def test_the_comparison_is_all_tables_below_one_head(request: pytest.FixtureRequest) -> None:
    both = (sample_assessment(), open_assessment())
    text = index_csv(both)
    _, *rest = model_csv(both[1]).split("\r\n")
    assert text == model_csv(both[0]) + "\r\n".join(rest)
    assert_golden("render/index.csv", text, request)


def test_a_row_for_each_definition_requirement_and_component() -> None:
    sample = sample_assessment()
    found = rows(model_csv(sample))
    kinds = [row["kind"] for row in found]
    verdicts = sample.frameworks["osaid-1.0"].requirements
    assert kinds.count("framework") == 1
    assert kinds.count("requirement") == len(verdicts)
    assert kinds.count("component") == len(sample.components)
    freedom = next(row for row in found if row["id"] == "OSAID-F1")
    assert freedom["outcome"] == verdicts["OSAID-F1"].outcome
    weights = next(row for row in found if row["id"] == "weights-final")
    assert weights["license_class"] == "noncommercial-or-research"
    assert weights["link"].startswith("https://")


def test_lines_end_as_the_standard_says() -> None:
    text = model_csv(sample_assessment())
    assert text.count("\n") == text.count("\r\n")
    assert text.startswith('"model","target",')
    assert text.endswith('"\r\n')


def test_the_words_are_the_same_in_every_language() -> None:
    with speaking("zh-Hans"):
        assert model_csv(sample_assessment()) == model_csv(sample_assessment())
        spoken = model_csv(sample_assessment())
    assert spoken == model_csv(sample_assessment())


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_a_formula(text: str) -> None:
    found = rows(model_csv(poisoned(sample_assessment(), text)))
    assert found
    for row in found:
        assert set(row) == set(COLUMNS)
        for value in row.values():
            assert not FORMULA.match(value)
            assert value.isprintable() or "\u200d" in value or "\u200c" in value
            assert len(value) <= LONGEST_CELL + 200


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a-b", "a-b"),
        ("=1", "'=1"),
        ('"=1', "'\"=1"),
        ("' -1", "'' -1"),
        ("\t=1", "'=1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a; -1", "a; '-1"),
        ("a; b", "a; b"),
        ("@x", "'@x"),
    ],
)
def test_a_cell(text: str, written: str) -> None:
    assert cell(text) == written


@given(st.text(max_size=60))
def test_any_text_is_one_cell(text: str) -> None:
    written = cell(text)
    assert not FORMULA.match(written)
    assert "\n" not in written
    assert "\r" not in written
