"""Broken code: what is there and cannot run counts as a part."""

from __future__ import annotations

import msgspec

from audit.model import Availability, BrokenCode, Component, RowFiles
from audit.resolve.facts import Facts


def availability_as_it_runs(facts: Facts, found: RowFiles) -> Availability:
    """The availability of code, at most partial where some of it is shown to be broken."""
    if found.availability is Availability.RELEASED and _broken(facts, found):
        return Availability.PARTIAL
    return found.availability


def as_it_runs(facts: Facts, found: RowFiles, component: Component) -> Component:
    """The component, with what shows that some of it cannot run; none is made of what is not
    there."""
    broken = _broken(facts, found)
    if not broken or found.availability not in (Availability.RELEASED, Availability.PARTIAL):
        return component
    return msgspec.structs.replace(
        component,
        availability=Availability.PARTIAL,
        detail="; ".join([component.detail, *(fact.why for fact in broken)]),
        evidence=(*component.evidence, *(where for fact in broken for where in fact.evidence)),
    )


def _broken(facts: Facts, found: RowFiles) -> list[BrokenCode]:
    return [fact for fact in facts.of(BrokenCode, found.artifact) if fact.row == found.row]
