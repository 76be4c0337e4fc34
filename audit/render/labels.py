"""The plain words for ids, outcomes and classes. An id without a word shows as itself."""

from __future__ import annotations

from msgspec import Struct

from audit.model import (
    Access,
    AncestorState,
    Availability,
    Basis,
    DataState,
    GapReason,
    GateKind,
    Outcome,
    Role,
    Scope,
    Severity,
    StatementKind,
)
from audit.model.review import QuoteState, ReviewState


class Mark(Struct, frozen=True, kw_only=True):
    """A word with a sign and a tone; a color never says it alone."""

    word: str
    sign: str
    tone: str
    """`good`, `mixed`, `bad`, `open` (not known) or `calm`."""


OUTCOMES = {
    Outcome.MET: Mark(word="met", sign="✓", tone="good"),
    Outcome.PARTLY: Mark(word="partly", sign="◐", tone="mixed"),
    Outcome.UNMET: Mark(word="unmet", sign="✗", tone="bad"),
    Outcome.UNKNOWN: Mark(word="unknown", sign="?", tone="open"),
    Outcome.NOT_APPLICABLE: Mark(word="not applicable", sign="–", tone="calm"),
}

SEVERITIES = {
    Severity.CRITICAL: Mark(word="critical", sign="▲▲", tone="bad"),
    Severity.HIGH: Mark(word="high", sign="▲", tone="bad"),
    Severity.MEDIUM: Mark(word="medium", sign="△", tone="mixed"),
    Severity.LOW: Mark(word="low", sign="▽", tone="calm"),
}

AVAILABILITY = {
    Availability.RELEASED: Mark(word="released", sign="✓", tone="good"),
    Availability.PARTIAL: Mark(word="in part", sign="◐", tone="mixed"),
    Availability.ANNOUNCED: Mark(word="announced", sign="…", tone="mixed"),
    Availability.WITHHELD: Mark(word="withheld", sign="✗", tone="bad"),
    Availability.NOT_FOUND: Mark(word="not found", sign="✗", tone="bad"),
    Availability.UNKNOWN: Mark(word="unknown", sign="?", tone="open"),
}

DATA_STATES = {
    DataState.STATED: Mark(word="stated", sign="✓", tone="good"),
    DataState.CANDIDATE: Mark(word="passages to be read", sign="?", tone="open"),
    DataState.INCOMPLETE: Mark(word="incomplete", sign="◐", tone="mixed"),
    DataState.SILENT: Mark(word="not spoken to", sign="✗", tone="bad"),
    DataState.UNREAD: Mark(word="not read", sign="?", tone="open"),
}

BASES = {
    Basis.AUTOMATIC: "automatic",
    Basis.PRESUMED: "presumed",
    Basis.REVIEWED: "reviewed",
}

BASIS_NOTES = {
    Basis.AUTOMATIC: "",
    Basis.PRESUMED: "presumed: on some of the terms nobody ruled, or they are known by a name",
    Basis.REVIEWED: "reviewed by a person",
}

ACCESS = {
    Access.OPEN: "open to all",
    Access.GATED: "behind a gate",
    Access.REGISTRATION: "after registration",
    Access.PAID: "for a fee",
    Access.UNKNOWN: "not known",
}

GATES = {
    GateKind.NONE: Mark(word="no gate", sign="✓", tone="good"),
    GateKind.AUTO: Mark(word="gate that opens on agreement", sign="◐", tone="mixed"),
    GateKind.MANUAL: Mark(word="gate kept by the owner", sign="✗", tone="bad"),
    GateKind.PRIVATE: Mark(word="private", sign="✗", tone="bad"),
    GateKind.DISABLED: Mark(word="closed by the host", sign="✗", tone="bad"),
    GateKind.UNKNOWN: Mark(word="not seen", sign="?", tone="open"),
}

FIELD_TYPES = {
    "text": "in words",
    "checkbox": "to be ticked",
    "date_picker": "a date",
    "country": "a country",
    "ip_location": "read from the address of the computer",
    "select": "one of a list",
}
"""https://huggingface.co/docs/hub/models-gated; `ip_location` stands in cards alone."""

COMPONENTS = {
    "weights-final": "Final weights",
    "weights-intermediate": "Intermediate checkpoints",
    "architecture-code": "Model architecture",
    "training-code": "Training code",
    "fine-tuning-code": "Fine-tuning code",
    "inference-code": "Inference code",
    "evaluation-code": "Evaluation code",
    "preprocessing-code": "Data processing code",
    "supporting-libraries": "Supporting libraries",
    "training-data": "Training data",
    "evaluation-data": "Evaluation data",
    "data-description": "Description of the data",
    "training-content-summary": "Summary of training content",
    "copyright-policy": "Copyright policy",
    "model-card": "Model card",
    "model-metadata": "Model metadata",
    "technical-report": "Technical report",
    "research-paper": "Research paper",
    "evaluation-results": "Evaluation results",
    "sample-outputs": "Sample outputs",
    "compute": "Compute used",
    "changelog": "Change log",
}

QUESTIONS = {
    "provenance": "where the training data comes from",
    "scope": "size, languages and other characteristics of the training data",
    "selection": "how the training data was obtained and selected",
    "labeling": "how the training data was labeled",
    "processing": "how the training data was processed and filtered",
    "public-sources": "which public data was used, and where to get it",
    "third-party-sources": "which data of third parties was used, and where to get it",
}

CLASSES = {
    "osi-approved": "OSI-approved",
    "od-recommended": "open data, recommended by the Open Definition",
    "od-other-conformant": "open data, conformant with the Open Definition",
    "open-data-de-facto": "open data in practice, on no list",
    "ai-bundle-permissive": "permissive, made for AI; OSI has not ruled",
    "fsf-libre-not-osi": "free by the FSF, not OSI-approved",
    "public-domain-assertion": "said to be in the public domain",
    "computational-use-only": "for computational use only",
    "rail-use-restricted": "RAIL: restricts use",
    "community-restricted": "vendor terms that restrict use or scale",
    "noncommercial-or-research": "non-commercial or research only",
    "custom-restricted": "its own terms, with restrictions",
    "inherited": "terms of what it was made from",
    "family-ambiguous": "a family of licenses, not said which",
    "unresolved": "stated, but not identified",
    "none": "none: its absence was seen",
    "unknown": "not known",
}

SCOPES = {
    Scope.WEIGHTS: "weights",
    Scope.CODE: "code",
    Scope.DATA: "data",
    Scope.DOCUMENTS: "documents",
}

KINDS = {
    StatementKind.LICENSE_FILE: "license file",
    StatementKind.FILE_HEADER: "file header",
    StatementKind.PROSE: "prose",
    StatementKind.METADATA_TAG: "metadata tag",
    StatementKind.PACKAGE_METADATA: "package metadata",
    StatementKind.INHERITED: "inherited",
    StatementKind.BADGE: "badge",
}

ROLES = {
    Role.WEIGHTS: "weights",
    Role.CHECKPOINT: "further weights",
    Role.CODE: "code",
    Role.DATA: "data",
    Role.PAPER: "paper",
    Role.PAGE: "page",
    Role.BASE_MODEL: "base model",
}

GAPS = {
    GapReason.MISSING: "not there",
    GapReason.GATED: "behind a gate",
    GapReason.UNREACHABLE: "could not be reached",
    GapReason.TOO_LARGE: "too large to read",
    GapReason.UNREADABLE: "could not be read",
    GapReason.RATE_LIMITED: "refused: too many requests",
    GapReason.CUT_SHORT: "listing cut short",
    GapReason.NOT_LOOKED: "not looked for",
}

ANCESTORS = {
    AncestorState.READ: "",
    AncestorState.GATED: "behind a gate",
    AncestorState.PRIVATE: "private",
    AncestorState.MISSING: "not there",
    AncestorState.UNREACHABLE: "could not be reached",
    AncestorState.NOT_LOOKED: "not looked for",
    AncestorState.LOCAL: "a path on the publisher's disk",
    AncestorState.NAMED: "",
    AncestorState.UNKNOWN: "",
}
CYCLE = "leads back"

REVIEW_STATES = {
    ReviewState.APPLIED: Mark(word="decides", sign="✓", tone="good"),
    ReviewState.OTHER_REVISION: Mark(word="to confirm", sign="?", tone="open"),
    ReviewState.EXPIRED: Mark(word="expired, to confirm", sign="?", tone="open"),
    ReviewState.QUOTE_NOT_FOUND: Mark(word="quote not found", sign="✗", tone="bad"),
    ReviewState.DISPUTED: Mark(word="disputed", sign="✗", tone="mixed"),
    ReviewState.SUPERSEDED: Mark(word="superseded", sign="–", tone="calm"),
}

QUOTE_STATES = {
    QuoteState.NOT_FOUND: "a quote was not found",
    QuoteState.NOT_CHECKED: "a quote was not looked for: its place was not read",
    QuoteState.FOUND: "quote found",
}
"""The gravest first."""

CONFLICTS = {
    "tag-against-license-file": "The tag says one thing, the license file another",
    "model-against-base-model": "The model's terms do not fit those of its base model",
    "no-license-for-own-code": "No license covers the project's own code",
    "license-template-unfilled": "A license template was left unfilled",
    "branch-against-branch": "Two branches carry different licenses",
    "badge-elsewhere": "A badge leads to another project's license",
    "claim-against-terms": "It is called open, and its terms say otherwise",
}


def spoken(identifier: str) -> str:
    """A kebab id without a word of its own, as words."""
    words = identifier.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def component_name(identifier: str) -> str:
    """The plain name of an inventory row."""
    return COMPONENTS.get(identifier) or spoken(identifier)


def question_name(identifier: str) -> str:
    """The plain words for a question about the training data."""
    return QUESTIONS.get(identifier) or spoken(identifier).lower()


def conflict_name(kind: str) -> str:
    """The plain name of a kind of conflict."""
    return CONFLICTS.get(kind) or spoken(kind)


def class_name(class_: str) -> str:
    """The plain words for a license class."""
    return CLASSES.get(class_, class_)
