"""From the inventory's rows to the scales of two registers: written down here, and nowhere else
(the questions stand in `agreement_features.py`).

An answer, and a label, is the set of the levels that it leaves open: weights under terms that
could not be read are `partial` or `open`, and whether they are there is answered all the same; a
thing that nobody saw, and whose terms or gate limit it, is not `open`. Nothing is not an answer.
Definitions follow the Model Openness Tool (MOT; its model files and license lists) and the
European Open Source AI Index with its forerunner (criteria 2024 to 2026).
"""

from __future__ import annotations

from enum import Enum, IntEnum

from audit.licenses.catalog import is_undecided
from audit.model import Access, Availability, Component, Inventory
from audit.resolve.statements import is_open


class Level(IntEnum):
    """The three steps that both registers have."""

    CLOSED = 0
    PARTIAL = 1
    OPEN = 2


Levels = frozenset[Level]
CLOSED, PARTIAL, OPEN = (frozenset({level}) for level in Level)
THERE = PARTIAL | OPEN
ANY = CLOSED | THERE


class Scale(Enum):
    """How finely something is compared: each level's place."""

    THREE = (0, 1, 2)
    AVAILABLE = (0, 1, 1)
    OPEN = (0, 0, 1)

    def place(self, levels: Levels) -> int | None:
        """Where the levels stand; None where they stand in more than one place, or in none."""
        places = {self.value[level] for level in levels}
        return places.pop() if len(places) == 1 else None


_LIBRE = "fsf-libre-not-osi"
"""Open for the Model Openness Tool, by the flag of the Free Software Foundation."""
_GONE = {Availability.NOT_FOUND, Availability.WITHHELD, Availability.ANNOUNCED}


def presence(component: Component) -> Levels:
    """Whether a component is there; terms and completeness are left open."""
    if component.availability in _GONE:
        return CLOSED
    return ANY if component.availability is Availability.UNKNOWN else THERE


def terms(component: Component) -> Levels:
    """Present under an open license (open), under another or none (partial), or absent (closed)."""
    there = presence(component)
    name = component.license.class_
    if there == CLOSED or is_undecided(name):
        return there
    if is_open(name) or name == _LIBRE:
        return OPEN if there == THERE else there
    return there - OPEN


def shared(component: Component) -> Levels:
    """All of it for everyone (open), a part or behind a gate (partial), or nothing (closed)."""
    there = presence(component)
    if there == ANY and component.access in (Access.GATED, Access.REGISTRATION, Access.PAID):
        return there - OPEN
    if there != THERE:
        return there
    if component.availability is Availability.PARTIAL:
        return PARTIAL
    gates = {Access.OPEN: OPEN, Access.UNKNOWN: THERE}
    return gates.get(component.access, PARTIAL)


def read_in_part(component: Component) -> Levels:
    """A document that is shown to lack something (partial), or none (closed); of one that lacks
    nothing known, how much it covers is for a person to say."""
    part = component.availability is Availability.PARTIAL
    return PARTIAL if part else presence(component)


def model_card(inventory: Inventory) -> Levels:
    """As `read_in_part`; where the texts that were read say nothing of the data but how much there
    were, no card of theirs tells the training in full."""
    rows = (inventory.components[row] for row in ("training-data", "data-description"))
    silent = all(row.availability is Availability.NOT_FOUND for row in rows)
    found = read_in_part(inventory.components["model-card"])
    return PARTIAL if silent and found == THERE else found


def training_source(inventory: Inventory) -> Levels:
    """Code for processing, training and tuning: code that only runs or evaluates the model is none
    of it.

    Code for tuning is all there is to a model that was made from another; where none is known,
    it may be all or a part.
    """
    rows = inventory.components
    training, tuning = _whole(rows["training-code"]), _whole(rows["fine-tuning-code"])
    if training == OPEN:
        return OPEN
    if tuning == OPEN:
        return OPEN if _is_made_from_another(inventory) else THERE
    if PARTIAL in (training, tuning) or presence(rows["preprocessing-code"]) == THERE:
        return PARTIAL
    return CLOSED if training == CLOSED else ANY


def _whole(component: Component) -> Levels:
    there = presence(component)
    if there != THERE:
        return there
    return OPEN if component.availability is Availability.RELEASED else PARTIAL


def base_data(inventory: Inventory) -> Levels:
    """As `shared` for a model that was trained from the start; of one that was made from another
    the inventory tells its own data alone."""
    if _is_made_from_another(inventory):
        return ANY
    return shared(inventory.components["training-data"])


def _is_made_from_another(inventory: Inventory) -> bool:
    """Whether a base model is named that is not the publisher's own, nor known by the model's own
    name alone."""
    own = {f"hf:{inventory.target.id}", *(a.id for a in inventory.artifacts if a.own)}
    names = " ".join(own).lower()
    return any(
        edge.relation == "base-model"
        and not {edge.parent, f"hf:{edge.parent}"} & own
        and edge.parent.lower() not in names
        for edge in inventory.lineage
    )


def licensed(inventory: Inventory) -> Levels:
    """Weights, training code and training data all under open licenses (open), some of them
    (partial), none (closed)."""
    rows = inventory.components
    training, tuning = terms(rows["training-code"]), terms(rows["fine-tuning-code"])
    code = tuning if training == CLOSED else training
    parts = [terms(rows["weights-final"]), code, terms(rows["training-data"])]
    certain = [part == OPEN for part in parts]
    possible = [part >= OPEN for part in parts]
    if all(certain):
        return OPEN
    if not any(possible):
        return CLOSED
    if all(possible):
        return THERE if any(certain) else ANY
    return PARTIAL if any(certain) else CLOSED | PARTIAL
