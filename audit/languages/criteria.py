"""The words of `criteria/` that reports show, as messages for the catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from audit.data import data_dir
from audit.text.safe_yaml import load_own

_FIELDS = frozenset({"name", "says", "person", "asks", "means", "look"})
"""Fields with words, wherever they stand."""
_WORDY = frozenset({"words", "severity"})
"""Fields under which every text is words."""
_TOP = frozenset({"version", "none"})
"""Fields of a framework as a whole that may be words; a version of one word is none."""


def messages() -> Iterator[tuple[str, str]]:
    """Each text that a report may show, with the file it stands in."""
    folder = data_dir("criteria")
    frameworks = (folder / "frameworks").iterdir()
    paths = [f"frameworks/{one.name}" for one in frameworks if one.name.endswith(".yaml")]
    for path in (
        *sorted(paths),
        "licenses/classes.yaml",
        "licenses/clauses.yaml",
        "conflicts.yaml",
    ):
        content = folder.joinpath(*path.split("/")).read_text(encoding="utf-8")
        for text in _words(load_own(content), "", depth=0):
            yield f"criteria/{path}", text


def _words(value: Any, field: str, *, depth: int) -> Iterator[str]:
    match value:
        case str() if (
            field in _FIELDS | _WORDY or field == "none" or (field == "version" and " " in value)
        ):
            yield value
        case dict():
            for key, inner in value.items():
                known = key in _FIELDS | _WORDY or (key in _TOP and depth < 2)
                yield from _words(inner, key if known else _kept(field), depth=depth + 1)
        case list():
            for inner in value:
                yield from _words(inner, field, depth=depth)
        case _:
            pass


def _kept(field: str) -> str:
    """The field that what stands below it belongs to."""
    return field if field in _WORDY else ""
