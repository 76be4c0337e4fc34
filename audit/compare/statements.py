"""License statements, gates and claims of two states, matched by what they speak of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from audit.compare.rows import paired
from audit.model import AccessCondition, Claim, Evidence, Statement, StatementKind
from audit.model.difference import How, Pair

_OWN_TERMS = {"custom-restricted", "unresolved"}
"""Classes of texts that are known by their words alone."""


def statements_changed(
    old: Iterable[Statement], new: Iterable[Statement]
) -> tuple[Pair[Statement], ...]:
    """The statements that differ: by artifact, path, kind and part they are one.

    What only moved to other lines, or says the same in other words, is no change; the text of
    terms that no list knows is one, since nobody but a person can tell what its words mean.
    """
    keys = (_place, _meaning, _part)
    return paired(old, new, keys, _says, _how)


def gates_changed(
    old: Iterable[AccessCondition], new: Iterable[AccessCondition]
) -> tuple[Pair[AccessCondition], ...]:
    """The gates that differ, by artifact: who lets in, and what is asked."""
    return paired(old, new, (_artifact,), lambda one: (one.gate, one.asked))


def claims_changed(old: Iterable[Claim], new: Iterable[Claim]) -> tuple[Pair[Claim], ...]:
    """The first claim of each file that began to call the model open, or ceased to."""
    return paired(old, new, (_file_of_claim,), _nothing)


def meaning_at(one: Statement) -> Hashable:
    """What a statement says, and of what: the same wherever in its file it stands."""
    return _place(one), _says(one)


def path_of(evidence: tuple[Evidence, ...]) -> str:
    """The file of the first place; empty where none is named."""
    return (evidence[0].path or "") if evidence else ""


def _artifact(one: AccessCondition) -> Hashable:
    return one.artifact


def _place(one: Statement) -> Hashable:
    return one.artifact, path_of(one.evidence), one.kind, one.scope, one.folder


def _meaning(one: Statement) -> Hashable:
    return one.artifact, one.kind, one.scope, one.expression, one.class_


def _part(one: Statement) -> Hashable:
    return one.artifact, path_of(one.evidence), one.scope


def _says(one: Statement) -> Hashable:
    """What is said: the terms, and the text itself where they go by no listed name."""
    if not is_own_text(one):
        return one.expression, one.class_
    return one.expression, one.class_, one.evidence[0].sha256


def is_own_text(one: Statement) -> bool:
    """Whether it is a text of terms of the publisher's own, which no list knows."""
    is_text = one.kind is StatementKind.LICENSE_FILE and bool(one.evidence)
    return is_text and one.class_ in _OWN_TERMS


def _how(old: Statement, new: Statement) -> How:
    if (old.expression, old.class_, old.scope) != (new.expression, new.class_, new.scope):
        return How.CHANGED
    if old.kind is not new.kind:
        return How.CHANGED
    return How.MOVED if _place(old) != _place(new) else How.REWORDED


def _file_of_claim(one: Claim) -> Hashable:
    where = one.evidence[0] if one.evidence else None
    return (where.artifact, where.path) if where else ""


def _nothing(one: Claim) -> Hashable:
    """Claims of one file all say the same: that the model is open."""
    return None
