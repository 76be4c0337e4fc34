"""Kleene's three values, with what decided them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from audit.model import Reason

Truth = bool | None
"""True, False, or None for what is not known."""


class Finding(Struct, frozen=True, kw_only=True):
    """What a rule came to."""

    truth: Truth
    presumed: bool = False
    """True only if terms count on which nobody has ruled."""
    reviewed: bool = False
    """Whether it stands on what a person found."""
    applies: bool = True
    needs: str | None = None
    because: tuple[Reason, ...] = ()
    level: str | None = None
    """The level that was reached, where there are levels and it is known."""
    value: tuple[float, float] | None = None
    """The least and the most that it may be worth, where it is worth something."""


def all_of(findings: tuple[Finding, ...]) -> Finding:
    """False if one is false; else not known if one is not known; else true."""
    return _joined(findings, decisive=False)


def any_of(findings: tuple[Finding, ...]) -> Finding:
    """True if one is true; else not known if one is not known; else false."""
    return _joined(findings, decisive=True)


def at_least(count: int, findings: tuple[Finding, ...]) -> Finding:
    """True if `count` are true; false if so many cannot become so; else not known."""
    applying = tuple(finding for finding in findings if finding.applies)
    if not applying:
        return Finding(truth=None, applies=False)
    true, open_, false = (
        tuple(f for f in applying if f.truth is truth) for truth in (True, None, False)
    )
    if len(true) >= count:
        return _told(True, true)
    if len(true) + len(open_) < count:
        return _told(False, false)
    return _told(None, applying)


def negated(finding: Finding) -> Finding:
    """The opposite; what is not known stays so."""
    truth = None if finding.truth is None else not finding.truth
    return Finding(
        truth=truth,
        reviewed=finding.reviewed,
        applies=finding.applies,
        needs=finding.needs,
        because=finding.because,
    )


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
        reviewed=any(finding.reviewed for finding in told),
        needs=needs_of(told) if truth is None else None,
        because=reasons_of(applying if truth is None else told),
    )


def _told(truth: Truth, told: tuple[Finding, ...]) -> Finding:
    return Finding(
        truth=truth,
        presumed=any(finding.presumed for finding in told),
        reviewed=any(finding.reviewed for finding in told),
        needs=needs_of(told) if truth is None else None,
        because=reasons_of(told),
    )


def reasons_of(findings: Sequence[Finding]) -> tuple[Reason, ...]:
    """What was found, each once."""
    if len(findings) == 1 and len(findings[0].because) == 1:
        return findings[0].because
    told: list[Reason] = []
    texts: set[str] = set()
    for finding in findings:
        for reason in finding.because:
            if reason.text not in texts or reason not in told:
                texts.add(reason.text)
                told.append(reason)
    return tuple(told)


def needs_of(findings: Sequence[Finding]) -> str | None:
    """What a person has to do, each once."""
    return "; ".join(dict.fromkeys(f.needs for f in findings if f.needs)) or None
