"""What can be said of offering a work under some terms: the answer, its grounds, its duties."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from audit.licenses.entries import Entry


class Relation(StrEnum):
    """What the work has of the other one."""

    BASE_MODEL = "base-model"
    TRAINING_DATA = "training-data"
    OUTPUTS = "outputs"
    """Data that a model put out, used to train."""
    CODE = "code"


class Answer(StrEnum):
    """Whether a work may be offered so, from the best to the worst answer."""

    YES = "yes"
    ONLY_IF = "only-if"
    LAWYER = "needs-a-lawyer"
    NO = "no"


class Reason(Struct, frozen=True, kw_only=True):
    """A clause that decides."""

    license: str
    clause: str
    value: str
    section: str
    note: str = ""
    offered: str = ""
    """What the terms of the offer say of the same question, where that decides."""


class Duty(Struct, frozen=True, kw_only=True):
    """What has to go with the work."""

    kind: str
    """The clause that asks for it: `pass-through`, `attribution`, `naming`, `notice-file`; or
    `derivatives`, `redistribution` where these are allowed on conditions."""
    words: str
    because: Reason
    shown: bool | None = None
    """Whether the artifact shows it; None where that was not looked at or cannot be told."""


class Shown(Struct, frozen=True, kw_only=True):
    """What an artifact holds of that which duties ask for; None for what was not looked at."""

    name: str | None = None
    licenses: frozenset[str] | None = None
    """Licenses and policies whose text is in the artifact."""
    files: frozenset[str] | None = None
    text: str | None = None
    """The words of its card and notices."""


class Compatibility(Struct, frozen=True, kw_only=True):
    """The answer for one pair."""

    upstream: str
    offered: str
    relation: Relation
    answer: Answer
    because: tuple[Reason, ...] = ()
    duties: tuple[Duty, ...] = ()
    unread: tuple[str, ...] = ()
    """Terms of which nothing follows: nobody has read them, they are a policy and no license, an
    exception or a later version opens them, or they are no SPDX expression."""
    source: str = "clause tables"


def reason(license_id: str, found: Entry, clause: str, offered: str = "", note: str = "") -> Reason:
    """The clause of a license as a ground; `note` stands in place of the entry's own."""
    cell = found.clauses[clause]
    return Reason(
        license=license_id,
        clause=clause,
        value=cell.value,
        section=cell.section,
        note=note or cell.note,
        offered=offered,
    )


def rank(answer: Answer) -> int:
    """The place of an answer, from the best to the worst."""
    return list(Answer).index(answer)
