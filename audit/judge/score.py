"""What the levels of a framework's requirements come to, by its own sum."""

from __future__ import annotations

from collections.abc import Sequence

from audit.judge.framework import Framework
from audit.model import Outcome, Score, Verdict


def score_of(framework: Framework, counted: Sequence[Verdict]) -> tuple[Score, str]:
    """The score and its words. What is not known is between the least and the most that it may
    be; what does not apply is left out."""
    applying = [one for one in counted if one.outcome is not Outcome.NOT_APPLICABLE]
    pairs = [_value(one) for one in applying]
    least, most = sum(low for low, _ in pairs), sum(high for _, high in pairs)
    highest = float(len(pairs))
    if framework.result.sum == "mean" and pairs:
        least, most, highest = least / len(pairs), most / len(pairs), 1.0
    score = Score(least=round(least, 4), most=round(most, 4), highest=highest)
    if all(one.value is None for one in applying):
        some = f" {framework.result.count} checks" if framework.result.count else ""
        words = f"{score.least:g} of {score.highest:g}{some} shown, {_open(applying)} not known"
        return score, words
    span = f"{score.least:g}" if score.least == score.most else f"{score.least:g} to {score.most:g}"
    return score, f"{span} of {score.highest:g}"


def _value(verdict: Verdict) -> tuple[float, float]:
    if verdict.value is not None:
        return verdict.value
    return {
        Outcome.MET: (1.0, 1.0),
        Outcome.UNKNOWN: (0.0, 1.0),
    }.get(verdict.outcome, (0.0, 0.0))


def _open(verdicts: Sequence[Verdict]) -> int:
    return sum(one.outcome is Outcome.UNKNOWN for one in verdicts)
