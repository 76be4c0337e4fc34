"""The schema is data, and the documentation tells just that."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.fleet.page import questions_page, schema_page
from audit.fleet.tables import TABLES, Table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "fleet.md"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_table_is_told_in_sentences(table: Table) -> None:
    assert len(table.types) == len(table.columns)
    assert set(table.order) <= set(table.types)
    for says in (table.says, *(column.says for column in table.columns)):
        assert says.rstrip("`")[-1] == "."
        assert says[0] in "`" or says[0].isupper()


def test_the_page_tells_the_schema_and_the_questions() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert schema_page() in text
    assert questions_page() in text
