"""What axe-core finds on a page, and what it leaves to a person, looked at here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from tests.browser import tools

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
LEAST_CONTRAST = 4.5
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
HEADS_CELLS = """(selector) => {
  const table = document.querySelector(selector);
  const parts = {row: "tr", rowgroup: "tbody"};
  return [...table.querySelectorAll("th")].every((one) => {
    const part = one.scope === "col" ? table : one.closest(parts[one.scope]);
    return part?.querySelector("td");
  });
}"""
"""Axe does not follow a heading that stands over a group of rows."""
RUN = """(only) => {
  const all = {ignoreUnicode: false, ignoreLength: true};
  axe.configure({checks: [{id: "color-contrast", options: all}]});
  return axe.run(document, {resultTypes: ["violations", "incomplete"], runOnly: only});
}"""


def findings(page: Page, schemes: Sequence[Literal["light", "dark"]]) -> list[str]:
    """Every violation, folded parts opened; of the schemes after the first, those of contrast."""
    page.evaluate(UNFOLD)
    page.evaluate(_axe())
    found = []
    only: dict[str, object] = {"type": "tag", "values": TAGS}
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {one}" for one in _run(page, only)]
        only = {"type": "rule", "values": ["color-contrast"]}
    return found


def _run(page: Page, only: dict[str, object]) -> list[str]:
    result = page.evaluate(RUN, only)
    found = [_said(one, node) for one in result["violations"] for node in one["nodes"]]
    for one in result["incomplete"]:
        found += [_said(one, node) for node in one["nodes"] if not _is_cleared(page, one, node)]
    return found


def _is_cleared(page: Page, rule: dict[str, Any], node: dict[str, Any]) -> bool:
    """Whether our own look settles what axe could not tell."""
    selector = str(node["target"][0])
    match rule["id"]:
        case "color-contrast":
            return contrast(page, selector) >= LEAST_CONTRAST
        case "th-has-data-cells":
            return bool(page.evaluate(HEADS_CELLS, selector))
        case _:
            return False


def contrast(page: Page, selector: str) -> float:
    """The contrast of an element's text with what lies behind it, from 1 to 21."""
    script = (tools.FOLDER / "contrast.js").read_text(encoding="utf-8")
    return float(page.evaluate(script, selector))


def _said(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']} at {node['target'][0]}: {node['html'][:200]}"


@cache
def _axe() -> str:
    return tools.package("axe-core/axe.min.js").read_text(encoding="utf-8")
