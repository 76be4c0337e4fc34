"""Conflicts: statements that cannot both hold, with both sides quoted.

The kinds, with what each means, what to look at and how it is weighed, stand in
`criteria/conflicts.yaml`; each module here holds the rules of one idea.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import Conflict, Severity
from audit.resolve.conflicts import (
    broken_code,
    claims,
    heads,
    licenses,
    notices,
    own_words,
    past,
    pledged,
    sources_of_data,
    upstream,
)
from audit.resolve.conflicts.found import Found

__all__ = ["RULES", "Found", "conflicts"]

RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    *licenses.RULES,
    *upstream.RULES,
    *sources_of_data.RULES,
    *notices.RULES,
    *heads.RULES,
    *claims.RULES,
    *pledged.RULES,
    *broken_code.RULES,
    *own_words.RULES,
    *past.RULES,
)


def conflicts(found: Found) -> tuple[Conflict, ...]:
    """All conflicts, the weightiest first."""
    order = list(Severity)
    listed = [conflict for rule in RULES for conflict in rule(found)]
    return tuple(sorted(listed, key=lambda c: (order.index(c.severity), c.kind, c.text)))
