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
from audit.render.language import _, marked, sentence


class Mark(Struct, frozen=True, kw_only=True):
    """A word with a sign and a tone; a color never says it alone."""

    word: str
    sign: str
    tone: str
    """`good`, `mixed`, `bad`, `open` (not known) or `calm`."""


OUTCOMES = {
    Outcome.MET: Mark(word=marked("met"), sign="✓", tone="good"),
    Outcome.PARTLY: Mark(word=marked("partly"), sign="◐", tone="mixed"),
    Outcome.UNMET: Mark(word=marked("unmet"), sign="✗", tone="bad"),
    Outcome.UNKNOWN: Mark(word=marked("unknown"), sign="?", tone="open"),
    Outcome.NOT_APPLICABLE: Mark(word=marked("not applicable"), sign="–", tone="calm"),
}

SEVERITIES = {
    Severity.CRITICAL: Mark(word=marked("critical"), sign="▲▲", tone="bad"),
    Severity.HIGH: Mark(word=marked("high"), sign="▲", tone="bad"),
    Severity.MEDIUM: Mark(word=marked("medium"), sign="△", tone="mixed"),
    Severity.LOW: Mark(word=marked("low"), sign="▽", tone="calm"),
}

AVAILABILITY = {
    Availability.RELEASED: Mark(word=marked("released"), sign="✓", tone="good"),
    Availability.PARTIAL: Mark(word=marked("in part"), sign="◐", tone="mixed"),
    Availability.ANNOUNCED: Mark(word=marked("announced"), sign="…", tone="mixed"),
    Availability.WITHHELD: Mark(word=marked("withheld"), sign="✗", tone="bad"),
    Availability.NOT_FOUND: Mark(word=marked("not found"), sign="✗", tone="bad"),
    Availability.UNKNOWN: Mark(word=marked("unknown"), sign="?", tone="open"),
}

DATA_STATES = {
    DataState.STATED: Mark(word=marked("stated"), sign="✓", tone="good"),
    DataState.CANDIDATE: Mark(word=marked("passages to be read"), sign="?", tone="open"),
    DataState.INCOMPLETE: Mark(word=marked("incomplete"), sign="◐", tone="mixed"),
    DataState.SILENT: Mark(word=marked("not spoken to"), sign="✗", tone="bad"),
    DataState.UNREAD: Mark(word=marked("not read"), sign="?", tone="open"),
}

BASES = {
    Basis.AUTOMATIC: marked("automatic"),
    Basis.PRESUMED: marked("presumed"),
    Basis.REVIEWED: marked("reviewed"),
}

BASIS_NOTES = {
    Basis.AUTOMATIC: "",
    Basis.PRESUMED: marked(
        "presumed: on some of the terms nobody ruled, or they are known by a name"
    ),
    Basis.REVIEWED: marked("reviewed by a person"),
}

ACCESS = {
    Access.OPEN: marked("open to all"),
    Access.GATED: marked("behind a gate"),
    Access.REGISTRATION: marked("after registration"),
    Access.PAID: marked("for a fee"),
    Access.UNKNOWN: marked("not known"),
}

GATES = {
    GateKind.NONE: Mark(word=marked("no gate"), sign="✓", tone="good"),
    GateKind.AUTO: Mark(word=marked("gate that opens on agreement"), sign="◐", tone="mixed"),
    GateKind.MANUAL: Mark(word=marked("gate kept by the owner"), sign="✗", tone="bad"),
    GateKind.PRIVATE: Mark(word=marked("private"), sign="✗", tone="bad"),
    GateKind.DISABLED: Mark(word=marked("closed by the host"), sign="✗", tone="bad"),
    GateKind.UNKNOWN: Mark(word=marked("not seen"), sign="?", tone="open"),
}

FIELD_TYPES = {
    "text": marked("in words"),
    "checkbox": marked("to be ticked"),
    "date_picker": marked("a date"),
    "country": marked("a country"),
    "ip_location": marked("read from the address of the computer"),
    "select": marked("one of a list"),
}
"""https://huggingface.co/docs/hub/models-gated; `ip_location` stands in cards alone."""

COMPONENTS = {
    "weights-final": marked("Final weights"),
    "weights-intermediate": marked("Intermediate checkpoints"),
    "architecture-code": marked("Model architecture"),
    "training-code": marked("Training code"),
    "fine-tuning-code": marked("Fine-tuning code"),
    "inference-code": marked("Inference code"),
    "evaluation-code": marked("Evaluation code"),
    "preprocessing-code": marked("Data processing code"),
    "supporting-libraries": marked("Supporting libraries"),
    "training-data": marked("Training data"),
    "evaluation-data": marked("Evaluation data"),
    "data-description": marked("Description of the data"),
    "training-content-summary": marked("Summary of training content"),
    "copyright-policy": marked("Copyright policy"),
    "model-card": marked("Model card"),
    "model-metadata": marked("Model metadata"),
    "technical-report": marked("Technical report"),
    "research-paper": marked("Research paper"),
    "evaluation-results": marked("Evaluation results"),
    "sample-outputs": marked("Sample outputs"),
    "compute": marked("Compute used"),
    "changelog": marked("Change log"),
}

QUESTIONS = {
    "provenance": marked("where the training data comes from"),
    "scope": marked("size, languages and other characteristics of the training data"),
    "selection": marked("how the training data was obtained and selected"),
    "labeling": marked("how the training data was labeled"),
    "processing": marked("how the training data was processed and filtered"),
    "public-sources": marked("which public data was used, and where to get it"),
    "third-party-sources": marked("which data of third parties was used, and where to get it"),
}

CLASSES = {
    "osi-approved": marked("OSI-approved"),
    "od-recommended": marked("open data, recommended by the Open Definition"),
    "od-other-conformant": marked("open data, conformant with the Open Definition"),
    "open-data-de-facto": marked("open data in practice, on no list"),
    "ai-bundle-permissive": marked("permissive, made for AI; OSI has not ruled"),
    "fsf-libre-not-osi": marked("free by the FSF, not OSI-approved"),
    "public-domain-assertion": marked("said to be in the public domain"),
    "computational-use-only": marked("for computational use only"),
    "rail-use-restricted": marked("RAIL: restricts use"),
    "community-restricted": marked("vendor terms that restrict use or scale"),
    "noncommercial-or-research": marked("non-commercial or research only"),
    "custom-restricted": marked("its own terms, with restrictions"),
    "inherited": marked("terms of what it was made from"),
    "family-ambiguous": marked("a family of licenses, not said which"),
    "unresolved": marked("stated, but not identified"),
    "none": marked("none: its absence was seen"),
    "unknown": marked("not known"),
}

SCOPES = {
    Scope.WEIGHTS: marked("weights"),
    Scope.CODE: marked("code"),
    Scope.DATA: marked("data"),
    Scope.DOCUMENTS: marked("documents"),
}

KINDS = {
    StatementKind.LICENSE_FILE: marked("license file"),
    StatementKind.FILE_HEADER: marked("file header"),
    StatementKind.PROSE: marked("prose"),
    StatementKind.METADATA_TAG: marked("metadata tag"),
    StatementKind.PACKAGE_METADATA: marked("package metadata"),
    StatementKind.INHERITED: marked("inherited"),
    StatementKind.BADGE: marked("badge"),
}

ROLES = {
    Role.WEIGHTS: marked("weights"),
    Role.CHECKPOINT: marked("further weights"),
    Role.CODE: marked("code"),
    Role.DATA: marked("data"),
    Role.PAPER: marked("paper"),
    Role.PAGE: marked("page"),
    Role.BASE_MODEL: marked("base model"),
}

GAPS = {
    GapReason.MISSING: marked("not there"),
    GapReason.GATED: marked("behind a gate"),
    GapReason.UNREACHABLE: marked("could not be reached"),
    GapReason.TOO_LARGE: marked("too large to read"),
    GapReason.UNREADABLE: marked("could not be read"),
    GapReason.RATE_LIMITED: marked("refused: too many requests"),
    GapReason.CUT_SHORT: marked("listing cut short"),
    GapReason.NOT_LOOKED: marked("not looked for"),
}

ANCESTORS = {
    AncestorState.READ: "",
    AncestorState.GATED: marked("behind a gate"),
    AncestorState.PRIVATE: marked("private"),
    AncestorState.MISSING: marked("not there"),
    AncestorState.UNREACHABLE: marked("could not be reached"),
    AncestorState.NOT_LOOKED: marked("not looked for"),
    AncestorState.LOCAL: marked("a path on the publisher's disk"),
    AncestorState.NAMED: "",
    AncestorState.UNKNOWN: "",
}
CYCLE = marked("leads back")

REVIEW_STATES = {
    ReviewState.APPLIED: Mark(word=marked("decides"), sign="✓", tone="good"),
    ReviewState.OTHER_REVISION: Mark(word=marked("to confirm"), sign="?", tone="open"),
    ReviewState.EXPIRED: Mark(word=marked("expired, to confirm"), sign="?", tone="open"),
    ReviewState.QUOTE_NOT_FOUND: Mark(word=marked("quote not found"), sign="✗", tone="bad"),
    ReviewState.DISPUTED: Mark(word=marked("disputed"), sign="✗", tone="mixed"),
    ReviewState.SUPERSEDED: Mark(word=marked("superseded"), sign="–", tone="calm"),
}

QUOTE_STATES = {
    QuoteState.NOT_FOUND: marked("a quote was not found"),
    QuoteState.NOT_CHECKED: marked("a quote was not looked for: its place was not read"),
    QuoteState.FOUND: marked("quote found"),
}
"""The gravest first."""

CONFLICTS = {
    "tag-against-license-file": marked("The tag says one thing, the license file another"),
    "model-against-base-model": marked("The model's terms do not fit those of its base model"),
    "no-license-for-own-code": marked("No license covers the project's own code"),
    "license-template-unfilled": marked("A license template was left unfilled"),
    "branch-against-branch": marked("Two branches carry different licenses"),
    "badge-elsewhere": marked("A badge leads to another project's license"),
    "claim-against-terms": marked("It is called open, and its terms say otherwise"),
}


def spoken(identifier: str) -> str:
    """A kebab id without a word of its own, as words."""
    words = identifier.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def component_name(identifier: str) -> str:
    """The plain name of an inventory row."""
    known = COMPONENTS.get(identifier)
    return _(known) if known else spoken(identifier)


def question_name(identifier: str) -> str:
    """The plain words for a question about the training data."""
    known = QUESTIONS.get(identifier)
    return _(known) if known else spoken(identifier).lower()


def conflict_name(kind: str) -> str:
    """The plain name of a kind of conflict."""
    known = CONFLICTS.get(kind)
    return _(known) if known else sentence(spoken(kind))


def class_name(class_: str) -> str:
    """The plain words for a license class."""
    known = CLASSES.get(class_)
    return _(known) if known else class_
