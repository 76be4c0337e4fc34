"""Rows of named cells, as programs and people read them: CSV, JSON, JSON lines, Markdown, terminal.

All but the terminal's are written row by row, so that their number does not matter.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from audit.errors import AuditError
from audit.render.console import indented, plain, printed
from audit.render.csv import cell
from audit.render.markdown.words import words
from audit.render.untrusted import one_line

Cells = Sequence[object]
MOST_SHOWN = 200
"""Rows that a terminal shows."""
_LONGEST_SHOWN = 120
_GAP = 2
_MOST_INTEGER = 2**63
"""What most readers of JSON cannot take is written as text."""


def records_csv(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """As RFC 4180 has it; no cell can become a formula."""
    for row in _with_head(columns, rows):
        out = io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([cell(_told(one)) for one in row])
        yield out.getvalue()


def records_jsonl(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """An object on each line."""
    _check_names(columns)
    for row in rows:
        yield _object(columns, row) + "\n"


def records_json(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """A list of objects, each on a line of its own."""
    _check_names(columns)
    lead = "[\n"
    for row in rows:
        yield lead + _object(columns, row)
        lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"


def records_markdown(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """A table of GitHub's Markdown."""
    yield f"| {' | '.join(map(words, columns))} |\n|{'---|' * len(columns)}\n"
    for row in rows:
        yield f"| {' | '.join(words(one_line(_told(one))) for one in row)} |\n"


def records_text(
    columns: Sequence[str], rows: Iterable[Cells], *, width: int, color: bool
) -> Iterator[str]:
    """A table, or a block for each row where they are too wide for one; the first rows alone."""
    told = [[_shown(one) for one in row] for row in islice(rows, MOST_SHOWN + 1)]
    shown = told[:MOST_SHOWN]
    body = (_table if _fits(columns, shown, width) else _blocks)(columns, shown)
    yield printed([*body, _count(len(told))], width=width, color=color)


Format = Callable[[Sequence[str], Iterable[Cells]], Iterator[str]]
RECORD_FORMATS: Mapping[str, Format] = {
    "csv": records_csv,
    "json": records_json,
    "jsonl": records_jsonl,
    "markdown": records_markdown,
}


def _with_head(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[Cells]:
    yield columns
    yield from rows


def _check_names(columns: Sequence[str]) -> None:
    """`AuditError` where two columns have one name: an object holds only one of them."""
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise AuditError(
            f"Two columns are named {one_line(twice[0], longest=80)!r}.", "Name one anew with AS."
        )


def _object(columns: Sequence[str], row: Cells) -> str:
    cells = {name: _plain(one) for name, one in zip(columns, row, strict=True)}
    return msgspec.json.encode(cells, enc_hook=str).decode("utf-8")


def _plain(one: object) -> object:
    """The value as JSON has one for it."""
    match one:
        case int() if not -_MOST_INTEGER <= one < _MOST_INTEGER:
            return str(one)
        case float() if not math.isfinite(one):
            return str(one)
        case list() | tuple():
            return [_plain(each) for each in one]
        case dict():
            return {str(name): _plain(each) for name, each in one.items()}
        case _:
            return one


def _told(one: object) -> str:
    """The value as text; a list as its members."""
    match one:
        case None:
            return ""
        case str():
            return one
        case bool():
            return "true" if one else "false"
        case list() | tuple():
            return "; ".join(_told(each) for each in one)
        case dict():
            return msgspec.json.encode(_plain(one), enc_hook=str).decode("utf-8")
        case _:
            return str(one)


def _shown(one: object) -> Text:
    """The value for a terminal; that there is none, in a fainter color."""
    if one is None:
        return Text("NULL", "dim")
    return plain(one_line(_told(one), longest=_LONGEST_SHOWN))


def _fits(columns: Sequence[str], rows: Sequence[Sequence[Text]], width: int) -> bool:
    widths = [len(name) for name in columns]
    for row in rows:
        widths = [max(known, one.cell_len) for known, one in zip(widths, row, strict=True)]
    return sum(widths) + _GAP * len(widths) <= width


def _table(columns: Sequence[str], rows: Sequence[Sequence[Text]]) -> list[RenderableType]:
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(plain(name), overflow="fold")
    for row in rows:
        table.add_row(*row)
    return [table]


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[Text]]) -> list[RenderableType]:
    found: list[RenderableType] = []
    for row in rows:
        block = Table.grid(padding=(0, _GAP, 0, 0))
        block.add_column(style="bold")
        block.add_column(overflow="fold")
        for name, one in zip(columns, row, strict=True):
            block.add_row(plain(name), one)
        found.append(Padding(block, (0, 0, 1, 0)))
    return found


def _count(number: int) -> RenderableType:
    if number > MOST_SHOWN:
        words_of = f"The first {MOST_SHOWN} rows; --format csv, json, jsonl or markdown has all."
    else:
        words_of = f"{number} row{'' if number == 1 else 's'}"
    return indented(Text(words_of, "dim"))
