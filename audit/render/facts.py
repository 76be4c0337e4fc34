"""An inventory as facts alone: every sentence and every line of code of others left out."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from audit.model import Claim, Evidence, Inventory, Statement

LONGEST_WORDS = 4
"""Words of a publisher's that may stand, as in the name of a license."""


def facts_only(inventory: Inventory, name: str) -> Inventory:
    """The inventory without quotes, under another name."""
    bare = _bare(inventory)
    return replace(
        bare,
        target=replace(inventory.target, name=name),
        snapshot=replace(inventory.snapshot, quotes=False),
        statements=tuple(_statement(statement) for statement in bare.statements),
        claims=tuple(Claim(text=None, evidence=claim.evidence) for claim in bare.claims),
    )


def facts_json(inventory: Inventory) -> str:
    """The inventory as JSON, as it is bundled."""
    packed = msgspec.json.encode(inventory)
    return msgspec.json.format(packed, indent=1).decode("utf-8") + "\n"


def _bare(inventory: Inventory) -> Inventory:
    """The same inventory with no quote in any evidence, however deep it stands."""
    plain = msgspec.to_builtins(inventory)
    _drop_quotes(plain)
    return msgspec.convert(plain, Inventory)


def _drop_quotes(value: object) -> None:
    if isinstance(value, dict):
        if set(Evidence.__struct_fields__) <= set(value):
            value["quote"] = None
        for inner in value.values():
            _drop_quotes(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _drop_quotes(inner)


def _statement(statement: Statement) -> Statement:
    short = statement.raw is not None and len(statement.raw.split()) <= LONGEST_WORDS
    return statement if short else replace(statement, raw=None)
