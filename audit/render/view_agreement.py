"""Whether the places that state terms for a component agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from audit.model import Availability, Component, Scope, Statement
from audit.render.language import _, ngettext

Stated = Mapping[Scope, Counter[str]]
"""For each scope the places that state each terms, by expression or class."""
_DATA = frozenset({"training-data", "evaluation-data", "sample-outputs"})
_NAMES_NONE = ("none", "unknown", "unresolved", "family-ambiguous", "inherited")
_THERE = (Availability.RELEASED, Availability.PARTIAL)


def stated_terms(statements: Collection[Statement], own: Collection[str]) -> Stated:
    """What the model's own artifacts state for the whole of themselves, place by place. Words that
    were not identified, or that point to the terms of something else, neither agree nor disagree.
    """
    found: dict[Scope, Counter[str]] = {}
    for one in statements:
        if one.artifact in own and not one.folder and one.class_ not in _NAMES_NONE:
            found.setdefault(one.scope, Counter())[one.expression or one.class_] += 1
    return found


def agreement(name: str, component: Component, stated: Stated) -> str:
    """In words, for a component that can be had and whose terms a statement decided; else empty."""
    said = stated.get(_scope(name))
    is_decided = component.license.statement is not None
    if component.availability not in _THERE or not said or not is_decided:
        return ""
    places = said.total()
    taken = said[component.license.expression or component.license.class_]
    if taken == places:
        return ngettext("one place", "all {number} places agree", places)
    if not taken:
        return ngettext("one place says otherwise", "{number} places say otherwise", places)
    return _("{taken} of {number} places say so, others disagree", taken=taken, number=places)


def _scope(name: str) -> Scope:
    if name.startswith("weights-"):
        return Scope.WEIGHTS
    if name in _DATA:
        return Scope.DATA
    is_code = name.endswith("-code") or name == "supporting-libraries"
    return Scope.CODE if is_code else Scope.DOCUMENTS
