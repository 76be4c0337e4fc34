"""`openness history`, on a clone and on the loopback hub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.pasts import MIT, TERMS, begun, committed
from tests.collect.worlds import world
from tests.hub import Hub, hub_past, serve
from tests.render.markdown_pages import faults, links

from .running import Command

CARD = "---\nlicense: {}\n---\n# Heron\n"
HERON = hub_past(
    "acme/heron",
    ("first", "2024-01-01T10:00:00.000Z", {"README.md": CARD.format("mit")}),
    ("Update README.md", "2024-02-03T10:00:00.000Z", {"README.md": CARD.format("cc-by-nc-4.0")}),
)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(world(HERON)) as running:
        yield running


def test_the_day_a_license_flipped(openness: Command) -> None:
    folder = begun(Path("heron"))
    committed(folder, "2024-01-01", "one", {"LICENSE": MIT})
    sha = committed(folder, "2024-02-03", "close it", {"LICENSE": TERMS})
    ran = openness("history", "heron")
    assert (ran.code, ran.err) == (0, "")
    assert f"2024-02-03 {sha[:12]} close it" in ran.out
    assert "−  license file: MIT" in ran.out
    assert "+  license file: LicenseRef-The-Heron-Terms" in ran.out


def test_a_model_of_the_hub(openness: Command) -> None:
    ran = openness("history", "acme/heron", "--format", "json")
    found = json.loads(ran.out)
    assert (found["schema"], found["commits"]) == ("openness-history/1", 2)
    last = found["turns"][-1]
    assert last["commit"]["words"] == "Update README.md"
    (pair,) = last["statements"]
    assert (pair["old"]["expression"], pair["new"]["expression"]) == ("MIT", "CC-BY-NC-4.0")


@pytest.mark.parametrize("form", ["markdown", "html", "json", "terminal"])
def test_the_same_bytes_each_time(openness: Command, form: str) -> None:
    once = openness("history", "acme/heron", "--format", form)
    again = openness("history", "acme/heron", "--format", form)
    assert (once.code, once.out) == (0, again.out)


def test_a_repository_without_a_word_on_terms(openness: Command) -> None:
    folder = begun(Path("heron"))
    committed(folder, "2024-01-01", "one", {"a.py": "1"})
    ran = openness("history", "heron")
    assert "No commit touched a file that may speak of terms." in ran.out


def test_words_of_an_author_steer_nothing(openness: Command) -> None:
    folder = begun(Path("heron"))
    hostile = "\x1b[31m<script>alert(1)</script> [x](javascript:y) @all {{ 7 * 7 }} | a"
    committed(folder, "2024-01-01", hostile, {"LICENSE": MIT})
    assert "\x1b" not in openness("history", "heron").out
    page = openness("history", "heron", "--format", "html").out
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page
    text = openness("history", "heron", "--format", "markdown").out
    assert faults(text) == []
    assert not any("javascript" in one for one in links(text))
    assert "@all" not in text


def test_mistakes_are_one_line(openness: Command) -> None:
    Path("empty").mkdir()
    begun(Path("bare"))
    assert "is not a git repository" in openness.fails("history", "empty")
    assert "has no commit" in openness.fails("history", "bare")
    assert "has no history" in openness.fails("history", "bundled:aria")
    assert "has no nowhere" in openness.fails("history", "bare@nowhere")
    assert "The Hub has no model" in openness.fails("history", "acme/egret")
