"""What a policy finds in models: one answer for each rule, with what decided it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from audit.model.collected import Target
from audit.model.inventory import SnapshotReference
from audit.model.judgement import Reason

CODE_BASE = "code-base"
"""In place of an artifact: the evidence lies in the code base that uses the model."""


class Answer(StrEnum):
    """What a rule of a policy comes to."""

    MET = "met"
    PRESUMED = "presumed"
    """Met only if terms count on which nobody has ruled, or that are known by a name alone."""
    APPROVAL = "approval"
    """The policy wants somebody to approve it, which a waiver does."""
    WAITING = "waiting"
    """Not known until a person has done what is named."""
    UNKNOWN = "unknown"
    UNMET = "unmet"
    NOT_APPLICABLE = "not-applicable"


class Level(StrEnum):
    """What follows from an answer."""

    PASS = "pass"  # noqa: S105  no password
    WAIVED = "waived"
    WARN = "warn"
    FAIL = "fail"


class Waiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody's word that a rule need not be met by a model until a day."""

    model: str
    """The id of the model, or `.` for the folder that is checked."""
    rule: str
    reason: str
    approver: str
    expires: str
    """The last day on which it holds: year-month-day."""
    revision: str = ""
    """The one revision for which it holds; empty for every one."""
    subject: str = ""
    """The one row, conflict or requirement for which it holds; empty for all of the rule."""
    policy: str = ""
    """The policy of which the rule is; empty for every one that has such a rule."""


class Point(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a rule looked at."""

    subject: str
    """A row, a relation, a kind of conflict or the id of a requirement; empty for the whole."""
    answer: Answer
    level: Level = Level.PASS
    text: str
    """What was found, in the tool's words."""
    because: tuple[Reason, ...] = ()
    waiver: Waiver | None = None
    """The waiver that holds for it, or that would and does not."""
    why_not: str = ""
    """Why the waiver does not hold; empty where it does."""


class RuleFinding(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one rule of the policy comes to for one model."""

    level: Level
    """The worst level of its points."""
    points: tuple[Point, ...]


class PolicyRuleText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of the policy as readers are told of it."""

    says: str
    words: str
    """The rule as a sentence."""
    handling: str
    """What follows where it is not met, and where that is not known."""
    help: str
    """What to do where it is not met."""
    source: str = ""
    """The address of more to read."""


class PolicyReference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The policy that was applied."""

    id: str
    name: str
    says: str
    digest: str
    """sha256 of its file."""
    rules: Mapping[str, PolicyRuleText]


class IdleWaiver(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A waiver that changed nothing."""

    waiver: Waiver
    why: str


class ModelFindings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answers of one model."""

    target: Target
    snapshot: SnapshotReference
    level: Level
    """The worst level of its rules."""
    url: str | None = None
    root: str | None = None
    """Where the target's files lie below the repository that is checked, such as `models/tiny`;
    empty at its top, None where they do not lie in it."""
    rules: Mapping[str, RuleFinding]


class Findings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A policy applied to models on a day."""

    schema: str = "openness-findings/1"
    tool: str
    criteria: str
    """Digest of the criteria files."""
    policy: PolicyReference
    day: str
    level: Level
    """The worst level of all models."""
    models: tuple[ModelFindings, ...]
    idle_waivers: tuple[IdleWaiver, ...] = ()
