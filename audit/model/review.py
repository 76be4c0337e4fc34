"""What people found, where a machine must not decide or was wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from audit.model.inventory import Access

NO_LICENSE = "NONE"
"""How SPDX writes that no license was given."""
_SAYS_SOMETHING = {"minLength": 1, "pattern": r"\S"}
Words = Annotated[str, Meta(extra_json_schema=_SAYS_SOMETHING)]
Day = Annotated[str, Meta(extra_json_schema={"format": "date"})]
Address = Annotated[str, Meta(extra_json_schema={"pattern": "^https?://"})]


class ReviewEvidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a finding can be checked: an address, or a place in an artifact that was read."""

    url: Address | None = None
    artifact: str | None = None
    """An id as a report writes it, such as `hf:owner/name` or `github:owner/name`."""
    revision: str | None = None
    """The revision of the artifact that was read."""
    path: str | None = None
    lines: tuple[int, int] | None = None
    """First and last line, counted from 1."""
    quote: Words | None = None
    """The words as they stand there, or the name of a file that is listed there."""


class ReviewEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One finding on one component, or on one requirement."""

    component: str | None = None
    requirement: str | None = None
    finding: str | None = None
    """Of a component its availability; of a requirement `met`, `unmet`, `not-applicable`, or the
    name of a level where the requirement has levels."""
    license: str | None = None
    """Of a component, an SPDX expression, or `NONE` where no license was given."""
    access: Access | None = None
    reason: Words
    evidence: Annotated[tuple[ReviewEvidence, ...], Meta(extra_json_schema={"minItems": 1})]
    date: Day
    valid_until: Day | None = None
    """The last day on which the finding counts."""


class ReviewFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reviewer's findings on one revision of a model."""

    schema: Literal["openness-review/1"]
    model: Words
    """`owner/name` on the Hub, or an id as a report writes it."""
    revision: str | None
    """The commit of the weights, or the digest of the snapshot where there is no commit."""
    reviewer: Words
    source: Address | None = None
    """Where the reviews were published, if they were."""
    reviews: tuple[ReviewEntry, ...]


class Review(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One finding, with who made it and where it is written down."""

    file: str
    entry: int
    """Its place in the file, counted from 1."""
    model: str
    revision: str | None
    reviewer: str
    source: str | None
    component: str | None
    requirement: str | None
    finding: str | None
    license: str | None
    access: Access | None
    reason: str
    evidence: tuple[ReviewEvidence, ...]
    date: str
    valid_until: str | None

    @property
    def subject(self) -> str:
        """The component or the requirement."""
        return self.component or self.requirement or ""

    @property
    def aspects(self) -> dict[str, str]:
        """What is found, by what it is about; two reviews disagree where these differ."""
        found = {
            "finding": self.finding,
            "license": self.license,
            "access": self.access.value if self.access else None,
        }
        return {name: value for name, value in found.items() if value is not None}


class ReviewState(StrEnum):
    """Whether a review decides, and if it does not, why."""

    APPLIED = "applied"
    OTHER_REVISION = "other-revision"
    """It is of another revision, or of none that is known: somebody has to confirm it."""
    EXPIRED = "expired"
    """It was valid until a day that is past: somebody has to confirm it."""
    QUOTE_NOT_FOUND = "quote-not-found"
    """The words do not stand where it says that they stand."""
    DISPUTED = "disputed"
    """Another reviewer finds otherwise: neither decides."""
    SUPERSEDED = "superseded"
    """The same reviewer has a later one."""


class QuoteState(StrEnum):
    """Whether the words of an evidence were looked for where they are said to stand."""

    FOUND = "found"
    NOT_FOUND = "not-found"
    NOT_CHECKED = "not-checked"
    """The place was not read in this run, or no words are quoted."""
