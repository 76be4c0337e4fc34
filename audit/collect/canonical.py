"""JSON with one way to write each value, so that the same answer is the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """Sorted and indented by 1, with a final newline, in UTF-8."""
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode("utf-8", "replace")


def kept(answer: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The named fields that the answer has; what it leaves out stays left out."""
    return {name: answer[name] for name in names if name in answer}


def excerpt(
    answer: Mapping[str, Any], names: Iterable[str], parts: Mapping[str, Iterable[str]]
) -> bytes:
    """The named fields of an answer, and of some only the named parts, as canonical JSON.

    What is null and what is absent stay different.
    """
    fields = kept(answer, names)
    for name, inner in parts.items():
        value = answer.get(name)
        if isinstance(value, Mapping):
            fields[name] = kept(value, inner)
    return canonical_json(fields)
