"""What the terms of a row give and what they ask, with the place of the statement."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache

from audit.judge.kleene import Truth
from audit.licenses.catalog import classes, freedoms_given, is_open
from audit.licenses.entries import clause_table, entry
from audit.model import Evidence, Inventory, License, Reason


class Terms:
    """The terms in one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def told(self, name: str, terms: License) -> Reason:
        """The terms of a row in words."""
        words = classes()[terms.class_].words
        return Reason(
            text=f"{name}: {terms.expression}, {words}" if terms.expression else f"{name}: {words}",
            evidence=self._evidence(name, terms),
        )

    def freedom(self, freedom: str, name: str, terms: License) -> tuple[Truth, Reason]:
        """Whether the terms give a freedom without a condition."""
        given = _freedoms(terms.expression, terms.class_)[freedom]
        told = self.told(name, terms)
        truth: Truth = {"granted": True, "unknown": None}.get(given, False)
        return truth, Reason(text=f"{told.text}: {freedom} {given}", evidence=told.evidence)

    def clause(
        self, clause: str, holding: Collection[str], name: str, terms: License
    ) -> tuple[Truth, Reason]:
        """Whether the terms, and the policy that they make part of themselves, answer a question
        of the clause table in one of the holding ways."""
        told = self.told(name, terms)
        words = clause.replace("-", " ")
        answers = _answers(terms.expression, terms.class_, clause)
        if not answers:
            is_free = is_open(terms.class_) and set(_harmless(clause)) <= set(holding)
            said = "not limited" if is_free else "not known"
            reason = Reason(text=f"{told.text}: {words} {said}", evidence=told.evidence)
            return (True if is_free else None), reason
        said = ", ".join(f"{value} ({section})" for value, section in answers)
        reason = Reason(text=f"{told.text}: {words} {said}", evidence=told.evidence)
        return all(value in holding for value, _ in answers), reason

    def _evidence(self, name: str, terms: License) -> tuple[Evidence, ...]:
        if terms.statement is not None:
            return self._inventory.statements[terms.statement].evidence
        row = self._inventory.components.get(name)
        if row is not None and row.reviewed:
            return row.evidence
        if terms.class_ != "none":
            return ()
        absent = (c for c in self._inventory.conflicts if c.kind == "no-license-for-own-code")
        return next((conflict.sides[-1].evidence for conflict in absent), ())


@lru_cache(maxsize=4_096)
def _freedoms(expression: str | None, class_name: str) -> dict[str, str]:
    return freedoms_given(expression, class_name)


@cache
def _harmless(clause: str) -> tuple[str, ...]:
    """The answers that lower no freedom."""
    values = clause_table().clauses[clause].values
    return tuple(value for value, lowered in values.items() if not lowered)


@lru_cache(maxsize=4_096)
def _answers(expression: str | None, class_name: str, clause: str) -> tuple[tuple[str, str], ...]:
    """Value and section in the license, then in its policy where that takes something; empty where
    nobody has read the terms."""
    known = entry(expression) if expression else None
    if known is None:
        return ()
    cell = known.clauses[clause]
    answers = [(cell.value, cell.section)]
    policy = entry(known.policy) if known.policy else None
    if policy is not None and policy.clauses[clause].value not in ("silent", *_harmless(clause)):
        told = policy.clauses[clause]
        answers.append((told.value, f"{policy.name}, {told.section}"))
    return tuple(answers)
