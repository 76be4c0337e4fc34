from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from audit.judge.review_file import read_review_file
from audit.model import Assessment, Gap, GapReason
from audit.render.brief.html import letter_html
from audit.render.brief.letter import MOST_LISTED, Answering, letter_view
from audit.render.brief.markdown import letter_markdown
from audit.render.language import speaking
from tests.golden_files import assert_golden
from tests.render.brief.test_brief import page_faults
from tests.render.hostile import HOSTILE, poisoned
from tests.render.markdown_pages import blocks, faults, seen
from tests.render.pages import Page
from tests.samples import open_assessment, sample_assessment, unquoted_assessment

TO = Answering(to="reviews@example.org", by="2026-12-31")
SHORT = [text for text in HOSTILE if text.strip() and len(text) < 2_000]


@pytest.mark.parametrize(
    ("name", "assessment"),
    [
        ("heron", sample_assessment()),
        ("egret", open_assessment()),
        ("heron-unquoted", unquoted_assessment()),
    ],
)
def test_the_letter(name: str, assessment: Assessment, request: pytest.FixtureRequest) -> None:
    letter = letter_view(assessment, TO)
    page, text = letter_html(letter), letter_markdown(letter)
    assert page_faults(page) == []
    assert faults(text) == []
    assert (letter_html(letter), letter_markdown(letter)) == (page, text)
    assert_golden(f"brief/letter-{name}.html", page, request)
    assert_golden(f"brief/letter-{name}.md", text, request)


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_was_found_where_what_would_change_it_and_how_to_answer(form: str) -> None:
    letter = letter_view(sample_assessment(), TO)
    text = Page(letter_html(letter)).text if form == "html" else seen(letter_markdown(letter))
    for words in (
        "The terms of the weights allow research only.",
        "MODEL_LICENSE:14–17 at 4c1f0a2 in hf:heron-lab/Heron-VL-7B",
        "openness audit heron-lab/Heron-VL-7B",
        "Send your answer to reviews@example.org.",
        "until 2026-12-31",
    ):
        assert words in text


def test_without_an_address_nobody_is_named() -> None:
    text = seen(letter_markdown(letter_view(sample_assessment(), Answering())))
    assert "to whoever sent you this letter" in text
    assert "until" not in text


@pytest.mark.parametrize("text", ["heron", *SHORT], ids=range(len(SHORT) + 1))
def test_the_review_that_it_begins_can_be_filled_in(text: str) -> None:
    found = letter_view(poisoned(sample_assessment(), text), TO).review
    filled = (
        found.replace("YEAR-MONTH-DAY", "'2026-11-28'")
        .replace("[FIRST, LAST]", "[1, 2]")
        .replace("path: FILE", "path: README.md")
    )
    filled = re.sub(r'requirement: ".*"', "requirement: OSAID-F1", filled)
    (review,) = read_review_file(filled, "answer.yaml", "answer.yaml")
    assert (review.reviewer, review.finding) == ("NAME", "met")


def test_the_review_is_of_what_was_judged() -> None:
    review = letter_view(unquoted_assessment(), TO).review
    assert 'model: "heron-lab/Heron-VL-7B"' in review
    assert 'revision: "4c1f0a2be9d8736150fe4a7bb2c3d4e5f6071829"' in review
    bare = replace(sample_assessment(), artifacts=(), frameworks={})
    review = letter_view(bare, TO).review
    assert "component: weights-final" in review
    assert f'revision: "{bare.snapshot.digest}"' in review


def test_a_long_letter_counts_what_it_leaves_out() -> None:
    gaps = tuple(
        Gap(artifact=f"hf:a/{n}", path=None, reason=GapReason.MISSING, detail="")
        for n in range(MOST_LISTED + 7)
    )
    letter = letter_view(replace(sample_assessment(), gaps=gaps), TO)
    assert letter.more == 7
    assert "7 more entries are in the report on the model." in seen(letter_markdown(letter))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_shown_and_not_interpreted(text: str) -> None:
    letter = letter_view(poisoned(sample_assessment(), text), Answering(to=text, by=text))
    assert page_faults(letter_html(letter)) == []
    assert faults(letter_markdown(letter)) == []


@pytest.mark.parametrize("text", SHORT, ids=range(len(SHORT)))
def test_a_hostile_text_changes_no_block(text: str) -> None:
    plain, poison = (
        letter_markdown(letter_view(poisoned(sample_assessment(), one), Answering(to=one, by=one)))
        for one in ("plain words", text)
    )
    assert blocks(poison) == blocks(plain)


def test_the_page_says_its_language() -> None:
    with speaking("zh-Hans"):
        assert '<html lang="zh-Hans">' in letter_html(letter_view(sample_assessment(), TO))
