"""How an inventory is judged."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from audit.model.collected import Evidence, Gap, Mention, Target
from audit.model.inventory import (
    AccessCondition,
    ArtifactSummary,
    Claim,
    Component,
    Conflict,
    DataQuestion,
    Edge,
    SnapshotReference,
    Statement,
)
from audit.model.review import QuoteState, Review, ReviewState
from audit.model.summary import SummaryField
from audit.model.terms import LicenseTerms


class Outcome(StrEnum):
    """The answer to a requirement, an element or a framework."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Basis(StrEnum):
    """What an outcome stands on."""

    AUTOMATIC = "automatic"
    PRESUMED = "presumed"
    """Met only if terms count on which the framework's publisher has not ruled, or that are known
    of a base model by its name alone."""
    REVIEWED = "reviewed"


class Reason(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact that decided a requirement."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class ChangeKind(StrEnum):
    """What would be done to an inventory."""

    RELEASE = "release"
    """A row is put online, for everybody."""
    LICENSE = "license"
    """A row is put under terms of a set."""
    ACCESS = "access"
    """The gate before a row is taken away."""
    STATE = "state"
    """A question on the training data is answered in public."""
    UPSTREAM = "upstream"
    """What the model is made from is, or is replaced by what is, under terms of a set."""
    NAME = "name"
    """What stands in a relation to the model is named in public."""
    SIGN_OFF = "sign-off"
    """A person does what the rule leaves to a person, and finds for the model."""


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """One change of what is published that a verdict hangs on."""

    kind: ChangeKind
    subject: str
    """A row, a question, a relation, or what a person has to do."""
    to: str = ""
    """With `license` and `upstream`: the license set."""
    terms: str = ""
    """The license set in words."""


class Verdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to one requirement."""

    name: str
    says: str = ""
    """What is asked, in this project's words."""
    required: bool
    outcome: Outcome
    basis: Basis
    needs: str | None = None
    """What a person has to do before it can be met."""
    because: tuple[Reason, ...] = ()
    level: str | None = None
    """The level that was reached, where there are levels and it is known."""
    value: tuple[float, float] | None = None
    """The least and the most that it is worth, where there are levels."""
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    """The smallest set of changes after which it would be met; empty where it is met, and where
    nothing that is published would change it."""
    reviews: tuple[int, ...] = ()
    """Indices in the assessment's reviews of those that are on this requirement, whether they
    decide or not."""


class ElementVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to a group of requirements."""

    name: str
    outcome: Outcome
    basis: Basis


class StepVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to one class or label."""

    name: str
    outcome: Outcome
    basis: Basis
    progress: tuple[float, float] | None = None
    """The least and the most of it that is met, in percent, where the framework counts it."""
    missing: tuple[str, ...] = ()
    """The requirements that are not met, known or not."""
    changes: tuple[Change, ...] = ()
    """The smallest set of changes after which it would be reached."""


class Score(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the levels come to, by the framework's own sum: the least and the most, and the
    highest that there is."""

    least: float
    most: float
    highest: float


class Counts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of the counted requirements came to what."""

    met: int
    partly: int
    unmet: int
    unknown: int
    not_applicable: int


class FrameworkVerdict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer of one framework."""

    name: str
    version: str
    date: str = ""
    kind: str = "binary"
    source: str
    outcome: Outcome
    basis: Basis
    says: str = ""
    """The outcome in the framework's own words."""
    reached: str | None = None
    """The highest class or label that is met."""
    possible: str | None = None
    """The highest class or label that is not known to be unmet."""
    steps: Mapping[str, StepVerdict] = {}
    score: Score | None = None
    counts: Counts | None = None
    changes: tuple[Change, ...] = ()
    """The smallest set of changes after which the whole would be met."""
    elements: Mapping[str, ElementVerdict]
    requirements: Mapping[str, Verdict]


class WeighedReview(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's finding, whether it decides, and what the tool itself had found."""

    review: Review
    state: ReviewState
    why: str = ""
    """Why it does not decide; empty where it does."""
    quotes: tuple[QuoteState, ...] = ()
    """Of each evidence whether its words stand there."""
    component: Component | None = None
    """With a review of a component: the row as the tool found it."""
    verdict: Verdict | None = None
    """With a review of a requirement: the tool's verdict without any review."""


class Versions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a judgement was made with."""

    tool: str
    criteria: str
    """Digest of the criteria files."""
    licenses: str
    """Date of the license lists."""


class Assessment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An inventory with the verdicts on it."""

    schema: str = "openness-assessment/1"
    target: Target
    snapshot: SnapshotReference
    versions: Versions
    artifacts: tuple[ArtifactSummary, ...]
    components: Mapping[str, Component]
    access_conditions: tuple[AccessCondition, ...] = ()
    statements: tuple[Statement, ...]
    data_questions: tuple[DataQuestion, ...]
    training_summary: tuple[SummaryField, ...] = ()
    lineage: tuple[Edge, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    mentions: tuple[Mention, ...]
    reviews: tuple[WeighedReview, ...] = ()
    terms: tuple[LicenseTerms, ...] = ()
    """What the licenses of the components say, the weights' first."""
    frameworks: Mapping[str, FrameworkVerdict]
