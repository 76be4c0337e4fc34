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
    applying = [finding for finding in findings if finding.applies]
    if not applying:
        return _ASIDE
    true, open_, false = (
        [finding for finding in applying if finding.truth is truth] for truth in (True, None, False)
    )
    if len(true) >= count:
        return _told(True, true, true)
    if len(true) + len(open_) < count:
        return _told(False, false, false)
    return _told(None, applying, applying)


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
    applying: list[Finding] = []
    deciding: list[Finding] = []
    unsure = False
    for finding in findings:
        if finding.applies:
            applying.append(finding)
            if finding.truth is decisive:
                deciding.append(finding)
            elif finding.truth is None:
                unsure = True
    if deciding:
        return _told(decisive, deciding, deciding)
    if unsure:
        return _told(None, [f for f in applying if f.truth is None], applying)
    return _told(not decisive, applying, applying) if applying else _ASIDE


def _told(truth: Truth, told: list[Finding], shown: list[Finding]) -> Finding:
    """What those that were told come to, with the reasons of those that are shown."""
    if len(shown) == 1 and _is_plain(shown[0]):
        return shown[0]
    presumed = reviewed = False
    for finding in told:
        presumed = presumed or finding.presumed
        reviewed = reviewed or finding.reviewed
    return Finding(
        truth=truth,
        presumed=presumed,
        reviewed=reviewed,
        needs=needs_of(told) if truth is None else None,
        because=reasons_of(shown),
    )


def _is_plain(finding: Finding) -> bool:
    """Whether joining the finding with nothing leaves it as it is."""
    return (
        finding.level is None
        and finding.value is None
        and len(finding.because) < 2
        and (finding.truth is None or finding.needs is None)
    )


_ASIDE = Finding(truth=None, applies=False)


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
