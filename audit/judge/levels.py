"""Which of several levels is reached, and what that is worth."""

from __future__ import annotations

from audit.judge.framework import Level
from audit.judge.kleene import Finding, Truth, needs_of, reasons_of


def graded(levels: tuple[Level, ...], found: tuple[Finding, ...]) -> Finding:
    """The best level whose rule holds; a better one that is not known leaves it open.

    Levels go from the best to the least; below the last one the value is 0. True is the best
    level, false any other that is known.
    """
    applying = [(level, one) for level, one in zip(levels, found, strict=True) if one.applies]
    if not applying:
        return Finding(truth=None, applies=False)
    reached = next((n for n, (_, one) in enumerate(applying) if one.truth is True), len(applying))
    above = [(level, one) for level, one in applying[:reached] if one.truth is None]
    least = applying[reached][0].value if reached < len(applying) else 0.0
    most = max([least, *(level.value for level, _ in above)])
    if above:
        asked = tuple(one for _, one in above)
        return Finding(
            truth=None, value=(least, most), needs=needs_of(asked), because=reasons_of(asked)
        )
    if reached == len(applying):
        told = tuple(one for _, one in applying)
        return _known(False, told, (0.0, 0.0), "")
    level, decided = applying[reached]
    told = (decided, *(one for _, one in applying[:reached]))
    return _known(reached == 0, told, (least, most), level.name)


def _known(
    truth: Truth, told: tuple[Finding, ...], value: tuple[float, float], level: str
) -> Finding:
    return Finding(
        truth=truth,
        presumed=any(one.presumed and one.truth is True for one in told),
        reviewed=any(one.reviewed for one in told),
        because=reasons_of(told),
        value=value,
        level=level,
    )
