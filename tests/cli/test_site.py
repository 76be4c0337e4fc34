from __future__ import annotations

from pathlib import Path

import pytest

from tests.render.pages import Page
from tests.site.sites import EGRET, HERON, put

from .running import Command, tree


def test_a_site_of_a_folder(offline: Command) -> None:
    put(Path("results"), HERON, EGRET)
    ran = offline("site", "results", "-o", "public")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("2 models, ")
    assert ran.out.endswith(" written, 0 removed. Open public/index.html\n")
    assert "Heron-VL-7B" in Page(Path("public/index.html").read_text(encoding="utf-8")).text
    again = offline("site", "results", "-o", "public")
    assert ": 0 written, 0 removed." in again.out


def test_a_bundled_model_and_a_file(offline: Command) -> None:
    put(Path("results"), HERON)
    ran = offline("site", "bundled:aria", "results/0.json", "-o", "public", "--workers", "2")
    assert (ran.code, ran.out[:9]) == (0, "2 models,")
    assert [one for one in tree(Path("public/models")) if one.endswith("html")] == [
        "Heron-VL-7B.html",
        "aria.html",
    ]


def test_languages_and_addresses(offline: Command) -> None:
    put(Path("results"), HERON)
    languages = ["--language", "en", "zh-Hans", "--base-url", "https://models.example/open"]
    assert offline("site", "results", "-o", "public", *languages).code == 0
    assert Path("public/zh-Hans/index.html").is_file()
    assert "https://models.example/open/index.html" in Path("public/sitemap.xml").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.json"], "nowhere.json"),
        (["bundled:nothing"], "bundled"),
        (["results", "--language", "tlh"], "tlh"),
        (["results", "--base-url", "javascript:alert(1)"], "address"),
        (["results", "--base-url", "https://models.example/?a"], "address"),
        (["results", "--base-url", "https://[::1"], "address"),
        (["results", "--workers", "0"], "--workers"),
        (["mine.json"], "mine.json"),
        (["broken.json"], "broken.json"),
        (["nothing"], "assessment"),
    ],
)
def test_bad_input_is_one_line(offline: Command, arguments: list[str], told: str) -> None:
    put(Path("results"), HERON)
    Path("nothing").mkdir()
    Path("mine.json").write_text('{"schema": "mine"}')
    Path("broken.json").write_text('{"schema": "openness-assessment/1"')
    assert told in offline.fails("site", *arguments, "-o", "public")


def test_a_place_that_is_no_folder(offline: Command) -> None:
    put(Path("results"), HERON)
    Path("public").write_text("mine")
    assert "public" in offline.fails("site", "results", "-o", "public")
    assert Path("public").read_text() == "mine"
