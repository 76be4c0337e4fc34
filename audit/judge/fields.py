"""What a summary of training content answers to a word of a rule that asks for a field of it."""

from __future__ import annotations

from audit.judge.kleene import Finding, Truth
from audit.judge.rule import Rule
from audit.model import (
    Availability,
    Component,
    FieldState,
    Inventory,
    Reason,
    SummaryField,
)

SUMMARY = "training-content-summary"
"""The row of the summary itself."""
_ABSENT = (Availability.ANNOUNCED, Availability.WITHHELD, Availability.NOT_FOUND)
_TRUTHS: dict[FieldState, Truth] = {
    FieldState.FILLED: True,
    FieldState.EVASIVE: None,
    FieldState.EMPTY: False,
    FieldState.MISSING: False,
    FieldState.UNREAD: None,
}


def of_field(rule: Rule, inventory: Inventory, row: Component) -> Finding:
    """Whether the field is filled; with `answer`, whether that is what is answered in it."""
    name = rule.field_ or ""
    found = next((one for one in inventory.training_summary if one.id == name), None)
    if found is None:
        return _without_summary(row, asks_for_answer=rule.answer is not None)
    words = found.state.value + (f": {found.detail}" if found.detail else "")
    because = (Reason(text=f"{_words(name)}: {words}", evidence=found.evidence),)
    if rule.answer is not None:
        truth = None if found.answer is None else found.answer is (rule.answer == "yes")
        return Finding(truth=truth, needs=_needs(found), because=because)
    return Finding(truth=_TRUTHS[found.state], needs=_needs(found), because=because)


def _without_summary(row: Component, *, asks_for_answer: bool) -> Finding:
    """Where there is no summary no field is filled; what would be answered is not known."""
    told = row.availability.value.replace("-", " ")
    detail = f": {row.detail}" if row.detail else ""
    because = (Reason(text=f"{SUMMARY} {told}{detail}", evidence=row.evidence),)
    absent = row.availability in _ABSENT and not asks_for_answer
    return Finding(truth=False if absent else None, reviewed=row.reviewed, because=because)


def _needs(found: SummaryField) -> str | None:
    if found.state is not FieldState.EVASIVE:
        return None
    return f"read the summary and say whether it answers this: {_words(found.id)}"


def _words(name: str) -> str:
    return name.replace("-", " ")
