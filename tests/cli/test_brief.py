"""`openness brief`, and the results that it reads."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.paper.browsers import PRINTS, made_browser

from .running import Command, tree

BUNDLED = ("bundled:aria", "bundled:leopard-llava")
posix = pytest.mark.skipif(os.name != "posix", reason="the browser of this test is a script")


@pytest.fixture
def results(offline: Command) -> Command:
    """The command where two assessments lie in a folder."""
    assert offline("audit", *BUNDLED, "-f", "json", "-o", "kept").code == 0
    return offline


def test_a_brief_with_its_letters(results: Command) -> None:
    ran = results("brief", "kept")
    assert (ran.code, ran.out, ran.err) == (0, "brief.html\n", "")
    page = Path("brief.html").read_text()
    assert "The openness of 2 models" in page
    assert page.count('<article class="letter"') == 2


def test_letters_in_files_of_their_own(results: Command) -> None:
    ran = results("brief", "kept", "-o", "out/brief.md", "--letters", "out/letters")
    assert ran.out.split() == [
        "out/brief.md",
        "out/letters/aria.md",
        "out/letters/leopard-llava.md",
    ]
    assert "How to answer" not in Path("out/brief.md").read_text()
    assert "How to answer" in Path("out/letters/aria.md").read_text()


def test_the_sender_says_where_and_until_when(results: Command) -> None:
    asked = ("--reply-to", "reviews@example.org", "--reply-by", "2026-12-31")
    ran = results("brief", "kept/aria.json", "-f", "html", "-o", "-", *asked)
    assert "reviews@example.org" in ran.out
    assert "2026-12-31" in ran.out
    assert "is no day" in results.fails("brief", "kept", "--reply-by", "soon")


def test_all_that_was_named_each_once(results: Command) -> None:
    one = results("brief", "kept", "-f", "md", "-o", "-").out
    assert results("brief", "kept", "kept/aria.json", "-f", "md", "-o", "-").out == one
    assert results("brief", *BUNDLED, "-f", "md", "-o", "-").out == one
    assert "The openness of 8 models" in results("brief", "bundled:all", "kept", "-o", "-").out


def test_an_inventory_is_judged(results: Command) -> None:
    assert results("export-facts", "kept/aria.json", "-o", "facts").code == 0
    ran = results("brief", "facts", "-o", "-")
    assert "Open Source AI Definition 1.0" in ran.out


def test_verdicts_are_told_as_they_were_saved(results: Command) -> None:
    def met(found: dict[str, Any]) -> None:
        found["frameworks"]["osaid-1.0"]["outcome"] = "met"

    change("kept/aria.json", met)
    ran = results("brief", "kept", "-f", "md", "-o", "-")
    assert "1 met, 0 met in part, 1 not met, 0 not known, of 2 judged" in ran.out


def change(file: str, how: Any) -> None:
    found = json.loads(Path(file).read_text())
    how(found)
    Path(file).write_text(json.dumps(found))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "neither an inventory nor an assessment"),
        ("", "neither an inventory nor an assessment"),
        ('{"schema": "openness-assessment/1"}', "missing required field"),
        ('{"schema": "openness-assessment/2"}', "its schema is 'openness-assessment/2'"),
        ('{"schema": "openness-inventory/1", "target": 3}', "neither an inventory"),
        ('{"schema": ' + "[" * 100_000, "neither an inventory nor an assessment"),
    ],
)
def test_a_broken_file_is_one_line(results: Command, content: str, told: str) -> None:
    Path("kept/broken.json").write_text(content)
    for named in ("kept", "kept/broken.json"):
        line = results.fails("brief", named)
        assert told in line
        assert "broken.json" in line


def test_other_files_of_a_folder_are_left_aside(results: Command) -> None:
    Path("kept/package.json").write_text('{"name": "x"}')
    Path("kept/list.json").write_text("[1, 2]")
    Path("kept/snapshot.json").write_text('{"schema": "openness-snapshot/1"}')
    ran = results("brief", "kept")
    assert (ran.code, ran.err) == (0, "3 other JSON files in kept are left aside\n")
    assert "missing required field" in results.fails("brief", "kept/package.json")


def test_nothing_to_tell_of(results: Command) -> None:
    Path("bare").mkdir()
    assert "bare holds no assessments" in results.fails("brief", "bare")
    assert "cannot be read" in results.fails("brief", "nothing.json")
    assert "bundled" in results.fails("brief", "bundled:nobody")


def test_the_form_is_that_of_the_ending(results: Command) -> None:
    for name, begins in (("a.md", "# The"), ("a.markdown", "# The"), ("a.html", "<!DOCTYPE")):
        assert results("brief", "kept", "-o", name).code == 0
        assert Path(name).read_text().startswith(begins)
    assert "not written as 'docx'" in results.fails("brief", "kept", "-o", "a.docx")


def test_a_letter_does_not_take_the_place_of_the_brief(results: Command) -> None:
    told = results.fails("brief", "kept", "-o", "aria.html", "--letters", ".")
    assert "A letter is named aria.html" in told


def test_another_language(results: Command) -> None:
    ran = results("brief", "kept", "--language", "zh-Hans", "-o", "-")
    assert '<html lang="zh-Hans">' in ran.out
    assert "invalid choice" in results.fails("brief", "kept", "--language", "xx")


@posix
def test_brief_and_letters_as_pdf(
    results: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_BROWSER", str(made_browser(tmp_path, PRINTS)))
    assert results("brief", "kept", "-o", "b.pdf", "--letters", "letters").code == 0
    assert tree(Path("letters").resolve()) == ["aria.pdf", "leopard-llava.pdf"]
    assert Path("b.pdf").read_bytes().startswith(b"%PDF-")
    monkeypatch.setenv("OPENNESS_BROWSER", "/nowhere/chrome")
    assert "/nowhere/chrome" in results.fails("brief", "kept", "-o", "c.pdf")


def test_the_same_bytes_each_time(results: Command) -> None:
    for name in ("a.html", "b.html"):
        assert results("brief", "kept", "-o", name).code == 0
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()
