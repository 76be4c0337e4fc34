"""The files as they lie in their folder: valid, and without a dead link."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.render.language import SOURCE
from tests.browser import tools
from tests.browser.conftest import Built
from tests.browser.kinds import HONEST, SHOWN, SITE, Kind
from tests.browser.links import dead_links
from tests.browser.validators import html_validate, nu_checker

pytestmark = pytest.mark.browser
FAULTY = """<!DOCTYPE html>
<html lang="en"><head><title>Faults</title></head>
<body><p id="one"><div id="one"><a href="#two">two</a></div></p></body></html>
"""
FAULTY_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="x"><p>text</p></svg>\n'


@pytest.fixture
def faulty(tmp_path: Path) -> list[Path]:
    """A page and a picture that no checker may let pass."""
    page, picture = tmp_path / "faulty.html", tmp_path / "faulty.svg"
    page.write_text(FAULTY, encoding="utf-8")
    picture.write_text(FAULTY_SVG, encoding="utf-8")
    return [page, picture]


def pages(built: Built) -> list[Path]:
    return [built(kind, language) for kind, language in SHOWN]


def roots(built: Built) -> list[Path]:
    """The folders that were built, each once."""
    return sorted({built(Kind("", kind.build, "."), language) for kind, language in SHOWN})


def test_the_pages_are_valid_and_the_checker_sees(built: Built, faulty: list[Path]) -> None:
    found = html_validate([*pages(built), faulty[0]])
    assert [one for one in found if not one.startswith("faulty.")] == []
    assert any("no-dup-id" in one for one in found)


def test_pictures_and_pages_pass_another_checker(built: Built, faulty: list[Path]) -> None:
    """The pages too where every test was asked for: one checker of HTML is enough elsewhere."""
    honest = [built(kind, SOURCE) for kind in HONEST] if tools.is_thorough() else []
    pictures = sorted(built(SITE, SOURCE).parent.rglob("*.svg"))
    assert pictures
    found = nu_checker([*honest, *pictures, *faulty])
    assert [one for one in found if not one.startswith("faulty.")] == []
    assert any(one.startswith("faulty.html") and "Duplicate ID" in one for one in found)
    assert any(one.startswith("faulty.svg") for one in found)


def test_no_link_between_the_pages_is_dead(built: Built, faulty: list[Path]) -> None:
    assert [link for folder in roots(built) for link in dead_links(folder)] == []
    assert dead_links(faulty[0].parent) == ["faulty.html: #two"]
