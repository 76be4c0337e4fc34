"""Whether an inventory that was read from a file can be judged at all."""

from __future__ import annotations

from collections.abc import Iterator

from audit.licenses.catalog import classes
from audit.model import Inventory, License
from audit.model.vocabulary import QUESTIONS, ROWS, SUMMARY_FIELDS


def problems(inventory: Inventory) -> Iterator[str]:
    """What stands in it that no rule could be applied to, and what was expected."""
    for row in inventory.components:
        if row not in ROWS:
            yield f"there is no component {row!r}; known: {', '.join(ROWS)}"
    for question in inventory.data_questions:
        if question.id not in QUESTIONS:
            yield f"there is no question {question.id!r}; known: {', '.join(QUESTIONS)}"
    for field in inventory.training_summary:
        if field.id not in SUMMARY_FIELDS:
            yield f"there is no field {field.id!r}; known: {', '.join(SUMMARY_FIELDS)}"
    known = classes()
    for place, terms in _licenses(inventory):
        if terms.class_ not in known:
            yield f"{place} has the license class {terms.class_!r}; known: {', '.join(known)}"
        if terms.statement is not None and not 0 <= terms.statement < len(inventory.statements):
            yield f"{place} names statement {terms.statement}, which is not there"


def _licenses(inventory: Inventory) -> Iterator[tuple[str, License]]:
    yield from ((f"component {row}", found.license) for row, found in inventory.components.items())
    yield from ((f"lineage to {edge.parent}", edge.license) for edge in inventory.lineage)
