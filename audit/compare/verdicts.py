"""The verdicts of two assessments, by framework and requirement."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model import Assessment, FrameworkVerdict, Verdict
from audit.model.difference import FrameworkChange, Standing, VerdictChange


def verdicts_changed(old: Assessment, new: Assessment) -> tuple[FrameworkChange, ...]:
    """The frameworks by which something came out otherwise, in the order of the new assessment."""
    ids = list(dict.fromkeys((*new.frameworks, *old.frameworks)))
    found = (_framework(one, old.frameworks.get(one), new.frameworks.get(one)) for one in ids)
    return tuple(one for one in found if one.is_of_the_whole or one.requirements)


def not_explained(
    saved: tuple[FrameworkChange, ...], by_model: tuple[FrameworkChange, ...]
) -> tuple[FrameworkChange, ...]:
    """Changes of saved verdicts for which the model gives no reason: judged alike, they are not
    there, or are others."""
    reasons = {one.id: one for one in by_model}
    found = (_rest(one, reasons.get(one.id)) for one in saved)
    return tuple(one for one in found if one.is_of_the_whole or one.requirements)


def _framework(
    identifier: str, old: FrameworkVerdict | None, new: FrameworkVerdict | None
) -> FrameworkChange:
    known = new or old
    return FrameworkChange(
        id=identifier,
        name=known.name if known else identifier,
        old=_standing(old),
        new=_standing(new),
        requirements=_requirements(
            old.requirements if old else {}, new.requirements if new else {}
        ),
    )


def _standing(one: FrameworkVerdict | None) -> Standing | None:
    if one is None:
        return None
    return Standing(
        outcome=one.outcome,
        basis=one.basis,
        says=one.says,
        reached=one.reached,
        possible=one.possible,
        score=one.score,
    )


def _requirements(
    old: Mapping[str, Verdict], new: Mapping[str, Verdict]
) -> tuple[VerdictChange, ...]:
    ids = dict.fromkeys((*new, *old))
    found = (VerdictChange(id=one, old=old.get(one), new=new.get(one)) for one in ids)
    return tuple(one for one in found if _answer(one.old) != _answer(one.new))


def _answer(one: Verdict | None) -> tuple[object, ...]:
    if one is None:
        return ()
    return one.outcome, one.basis, one.level, one.value, one.needs


def _rest(saved: FrameworkChange, reason: FrameworkChange | None) -> FrameworkChange:
    """What of a framework's change stands on something else than the model."""
    told = {(one.id, _turn(one)) for one in reason.requirements} if reason else set()
    whole = reason is not None and (saved.old, saved.new) == (reason.old, reason.new)
    return FrameworkChange(
        id=saved.id,
        name=saved.name,
        old=saved.new if whole else saved.old,
        new=saved.new,
        requirements=tuple(one for one in saved.requirements if (one.id, _turn(one)) not in told),
    )


def _turn(one: VerdictChange) -> tuple[tuple[object, ...], tuple[object, ...]]:
    return _answer(one.old), _answer(one.new)
