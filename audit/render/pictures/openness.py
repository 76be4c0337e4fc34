"""What may be done with one component, from its availability, access and terms: five states.

This is no score and no verdict: frameworks judge. A state is `open` only where everything that
makes it so was seen; where one of the three is not known, the state says so.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from audit.model import Access, Availability, Component
from audit.render.language import marked


class State(StrEnum):
    """What may be done with a component."""

    OPEN = "open"
    LIMITED = "limited"
    UNSETTLED = "unsettled"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class StateWords(Struct, frozen=True, kw_only=True):
    """A state in a word, and in a sentence."""

    word: str
    means: str
    tone: str


STATES = {
    State.OPEN: StateWords(
        word=marked("open"),
        means=marked("released to everybody, under terms that a published list has as open"),
        tone="good",
    ),
    State.LIMITED: StateWords(
        word=marked("with limits"),
        means=marked("released in part, behind a gate, under terms that set limits, or under none"),
        tone="mixed",
    ),
    State.UNSETTLED: StateWords(
        word=marked("not settled"),
        means=marked("released; whether to everybody, or under open terms, is not known"),
        tone="open",
    ),
    State.CLOSED: StateWords(
        word=marked("not released"),
        means=marked("withheld, only announced, or looked for and not found"),
        tone="bad",
    ),
    State.UNKNOWN: StateWords(
        word=marked("unknown"),
        means=marked("whether it is there is not known"),
        tone="calm",
    ),
}
"""In the order in which a key has them."""

PUBLISHED = frozenset({"osi-approved"})
"""Classes of terms that a published list has as open, whatever they are for."""
OPEN_KNOWLEDGE = frozenset({"od-recommended", "od-other-conformant"})
"""Conformant with the Open Definition, which speaks of data and works, not of code or weights."""
UNRULED = frozenset(
    {"open-data-de-facto", "ai-bundle-permissive", "public-domain-assertion", "fsf-libre-not-osi"}
)
"""Give the four freedoms, and no such list has them."""
LIMITING = frozenset(
    {
        "computational-use-only",
        "rail-use-restricted",
        "community-restricted",
        "custom-restricted",
        "noncommercial-or-research",
        "none",
    }
)
"""Keep one of the four freedoms back; without a license all rights are reserved."""
KNOWLEDGE = frozenset(
    {
        "training-data",
        "evaluation-data",
        "data-description",
        "training-content-summary",
        "copyright-policy",
        "model-card",
        "model-metadata",
        "technical-report",
        "research-paper",
        "evaluation-results",
        "sample-outputs",
        "compute",
        "changelog",
    }
)
"""Rows of data and documents."""
_BEHIND = frozenset({Access.GATED, Access.REGISTRATION, Access.PAID})


def state_of(identifier: str, component: Component) -> State:
    """The state of one row of the inventory."""
    match component.availability:
        case Availability.UNKNOWN:
            return State.UNKNOWN
        case Availability.ANNOUNCED | Availability.WITHHELD | Availability.NOT_FOUND:
            return State.CLOSED
        case Availability.PARTIAL:
            return State.LIMITED
        case Availability.RELEASED:
            return _released(identifier, component)


def terms_state(class_: str, *, knowledge: bool = False) -> State:
    """The state of terms alone, by their class; with `knowledge`, of data and documents."""
    if class_ in PUBLISHED or (knowledge and class_ in OPEN_KNOWLEDGE):
        return State.OPEN
    if class_ in LIMITING:
        return State.LIMITED
    return State.UNSETTLED if class_ in UNRULED | OPEN_KNOWLEDGE else State.UNKNOWN


def _released(identifier: str, component: Component) -> State:
    terms = terms_state(component.license.class_, knowledge=identifier in KNOWLEDGE)
    if component.access in _BEHIND or terms is State.LIMITED:
        return State.LIMITED
    if terms is State.OPEN and component.access is Access.OPEN:
        return State.OPEN
    return State.UNSETTLED
