"""A site in Chinese: every kind of page, the badges and the feed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.bundled import bundled_inventory, bundled_names
from audit.cli import site_build
from audit.cli.site_inputs import inputs
from audit.judge.assess import assess
from audit.render.site.links import Plan
from tests.golden_files import assert_golden
from tests.languages.reading import english

from .sites import EGRET, HERON, make, on, put

CHINESE = Plan(languages=("zh-Hans",), base_url="https://models.example/open/")
TWO = Plan(languages=("en", "zh-Hans"))
KINDS = {"frameworks", "licenses", "models", "conflicts", "changes", "past", "badges", "."}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled models, one of them with a later report that tells less."""
    folder = tmp_path_factory.mktemp("chinese")
    known = assess(bundled_inventory(bundled_names()[0]))
    later = replace(on("2027-01-02", known), conflicts=known.conflicts[1:], gaps=())
    results = put(folder / "results", later)
    site_build.build(inputs(["bundled:all", str(results)]), folder / "public", CHINESE)
    return folder / "public"


def test_nothing_english_is_left_on_any_kind_of_page(site: Path) -> None:
    pages = [path for path in site.rglob("*") if path.suffix in {".html", ".svg", ".xml"}]
    folders = {path.relative_to(site).parts[0] for path in pages if path.parent != site}
    assert folders | {"."} >= KINDS
    ours = {path: english(path.read_text(encoding="utf-8")) for path in pages}
    assert {str(path.relative_to(site)): found for path, found in ours.items() if found} == {}


def test_no_word_is_marked_as_english(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert '<span lang="en">' not in path.read_text(encoding="utf-8"), path


def test_every_page_says_its_language(site: Path, tmp_path: Path) -> None:
    make(put(tmp_path / "results", HERON, EGRET), tmp_path / "public", TWO)
    for folder in (site, tmp_path / "public"):
        for path in folder.rglob("*.html"):
            tag = "en" if folder != site and "zh-Hans" not in path.parts else "zh-Hans"
            assert f'<html lang="{tag}">' in path.read_text(encoding="utf-8"), path


def test_definitions_are_called_by_their_chinese_names(site: Path) -> None:
    for path in (site / "frameworks").glob("*.html"):
        title = re.search("<title>(.*?)</title>", path.read_text(encoding="utf-8"))
        assert title is not None
        assert re.search(r"[\u4e00-\u9fff].* – ", title[1]) or "Opening up ChatGPT" in title[1]


def test_the_front_page_in_chinese(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    make(put(tmp_path / "results", HERON, EGRET), tmp_path / "public", CHINESE)
    page = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert_golden("site/index.zh-Hans.html", page, request)
