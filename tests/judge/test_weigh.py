from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from audit.judge.weigh import weigh
from audit.judge.which_model import is_of, named_in_reviews, revisions
from audit.model import Inventory, SnapshotReference, Target, TargetKind, WeighedReview
from audit.model.review import QuoteState, Review
from tests.judge.reviews import (
    CODE,
    MODEL,
    PLACE,
    REVISION,
    by,
    heron_inventory,
    read,
    review,
    signed_entry,
    sources,
    states,
)

HERON = heron_inventory()
OTHER = "f" * 40


def weighed(*reviews: Review, day: str | None = None) -> tuple[WeighedReview, ...]:
    return weigh(reviews, HERON, sources(), day)


def alone(one: Review) -> tuple[str, str]:
    (found,) = weighed(one)
    return found.state.value, found.why


def test_a_review_of_this_revision_decides() -> None:
    (found,) = weighed(review())
    assert (found.state, found.why) == ("applied", "")
    assert found.quotes == (QuoteState.FOUND,)


@pytest.mark.parametrize("model", [MODEL, "hf:acme/Heron-7B", " ACME/heron-7b "])
def test_the_ids_of_one_model(model: str) -> None:
    assert is_of(HERON, model)
    assert len(weighed(replace(review(), model=model))) == 1


@pytest.mark.parametrize("model", ["acme/Heron-70B", "Heron-7B", CODE, ""])
def test_reviews_of_others_are_left_out(model: str) -> None:
    assert weighed(replace(review(), model=model)) == ()


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        (REVISION, "applied"),
        (REVISION[:7], "applied"),
        (HERON.snapshot.digest, "applied"),
        (REVISION[:6], "other-revision"),
        (OTHER, "other-revision"),
        ("main", "other-revision"),
        (None, "other-revision"),
    ],
)
def test_another_revision_is_to_be_confirmed(revision: str | None, state: str) -> None:
    found, why = alone(replace(review(), revision=revision))
    assert found == state
    assert (f"to confirm at {REVISION}" in why) == (state != "applied")


def test_a_model_whose_revision_nobody_knows_is_named_by_its_digest() -> None:
    target = Target(kind=TargetKind.FOLDER, id="folder:heron", name="heron")
    folder = replace(HERON, target=target, artifacts=())
    assert named_in_reviews(folder) == ("folder:heron", HERON.snapshot.digest)
    for revision, state in ((None, "other-revision"), (HERON.snapshot.digest, "applied")):
        one = replace(review(), model="folder:heron", revision=revision)
        assert states(weigh([one], folder)) == [state]


def test_what_was_named_and_the_weights_are_both_the_model() -> None:
    target = Target(kind=TargetKind.GITHUB, id=CODE, name="heron")
    named = replace(HERON, target=target)
    assert named_in_reviews(named) == (MODEL, REVISION)
    assert revisions(named, CODE) == (REVISION, HERON.snapshot.digest)
    assert is_of(named, CODE)
    assert is_of(named, MODEL)


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ({**PLACE, "revision": REVISION}, "applied"),
        ({**PLACE, "revision": OTHER}, "other-revision"),
        ({**PLACE, "artifact": "github:acme/unread", "revision": OTHER}, "applied"),
        (
            {"url": f"https://github.com/acme/heron/blob/{OTHER}/a.py", "quote": "x"},
            "other-revision",
        ),
        ({"url": f"https://github.com/Acme/Heron/tree/{OTHER}", "quote": "x"}, "other-revision"),
        ({"url": f"https://github.com/acme/heron/tree/{REVISION}", "quote": "x"}, "applied"),
        ({"url": f"https://github.com/acme/heron-2/blob/{OTHER}/a", "quote": "x"}, "applied"),
        ({"url": "https://github.com/acme/heron/blob/main/a", "quote": "x"}, "applied"),
    ],
)
def test_code_that_was_read_at_another_revision(place: dict[str, Any], state: str) -> None:
    found, why = alone(review(evidence=[place]))
    assert found == state
    assert (f"{CODE} at {OTHER}, to confirm at {REVISION}" in why) == (state != "applied")


@pytest.mark.parametrize(
    ("until", "day", "state"),
    [
        ("2026-11-20", None, "applied"),
        ("2026-11-30", "2026-11-30", "applied"),
        ("2026-11-30", "2026-12-01", "expired"),
        (None, "2036-12-01", "applied"),
    ],
)
def test_a_review_counts_until_its_last_day(until: str | None, day: str | None, state: str) -> None:
    (found,) = weighed(review(**{"valid-until": until}), day=day)
    assert found.state == state
    assert ("to confirm on 2026-12-01" in found.why) == (state == "expired")


def test_without_a_day_of_collection_a_last_day_cannot_be_held() -> None:
    bare = replace(HERON, snapshot=SnapshotReference(digest="0" * 64, collected=""))
    (found,) = weigh([review(**{"valid-until": "2036-01-01"})], bare)
    assert found.state == "expired"
    assert "the day of collection is not known" in found.why


def test_words_that_do_not_stand_there_decide_nothing() -> None:
    good, bad = PLACE, {**PLACE, "quote": "The evaluation code"}
    (found,) = weighed(review(evidence=[good, bad]))
    assert found.state == "quote-not-found"
    assert found.why == f"the quote does not stand in README.md of {CODE}"
    assert found.quotes == (QuoteState.FOUND, QuoteState.NOT_FOUND)


@pytest.mark.parametrize(
    ("place", "url"),
    [
        (PLACE, f"https://github.com/acme/heron/blob/{REVISION}/README.md"),
        ({**PLACE, "path": "a b.md", "lines": [1, 2]}, f"blob/{REVISION}/a%20b.md#L1-L2"),
        ({"artifact": CODE, "quote": "run.py"}, f"https://github.com/acme/heron/tree/{REVISION}"),
        ({**PLACE, "url": "https://example.org/heron"}, "https://example.org/heron"),
    ],
)
def test_each_place_opens(place: dict[str, Any], url: str) -> None:
    (found,) = weighed(review(evidence=[place]))
    assert (found.review.evidence[0].url or "").endswith(url)


def test_a_place_that_was_not_read_has_no_address() -> None:
    (found,) = weighed(review(evidence=[{**PLACE, "artifact": "github:acme/unread"}]))
    assert found.review.evidence[0].url is None


def test_two_who_disagree_decide_nothing() -> None:
    one, other = review(), by("Bob", review(finding="not-found"))
    third = by("Eve", review(license="MIT", finding=None))
    found = weighed(one, other, third)
    assert states(found) == ["disputed", "disputed", "applied"]
    assert found[0].why == "otherwise finds Bob (not-found)"
    assert found[1].why == "otherwise finds Jane (released)"


def test_two_who_agree_both_decide() -> None:
    assert states(weighed(review(), by("Bob", review(reason="So it is.")))) == ["applied"] * 2


@pytest.mark.parametrize(
    ("one", "other", "state"),
    [
        ("MIT OR Apache-2.0", "Apache-2.0 OR MIT", "applied"),
        ("apache-2.0", "Apache-2.0", "applied"),
        ("MIT", "NONE", "disputed"),
        ("MIT AND Apache-2.0", "MIT OR Apache-2.0", "disputed"),
    ],
)
def test_the_same_terms_in_other_words(one: str, other: str, state: str) -> None:
    found = weighed(
        review(license=one, finding=None), by("Bob", review(license=other, finding=None))
    )
    assert states(found) == [state] * 2


def test_who_waits_disputes_nothing() -> None:
    old = by("Bob", replace(review(finding="not-found"), revision=OTHER))
    assert states(weighed(review(), old)) == ["applied", "other-revision"]


def test_the_same_reviewer_may_find_otherwise_later() -> None:
    later = by(" jane ", review(finding="partial", date="2026-11-21"))
    found = weighed(review(), later)
    assert states(found) == ["superseded", "applied"]
    assert found[0].why == "the same reviewer finds otherwise on 2026-11-21"
    same_day = by("Jane", review(finding="partial"))
    assert states(weighed(review(), same_day)) == ["disputed"] * 2


def test_the_order_of_reviews_changes_no_state() -> None:
    reviews = [
        review(),
        by("Bob", review(finding="partial")),
        by("Eve", review(license="MIT", finding=None)),
        *read(signed_entry(), signed_entry("OSAID-F2", "unmet")),
    ]
    one = {found.review: found.state for found in weighed(*reviews)}
    assert {found.review: found.state for found in weighed(*reversed(reviews))} == one


def test_an_inventory_alone_is_weighed_without_its_texts() -> None:
    bare: Inventory = replace(HERON)
    (found,) = weigh([review(evidence=[{**PLACE, "quote": "no such words"}])], bare)
    assert (found.state, found.quotes) == ("applied", (QuoteState.NOT_CHECKED,))
