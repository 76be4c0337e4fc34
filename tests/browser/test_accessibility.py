"""What axe-core finds, and what it misses: captions, names of pictures, focus, narrow windows."""

from __future__ import annotations

import pytest

from audit.render.language import SOURCE
from tests.browser.axe import UNFOLD, contrast, findings
from tests.browser.conftest import Visit
from tests.browser.kinds import ENDLESS, KINDS, SHOWN, Kind

pytestmark = pytest.mark.browser
each_shown = pytest.mark.parametrize(
    ("kind", "language"), SHOWN, ids=[f"{kind.name}-{language}" for kind, language in SHOWN]
)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

UNNAMED_PICTURES = """() => [...document.querySelectorAll("svg, img")].filter((one) => {
  if (one.closest("[aria-hidden=true]")) return false;
  const named = one.getAttribute("aria-labelledby") ?? "";
  const words = [one.getAttribute("aria-label"), one.getAttribute("alt")]
    .concat([one.querySelector(":scope > title")?.textContent])
    .concat(named.split(" ").filter(Boolean).map((id) => document.getElementById(id)?.textContent));
  const isRole = one.tagName === "IMG" || ["img", "group"].includes(one.getAttribute("role"));
  return !isRole || !words.some((word) => word?.trim());
}).map((one) => one.outerHTML.slice(0, 200))"""
TABLES = """() => [...document.querySelectorAll("table")].filter((one) =>
  !one.caption?.textContent.trim() || !one.tHead || one.querySelector("th:not([scope])")
).map((one) => one.outerHTML.slice(0, 200))"""
SIDEWAYS = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const flow = getComputedStyle(one).overflowX;
  const name = one.getAttribute("aria-label") ?? one.getAttribute("aria-labelledby");
  const isMarked = one.tabIndex === 0 && name;
  return ["auto", "scroll"].includes(flow) && one.scrollWidth > one.clientWidth && !isMarked;
}).map((one) => one.outerHTML.slice(0, 200))"""
FOCUS = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const isSeen = box.width > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {tag: one.tagName, fault: isSeen && isMarked ? null : one.outerHTML.slice(0, 200)};
}"""


@each_shown
def test_axe_finds_nothing(visit: Visit, kind: Kind, language: str) -> None:
    page = visit(kind, language)
    assert findings(page, ["light", "dark"] if language == SOURCE else ["dark"]) == []


@each_shown
def test_tables_and_pictures_have_names(visit: Visit, kind: Kind, language: str) -> None:
    page = visit(kind, language)
    assert page.evaluate(TABLES) == []
    assert page.evaluate(UNNAMED_PICTURES) == []
    assert page.get_attribute("html", "lang") == language


@pytest.mark.parametrize(
    ("kind", "language"),
    [*SHOWN, *((kind, SOURCE) for kind in ENDLESS)],
    ids=lambda one: one.name if isinstance(one, Kind) else one,
)
def test_a_narrow_window_scrolls_one_way(visit: Visit, kind: Kind, language: str) -> None:
    page = visit(kind, language, viewport={"width": 320, "height": 640})
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("kind", ENDLESS, ids=lambda kind: kind.name)
def test_a_word_without_end_widens_no_window(visit: Visit, kind: Kind) -> None:
    page = visit(kind)
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert page.evaluate(SIDEWAYS) == []


@each_kind
def test_the_focus_is_seen_wherever_a_key_brings_it(visit: Visit, kind: Kind) -> None:
    page = visit(kind)
    faults = []
    for step in range(20):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] == "BODY":
            assert step > 1, "nothing takes the focus"
            break
        faults += [focus["fault"]] if focus["fault"] else []
    assert faults == []


@each_kind
def test_the_first_key_skips_what_stands_before_the_content(visit: Visit, kind: Kind) -> None:
    page = visit(kind)
    if page.evaluate("document.body.firstElementChild.tagName") == "MAIN":
        return
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "MAIN"


@each_kind
def test_a_dark_scheme_is_dark_and_paper_is_white(visit: Visit, kind: Kind) -> None:
    page = visit(kind, color_scheme="dark")
    back = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light dark"
    assert max(_parts(page.evaluate(back))) < 64
    assert contrast(page, "h1") > 7
    page.emulate_media(color_scheme="light")
    assert min(_parts(page.evaluate(back))) > 230
    page.emulate_media(color_scheme="dark", media="print")
    assert min(_parts(page.evaluate(back))) > 250
    assert contrast(page, "h1") > 7


def _parts(color: str) -> list[float]:
    return [float(one) for one in color.removeprefix("rgb(").rstrip(")").split(",")]
