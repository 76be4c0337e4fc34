"""What the model was made from, where documents name it and the front matter does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.entries import entry
from audit.model import AncestorState, Edge, Inventory

HUB = re.compile(
    r"(?:hf:)?(?P<data>datasets/)?(?P<id>[A-Za-z0-9][\w.-]{0,95}/[\w.-]{1,96})", re.ASCII
)
RELATIONS = {
    "adapter": "adapter",
    "fine-tune": "finetune",
    "merge": "merge",
    "quantization": "quantized",
}
"""https://huggingface.co/docs/hub/model-cards#specifying-a-base-model"""
_NOT_THE_HUB = (
    AncestorState.LOCAL,
    AncestorState.MISSING,
    AncestorState.NAMED,
    AncestorState.UNKNOWN,
)


def named(inventory: Inventory, artifact: str, relation: str) -> dict[str, Edge]:
    """The repositories of the Hub that stand in a relation to the model, by `owner/name`."""
    found: dict[str, Edge] = {}
    for edge in inventory.lineage:
        is_told = edge.child == artifact and edge.relation == relation and edge.evidence
        name = _hub_name(edge) if is_told else None
        if name is not None:
            found.setdefault(name, edge)
    return found


def duties(edges: Iterator[Edge]) -> Iterator[tuple[Edge, str, str, str]]:
    """Edge, license, the words that the license asks to be shown, and the prefix of names."""
    for edge in edges:
        known = entry(edge.license.expression) if edge.license.expression else None
        if known is not None and known.clauses["naming"].value == "required":
            section = known.clauses["naming"].section
            place = f"{known.name}, {section}"
            yield edge, place, known.phrase.partition(" or ")[0], known.prefix


def _hub_name(edge: Edge) -> str | None:
    """`owner/name`; None for a name that tells no repository of the Hub for sure."""
    found = HUB.fullmatch(edge.parent)
    if found is None or edge.state in _NOT_THE_HUB:
        return None
    return found["id"] if bool(found["data"]) is (edge.relation == "dataset") else None
