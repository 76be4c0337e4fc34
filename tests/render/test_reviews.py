"""Reviews in every output: who, when, why, and what the tool itself had found."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace

from audit.judge.signoff import assess_reviewed
from audit.model.review import QuoteState, ReviewState
from audit.render import labels
from audit.render.html import model_html
from audit.render.json import model_json
from audit.render.terminal import summary
from audit.render.view_reviews import review_views
from tests.golden_files import assert_golden
from tests.judge.reviews import heron_inventory, reviewed_assessment
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pages import Page, problems
from tests.samples import sample_assessment

OTHER = "f" * 40
ASSESSMENT = reviewed_assessment()
BY_ONE = replace(
    ASSESSMENT,
    frameworks={"osaid-1.0": ASSESSMENT.frameworks["osaid-1.0"]},
    versions=sample_assessment().versions,
)


def test_each_state_is_there() -> None:
    assert {one.state for one in ASSESSMENT.reviews} == set(ReviewState)


@pytest.mark.parametrize("words", [labels.REVIEW_STATES, labels.QUOTE_STATES])
def test_every_state_has_a_word(words: dict[object, object]) -> None:
    assert set(words) in (set(ReviewState), set(QuoteState))


def test_the_page(request: pytest.FixtureRequest) -> None:
    page = model_html(BY_ONE)
    assert problems(page) == []
    assert_golden("render/reviewed.html", page, request)


def test_the_summary(request: pytest.FixtureRequest) -> None:
    assert_golden("render/reviewed.txt", summary((BY_ONE,), width=100), request)


@pytest.mark.parametrize(
    "text",
    [Page(model_html(ASSESSMENT)).text, summary((ASSESSMENT,), width=400)],
    ids=["page", "terminal"],
)
def test_who_when_why_and_what_the_tool_found(text: str) -> None:
    for words in (
        "Jane",
        "2026-11-20",
        "It lies in another folder.",
        "released, license MIT, open to all",
        "decides",
        "not found, license not known, no such file among the 3 files of the listing",
        f"of revision {OTHER}, to confirm at 0123456789abcdef0123456789abcdef01234567",
        "expired, to confirm",
        "otherwise finds Eve (not-found)",
        "the quote does not stand in README.md of github:acme/heron",
        "the same reviewer finds otherwise on 2026-11-20",
    ):
        assert words in text


def test_the_page_has_the_words_that_were_quoted() -> None:
    page = Page(model_html(ASSESSMENT))
    assert "quote found" in page.text
    assert "a quote was not found" in page.text
    assert "a quote was not looked for: its place was not read" in page.text
    assert 'href="https://example.org/reviews"' in model_html(ASSESSMENT)
    assert 'href="#review-4">review</a>' in model_html(ASSESSMENT)


def test_the_json_has_all_of_it() -> None:
    found = json.loads(model_json(ASSESSMENT))
    assert found["reviews"][0]["review"]["reason"] == "It lies in another folder."
    assert found["reviews"][0]["component"]["availability"] == "not-found"
    assert found["components"]["training-code"]["availability"] == "released"
    assert found["frameworks"]["osaid-1.0"]["requirements"]["OSAID-D0"]["reviews"] == [3]


def test_without_reviews_there_is_no_word_of_them() -> None:
    bare = assess_reviewed(heron_inventory(), ())
    assert "Reviews by people" not in model_html(bare)
    assert "Reviews by people" not in summary((bare,))
    assert review_views(()) == ()


def test_a_review_of_what_no_framework_asks_any_more() -> None:
    (view,) = review_views((replace(ASSESSMENT.reviews[0], component=None),))
    assert view.tool == "nothing recorded"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_review_is_shown_and_not_interpreted(text: str) -> None:
    poison = poisoned(ASSESSMENT, text)
    said = tuple(
        replace(one, review=replace(one.review, reason=text)) for one in ASSESSMENT.reviews
    )
    for each in (poison, replace(ASSESSMENT, reviews=said)):
        assert problems(model_html(each)) == []
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", summary((each,)))
