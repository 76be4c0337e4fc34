"""Whether an inventory is of the model, and the revision, that somebody names in a file."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Inventory, Role


def is_of(inventory: Inventory, model: str) -> bool:
    """Whether the inventory is of the model that a review or a waiver names."""
    return any(name_of(identifier) == name_of(model) for identifier, _ in _judged(inventory))


def named_in_reviews(inventory: Inventory) -> tuple[str, str]:
    """Model and revision as a review of it names them: of the weights where there are any."""
    (*_, (judged, _)) = _judged(inventory)
    model = judged.removeprefix("hf:")
    return model, revisions(inventory, model)[0]


def revisions(inventory: Inventory, model: str) -> tuple[str, ...]:
    """What a review or waiver of the model may name as its revision, the usual one first."""
    found = (known for name, known in _judged(inventory) if name_of(name) == name_of(model))
    return tuple(one for one in (*found, inventory.snapshot.digest) if one is not None)


def _judged(inventory: Inventory) -> Iterator[tuple[str, str | None]]:
    """What was named, and the weights that are judged."""
    known = {one.id: one.revision for one in inventory.artifacts}
    yield inventory.target.id, known.get(inventory.target.id)
    weights = (one for one in inventory.artifacts if one.role is Role.WEIGHTS)
    if (judged := next(weights, None)) is not None:
        yield judged.id, judged.revision


def name_of(identifier: str) -> str:
    """A model by which two ids of it are the same."""
    return identifier.strip().lower().removeprefix("hf:")
