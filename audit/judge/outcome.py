"""From findings to outcomes, and from the outcomes of parts to that of a whole."""

from __future__ import annotations

from collections.abc import Iterable

from audit.judge.kleene import Finding
from audit.model import Basis, Outcome, Verdict


def outcome_of(found: Finding) -> Outcome:
    """The answer to one requirement; partly, where a level below the best is reached."""
    if not found.applies:
        return Outcome.NOT_APPLICABLE
    if found.truth is None:
        return Outcome.UNKNOWN
    if found.truth:
        return Outcome.MET
    return Outcome.PARTLY if found.level else Outcome.UNMET


def basis_of(found: Finding) -> Basis:
    """What the answer to one requirement stands on."""
    if found.reviewed:
        return Basis.REVIEWED
    return Basis.PRESUMED if found.presumed and found.truth is True else Basis.AUTOMATIC


def overall(verdicts: Iterable[Verdict]) -> Outcome:
    """Unmet if one is unmet; else unknown if one is unknown; else met."""
    outcomes = {verdict.outcome for verdict in verdicts} - {Outcome.NOT_APPLICABLE}
    for outcome in (Outcome.UNMET, Outcome.UNKNOWN, Outcome.PARTLY):
        if outcome in outcomes:
            return outcome
    return Outcome.MET if outcomes else Outcome.NOT_APPLICABLE


def in_parts(verdicts: Iterable[Verdict]) -> Outcome:
    """As `overall`, but partly where some are met, or partly so, and others unmet."""
    parts = list(verdicts)
    outcome = overall(parts)
    has_some = any(one.outcome in (Outcome.MET, Outcome.PARTLY) for one in parts)
    return Outcome.PARTLY if outcome is Outcome.UNMET and has_some else outcome


def basis_of_all(outcome: Outcome, verdicts: Iterable[Verdict]) -> Basis:
    """Reviewed if a person's finding is among them; else presumed if met on a presumption."""
    bases = {verdict.basis for verdict in verdicts}
    if Basis.REVIEWED in bases:
        return Basis.REVIEWED
    is_presumed = outcome is Outcome.MET and Basis.PRESUMED in bases
    return Basis.PRESUMED if is_presumed else Basis.AUTOMATIC
