"""The table of a site's front page: sorted and filtered with the mouse, and by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.kinds import SITE
from tests.browser.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NAMES = "table.sortable tbody tr:visible th a"
MODELS = ["aria", "cogvlm-chat-hf", "llava-v1.5-7b"]


def names(page: Page) -> list[str]:
    found: list[str] = page.locator(NAMES).all_text_contents()
    return found


def tab_to(page: Page, selector: str) -> None:
    """Goes by the Tab key to what the selector names; fails where no key leads there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def test_a_click_on_a_heading_sorts(visit: Visit) -> None:
    page = visit(SITE)
    head = page.locator("table.sortable thead th").first
    assert (names(page), head.get_attribute("aria-sort")) == (MODELS, "ascending")
    head.locator("button").click()
    assert (names(page), head.get_attribute("aria-sort")) == (MODELS[::-1], "descending")
    page.locator("table.sortable thead th").last.locator("button").click()
    assert head.get_attribute("aria-sort") is None
    days = page.locator("table.sortable tbody td.day").all_text_contents()
    assert days == sorted(days)


def test_text_filters_and_the_count_says_so(visit: Visit) -> None:
    page = visit(SITE)
    count = page.locator("[role=status]")
    page.locator("input[name=text]").fill("LLAVA")
    assert names(page) == ["llava-v1.5-7b"]
    assert count.inner_text() == "1 of 3 models are shown"
    page.locator("form.filters button[type=reset]").click()
    page.wait_for_function("location.hash === ''")
    assert names(page) == MODELS
    assert count.inner_text() == "3 of 3 models are shown"


def test_the_count_speaks_the_page_s_language(visit: Visit) -> None:
    page = visit(SITE, "zh-Hans")
    page.locator("input[name=text]").fill("aria")
    assert names(page) == ["aria"]
    said = page.locator("[role=status]").inner_text()
    assert "models" not in said
    assert "1" in said
    assert "3" in said


def test_every_choice_of_every_filter_counts_right(visit: Visit) -> None:
    page = visit(SITE)
    for name in ("license", "conflict"):
        field = page.locator(f"select[name={name}]")
        values = field.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
        for value in values[1:]:
            field.select_option(value)
            assert 0 < len(names(page)) <= len(MODELS)
            assert page.locator("[role=status]").inner_text().startswith(f"{len(names(page))} of")
        field.select_option("")
    page.locator("select[name=outcome]").select_option("u")
    assert names(page) == MODELS
    page.locator("select[name=outcome]").select_option("m")
    assert names(page) == []


def test_keys_alone_sort_and_filter(visit: Visit) -> None:
    page = visit(SITE)
    tab_to(page, "input[name=text]")
    page.keyboard.type("a")
    page.keyboard.press("Backspace")
    tab_to(page, "select[name=outcome]")
    page.keyboard.press("ArrowDown")
    assert page.locator("select[name=outcome]").input_value() == "m"
    assert names(page) == []
    tab_to(page, "form.filters button[type=reset]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('select[name=outcome]').value === ''")
    tab_to(page, "th button")
    for key, order, told in (("Enter", MODELS[::-1], "descending"), ("Space", MODELS, "ascending")):
        page.keyboard.press(key)
        assert names(page) == order
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == told
        assert page.evaluate("document.activeElement.matches('th button')")


def test_the_address_keeps_the_choice(visit: Visit) -> None:
    page = visit(SITE)
    page.locator("input[name=text]").fill("llava")
    page.locator("table.sortable thead th").first.locator("button").click()
    page.reload()
    assert names(page) == ["llava-v1.5-7b"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_the_table_is_whole_without_script(visit: Visit) -> None:
    page = visit(SITE, java_script_enabled=False)
    assert names(page) == MODELS
    assert not page.locator("form.filters").is_visible()
    assert not page.locator("th button").count()
    page.locator(NAMES).first.click()
    assert page.url.endswith("models/aria.html")
    assert page.locator("h1").inner_text() == "aria"


def test_from_a_server_it_asks_for_nothing_else(visit: Visit) -> None:
    folder = visit.built(SITE, "en").parent
    with served(folder) as address:
        page = visit.open(address, own=address)
        page.locator("input[name=text]").fill("aria")
        assert names(page) == ["aria"]
        page.locator(NAMES).first.click()
        assert page.url == f"{address}models/aria.html"
        assert page.locator("h1").inner_text() == "aria"
