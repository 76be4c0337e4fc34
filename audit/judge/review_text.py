"""Review files as they are written: a person's comments and order stay, entries come at the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import yaml

from audit.judge.review_file import SCHEMA
from audit.model.review import ReviewEntry
from audit.text.safe_yaml import load

_WIDTH = 96
_INDENTS = ("  ", "")
"""How far the entries of a list may stand from the margin."""


class _Dumper(yaml.SafeDumper):
    """Writes several lines as several lines, and names nothing twice by an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = "|" if "\n" in words else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    """Numbers side by side, anything else below each other."""
    is_flat = all(isinstance(one, int) for one in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_flat)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def new_text(
    model: str,
    revision: str | None,
    reviewer: str,
    entries: Iterable[ReviewEntry],
    source: str | None = None,
) -> str:
    """A review file with these entries; `source` is where a reviewer that is a register stands."""
    head = {"schema": SCHEMA, "model": model, "revision": revision, "reviewer": reviewer}
    if source is not None:
        head["source"] = source
    items = "".join(_item(entry, _INDENTS[0]) for entry in entries)
    return f"{_dumped(head)}reviews:\n{items}" if items else _dumped({**head, "reviews": []})


def with_entry(text: str, entry: ReviewEntry) -> str:
    """The file with one entry more: behind what stands there, or, where the file goes on after
    its reviews, written anew without comments."""
    before = load(text)
    wanted = {**before, "reviews": [*(before.get("reviews") or []), _plain(entry)]}
    ended = text if text.endswith("\n") else text + "\n"
    for indent in _INDENTS:
        longer = ended + _item(entry, indent)
        try:
            if load(longer) == wanted:
                return longer
        except ValueError:
            continue
    return _dumped(wanted)


def _item(entry: ReviewEntry, indent: str) -> str:
    lines = _dumped([_plain(entry)]).splitlines(keepends=True)
    return "".join(indent + line if line.strip() else line for line in lines)


def _plain(entry: ReviewEntry) -> Any:
    """The entry as it is written: what is not said is left out."""
    return _said(msgspec.to_builtins(entry))


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if inner is not None}
    return [_said(one) for one in value] if isinstance(value, list | tuple) else value


def _dumped(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text
