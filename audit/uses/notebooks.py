"""Jupyter notebooks: the code of the cells, with the lines of the file."""

from __future__ import annotations

import json
import re
from typing import Any

_MAGIC = re.compile(r"^\s*[!%]")


class UnreadError(ValueError):
    """The file is no notebook."""


def code_of(text: str) -> tuple[str, str]:
    """The Python of all code cells and the commands of them, each as a text in which every line
    stands at the number that it has in the file; `UnreadError` where it is no notebook.

    A notebook is JSON in which each line of a cell stands on a line of its own; one that was
    written without line ends has all of its code on line 1.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadError("it is not JSON") from error
    cells = plain.get("cells") if isinstance(plain, dict) else None
    if not isinstance(cells, list):
        raise UnreadError("it has no cells")
    wanted = [line for cell in cells for line in _source(cell)]
    return _placed(text.splitlines(), wanted)


def _source(cell: Any) -> list[str]:
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return []
    source = cell.get("source")
    lines = source.splitlines(keepends=True) if isinstance(source, str) else source
    return [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []


def _placed(written: list[str], wanted: list[str]) -> tuple[str, str]:
    python = [""] * max(1, len(written))
    commands = [""] * max(1, len(written))
    at = 0
    for line in wanted:
        number = _next(written, line, at)
        at = at if number is None else number + 1
        place = min(at, len(python)) - 1 if number is None else number
        rows = commands if _MAGIC.match(line) else python
        plain = line.rstrip("\n")
        rows[max(0, place)] += plain if not rows[max(0, place)] else f"\n{plain}"
    return "\n".join(python), "\n".join(commands)


def _next(written: list[str], line: str, first: int) -> int | None:
    """The next line of the file that holds this line of a cell."""
    forms = {json.dumps(line), json.dumps(line, ensure_ascii=False)}
    for number in range(first, len(written)):
        if written[number].strip().rstrip(",") in forms:
            return number
    return None
