"""What would change a verdict, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from audit.model import Change, ChangeKind
from audit.render.labels import component_name, question_name, spoken
from audit.render.untrusted import one_line


def change_lines(changes: Sequence[Change]) -> tuple[str, ...]:
    """One sentence for each thing that is to be done; what is done to one row is one thing."""
    by_subject: dict[str, dict[ChangeKind, Change]] = {}
    for change in changes:
        by_subject.setdefault(change.subject, {})[change.kind] = change
    lines = [_line(subject, kinds) for subject, kinds in by_subject.items()]
    return tuple(sorted(lines, key=lambda line: line.startswith(_PERSON)))


_PERSON = "A person has to "


def _line(subject: str, kinds: dict[ChangeKind, Change]) -> str:
    terms = kinds.get(ChangeKind.LICENSE)
    under = f" under {terms.terms}" if terms else ""
    row = component_name(subject)
    if ChangeKind.RELEASE in kinds:
        return f"Release in full{under}: {row}"
    if ChangeKind.ACCESS in kinds:
        also = f" and put it{under}" if terms else ""
        return f"Give it to everybody without asking{also}: {row}"
    return f"Put{under}: {row}" if terms else _other(next(iter(kinds.values())))


def _other(change: Change) -> str:
    """What is done to no row."""
    match change.kind:
        case ChangeKind.STATE:
            return f"Answer in public: {question_name(change.subject)}"
        case ChangeKind.UPSTREAM:
            return f"Build on a base model under {change.terms}, or have its terms opened"
        case ChangeKind.SIGN_OFF:
            return f"{_PERSON}{one_line(change.subject)}"
        case _:
            return f"Name in public: {spoken(change.subject).lower()}"
