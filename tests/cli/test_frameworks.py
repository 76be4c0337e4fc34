from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit.cli.framework_pages import framework_page, frameworks_page, requirement_pages
from audit.judge.load import frameworks, read_framework

from .running import Command

ROOT = Path(__file__).resolve().parents[2]
GRADED = """
id: mine
name: Mine
publisher: me
version: '1'
date: '2026-01-02'
kind: score
source: https://example.org
elements: {all: {name: All, requirements: [A]}}
requirements:
  A:
    name: a
    says: Something is shared.
    levels:
      - {name: open, value: 1, says: All., rule: {component: weights-final, available: whole}}
      - {name: partial, value: 0.5, says: Some., rule: {component: weights-final, available: part}}
  B:
    name: b
    says: A card.
    rule: {component: model-card, available: part}
    warn: {says: It is gated., rule: {component: weights-final, access: open}}
"""


def test_the_list_has_a_line_for_each_framework(offline: Command) -> None:
    ran = offline("frameworks")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == [one.id for one in frameworks()]
    told = next(line for line in lines if line.startswith("osaid-1.0"))
    assert re.search(
        r"2024-10-28 +binary +24 requirements  Open Source AI Definition \(1\.0\)", told
    )


@pytest.mark.parametrize("framework", frameworks(), ids=lambda one: one.id)
def test_a_page_tells_every_requirement(offline: Command, framework: object) -> None:
    one = next(known for known in frameworks() if known is framework)
    page = offline("frameworks", one.id).out
    assert page == framework_page(one)
    for name, asked in one.requirements.items():
        assert page.count(f"**{name}** {asked.name}") == 1
        assert asked.says in page
    assert all(step.name in page for step in one.result.steps)
    assert all(note in page for note in one.notes)


def test_an_unknown_framework_is_one_line(offline: Command) -> None:
    ran = offline("frameworks", "osaid")
    assert ran.code == 2
    assert "Known: dpg-ai, " in ran.err


def test_the_page_of_all_frameworks_is_fresh(offline: Command) -> None:
    page = ROOT / "docs" / "frameworks.md"
    assert page.read_text(encoding="utf-8") == frameworks_page()
    assert offline("frameworks", "--page").out == frameworks_page()


def test_every_link_within_the_page_leads_somewhere() -> None:
    page = frameworks_page()
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"(?m)^#+ (.*)$", page)
    }
    assert set(re.findall(r"\(#([^)]*)\)", page)) <= heads


def test_levels_warnings_and_what_stands_in_no_group_are_told() -> None:
    page = framework_page(read_framework(GRADED, "mine.yaml"))
    assert "*Open (1):* All. The final weights are released as a whole." in page
    assert "*Partial (0.5):* Some. The final weights are released at least in part." in page
    assert "*Warns:* It is gated. Unless: The final weights are open to everybody." in page
    assert page.index("## Others") < page.index("**B** b")


def test_requirement_pages_are_plain_text() -> None:
    pages = dict(requirement_pages())
    assert len(pages) == sum(len(one.requirements) for one in frameworks())
    assert not [name for name, page in pages.items() if "*" in page]
