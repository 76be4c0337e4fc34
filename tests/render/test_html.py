from __future__ import annotations

import base64
import hashlib
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Assessment, Claim
from audit.render.html import index_html, model_html
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pages import Page, problems
from tests.samples import (
    WEIGHTS,
    evidence,
    open_assessment,
    sample_assessment,
    unquoted_assessment,
)

BOTH = (sample_assessment(), open_assessment())


@pytest.mark.parametrize(
    ("name", "assessment"),
    [
        ("heron", sample_assessment()),
        ("egret", open_assessment()),
        ("heron-unquoted", unquoted_assessment()),
    ],
)
def test_the_report(name: str, assessment: Assessment, request: pytest.FixtureRequest) -> None:
    page = model_html(assessment)
    assert problems(page) == []
    assert model_html(assessment) == page
    assert_golden(f"render/{name}.html", page, request)


def test_the_comparison(request: pytest.FixtureRequest) -> None:
    page = index_html(BOTH)
    assert problems(page) == []
    assert index_html(BOTH) == page
    assert_golden("render/index.html", page, request)


def test_the_comparison_leads_to_places_in_the_reports() -> None:
    reports = {f"./{one.target.name}.html": set(Page(model_html(one)).ids) for one in BOTH}
    for link in Page(index_html(BOTH)).links:
        page, _, anchor = link.partition("#")
        assert not page or page in reports
        assert not (page and anchor) or anchor in reports[page]


def test_the_content_policy_allows_this_style_and_nothing_else() -> None:
    page = model_html(sample_assessment())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = str(Page(page).all("meta")[1]["content"])
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert "unsafe" not in policy
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_an_outcome_is_never_color_alone() -> None:
    page = model_html(sample_assessment())
    marks = re.findall(r'<span class="mark \w+">(.*?)</span></?\w', page)
    assert marks
    assert all(re.search(r"</span>[a-z ]+$", mark) for mark in marks)


def test_nothing_is_said_to_be_approved_by_a_body() -> None:
    for page in (*map(model_html, BOTH), index_html(BOTH)):
        assert not re.search(r"certified|compliant", page, re.IGNORECASE)


def test_the_digest_of_the_snapshot_stands_on_every_page() -> None:
    for page in (*map(model_html, BOTH), index_html(BOTH)):
        assert BOTH[0].snapshot.digest in Page(page).text


def test_a_gap_tells_when_it_was_looked_for() -> None:
    text = Page(model_html(sample_assessment())).text
    assert "HTTP 401 2026-11-20 09:41:07 UTC" in text


def test_quotes_that_were_left_out_are_explained_once() -> None:
    page = Page(model_html(unquoted_assessment()))
    assert page.text.count("the quotes were left out") == 1
    assert "openness audit bundled:heron-vl-7b --live" in page.text
    assert not page.all("blockquote")
    assert "MODEL_LICENSE:14–17 at 4c1f0a2 in hf:heron-lab/Heron-VL-7B" in page.text
    assert "the quotes were left out" not in Page(model_html(sample_assessment())).text


def test_a_bare_assessment_has_a_report() -> None:
    bare = msgspec.structs.replace(
        sample_assessment(),
        artifacts=(),
        components={},
        access_conditions=(),
        statements=(),
        data_questions=(),
        lineage=(),
        conflicts=(),
        claims=(),
        gaps=(),
        mentions=(),
        frameworks={},
    )
    page = model_html(bare)
    assert problems(page) == []
    assert "Not judged: no definition was asked." in Page(page).text
    assert problems(index_html((bare, bare))) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_shown_and_not_interpreted(text: str) -> None:
    honest = Page(model_html(sample_assessment()))
    html = model_html(poisoned(sample_assessment(), text))
    page = Page(html)
    assert problems(html) == []
    assert [tag for tag, _ in page.tags if tag == "style"] == ["style"]
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in honest.tags}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", html)
    assert len(html.encode("utf-8")) < 1_000_000


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_in_the_comparison(text: str) -> None:
    html = index_html((poisoned(sample_assessment(), text), open_assessment()))
    assert problems(html) == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", html)


def test_half_a_character_can_still_be_written() -> None:
    broken = poisoned(sample_assessment(), "half \ud83d")
    for html in (model_html(broken), index_html((broken,))):
        assert problems(html) == []
        assert "half \\ud83d" in html.encode("utf-8").decode("utf-8")


def test_markup_comes_out_as_the_words_that_it_was() -> None:
    text = "<script>alert('{{ 7*7 }}')</script> & \u202eevil"
    shown = Page(model_html(poisoned(sample_assessment(), text))).text
    assert "<script>alert('{{ 7*7 }}')</script> & \\u202eevil" in shown


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_leaves_the_page_whole(text: str) -> None:
    assert problems(model_html(poisoned(sample_assessment(), text))) == []


def test_what_is_not_shown_is_counted() -> None:
    far = evidence(WEIGHTS, "README.md", (1, 9), "x" * 3_500)
    many = tuple(msgspec.structs.replace(far, lines=(line, line)) for line in range(1, 31))
    claims = (Claim(text="open", evidence=many),)
    text = Page(model_html(msgspec.structs.replace(sample_assessment(), claims=claims))).text
    assert text.count("2,500 more characters of this quote are not shown.") == 20
    assert "10 more places are in the JSON file." in text


def test_a_usual_report_is_small() -> None:
    assert len(model_html(sample_assessment()).encode("utf-8")) < 300_000
