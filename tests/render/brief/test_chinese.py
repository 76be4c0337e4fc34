"""Briefs and letters in Chinese."""

from __future__ import annotations

import pytest

from audit.bundled import bundled_inventory, bundled_names
from audit.judge.assess import assess
from audit.render.brief.html import brief_html, letter_html
from audit.render.brief.letter import Answering
from audit.render.brief.markdown import brief_markdown, letter_markdown
from audit.render.brief.view import brief_view
from audit.render.language import speaking
from tests.golden_files import assert_golden
from tests.languages.reading import ENGLISH, NAMES, english
from tests.render.brief.briefs import whole


@pytest.fixture(autouse=True)
def _in_chinese() -> object:
    with speaking("zh-Hans"):
        yield


def unquoted(text: str) -> list[str]:
    """The lines of a text in Markdown that are no quotes, without the code in them."""
    lines = (line for line in text.splitlines() if not line.lstrip(" -").startswith(">"))
    return ["".join(NAMES.sub("", line).split("`")[::2]) for line in lines]


def test_nothing_english_is_left_in_brief_and_letters() -> None:
    models = [assess(bundled_inventory(name)) for name in bundled_names()]
    view = brief_view(models, Answering(to="reviews@example.org", by="2026-12-31"))
    page = brief_html(view)
    assert english(page) == []
    assert '<html lang="zh-Hans">' in page
    for letter in view.letters:
        assert english(letter_html(letter)) == []
        assert '<html lang="zh-Hans">' in letter_html(letter)
    for text in (brief_markdown(view), *map(letter_markdown, view.letters)):
        assert [line for line in unquoted(text) if ENGLISH.search(line)] == []


def test_the_brief_in_chinese(request: pytest.FixtureRequest) -> None:
    view = whole()
    assert_golden("brief/brief.zh-Hans.html", brief_html(view), request)
    assert_golden("brief/brief.zh-Hans.md", brief_markdown(view), request)
