"""The YAML block between two `---` lines at the head of a model or data card."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from audit.text.safe_yaml import UnsafeYamlError, load

_FENCE = re.compile(r"^-{3,}\s*$")


class FrontMatter(Struct, frozen=True, kw_only=True):
    """What stands between the fences."""

    data: dict[str, Any]
    lines: tuple[int, int]
    """First and last line of the block, fences included."""
    problem: str | None = None
    """Why `data` is empty although there is a block."""


def read_front_matter(lines: tuple[str, ...]) -> FrontMatter | None:
    """The front matter, or None when the text has none."""
    if not lines or not _FENCE.match(lines[0].lstrip("\ufeff")):
        return None
    end = next((i for i, line in enumerate(lines[1:], 2) if _FENCE.match(line)), None)
    if end is None:
        return None
    try:
        data = load("\n".join(lines[1 : end - 1]))
    except UnsafeYamlError as error:
        return FrontMatter(data={}, lines=(1, end), problem=str(error))
    if not isinstance(data, dict):
        return FrontMatter(data={}, lines=(1, end), problem="not a mapping")
    try:
        return FrontMatter(data={str(key): value for key, value in data.items()}, lines=(1, end))
    except ValueError:  # a number with more digits than Python writes out
        return FrontMatter(data={}, lines=(1, end), problem="a key that is no name")


def line_of_key(lines: tuple[str, ...], block: tuple[int, int], key: str) -> tuple[int, int]:
    """The lines of a top-level key with the items below it."""
    start = None
    for number in range(block[0] + 1, block[1]):
        line = lines[number - 1]
        if start is None:
            if line.startswith(f"{key}:"):
                start = number
        elif line.strip() and not line.startswith((" ", "\t", "-")):
            return start, number - 1
    return (start, block[1] - 1) if start is not None else block


def texts_of(value: object) -> tuple[str, ...]:
    """The strings in a value that may be one string or a list of them."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(item for item in value if isinstance(item, str))
    return ()
