"""What was named and what was read."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class TargetKind(StrEnum):
    """What the user named."""

    HUB_MODEL = "hub-model"
    HUB_DATASET = "hub-dataset"
    GITHUB = "github"
    GIT = "git"
    FOLDER = "folder"
    MODEL_FILE = "model-file"
    SNAPSHOT = "snapshot"
    INVENTORY = "inventory"
    BUNDLED = "bundled"


class Target(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The thing that the user asked about."""

    kind: TargetKind
    id: str
    """The id as the publisher writes it, without a machine's path."""
    name: str
    """A short name, fit for a file name."""
    revision: str | None = None


class Role(StrEnum):
    """The part that an artifact plays in the model that is audited."""

    WEIGHTS = "weights"
    CHECKPOINT = "checkpoint"
    """Further weights of the same publisher, recorded beside those that are judged."""
    CODE = "code"
    DATA = "data"
    PAPER = "paper"
    PAGE = "page"
    BASE_MODEL = "base-model"


class TreeFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of a listing."""

    path: str
    size: int | None = None
    """Bytes; None when the listing does not say."""
    sha: str | None = None
    """The git blob id or, for large files, the sha256 of the content."""


class Tree(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The files of an artifact at its revision."""

    files: tuple[TreeFile, ...]
    complete: bool
    """False when the listing was cut short: then an absent file says nothing."""


RECORDS = frozenset({"api/dataset-info.json", "api/model-info.json", "api/repository.json"})
"""Paths of the host's own records; a repository may have files in a folder `api`, too."""


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text of one file or page, kept as bytes under its sha256."""

    path: str
    url: str | None
    sha256: str
    size: int
    retrieved_at: str
    """UTC, ISO 8601, to the second."""

    @property
    def is_record(self) -> bool:
        """True for what the host says of a repository, as opposed to a file of the repository."""
        return self.path in RECORDS


class Evidence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a statement can be checked."""

    artifact: str
    revision: str | None = None
    path: str | None = None
    lines: tuple[int, int] | None = None
    """First and last line, counted from 1."""
    quote: str | None = None
    """The words as they stand there; None when they were left out."""
    url: str | None = None
    """A permanent link to the revision, file and lines."""
    sha256: str | None = None
    """Digest of the whole document that was quoted."""


class GapReason(StrEnum):
    """Why something that was looked for was not read."""

    MISSING = "missing"
    GATED = "gated"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    RATE_LIMITED = "rate-limited"
    CUT_SHORT = "cut-short"
    NOT_LOOKED = "not-looked"


class Gap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that was looked for and not read."""

    artifact: str
    path: str | None
    reason: GapReason
    detail: str
    at: str | None = None
    """When it was looked for: UTC, ISO 8601, to the second."""


class Mention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A link to another repository or page that is not taken for this model's own."""

    id: str
    evidence: Evidence


class Artifact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One published thing at a pinned revision."""

    id: str
    """`hf:owner/name`, `hf:datasets/owner/name`, `github:owner/name`, `arxiv:ID`, ..."""
    role: Role
    revision: str | None
    url: str | None
    reason: str
    """Why it counts as this model's."""
    reason_evidence: Evidence | None = None
    branch: str | None = None
    default_branch: str | None = None
    own: bool = True
    """False for what others publish, such as a base model."""
    tree: Tree | None = None
    """None when no listing was seen."""
    documents: tuple[Document, ...] = ()


class Snapshot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model's artifacts, their trees and documents, and what could not be read."""

    schema: str = "openness-snapshot/1"
    target: Target
    artifacts: tuple[Artifact, ...]
    gaps: tuple[Gap, ...] = ()
    mentions: tuple[Mention, ...] = ()
