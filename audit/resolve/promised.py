"""Promises and denials: what they make of a row."""

from __future__ import annotations

import msgspec

from audit.model import Availability, Component, DataSource, Pledge, Role
from audit.model.vocabulary import CODE_ROWS
from audit.resolve.facts import Facts

_PROMISED_IN_PART = ("training-code", "evaluation-code", "preprocessing-code")
"""Rows of which a part may be there while the words say that the rest will come."""
_ANNOUNCED_OVER = (Availability.UNKNOWN, Availability.NOT_FOUND)


def _leads_to_data(facts: Facts, *, denied: bool) -> bool:
    """Whether the publisher has data, or a text that denies none says where data can be had: more
    may be promised beside it."""
    named = any(source.location and not source.announced for source in facts.of(DataSource))
    return bool(facts.artifacts(Role.DATA)) or (named and not denied)


def as_promised(facts: Facts, row: str, found: Component) -> Component:
    """A promise or a denial stands where nothing was found; beside code that was found, words
    that name this very row say that it is not all of it. What a paper promised may be kept by what
    was found."""
    if row == "weights-final" and found.availability is Availability.UNKNOWN:
        return found  # a repository that was not seen may hold what was once promised
    pledges = [fact for fact in facts.of(Pledge) if row in fact.rows]
    denials = [fact for fact in pledges if fact.denied]
    if not pledges or (row == "training-data" and _leads_to_data(facts, denied=bool(denials))):
        return found
    newer = not all(facts.is_apart(fact) for fact in pledges)
    promised = row in _PROMISED_IN_PART and newer and not denials
    if found.availability is Availability.RELEASED and promised:
        return msgspec.structs.replace(
            found,
            availability=Availability.PARTIAL,
            detail=f"{found.detail}; more is promised",
            evidence=(*found.evidence, *pledges[0].evidence),
        )
    if found.availability is Availability.RELEASED and row in CODE_ROWS and denials:
        return msgspec.structs.replace(
            found,
            availability=Availability.PARTIAL,
            detail=f"{found.detail}; code is said not to be released",
            evidence=(*found.evidence, *denials[0].evidence),
        )
    if found.availability not in _ANNOUNCED_OVER:
        return found
    fact = (denials or pledges)[0]
    return Component(
        availability=Availability.WITHHELD if denials else Availability.ANNOUNCED,
        license=found.license,
        detail="said not to be released" if denials else _promised(fact),
        evidence=fact.evidence,
    )


def _promised(fact: Pledge) -> str:
    """That something is promised, with the time for which, or of which, the promise is."""
    time = f" for {fact.due}" if fact.due else f" as of {fact.said}" if fact.said else ""
    return f"promised{time}, and not found"
