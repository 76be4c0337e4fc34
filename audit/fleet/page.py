"""The schema and the ready questions as the documentation tells them."""

from __future__ import annotations

from audit.fleet.questions import QUESTIONS, Question
from audit.fleet.tables import TABLES, Table
from audit.fleet.views import seen


def schema_page() -> str:
    """The tables with their columns, in Markdown."""
    return "\n".join(map(_table, TABLES.values()))


def questions_page() -> str:
    """The questions with how to read the answers, in Markdown."""
    return "\n".join(_question(name, one) for name, one in QUESTIONS.items())


def _table(table: Table) -> str:
    lines = [f"### {table.name}", "", table.says, "", "| column | type | what stands in it |"]
    lines += ["|---|---|---|"]
    lines += [
        f"| `{one.name}` | {one.type} | {one.says} |"
        for one in table.columns
        if one.name in seen(table)
    ]
    return "\n".join([*lines, ""])


def _question(name: str, one: Question) -> str:
    return f"### `--ask {name}`\n\n{one.asks} {one.reads}\n"
