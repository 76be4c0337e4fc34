"""What in the terms of a work speaks against offering under other terms what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.entries import Entry, clause_table, freedoms_of
from audit.licenses.offers import Answer, Reason, Relation, reason
from audit.licenses.published import in_matrix

_DENIED = ("forbidden", "silent", "unshared")
"""Answers on `derivatives` and `redistribution` that leave nothing to offer."""
_GRANTS = ("derivatives", "redistribution")
_PLAIN = {
    "patent-grant": ("silent", "granted"),
    "termination": ("silent", "never"),
    "notice-file": ("none",),
    "naming": ("none",),
    "governing-law": ("silent",),
}
"""Conditions that licenses which admit no further ones may clash with, where not so answered."""
_VERSION = re.compile(r"(?P<stem>.*)-(?P<version>\d+(?:\.\d+)*)(?:-or-later)?")
Obstacle = tuple[Answer, Reason]


def obstacles(
    upstream: str, theirs: Entry, offered: str, ours: Entry | None, relation: Relation
) -> Iterator[Obstacle]:
    """Every clause of `theirs` that stands in the way of offering under `ours`, and how much.

    `ours` is None for terms that nobody has read: then only what holds of any terms comes out.
    Whether a model is a changed work of its data, or data one of the model that put it out, has
    not been decided: of these a `no` becomes a question for a lawyer.
    """
    undecided = relation in (Relation.TRAINING_DATA, Relation.OUTPUTS)
    found = _of_copies(upstream, theirs, offered, ours, relation)
    for answer, because in found:
        yield (Answer.LAWYER if undecided else answer), because


def _of_copies(
    upstream: str, theirs: Entry, offered: str, ours: Entry | None, relation: Relation
) -> Iterator[Obstacle]:
    for clause in _GRANTS:
        value = theirs.clauses[clause].value
        if value in _DENIED:
            yield Answer.NO, reason(upstream, theirs, clause)
        elif value == "conditional" and upstream != offered:
            yield Answer.LAWYER, reason(upstream, theirs, clause)
    if upstream == offered:
        return
    yield from _of_same_terms(upstream, theirs, offered, ours, relation)
    if ours is not None:
        yield from _of_lost_limits(upstream, theirs, ours)
        if relation in (Relation.BASE_MODEL, Relation.CODE):
            yield from _of_further_conditions(upstream, theirs, offered, ours)


def _of_same_terms(
    upstream: str, theirs: Entry, offered: str, ours: Entry | None, relation: Relation
) -> Iterator[Obstacle]:
    """A license that asks for itself admits no other, save where others say that it does."""
    value = theirs.clauses["same-terms"].value
    because = reason(
        upstream, theirs, "same-terms", ours.clauses["same-terms"].value if ours else ""
    )
    if value == "same-restrictions":
        yield Answer.LAWYER, because
    elif value == "same-license":
        may = relation is Relation.BASE_MODEL and in_matrix(upstream, offered)
        open_question = may in (Answer.YES, Answer.LAWYER) or is_later(upstream, offered)
        yield (Answer.LAWYER if open_question else Answer.NO), because


def _of_lost_limits(upstream: str, theirs: Entry, ours: Entry) -> Iterator[Obstacle]:
    """Every limit of `theirs`: lost where `ours` limits less; where it limits as much, whether
    the one covers the other has to be read in both texts."""
    for clause, cell in theirs.clauses.items():
        if clause in _GRANTS or not _effects(clause, cell.value):
            continue
        value = ours.clauses[clause].value
        lost = _is_lost(clause, cell.value, value)
        yield (Answer.NO if lost else Answer.LAWYER), reason(upstream, theirs, clause, value)


def _of_further_conditions(
    upstream: str, theirs: Entry, offered: str, ours: Entry
) -> Iterator[Obstacle]:
    """Conditions that `ours` does not know, where it is a copyleft license, which lets nobody add
    any. The matrix has decided this for the licenses that it holds."""
    known = in_matrix(upstream, offered)
    if theirs.clauses["same-terms"].value == "same-license" or known is Answer.YES:
        return
    if known is None and (theirs.kind == "waiver" or not is_copyleft(ours)):
        return
    for because in grounds_of_a_clash(upstream, theirs, offered, ours, known is not None):
        yield known or Answer.LAWYER, because


def grounds_of_a_clash(
    upstream: str, theirs: Entry, offered: str, ours: Entry, clash: bool
) -> tuple[Reason, ...]:
    """Why a copyleft license and another one clash: what the one asks beyond the other, and that
    the other admits nothing more. With `clash` there is one at any rate."""
    if theirs.clauses["same-terms"].value == "same-license":
        value = ours.clauses["same-terms"].value
        return (reason(upstream, theirs, "same-terms", value),)
    beyond = [
        clause
        for clause, plain in _PLAIN.items()
        if (value := theirs.clauses[clause].value) not in plain
        and value != ours.clauses[clause].value
    ]
    if clash and not beyond:
        beyond = ["attribution"]
    if not beyond:
        return ()
    asked = (reason(upstream, theirs, one, ours.clauses[one].value) for one in beyond)
    return (*asked, reason(offered, ours, "same-terms"))


def is_copyleft(found: Entry) -> bool:
    """Whether a license asks for itself, and gives all four freedoms."""
    free = set(freedoms_of(found).values()) == {clause_table().marks[0]}
    return free and found.clauses["same-terms"].value == "same-license"


def is_later(upstream: str, offered: str) -> bool:
    """Whether the second id is that of a later version of the first, as far as ids tell."""
    one, two = _VERSION.fullmatch(upstream), _VERSION.fullmatch(offered)
    if one is None or two is None or one["stem"] != two["stem"]:
        return False
    return _numbers(one["version"]) < _numbers(two["version"])


def limits_on_use(license_id: str, found: Entry) -> tuple[Reason, ...]:
    """The clauses that lower the freedom to use, apart from that on outputs."""
    return tuple(
        reason(license_id, found, clause)
        for clause, cell in found.clauses.items()
        if clause != "output-use" and "use" in _effects(clause, cell.value)
    )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _is_lost(clause: str, theirs: str, ours: str) -> bool:
    """Whether a limit lowers a freedom further than ours does."""
    marks = clause_table().marks
    given = _effects(clause, ours)
    return any(
        marks.index(mark) > marks.index(given.get(freedom, marks[0]))
        for freedom, mark in _effects(clause, theirs).items()
    )


def _effects(clause: str, value: str) -> dict[str, str]:
    return clause_table().clauses[clause].values[value]
