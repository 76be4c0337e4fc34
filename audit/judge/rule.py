"""The words of a rule over the inventory. A rule is data: no expressions and no code.

Rules come to one of Kleene's three values: true, false, and not known.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field


class AtLeast(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many of several rules."""

    count: Annotated[int, Meta(ge=1)]
    of: tuple[Rule, ...]


class Applies(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that is asked only where another one holds."""

    when: Rule
    then: Rule


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One node of a rule. Just one of its `LEADING` words is set."""

    all: tuple[Rule, ...] | None = None
    any: tuple[Rule, ...] | None = None
    not_: Rule | None = field(default=None, name="not")
    at_least: AtLeast | None = None
    applies: Applies | None = None
    component: str | None = None
    available: Literal["whole", "part"] | None = None
    license: str | None = None
    access: Literal["open", "gated"] | None = None
    if_found: bool = False
    """With `component`: what was not found decides nothing."""
    question: str | None = None
    if_used: bool = False
    """With `question`: silence decides nothing, because it may not apply."""
    field_: str | None = field(default=None, name="field")
    """A field of a summary of training content."""
    answer: Literal["yes", "no"] | None = None
    """With `field`: what is answered to it."""
    freedom: Literal["use", "study", "modify", "share"] | None = None
    clause: str | None = None
    """A question of the clause table, answered by the terms of the rows in `of`."""
    is_: tuple[str, ...] = field(default=(), name="is")
    """With `clause`: the answers that hold."""
    of: tuple[str, ...] = ()
    upstream: str | None = None
    lineage: str | None = None
    """A relation; true where the publisher names what stands in it, else not known."""
    copyleft: tuple[str, ...] | None = None
    claimed: Rule | None = None
    requirements: tuple[str, ...] | None = None
    person: str | None = None


LEADING = (
    "all",
    "any",
    "not_",
    "at_least",
    "applies",
    "component",
    "question",
    "field_",
    "freedom",
    "clause",
    "upstream",
    "lineage",
    "copyleft",
    "claimed",
    "requirements",
    "person",
)

BELONGS = {
    "available": ("component",),
    "license": ("component",),
    "access": ("component",),
    "if_found": ("component",),
    "if_used": ("question",),
    "answer": ("field_",),
    "is_": ("clause",),
    "of": ("freedom", "clause"),
}
"""The words that say more of another word, with those words."""


def written(word: str) -> str:
    """A word as it stands in a file."""
    return word.rstrip("_").replace("_", "-")


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules right inside a rule."""
    inner = [*(rule.all or ()), *(rule.any or ()), rule.not_, rule.claimed]
    if rule.at_least is not None:
        inner += rule.at_least.of
    if rule.applies is not None:
        inner += (rule.applies.when, rule.applies.then)
    return tuple(part for part in inner if part is not None)


def leading_word(rule: Rule) -> str:
    """The word that says what the rule is about; ValueError unless there is just one."""
    named = [word for word in LEADING if getattr(rule, word) is not None]
    if len(named) != 1:
        words = ", ".join(map(written, LEADING))
        found = ", ".join(map(written, named)) or "none"
        raise ValueError(f"expected just one of: {words}; found {found}")
    return named[0]
