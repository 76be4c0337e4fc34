"""Rows of two states, matched by what they are about and not by where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from audit.model.difference import How, Pair

T = TypeVar("T")
Key = Callable[[T], Hashable]


def paired(
    old: Iterable[T],
    new: Iterable[T],
    keys: Iterable[Key[T]],
    same: Key[T],
    how: Callable[[T, T], How] = lambda old, new: How.CHANGED,
) -> tuple[Pair[T], ...]:
    """The rows that differ: those of the old state in their order, then those that are new.

    Rows that the first key calls one, and that say the same, are left out; of what is left, rows
    are one that a key calls so, the first keys first.
    """
    first, *_ = keys = list(keys)
    left, right = _each_once(old, first, same), _each_once(new, first, same)
    before = {at: row for at, row in left.items() if at not in right}
    after = {at: row for at, row in right.items() if at not in left}
    matches: dict[Hashable, T] = {}
    for key in keys:
        _match(before, after, key, matches)
    taken = {id(row) for row in matches.values()}
    found = [
        Pair(how=how(row, matches[at]), old=row, new=matches[at])
        if at in matches
        else Pair(how=How.GONE, old=row, new=None)
        for at, row in before.items()
    ]
    return tuple(found) + tuple(
        Pair(how=How.APPEARED, old=None, new=row) for row in after.values() if id(row) not in taken
    )


def _each_once(rows: Iterable[T], key: Key[T], same: Key[T]) -> dict[Hashable, T]:
    kept: dict[Hashable, T] = {}
    for row in rows:
        kept.setdefault((key(row), same(row)), row)
    return kept


def _match(
    before: dict[Hashable, T], after: dict[Hashable, T], key: Key[T], matches: dict[Hashable, T]
) -> None:
    """Adds the rows that the key calls one and that have no match yet, in their order."""
    taken = {id(row) for row in matches.values()}
    free: dict[Hashable, list[T]] = defaultdict(list)
    for row in after.values():
        if id(row) not in taken:
            free[key(row)].append(row)
    for at, row in before.items():
        candidates = free.get(key(row)) if at not in matches else None
        if candidates:
            matches[at] = candidates.pop(0)
