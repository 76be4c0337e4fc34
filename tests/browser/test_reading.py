"""What a reader does with a page: reads it without script, unfolds, follows, prints."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.kinds import COMPARISON, HONEST, KINDS, REPORT, SHOWN, SITE_MODEL, Kind
from tests.browser.printed import printed, squeezed

pytestmark = pytest.mark.browser
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
FOLLOW = """() => {
  const links = [...document.querySelectorAll("a[href^='#']")].map((one) => one.hash.slice(1));
  return [...new Set(links)].map((id) => {
    location.hash = id;
    const target = document.getElementById(decodeURIComponent(id));
    return {id, isShown: target.checkVisibility(), top: target.getBoundingClientRect().top};
  });
}"""


@each_kind
def test_all_words_are_there_without_script(visit: Visit, kind: Kind) -> None:
    plain = visit(kind, java_script_enabled=False)
    assert plain.inner_text("h1").strip()
    assert not plain.locator("main [hidden]:not(form)").count()
    assert plain.locator("main").inner_text().split()


@pytest.mark.parametrize(
    ("kind", "language"), SHOWN, ids=[f"{kind.name}-{language}" for kind, language in SHOWN]
)
def test_it_prints_whole(visit: Visit, kind: Kind, language: str) -> None:
    page = visit(kind, language)
    paper = printed(page)
    assert paper.is_tagged
    assert paper.outline
    if kind in HONEST:
        for heading in page.locator("h1, h2").all_text_contents():
            assert squeezed(heading) in paper.text


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_evidence_unfolds_by_a_key(visit: Visit, key: str) -> None:
    page = visit(REPORT)
    quote = page.locator("details.evidence blockquote").first
    summary = page.locator("details.evidence summary").first
    assert not quote.is_visible()
    summary.focus()
    page.keyboard.press(key)
    assert quote.is_visible()
    page.keyboard.press(key)
    assert not quote.is_visible()


def test_evidence_unfolds_by_a_click_without_script(visit: Visit) -> None:
    page = visit(REPORT, java_script_enabled=False)
    page.locator("details.evidence summary").first.click()
    assert page.locator("details.evidence blockquote").first.is_visible()


def test_folded_quotes_are_printed(visit: Visit) -> None:
    page = visit(REPORT)
    quotes = page.locator("details.evidence blockquote").all_text_contents()
    paper = printed(page)
    assert quotes
    for quote in quotes:
        assert squeezed(quote)[:40] in paper.text


@pytest.mark.parametrize("kind", [REPORT, SITE_MODEL, COMPARISON], ids=lambda kind: kind.name)
def test_every_link_within_a_page_brings_its_target_into_view(visit: Visit, kind: Kind) -> None:
    page = visit(kind)
    places = page.evaluate(FOLLOW)
    assert places
    assert [one for one in places if not one["isShown"] or not -1 <= one["top"] < 900] == []


def test_an_outcome_in_the_comparison_leads_to_its_reasons(visit: Visit) -> None:
    page = visit(COMPARISON)
    link = page.locator(".matrix td a[href*='Heron']").first
    where = str(link.get_attribute("href"))
    link.click()
    page.wait_for_url(f"**{where.removeprefix('.')}")
    assert page.locator(f"[id='{where.partition('#')[2]}']").is_visible()
