"""What is not known of the parts of a model, apart from the places that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from audit.model import Access, Assessment, Availability, Component, DataState
from audit.render.labels import component_name
from audit.render.language import _
from audit.render.places import anchor

_THERE = (Availability.RELEASED, Availability.PARTIAL)
_NOT_KNOWN = ("unknown", "unresolved", "family-ambiguous")


class UnknownView(Struct, frozen=True, kw_only=True):
    """One thing that is not known, and the parts that it is not known of."""

    text: str
    parts: tuple[tuple[str, str], ...]
    """Name and place on the page of each."""


def unknown_views(assessment: Assessment) -> tuple[UnknownView, ...]:
    """What is not known of the components and of the training data; empty where all is."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, component in assessment.components.items():
        for text in _of_a_part(component):
            found.setdefault(text, []).append((component_name(name), anchor("component", name)))
    unread = tuple(
        (question.id, f"question-{number}")
        for number, question in enumerate(assessment.data_questions, 1)
        if question.state is DataState.UNREAD
    )
    if unread:
        found[_("No document that speaks of the training data was read for:")] = list(unread)
    return tuple(UnknownView(text=text, parts=tuple(parts)) for text, parts in found.items())


def _of_a_part(component: Component) -> Iterator[str]:
    if component.availability is Availability.UNKNOWN:
        yield _("Whether it can be had:")
    if component.availability not in _THERE:
        return
    if component.license.class_ in _NOT_KNOWN:
        yield _("Under which terms it stands:")
    if component.access is Access.UNKNOWN:
        yield _("Whether anybody may get it without asking:")
