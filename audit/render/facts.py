"""An inventory as facts alone: every sentence and every line of code of others left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from audit.model import Evidence, Inventory, Target, TargetKind

LONGEST_WORDS = 4
"""Words of a publisher's that may stand, as in the name of a license."""
_EVIDENCE = frozenset(Evidence.__struct_fields__)


def facts_only(inventory: Inventory, name: str) -> Inventory:
    """The inventory without quotes, under another name.

    Any other text in it that stands in a quote word for word keeps its first words only. What
    was not found of others is left out: the place that was asked may not have held all.
    """
    plain: dict[str, Any] = msgspec.to_builtins(inventory)
    quotes = "\n".join(_one_line(quote) for quote in _quotes(plain))
    for statement in plain["statements"]:
        if _is_long(statement["raw"] or ""):
            statement["raw"] = None
    for artifact in plain["artifacts"]:
        if artifact["reason"].startswith("listed in "):
            artifact["reason"] = "listed by hand"
    known = {artifact["id"] for artifact in plain["artifacts"]}
    plain["gaps"] = [gap for gap in plain["gaps"] if gap["artifact"] in known]
    for claim in plain["claims"]:
        claim["text"] = None
    for condition in plain["access_conditions"]:
        condition["asked"] = _bare_form(condition["asked"])
    bare = msgspec.convert(_shortened(plain, quotes), Inventory)
    return replace(
        bare,
        target=Target(kind=TargetKind.BUNDLED, id=f"bundled:{name}", name=name),
        snapshot=replace(bare.snapshot, quotes=False),
    )


def facts_json(inventory: Inventory) -> str:
    """The inventory as JSON, as it is bundled."""
    packed = msgspec.json.encode(inventory)
    return msgspec.json.format(packed, indent=1).decode("utf-8") + "\n"


def _bare_form(asked: dict[str, Any]) -> dict[str, Any]:
    """What a form asks, by the first words of each field; its sentences are left out."""
    sentences = dict.fromkeys(("heading", "prompt", "description", "button"))
    fields = [
        {
            **one,
            "name": _first_words(one["name"]),
            "options": [_first_words(option) for option in one["options"]],
        }
        for one in asked["fields"]
    ]
    return {**asked, **sentences, "fields": fields}


def _first_words(text: str) -> str:
    return " ".join(text.split()[:LONGEST_WORDS])


def _quotes(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if value.keys() >= _EVIDENCE and value["quote"] is not None:
            yield value["quote"]
        for inner in value.values():
            yield from _quotes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _quotes(inner)


def _shortened(value: Any, quotes: str) -> Any:
    """Plain data without quotes, and without longer texts that stand in one."""
    if isinstance(value, str):
        is_theirs = _is_long(value) and _one_line(value) in quotes
        return _first_words(value) if is_theirs else value
    if isinstance(value, dict):
        left_out = {"quote": None} if value.keys() >= _EVIDENCE else {}
        return {key: _shortened(inner, quotes) for key, inner in {**value, **left_out}.items()}
    if isinstance(value, list | tuple):
        return [_shortened(inner, quotes) for inner in value]
    return value


def _is_long(text: str) -> bool:
    return len(text.split()) > LONGEST_WORDS


def _one_line(text: str) -> str:
    return " ".join(text.split())
