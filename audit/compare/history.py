"""The turns in a repository's history: commits after which it says something else of its terms."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from audit.compare.statements import (
    claims_changed,
    gates_changed,
    is_own_text,
    meaning_at,
    path_of,
    statements_changed,
)
from audit.compare.wording import only_in
from audit.model import AccessCondition, Claim, Statement
from audit.model.difference import Commit, How, Pair, Turn
from audit.text.page import Page


class Said(Struct, frozen=True, kw_only=True):
    """What one or more files of a commit say of terms and openness."""

    statements: tuple[Statement, ...] = ()
    gates: tuple[AccessCondition, ...] = ()
    claims: tuple[Claim, ...] = ()
    pages: tuple[Page, ...] = ()


class Step(Struct, frozen=True, kw_only=True):
    """The files of a commit that may speak of terms, before it and after it."""

    commit: Commit
    before: Said
    after: Said
    others: tuple[Said, ...] = ()
    """Of a merge: what the further commits say that it brings together."""
    held_before: Hashable
    """What the files held: the same change may stand in several branches."""
    held_after: Hashable


def turns(steps: Iterable[Step]) -> Iterator[Turn]:
    """The commits that changed what is said, each change once, in the order of the steps."""
    seen: set[tuple[Hashable, Hashable]] = set()
    for step in steps:
        change = step.held_before, step.held_after
        if change in seen:
            continue
        seen.discard(change[::-1])  # what was taken back may be done again
        seen.add(change)
        turn = _turn(step)
        if turn.statements or turn.gates or turn.claims:
            yield turn


def _turn(step: Step) -> Turn:
    before, after = step.before, step.after
    return Turn(
        commit=step.commit,
        statements=tuple(
            _quoted(pair, before.pages, after.pages)
            for pair in statements_changed(before.statements, after.statements)
            if not _is_white_space(pair, before.pages, after.pages)
            and _is_of_the_merge(pair, step.others)
        ),
        gates=gates_changed(before.gates, after.gates),
        claims=() if step.others else claims_changed(before.claims, after.claims),
    )


def _is_of_the_merge(pair: Pair[Statement], others: tuple[Said, ...]) -> bool:
    """False for what a merge only takes over from one of its sides, as it stood there."""
    if pair.new is not None:
        said = [meaning_at(one) for other in others for one in other.statements]
        return meaning_at(pair.new) not in said
    row = pair.old
    return row is None or all(
        meaning_at(row) in map(meaning_at, other.statements) for other in others
    )


def _quoted(
    pair: Pair[Statement], before: tuple[Page, ...], after: tuple[Page, ...]
) -> Pair[Statement]:
    """The pair; where a text of own terms is one of them, with the lines that differ as quotes."""
    old, new, texts = pair.old, pair.new, _texts(pair, before, after)
    if old is None or new is None or texts is None:
        return pair
    gone, come = only_in(*texts), only_in(*texts[::-1])
    return replace(
        pair,
        old=replace(old, evidence=gone or old.evidence[:1]),
        new=replace(new, evidence=come or new.evidence[:1]),
    )


def _is_white_space(
    pair: Pair[Statement], before: tuple[Page, ...], after: tuple[Page, ...]
) -> bool:
    """Whether two wordings differ in nothing that anybody would read."""
    texts = _texts(pair, before, after) if pair.how is How.REWORDED else None
    return texts is not None and not only_in(*texts) and not only_in(*texts[::-1])


def _texts(
    pair: Pair[Statement], before: tuple[Page, ...], after: tuple[Page, ...]
) -> tuple[Page, Page] | None:
    """The two wordings of a text of own terms; None where it is something else."""
    if pair.old is None or pair.new is None:
        return None
    if not (is_own_text(pair.old) or is_own_text(pair.new)):
        return None
    old = _page(before, path_of(pair.old.evidence))
    new = _page(after, path_of(pair.new.evidence))
    return (old, new) if old is not None and new is not None else None


def _page(pages: tuple[Page, ...], path: str) -> Page | None:
    return next((page for page in pages if page.path == path), None)
