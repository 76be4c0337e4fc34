"""Keys of a YAML text that stand twice. `safe_yaml.load` has to have taken the text first."""

from __future__ import annotations

from typing import Any

import yaml

from audit.text.safe_yaml import LOADER


def key_twice(text: str) -> tuple[int, str] | None:
    """Line and name of the first key that its mapping has already, however deep; else None.

    YAML would keep the last of both and drop the other without a word.
    """
    open_: list[Any] = [yaml.compose(text, Loader=LOADER)]
    found: list[tuple[int, str]] = []
    while open_:
        node = open_.pop()
        if isinstance(node, yaml.SequenceNode):
            open_ += node.value
        elif isinstance(node, yaml.MappingNode):
            open_ += [value for _, value in node.value]
            found += _twice(node)
    return min(found, default=None)


def _twice(node: yaml.MappingNode) -> list[tuple[int, str]]:
    seen: set[str] = set()
    found = []
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                found.append((key.start_mark.line + 1, key.value))
            seen.add(key.value)
    return found
