"""Comparisons and timelines in each format: whole outputs, and strangers' text in them."""

from __future__ import annotations

import json

import msgspec
import pytest

from audit.compare.difference import difference
from audit.model import Versions
from audit.model.difference import (
    Commit,
    Difference,
    History,
    Judged,
    Moved,
    Sighting,
    Turn,
    Watched,
)
from audit.render.diff_formats import DIFFERENCE_FORMATS, HISTORY_FORMATS, WATCH_FORMATS
from audit.render.markdown.words import PARTED
from audit.render.terminal_diff import difference_text, history_text
from audit.render.watch_text import watched_text
from tests.compare.states import plain
from tests.golden_files import assert_golden

from .hostile import HOSTILE, poisoned
from .markdown_pages import faults
from .pages import problems

LONGEST = 20_000
"""Characters of one text: the pages of models show that longer ones are cut."""
VERSIONS = Versions(tool="1.2.3", criteria="c" * 64, licenses="2026-01-01")


@pytest.fixture(scope="module")
def states() -> tuple[Judged, Judged]:
    """A model before and after its license flipped."""
    return plain(license="mit"), plain(license="cc-by-nc-4.0")


@pytest.fixture(scope="module")
def flipped(states: tuple[Judged, Judged]) -> Difference:
    """A license that flipped."""
    found = difference(*states)
    shown = tuple(one for one in found.frameworks if one.id == "osaid-1.0")
    return msgspec.structs.replace(found, judged_by=VERSIONS, frameworks=shown)


@pytest.fixture(scope="module")
def past(flipped: Difference) -> History:
    """A timeline with that change."""
    commit = Commit(sha="a" * 40, date="2024-02-03T04:05:06Z", words="Update README.md")
    return History(
        target=flipped.new.target,
        revision="a" * 40,
        url="https://huggingface.co/acme/Heron-7B",
        commits=3,
        first="2024-01-01",
        last="2024-02-03",
        versions=VERSIONS,
        turns=(Turn(commit=commit, statements=flipped.statements),),
    )


def watched(found: Difference) -> Watched:
    return Watched(
        sightings=(
            Sighting(target="acme/heron", moved=Moved.CHANGED, why=("a → b",), difference=found),
            Sighting(target="acme/egret", moved=Moved.UNREACHED, why=("no answer in time",)),
            Sighting(target="acme/crane", moved=Moved.UNMOVED),
            Sighting(target="acme/stork", moved=Moved.UNCHANGED, why=("c → d",)),
        )
    )


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_a_comparison_whole(flipped: Difference, form: str, request: pytest.FixtureRequest) -> None:
    render = {**DIFFERENCE_FORMATS, "terminal": difference_text}[form]
    assert_golden(f"render/diff.{form}", render(flipped), request)


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json"])
def test_a_timeline_whole(past: History, form: str, request: pytest.FixtureRequest) -> None:
    render = {**HISTORY_FORMATS, "terminal": history_text}[form]
    assert_golden(f"render/history.{form}", render(past), request)


@pytest.mark.parametrize("form", ["terminal", "markdown", "json"])
def test_a_watch_whole(flipped: Difference, form: str, request: pytest.FixtureRequest) -> None:
    render = {**WATCH_FORMATS, "terminal": watched_text}[form]
    assert_golden(f"render/watch.{form}", render(watched(flipped)), request)


def test_the_json_is_the_value_itself(flipped: Difference, past: History) -> None:
    found = msgspec.json.decode(DIFFERENCE_FORMATS["json"](flipped), type=Difference)
    assert found == flipped
    assert msgspec.json.decode(HISTORY_FORMATS["json"](past), type=History) == past
    assert json.loads(WATCH_FORMATS["json"](watched(flipped)))["schema"] == "openness-watch/1"


def test_nothing_that_changed(states: tuple[Judged, Judged]) -> None:
    same = difference(states[0], states[0])
    assert "Nothing that this tool reads has changed." in difference_text(same)
    assert problems(DIFFERENCE_FORMATS["html"](same)) == []


def test_the_pages_are_sound(flipped: Difference, past: History) -> None:
    assert problems(DIFFERENCE_FORMATS["html"](flipped)) == []
    assert problems(HISTORY_FORMATS["html"](past)) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_stranger_s_text_is_only_text(states: tuple[Judged, Judged], text: str) -> None:
    bad = poisoned(states[1].assessment, text[:LONGEST])
    found = difference(states[0], Judged(assessment=bad, saved=bad))
    assert problems(DIFFERENCE_FORMATS["html"](found)) == []
    _is_plain(difference_text(found))
    written = DIFFERENCE_FORMATS["markdown"](found)
    _is_plain(written)
    assert faults(written) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_an_author_s_words_are_only_words(past: History, text: str) -> None:
    plain_turn = past.turns[0]
    commit = Commit(sha=text, date=text, words=text, url=text)
    turn = msgspec.structs.replace(plain_turn, commit=commit)
    bad = msgspec.structs.replace(past, turns=(turn,), url=text, revision=text)
    assert problems(HISTORY_FORMATS["html"](bad)) == []
    _is_plain(history_text(bad))
    written = HISTORY_FORMATS["markdown"](bad)
    _is_plain(written)
    assert faults(written) == []


def _is_plain(text: str) -> None:
    assert all(sign.isprintable() or sign in f"\n\t\u200c\u200d{PARTED}" for sign in text)
