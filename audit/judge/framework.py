"""A published definition of openness, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from audit.judge.rule import Rule

Check = Literal["automatic", "assisted", "manual"]
"""Whether files decide, files help a person to decide, or a person alone decides."""
Kind = Literal[
    "binary", "advisory", "checklist", "conditions", "completeness", "tiered", "labels", "score"
]
STEPPED: tuple[Kind, ...] = ("tiered", "labels")


class Level(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the levels at which a requirement may be met, and what it is worth."""

    name: str
    value: float
    says: str
    rule: Rule


class Warn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a requirement that is met where a further rule does not hold."""

    says: str
    rule: Rule


class Requirement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One requirement of a framework: a rule, or levels from the best to the least."""

    name: str
    says: str
    rule: Rule | None = None
    levels: tuple[Level, ...] = ()
    required: bool = True
    check: Check = "automatic"
    source: str | None = None
    warn: Warn | None = None


class Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of requirements with an outcome of its own."""

    name: str
    requirements: tuple[str, ...]


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class or label: requirements that are counted, or a rule."""

    id: str
    name: str
    says: str = ""
    requirements: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    rule: Rule | None = None


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The framework's own words for its outcomes."""

    met: str = "met"
    partly: str = "partly met"
    unmet: str = "not met"
    unknown: str = "not known"
    not_applicable: str = "not applicable"


class Result(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """How the requirements come to one outcome."""

    words: Words = Words()
    scope: tuple[str, ...] = ()
    """Where one of these is unmet, the framework does not apply."""
    apart: tuple[str, ...] = ()
    """Judged and shown, and not counted."""
    steps: tuple[Step, ...] = ()
    """Classes or labels, from the highest to the lowest."""
    cumulative: bool = False
    """Whether a step asks for what the lower ones ask for too."""
    gated: bool = False
    """Whether progress at a step counts only once the lower ones are complete."""
    stands_in: dict[str, str] = field(default_factory=dict)
    """Requirements, and those that are counted in their place where they are not met."""
    none: str = "none"
    """The name of having reached no step."""
    sum: Literal["mean", "total"] = "mean"
    lowest: str = "closed"
    """The name of the level below all levels."""
    count: Check | None = None
    """Only requirements of this check are counted."""


class Framework(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published definition as data."""

    id: str
    name: str
    publisher: str
    version: str
    date: str
    kind: Kind
    source: str
    notes: tuple[str, ...] = ()
    elements: dict[str, Element]
    requirements: dict[str, Requirement]
    result: Result = Result()

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every rule, with the id of its requirement or step."""
        for name, requirement in self.requirements.items():
            if requirement.rule is not None:
                yield name, requirement.rule
            yield from ((name, level.rule) for level in requirement.levels)
            if requirement.warn is not None:
                yield name, requirement.warn.rule
        for step in self.result.steps:
            if step.rule is not None:
                yield f"step {step.id}", step.rule

    def asked(self, number: int) -> tuple[str, ...]:
        """The requirements that a counted step asks for, by its place in `steps`."""
        steps = self.result.steps
        lower = steps[number + 1 :] if self.result.cumulative else ()
        return tuple(
            name for step in (*reversed(lower), steps[number]) for name in step.requirements
        )

    def counted(self) -> tuple[str, ...]:
        """The requirements that the outcome counts."""
        return tuple(
            name
            for name, requirement in self.requirements.items()
            if requirement.required
            and name not in self.result.apart
            and self.result.count in (None, requirement.check)
        )

    def counts_all(self) -> bool:
        """Whether the outcome counts all that is required and not set apart."""
        return self.result.count is None or all(
            not asked.required or name in self.result.apart or asked.check == self.result.count
            for name, asked in self.requirements.items()
        )
