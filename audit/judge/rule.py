"""Rules over the inventory, in Kleene's three values: true, false, and not known."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from audit.model import Reason

Truth = bool | None
"""True, False, or None for what is not known."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """One node of a rule. Just one of its `LEADING` words is set."""

    all: tuple[Rule, ...] | None = None
    any: tuple[Rule, ...] | None = None
    not_: Rule | None = field(default=None, name="not")
    component: str | None = None
    available: Literal["whole", "part"] | None = None
    license: str | None = None
    access: Literal["open", "gated"] | None = None
    if_found: bool = False
    """With `component`: what was not found decides nothing."""
    question: str | None = None
    if_used: bool = False
    """With `question`: silence decides nothing, because it may not apply."""
    freedom: Literal["use", "study", "modify", "share"] | None = None
    of: tuple[str, ...] = ()
    upstream: str | None = None
    copyleft: tuple[str, ...] | None = None
    claimed: Rule | None = None
    requirements: tuple[str, ...] | None = None
    person: str | None = None


LEADING = (
    "all",
    "any",
    "not_",
    "component",
    "question",
    "freedom",
    "upstream",
    "copyleft",
    "claimed",
    "requirements",
    "person",
)

BELONGS = {
    "available": "component",
    "license": "component",
    "access": "component",
    "if_found": "component",
    "if_used": "question",
    "of": "freedom",
}
"""The words that say more of another word, with that word."""


def written(word: str) -> str:
    """A word as it stands in a file."""
    return word.rstrip("_").replace("_", "-")


def parts(rule: Rule) -> tuple[Rule, ...]:
    """The rules right inside a rule."""
    inner = (*(rule.all or ()), *(rule.any or ()), rule.not_, rule.claimed)
    return tuple(part for part in inner if part is not None)


def leading_word(rule: Rule) -> str:
    """The word that says what the rule is about; ValueError unless there is just one."""
    named = [word for word in LEADING if getattr(rule, word) is not None]
    if len(named) != 1:
        words = ", ".join(map(written, LEADING))
        found = ", ".join(map(written, named)) or "none"
        raise ValueError(f"expected just one of: {words}; found {found}")
    return named[0]


class Finding(Struct, frozen=True, kw_only=True):
    """What a rule came to."""

    truth: Truth
    presumed: bool = False
    """True only if terms count on which nobody has ruled."""
    applies: bool = True
    needs: str | None = None
    because: tuple[Reason, ...] = ()


def all_of(findings: tuple[Finding, ...]) -> Finding:
    """False if one is false; else not known if one is not known; else true."""
    return _joined(findings, decisive=False)


def any_of(findings: tuple[Finding, ...]) -> Finding:
    """True if one is true; else not known if one is not known; else false."""
    return _joined(findings, decisive=True)


def _joined(findings: tuple[Finding, ...], *, decisive: bool) -> Finding:
    applying = tuple(finding for finding in findings if finding.applies)
    if not applying:
        return Finding(truth=None, applies=False)
    deciding = tuple(f for f in applying if f.truth is decisive) or tuple(
        f for f in applying if f.truth is None
    )
    told = deciding or applying
    truth = told[0].truth
    return Finding(
        truth=truth,
        presumed=any(finding.presumed for finding in told),
        needs=_needs(told),
        because=_reasons(applying if truth is None else told),
    )


def _reasons(findings: tuple[Finding, ...]) -> tuple[Reason, ...]:
    """What was found, each once; where nothing was decided, all of it."""
    return tuple(dict.fromkeys(reason for finding in findings for reason in finding.because))


def _needs(findings: tuple[Finding, ...]) -> str | None:
    if findings[0].truth is not None:
        return None
    said = dict.fromkeys(finding.needs for finding in findings if finding.needs)
    return "; ".join(said) or None


def negated(finding: Finding) -> Finding:
    """The opposite; what is not known stays so."""
    truth = None if finding.truth is None else not finding.truth
    return Finding(
        truth=truth, applies=finding.applies, needs=finding.needs, because=finding.because
    )
