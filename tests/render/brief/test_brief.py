from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.model import Outcome
from audit.render.brief.html import brief_html
from audit.render.brief.markdown import brief_markdown
from audit.render.brief.view import MOST_FAILING, BriefView, brief_view
from audit.render.language import speaking
from tests.golden_files import assert_golden
from tests.render.brief.briefs import named, reviewed, whole
from tests.render.hostile import HOSTILE, poisoned
from tests.render.markdown_pages import blocks, faults, seen
from tests.render.pages import Page, problems
from tests.samples import open_assessment, osaid, sample_assessment, verdict

SHORT = [text for text in HOSTILE if text.strip() and len(text) < 2_000]


def page_faults(html: str) -> list[str]:
    """What is wrong with the page; its bars are pictures of ours."""
    return [one for one in problems(html) if one != "<svg>"]


def test_the_brief(request: pytest.FixtureRequest) -> None:
    view = whole()
    page, text = brief_html(view), brief_markdown(view)
    assert page_faults(page) == []
    assert faults(text) == []
    assert (brief_html(whole()), brief_markdown(whole())) == (page, text)
    assert_golden("brief/brief.html", page, request)
    assert_golden("brief/brief.md", text, request)


def both(view: BriefView) -> tuple[str, str]:
    """What a reader sees of either form."""
    return Page(brief_html(view)).text, " ".join(seen(brief_markdown(view)).split())


def test_the_order_in_which_models_were_named_makes_no_difference() -> None:
    models = (reviewed(), open_assessment())
    for write in (brief_html, brief_markdown):
        assert write(brief_view(models)) == write(brief_view(models[::-1]))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_none_and_one(number: int) -> None:
    view = brief_view((sample_assessment(), open_assessment())[:number])
    assert page_faults(brief_html(view)) == []
    assert faults(brief_markdown(view)) == []
    for text in both(view):
        assert f"The openness of {number} model{'' if number == 1 else 's'}" in text
        assert ("There is no assessment to tell of." in text) == (number == 0)


def test_the_latest_of_each_model_counts() -> None:
    later = replace(
        sample_assessment(),
        snapshot=replace(sample_assessment().snapshot, collected="2026-11-21"),
        gaps=(),
    )
    view = brief_view((later, sample_assessment()))
    assert (view.number, view.older, view.models[0].gaps) == (1, 1, 0)
    for text in both(view):
        assert "1 older assessment of a model is left out." in text


def test_unknown_is_folded_into_neither() -> None:
    models = [named(f"M{n}", **{"osaid-1.0": outcome}) for n, outcome in enumerate(Outcome)]
    for text in both(brief_view(models)):
        assert "1 met, 1 met in part, 1 not met, 1 not known, of 5 judged." in text


def test_letters_stand_in_the_brief_or_beside_it() -> None:
    within, beside = whole(), replace(whole(), letters_beside=".md")
    assert len(Page(brief_html(within)).all("article")) == len(within.letters)
    assert "How to answer" not in " ".join(both(beside))
    for text in both(beside):
        assert "egret--Egret-1B.md" in text or "Egret-1B.md" in text
    assert page_faults(brief_html(beside)) == []


def test_different_versions_are_warned_of() -> None:
    other = replace(open_assessment(), versions=replace(open_assessment().versions, tool="0.0.9"))
    assert "made with different versions" in both(brief_view((sample_assessment(), other)))[0]
    assert "made with different versions" not in both(whole())[0]


def test_reasons_that_are_not_listed_are_counted() -> None:
    many = {f"R{n}": verdict("Anything", Outcome.UNMET) for n in range(MOST_FAILING + 3)}
    model = replace(sample_assessment(), frameworks={"f": osaid(many, Outcome.UNMET)})
    view = brief_view((model,))
    assert (len(view.failing), view.more_failing) == (MOST_FAILING, 3)
    assert "3 more requirements are not met by some model" in both(view)[1]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_shown_and_not_interpreted(text: str) -> None:
    view = brief_view((poisoned(reviewed(), text), open_assessment()))
    view = replace(view, letters_beside=".md")  # letters have tests of their own
    assert page_faults(brief_html(view)) == []
    assert faults(brief_markdown(view)) == []


@pytest.mark.parametrize("text", SHORT, ids=range(len(SHORT)))
def test_a_hostile_text_changes_no_block(text: str) -> None:
    views = (brief_view((poisoned(reviewed(), one),)) for one in ("plain words", text))
    pages = [brief_markdown(replace(view, letters_beside=".md")) for view in views]
    assert blocks(pages[0]) == blocks(pages[1])


def test_the_page_says_its_language() -> None:
    with speaking("zh-Hans"):
        assert '<html lang="zh-Hans">' in brief_html(whole())
