"""Rows on stdout or in a file, in the format that was asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audit.cli.output import put
from audit.cli.written import terminal


def write_records(
    columns: Sequence[str], rows: Iterator[Sequence[object]], form: str, output: Path | None
) -> None:
    """Writes the rows as they come; a file whole or not at all."""
    from audit.render.records import RECORD_FORMATS, records_text

    if form in RECORD_FORMATS:
        parts = RECORD_FORMATS[form](columns, rows)
    else:
        width, color = terminal(output)
        parts = records_text(columns, rows, width=width, color=color)
    if output is None:
        for part in parts:
            put(part)
    else:
        _write(parts, output)


def _write(parts: Iterable[str], output: Path) -> None:
    from audit.cli.write import folders_made

    with folders_made(output.parent):
        beside = output.parent / f".openness-{secrets.token_hex(8)}"
        try:
            with beside.open("x", encoding="utf-8", newline="") as file:
                file.writelines(parts)
            beside.replace(output)
        finally:
            beside.unlink(missing_ok=True)
