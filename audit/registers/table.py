"""Reads tables of findings: a CSV file with a model, what is asked, and what was found.

Columns, in any order: `model`; `requirement`, `component` or `label`; `value`. And where there are
any: `license`, `reason` (or `notes`), `url` (or `link`, `evidence`), `quote`, `date`. What is asked
is an id, or a name that just one requirement, class or label goes by.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence

from audit.errors import AuditError
from audit.model import License
from audit.registers.asked import Asked
from audit.registers.cells import NO_LICENSE, Cell, Register, addresses, day, hub_ids, terms

MOST_ROWS = 20_000
LONGEST_FIELD = 20_000
_ASKED = ("requirement", "component", "label")
_ALSO = {"notes": "reason", "link": "url", "evidence": "url"}
_NONE = ("none", "unlicensed")
_ADVICE = "Give a CSV file with the columns model, requirement (or component or label) and value."
Row = Mapping[str, str]


def read_table(text: str, file: str, asked: Asked, name: str) -> tuple[Register, ...]:
    """What the table says of each model, in the order of the models; `AuditError` where it is no
    such table. `name` is whose table it is."""
    found: dict[str, list[Cell | str]] = {}
    for number, row in _rows(text, file):
        if model := row.get("model", "").strip():
            found.setdefault(model, []).append(_cell(row, number, asked))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return tuple(_register(model, cells, file, digest, name) for model, cells in found.items())


def _register(
    model: str, found: Sequence[Cell | str], file: str, digest: str, name: str
) -> Register:
    return Register(
        name=name,
        source="",
        file=file,
        sha256=digest,
        title=model,
        model=next(iter(hub_ids((model,))), model),
        date=None,
        cells=tuple(one for one in found if isinstance(one, Cell)),
        unread=tuple(one for one in found if isinstance(one, str)),
    )


def _rows(text: str, file: str) -> Iterator[tuple[int, Row]]:
    """Each row by its column names, with its line; a header without them is told at once."""
    lines = _limited(text, file)
    _, header = next(lines, (0, []))
    names = [_ALSO.get(one.strip().lower(), one.strip().lower()) for one in header]
    missing = [name for name in ("model", "value") if name not in names]
    if not any(name in names for name in _ASKED):
        missing.append(" or ".join(_ASKED))
    if missing:
        raise AuditError(f"{file} has no column {', '.join(missing)}.", _ADVICE)
    return ((number, dict(zip(names, row, strict=False))) for number, row in lines)


def _limited(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        for count, row in enumerate(reader):
            if count > MOST_ROWS:
                raise AuditError(f"{file} has more than {MOST_ROWS:,} rows.", "Split it.")
            yield reader.line_num, [field[:LONGEST_FIELD] for field in row]
    except csv.Error as error:
        raise AuditError(f"{file}: {error}.", _ADVICE) from error


def _cell(row: Row, number: int, asked: Asked) -> Cell | str:
    """The cell of a row, or why there is none."""
    column = next((name for name in _ASKED if row.get(name, "").strip()), None)
    if column is None:
        return f"line {number}: it asks nothing"
    title = row[column].strip()
    found = asked.named(title, column)
    if isinstance(found, str):
        return f"line {number}: {found}"
    value, word = row.get("value", "").strip(), row.get("license", "").strip()
    finding = asked.finding(*found, value)
    if finding is None and not word:
        expected = ", ".join(asked.words(*found))
        return f"line {number}: {value[:40]!r} is no finding, expected {expected}"
    return Cell(
        kind=found[0],
        subject=found[1],
        title=title,
        finding=finding,
        license=_terms(word),
        said=" ".join(row.get("reason", "").split()),
        links=addresses(row.get("url", "")),
        lines=(number, number),
        quote=row.get("quote", "").strip() or f"{title}: {value or word}",
        date=day(row.get("date", "")),
    )


def _terms(word: str) -> License | None:
    if not word:
        return None
    return NO_LICENSE if word.lower() in _NONE else terms(word)
