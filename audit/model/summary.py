"""What a public summary of training content says, field by field of the AI Office's template."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from audit.model.collected import Evidence


class FieldState(StrEnum):
    """How a field of the template was left by the publisher."""

    FILLED = "filled"
    EVASIVE = "evasive"
    """Something stands there, such as a general phrase where names belong; whether it answers, a
    person has to say."""
    EMPTY = "empty"
    """The field stands there with nothing in it."""
    MISSING = "missing"
    """The summary was read, and the field is not in it."""
    UNREAD = "unread"
    """The summary was not read up to its end."""


class SummaryField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of the template."""

    id: str
    state: FieldState
    answer: bool | None = None
    """Of a question to be answered by yes or no, the answer; None where it is not clear."""
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()
