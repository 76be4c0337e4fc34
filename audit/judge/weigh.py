"""Which of people's findings decide.

A review decides only of the revision that it was made of, until its last day, where its words
stand, and where no other reviewer finds otherwise. All others wait, and are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from msgspec.structs import replace

from audit.judge.quotes import Sources
from audit.judge.review_check import terms_of
from audit.judge.which_model import is_of, revisions
from audit.model import Inventory, WeighedReview
from audit.model.review import NO_LICENSE, QuoteState, Review, ReviewEvidence, ReviewState

_COMMIT_IN_URL = re.compile(r"/([0-9a-f]{40})(?:[/?#]|$)")
_HOMES = {"hf:": "https://huggingface.co/", "github:": "https://github.com/"}
_SHORT_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def weigh(
    reviews: Iterable[Review],
    inventory: Inventory,
    sources: Sources | None = None,
    day: str | None = None,
) -> tuple[WeighedReview, ...]:
    """The reviews of this model, each with whether it decides; those of others are left out.

    `day` is the day on which they are to be valid, by default that of the collection.
    """
    checks = sources or Sources()
    on = day or inventory.snapshot.collected
    own = [one for one in reviews if is_of(inventory, one.model)]
    weighed = [_alone(one, inventory, checks, on) for one in own]
    return tuple(_beside(weighed))


def _alone(review: Review, inventory: Inventory, sources: Sources, day: str) -> WeighedReview:
    """The review by itself: its revision, its last day, its words."""
    checked = [sources.check(one) for one in review.evidence]
    absent = next((one for one in checked if one.state is QuoteState.NOT_FOUND), None)
    state, why = ReviewState.APPLIED, ""
    if other := _other_revision(review, inventory):
        state, why = ReviewState.OTHER_REVISION, other
    elif review.valid_until is not None and not (day and day <= review.valid_until):
        told = f"on {day}" if day else "as the day of collection is not known"
        state, why = ReviewState.EXPIRED, f"valid until {review.valid_until}, to confirm {told}"
    elif absent is not None:
        state, why = ReviewState.QUOTE_NOT_FOUND, f"the quote does not stand in {absent.place}"
    return WeighedReview(
        review=_linked(review, inventory),
        state=state,
        why=why,
        quotes=tuple(one.state for one in checked),
    )


def _linked(review: Review, inventory: Inventory) -> Review:
    """The review with an address for each place in an artifact that was read."""
    homes = {one.id: one.url for one in inventory.artifacts}
    return replace(review, evidence=tuple(_with_link(one, homes) for one in review.evidence))


def _with_link(evidence: ReviewEvidence, homes: Mapping[str, str | None]) -> ReviewEvidence:
    """Both hosts show a file below `blob`, and a revision below `tree`."""
    home = homes.get(evidence.artifact or "")
    if evidence.url is not None or home is None:
        return evidence
    if evidence.path is None or "/tree/" not in home:
        return replace(evidence, url=home)
    url = f"{home.replace('/tree/', '/blob/', 1)}/{quote(evidence.path)}"
    form = "#L{}-{}" if "/-/blob/" in url else "#L{}-L{}"
    lines = form.format(*evidence.lines) if evidence.lines else ""
    return replace(evidence, url=url + lines)


def _other_revision(review: Review, inventory: Inventory) -> str:
    """Why it is not known to be of what was read; empty where it is."""
    known = revisions(inventory, review.model)
    if review.revision is None:
        return f"it names no revision, to confirm at {known[0]}"
    if not any(_is_same(review.revision, one) for one in known):
        return f"of revision {review.revision}, to confirm at {known[0]}"
    read = {one.id: one.revision for one in inventory.artifacts}
    for one in review.evidence:
        artifact, said = _place(one, read)
        if said and artifact in read and not _is_same(said, read[artifact]):
            now = read[artifact] or "what was read"
            return f"read in {artifact} at {said}, to confirm at {now}"
    return ""


def _place(evidence: ReviewEvidence, artifacts: Iterable[str]) -> tuple[str, str | None]:
    """The artifact that was looked at and its revision, where the evidence or its address says."""
    if evidence.artifact is not None:
        return evidence.artifact, evidence.revision
    url = evidence.url or ""
    commit = _COMMIT_IN_URL.search(url)
    for identifier in artifacts if commit else ():
        kind, _, name = identifier.partition(":")
        home = _HOMES.get(f"{kind}:", "\n") + name
        if url.lower().startswith(f"{home.lower()}/"):
            return identifier, commit[1] if commit else None
    return "", None


def _is_same(said: str, known: str | None) -> bool:
    """Whether it is the same commit; seven digits of it or more will do."""
    if known is None:
        return False
    is_short = bool(_SHORT_COMMIT.fullmatch(said)) and known.startswith(said)
    return said == known or is_short


def _beside(weighed: Sequence[WeighedReview]) -> list[WeighedReview]:
    """Those that may decide, held against each other."""
    result = list(weighed)
    for state, why in ((ReviewState.SUPERSEDED, _superseded), (ReviewState.DISPUTED, _disputed)):
        standing = [one for one in result if one.state is ReviewState.APPLIED]
        result = [_where(one, state, why(one.review, standing)) for one in result]
    return result


def _where(one: WeighedReview, state: ReviewState, why: str) -> WeighedReview:
    if one.state is not ReviewState.APPLIED or not why:
        return one
    return replace(one, state=state, why=why)


def _superseded(review: Review, standing: Iterable[WeighedReview]) -> str:
    later = (
        one.review.date
        for one in _against(review, standing)
        if _is_one_person(one.review, review) and one.review.date > review.date
    )
    newest = max(later, default="")
    return f"the same reviewer finds otherwise on {newest}" if newest else ""


def _disputed(review: Review, standing: Iterable[WeighedReview]) -> str:
    others = dict.fromkeys(
        f"{one.review.reviewer} ({', '.join(aspects(one.review).values())})"
        for one in _against(review, standing)
    )
    return f"otherwise finds {' and '.join(others)}" if others else ""


def _against(review: Review, standing: Iterable[WeighedReview]) -> Iterator[WeighedReview]:
    """Those that find otherwise of the same."""
    found = aspects(review)
    for one in standing:
        other = aspects(one.review)
        if one.review.subject == review.subject and any(
            other.get(name, value) != value for name, value in found.items()
        ):
            yield one


def _is_one_person(one: Review, other: Review) -> bool:
    return one.reviewer.strip().casefold() == other.reviewer.strip().casefold()


def aspects(review: Review) -> dict[str, str]:
    """What is found, by what it is about, in words that can be compared."""
    found = dict(review.aspects)
    if review.license is not None:
        found["license"] = in_order(terms_of(review.license).expression)
    return found


def in_order(expression: str | None) -> str:
    """The expression with its parts in one order; as it is where no parser takes it."""
    from license_expression import ExpressionError, Licensing  # type: ignore[import-untyped]

    try:
        return str(Licensing().parse(expression).simplify()) if expression else NO_LICENSE
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        return expression or NO_LICENSE
