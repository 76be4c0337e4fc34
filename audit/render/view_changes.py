"""What would change a verdict, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.model import Change, ChangeKind
from audit.render.labels import component_name, question_name, spoken
from audit.render.language import _, sentence
from audit.render.untrusted import one_line

Act = tuple[frozenset[ChangeKind], str]
"""What is done, and the license set that it is done with; what is done alike is told once."""
_ROWS = frozenset({ChangeKind.RELEASE, ChangeKind.LICENSE, ChangeKind.ACCESS})


def change_lines(changes: Sequence[Change]) -> tuple[str, ...]:
    """One sentence for each thing that is to be done, with all the rows that it is done to; what a
    person has to do stands last."""
    if not changes:
        return ()
    acts: dict[Act, list[str]] = {}
    for subject, asked in _by_subject(changes).items():
        for act in _acts(asked):
            acts.setdefault(act, []).append(subject)
    ordered = sorted(acts.items(), key=lambda pair: ChangeKind.SIGN_OFF in pair[0][0])
    return tuple(line for act, subjects in ordered for line in _lines(act, subjects))


def _by_subject(changes: Sequence[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.subject, []).append(change)
    return found


def _acts(asked: list[Change]) -> Iterator[Act]:
    """What is done to one subject: to a row all at once, anything else by itself."""
    to_row = [one for one in asked if one.kind in _ROWS]
    if to_row:
        yield frozenset(one.kind for one in to_row), max(one.terms for one in to_row)
    for one in asked:
        if one.kind not in _ROWS:
            yield frozenset({one.kind}), one.terms


def _lines(act: Act, subjects: list[str]) -> tuple[str, ...]:
    kinds, terms = act
    if kinds <= _ROWS:
        rows = _(", ").join(map(component_name, subjects))
        return (_under(rows, sentence(terms), kinds) if terms else _freely(rows, kinds),)
    (kind,) = kinds
    if kind is ChangeKind.STATE:
        questions = _("; ").join(map(question_name, subjects))
        return (_("Answer in public: {question}", question=questions),)
    return tuple(_other(kind, subject, sentence(terms)) for subject in subjects)


def _freely(rows: str, kinds: frozenset[ChangeKind]) -> str:
    if ChangeKind.RELEASE in kinds:
        return _("Release in full: {component}", component=rows)
    return _("Give it to everybody without asking: {component}", component=rows)


def _under(rows: str, terms: str, kinds: frozenset[ChangeKind]) -> str:
    if ChangeKind.RELEASE in kinds:
        return _("Release in full under {terms}: {component}", terms=terms, component=rows)
    if ChangeKind.ACCESS in kinds:
        lead = _("Give it to everybody without asking and put it under {terms}", terms=terms)
        return _("{what}: {component}", what=lead, component=rows)
    return _("Put under {terms}: {component}", terms=terms, component=rows)


def _other(kind: ChangeKind, subject: str, terms: str) -> str:
    """What is done to no row."""
    match kind:
        case ChangeKind.UPSTREAM:
            return _("Build on a base model under {terms}, or have its terms opened", terms=terms)
        case ChangeKind.SIGN_OFF:
            return _("A person has to {task}", task=sentence(one_line(subject)))
        case _:
            return _("Name in public: {what}", what=sentence(spoken(subject).lower()))
