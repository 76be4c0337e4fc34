"""What would change a verdict, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Change, ChangeKind
from audit.render.labels import component_name, question_name, spoken
from audit.render.language import _, sentence
from audit.render.untrusted import one_line


def change_lines(changes: Sequence[Change]) -> tuple[str, ...]:
    """One sentence for each thing that is to be done; what is done to one row is one thing."""
    by_subject: dict[str, dict[ChangeKind, Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, {})[change.kind] = change
    ordered = sorted(by_subject.items(), key=lambda pair: ChangeKind.SIGN_OFF in pair[1])
    return tuple(_line(subject, kinds) for subject, kinds in ordered)


def _line(subject: str, kinds: dict[ChangeKind, Change]) -> str:
    terms = kinds.get(ChangeKind.LICENSE)
    row = component_name(subject)
    if terms is not None:
        return _under(row, sentence(terms.terms), kinds)
    if ChangeKind.RELEASE in kinds:
        return _("Release in full: {component}", component=row)
    if ChangeKind.ACCESS in kinds:
        return _("Give it to everybody without asking: {component}", component=row)
    return _other(next(iter(kinds.values())))


def _under(row: str, terms: str, kinds: dict[ChangeKind, Change]) -> str:
    if ChangeKind.RELEASE in kinds:
        return _("Release in full under {terms}: {component}", terms=terms, component=row)
    if ChangeKind.ACCESS in kinds:
        lead = _("Give it to everybody without asking and put it under {terms}", terms=terms)
        return _("{what}: {component}", what=lead, component=row)
    return _("Put under {terms}: {component}", terms=terms, component=row)


def _other(change: Change) -> str:
    """What is done to no row."""
    match change.kind:
        case ChangeKind.STATE:
            return _("Answer in public: {question}", question=question_name(change.subject))
        case ChangeKind.UPSTREAM:
            terms = sentence(change.terms)
            return _("Build on a base model under {terms}, or have its terms opened", terms=terms)
        case ChangeKind.SIGN_OFF:
            task = sentence(one_line(change.subject))
            return _("A person has to {task}", task=task)
        case _:
            what = sentence(spoken(change.subject).lower())
            return _("Name in public: {what}", what=what)
