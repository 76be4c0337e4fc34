"""What probes state about one artifact.

Each kind of fact has a `name` that stands in `criteria/facts.yaml`. A license statement is a
fact and a line of the inventory at once, so `Statement` is taken as it is.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from audit.model.collected import Evidence
from audit.model.facts_of_files import (
    AddedTerms,
    FileNotice,
    LicensorNamed,
    MissingFile,
    PackageLicense,
    PastWords,
    PhraseShown,
    RequiredVersion,
)
from audit.model.inventory import Asked, Availability, GateKind, Statement
from audit.model.summary import SummaryField


class WeightFiles(Struct, frozen=True, kw_only=True):
    """Files of a weight repository that hold parameters."""

    name: ClassVar[str] = "weight-files"
    artifact: str
    availability: Availability
    formats: tuple[str, ...]
    count: int
    """Files listed; 0 when only a tag of the host says that there are any."""
    bytes: int | None
    parameters: int | None = None
    """As the host's record, the files' headers or their index say."""
    pickle_only: bool
    detail: str
    evidence: tuple[Evidence, ...]


class Gate(Struct, frozen=True, kw_only=True):
    """Whether a host asks something of those who download, and what."""

    name: ClassVar[str] = "gate"
    artifact: str
    kind: GateKind
    asked: Asked = Asked()
    evidence: tuple[Evidence, ...]


class OnRequest(Struct, frozen=True, kw_only=True):
    """Words by which the publisher gives the weights only to those who ask for them."""

    name: ClassVar[str] = "on-request"
    artifact: str
    evidence: tuple[Evidence, ...]


class RowFiles(Struct, frozen=True, kw_only=True):
    """Files of a repository that serve one row of the inventory."""

    name: ClassVar[str] = "row-files"
    artifact: str
    row: str
    availability: Availability
    detail: str
    evidence: tuple[Evidence, ...]


class BrokenCode(Struct, frozen=True, kw_only=True):
    """Code of one row that is there and cannot run, or that is told of and not there."""

    name: ClassVar[str] = "broken-code"
    artifact: str
    row: str
    why: str
    evidence: tuple[Evidence, ...]


class TemplateLeft(Struct, frozen=True, kw_only=True):
    """A license text whose copyright line is still the template."""

    name: ClassVar[str] = "license-template-unfilled"
    artifact: str
    expression: str
    evidence: tuple[Evidence, ...]


class NoLicense(Struct, frozen=True, kw_only=True):
    """A complete listing without a license file for the artifact's own content."""

    name: ClassVar[str] = "no-license-file"
    artifact: str
    vendored: tuple[Evidence, ...]
    """License files that speak for subfolders alone."""
    evidence: tuple[Evidence, ...]


class NoTag(Struct, frozen=True, kw_only=True):
    """A card's metadata, read, that names no license."""

    name: ClassVar[str] = "no-license-tag"
    artifact: str
    evidence: tuple[Evidence, ...]


class StrayTerms(Struct, frozen=True, kw_only=True):
    """A file of terms that names another project."""

    name: ClassVar[str] = "stray-terms"
    artifact: str
    project: str
    evidence: tuple[Evidence, ...]


class BadgeElsewhere(Struct, frozen=True, kw_only=True):
    """A license badge or link that leads to another project's license."""

    name: ClassVar[str] = "badge-elsewhere"
    artifact: str
    leads_to: str
    evidence: tuple[Evidence, ...]


class InheritedTerms(Struct, frozen=True, kw_only=True):
    """Words that put the weights, or the data, under the terms of what they were made from."""

    name: ClassVar[str] = "inherited-terms"
    artifact: str
    subject: str
    """`weights` or `data`."""
    evidence: tuple[Evidence, ...]


class Upstream(Struct, frozen=True, kw_only=True):
    """Something that the model was made from, as the publisher names it."""

    name: ClassVar[str] = "upstream"
    artifact: str
    parent: str
    relation: str
    how: str = ""
    """A relation of `criteria/relations.yaml`; empty where the place does not say."""
    rank: int
    """1 a declaration for this very model, 2 a line about it, 3 a script, 4 prose, 5 a script for
    another size."""
    evidence: tuple[Evidence, ...]


class ComposedModel(Struct, frozen=True, kw_only=True):
    """A model type that is assembled around a language model of another origin."""

    name: ClassVar[str] = "composed-model"
    artifact: str
    model_type: str
    evidence: tuple[Evidence, ...]


class DataSource(Struct, frozen=True, kw_only=True):
    """A training data set that the publisher names."""

    name: ClassVar[str] = "data-source"
    artifact: str
    source: str
    location: str | None
    """Where it can be had, as the publisher says."""
    announced: bool
    evidence: tuple[Evidence, ...]


class Topic(StrEnum):
    """What a passage about the training data speaks to."""

    SCOPE = "scope"
    SELECTION = "selection"
    LABELING = "labeling"
    PROCESSING = "processing"
    THIRD_PARTY = "third-party"


class DataOrigins(Struct, frozen=True, kw_only=True):
    """The named sets that a data set was put together from, as its card says."""

    name: ClassVar[str] = "data-origins"
    artifact: str
    sources: tuple[str, ...]
    licensed: bool
    """Whether the text of the card speaks of a license anywhere."""
    evidence: tuple[Evidence, ...]


class Passage(Struct, frozen=True, kw_only=True):
    """Lines that may answer a question about the training data."""

    name: ClassVar[str] = "data-passage"
    artifact: str
    topic: Topic
    evidence: tuple[Evidence, ...]


class DataDocumentation(Struct, frozen=True, kw_only=True):
    """A section, read in full, that speaks of training or of data."""

    name: ClassVar[str] = "data-documentation"
    artifact: str
    evidence: tuple[Evidence, ...]


class Pledge(Struct, frozen=True, kw_only=True):
    """A promise or a denial of a release."""

    name: ClassVar[str] = "pledge"
    artifact: str
    rows: tuple[str, ...]
    denied: bool
    said: str | None = None
    """When it was said, in ISO 8601 as far as known: the date of the entry, else that of the
    repository's last change."""
    due: str | None = None
    """The time for which it is promised: `2024-06-01`, `2024-06`, `2024-Q3` or `2024`."""
    evidence: tuple[Evidence, ...]


class OpenClaim(Struct, frozen=True, kw_only=True):
    """Words by which the publisher calls the model open source."""

    name: ClassVar[str] = "open-claim"
    artifact: str
    evidence: tuple[Evidence, ...]


class DocumentSeen(Struct, frozen=True, kw_only=True):
    """A document that serves one row: a card, a report, a paper."""

    name: ClassVar[str] = "document-seen"
    artifact: str
    row: str
    availability: Availability
    detail: str
    evidence: tuple[Evidence, ...]


class SummaryRead(Struct, frozen=True, kw_only=True):
    """A public summary of training content that was read, with every field of the template."""

    name: ClassVar[str] = "summary-read"
    artifact: str
    path: str
    fields: tuple[SummaryField, ...]
    evidence: tuple[Evidence, ...]


class UnreadText(Struct, frozen=True, kw_only=True):
    """A text that was collected, in a language that is not read."""

    name: ClassVar[str] = "unread-text"
    artifact: str
    path: str
    language: str
    evidence: tuple[Evidence, ...]


class Unknown(Struct, frozen=True, kw_only=True):
    """Something that could not be established, and why."""

    name: ClassVar[str] = "unknown"
    artifact: str
    about: str
    why: str


Fact = (
    Statement
    | WeightFiles
    | Gate
    | OnRequest
    | RowFiles
    | BrokenCode
    | TemplateLeft
    | NoLicense
    | NoTag
    | StrayTerms
    | BadgeElsewhere
    | InheritedTerms
    | Upstream
    | ComposedModel
    | DataSource
    | DataOrigins
    | Passage
    | DataDocumentation
    | Pledge
    | OpenClaim
    | DocumentSeen
    | SummaryRead
    | UnreadText
    | MissingFile
    | RequiredVersion
    | FileNotice
    | LicensorNamed
    | PackageLicense
    | PhraseShown
    | AddedTerms
    | PastWords
    | Unknown
)
