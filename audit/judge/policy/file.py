"""A policy as it stands in a file: rules in the words of the frameworks, and what follows."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from audit.judge.rule import Rule
from audit.model import GateKind, Outcome, Severity

SCHEMA: Literal["openness-policy/1"] = "openness-policy/1"
Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Few = Literal["fail", "warn", "pass"]


class FrameworkAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The outcome of a published definition. Just one of `is`, `not` and `at-least` is set."""

    id: str
    is_: tuple[Outcome, ...] = field(default=(), name="is")
    not_: tuple[Outcome, ...] = field(default=(), name="not")
    at_least: str | None = None
    """A class or label of the definition, by its id; a higher one is as good."""
    requirements: tuple[str, ...] = ()
    """These requirements by themselves, in place of the whole."""


class LicenseAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms of rows of the inventory, or of what the model was made from.

    Each of the lists names licenses by SPDX id, classes of licenses, and sets of classes. An id
    weighs more than a class; what is denied weighs more than what needs an approval, and that more
    than what is allowed.
    """

    of: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    otherwise: Literal["denied", "approval"] = "denied"
    """What stands in no list. Terms that are not known are not known, unless a list has them."""


class ClausesAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answers of the clause table that are not accepted."""

    of: tuple[str, ...]
    refused: dict[str, tuple[str, ...]]


class ConflictsAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No conflict of these weights and kinds stands in what was read."""

    severity: tuple[Severity, ...] = ()
    """Empty for all."""
    kinds: tuple[str, ...] = ()
    """Empty for all."""
    but: tuple[str, ...] = ()
    """Kinds that are left out."""


class GateAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What may stand before the weights, or the data."""

    of: tuple[Literal["weights-final", "training-data"], ...]
    accepted: tuple[GateKind, ...]
    eu_admitted: bool = False
    """Whether a gate that turns people in the European Union away is not accepted."""


class AgeAsk(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many days old the snapshot may be."""

    days: Annotated[int, Meta(ge=0)]


class PolicyRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: just one of the `ASKS`, and what follows from each answer."""

    says: str
    """What is asked, in a sentence."""
    help: str
    """What to do where it is not met."""
    source: str = ""
    unmet: Literal["fail", "warn"] = "fail"
    unknown: Few = "fail"
    waiting: Few | None = None
    """What waits for a person; as `unknown` where it is left out."""
    presumed: Few = "warn"
    rule: Rule | None = None
    framework: FrameworkAsk | None = None
    license: LicenseAsk | None = None
    clauses: ClausesAsk | None = None
    conflicts: ConflictsAsk | None = None
    gate: GateAsk | None = None
    age: AgeAsk | None = None


ASKS = ("rule", "framework", "license", "clauses", "conflicts", "gate", "age")


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked of a model; all rules have to be met."""

    schema: Literal["openness-policy/1"]
    id: Id
    name: str
    says: str
    """What it is for, in a sentence or two."""
    notes: tuple[str, ...] = ()
    rules: dict[Id, PolicyRule]


def asked(rule: PolicyRule) -> str:
    """The word that says what a rule is about; ValueError unless there is just one."""
    named = [word for word in ASKS if getattr(rule, word) is not None]
    if len(named) != 1:
        found = ", ".join(named) or "none"
        raise ValueError(f"expected just one of {', '.join(ASKS)}; found {found}")
    return named[0]


def frameworks_of(policy: Policy) -> tuple[str, ...]:
    """The definitions that a policy asks for, each once."""
    asks = (rule.framework for rule in policy.rules.values())
    return tuple(dict.fromkeys(ask.id for ask in asks if ask is not None))
