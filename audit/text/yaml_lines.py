"""Where the parts of a YAML text stand. `safe_yaml.load` has to have taken the text first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from audit.text.safe_yaml import LOADER

Lines = tuple[int, int]
"""First and last line, counted from 1."""
LONGEST_QUOTE = 1_000


def lines_of_items(text: str, *path: str) -> tuple[Lines, ...]:
    """The lines of each item of the list that stands under the keys of `path`."""
    node = _at(yaml.compose(text, Loader=LOADER), path)
    return tuple(map(_lines, node.value)) if isinstance(node, yaml.SequenceNode) else ()


def lines_of_keys(text: str, *path: str) -> dict[str, Lines]:
    """The lines of each key of a mapping, with its value."""
    node = _at(yaml.compose(text, Loader=LOADER), path)
    found: dict[str, Lines] = {}
    for key, value in _pairs(node):
        found[key.value] = (key.start_mark.line + 1, _lines(value)[1])
    return found


def quoted(written: Sequence[str], lines: Lines) -> str:
    """The words on the lines of a text that was split, at most `LONGEST_QUOTE` characters."""
    found = written[lines[0] - 1 : lines[1]]
    return "\n".join(line.rstrip() for line in found)[:LONGEST_QUOTE].strip()


def _at(node: Any, path: tuple[str, ...]) -> Any:
    for wanted in path:
        node = next((value for key, value in _pairs(node) if key.value == wanted), None)
    return node


def _pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode))


def _lines(node: Any) -> Lines:
    """A block ends with its last value: its own end is where the next one begins."""
    last = node
    while isinstance(last, yaml.MappingNode | yaml.SequenceNode) and last.value:
        if last.flow_style:
            break
        last = last.value[-1]
        if isinstance(last, tuple):
            last = last[1] if last[1].value not in ("", []) else last[0]
    end = last.end_mark
    first = node.start_mark.line + 1
    return first, max(first, end.line + 1 if end.column else end.line)
