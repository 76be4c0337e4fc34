"""Whether the places that state terms for a component agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from audit.model import Availability, Component, Scope, Statement
from audit.render.language import _, ngettext

Stated = Mapping[Scope, Counter[str]]
"""For each scope the places that state each terms, by expression or class."""
_DATA = frozenset({"training-data", "evaluation-data", "sample-outputs"})
_THERE = (Availability.RELEASED, Availability.PARTIAL)


def stated_terms(statements: Collection[Statement], own: Collection[str]) -> Stated:
    """What the model's own artifacts state for the whole of themselves, place by place."""
    found: dict[Scope, Counter[str]] = {}
    for one in statements:
        if one.artifact in own and not one.folder and one.class_ not in ("none", "unknown"):
            found.setdefault(one.scope, Counter())[one.expression or one.class_] += 1
    return found


def agreement(name: str, component: Component, stated: Stated) -> str:
    """In words, for a component that can be had; empty where no place states terms for it."""
    said = stated.get(_scope(name))
    if component.availability not in _THERE or not said:
        return ""
    places = said.total()
    if len(said) == 1:
        return ngettext("one place", "all {number} places agree", places)
    taken = said[component.license.expression or component.license.class_]
    if not taken:
        return _("{number} places disagree", number=places)
    return _("{taken} of {number} places say so, others disagree", taken=taken, number=places)


def _scope(name: str) -> Scope:
    if name.startswith("weights-"):
        return Scope.WEIGHTS
    if name in _DATA:
        return Scope.DATA
    is_code = name.endswith("-code") or name == "supporting-libraries"
    return Scope.CODE if is_code else Scope.DOCUMENTS
