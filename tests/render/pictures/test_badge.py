from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from audit.judge.load import frameworks
from audit.model import Basis, FrameworkVerdict, Outcome
from audit.render.pictures import badge_svg
from audit.render.pictures.badge import SHORT
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE
from tests.render.pictures.lineages import faults, parsed, words
from tests.samples import osaid

UNMET = osaid({}, Outcome.UNMET)


def test_the_badge(request: pytest.FixtureRequest) -> None:
    svg = badge_svg("osaid-1.0", UNMET, model="Heron-VL-7B")
    assert faults(svg) == []
    assert words(parsed(svg)) == ["OSAID 1.0", "unmet"]
    assert parsed(svg)[0].text == "Heron-VL-7B, OSAID 1.0: unmet"
    assert_golden("render/badge.svg", svg + "\n", request)


def test_it_is_a_file_of_its_own() -> None:
    svg = badge_svg("osaid-1.0", UNMET)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert not re.search(r"url\(|@font-face|href|class=", svg)
    assert svg == badge_svg("osaid-1.0", UNMET)


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Outcome.MET, "met"),
        (Outcome.PARTLY, "partly"),
        (Outcome.UNMET, "unmet"),
        (Outcome.UNKNOWN, "unknown"),
        (Outcome.NOT_APPLICABLE, "not applicable"),
    ],
)
def test_an_outcome_is_a_word_and_a_color(outcome: Outcome, word: str) -> None:
    svg = badge_svg("osaid-1.0", replace(UNMET, outcome=outcome))
    assert words(parsed(svg))[1] == word


def test_a_presumption_is_told_as_one() -> None:
    presumed = replace(UNMET, outcome=Outcome.MET, basis=Basis.PRESUMED)
    assert words(parsed(badge_svg("osaid-1.0", presumed)))[1] == "met, if presumed terms count"


@pytest.mark.parametrize(
    ("kind", "says", "told"),
    [
        ("tiered", "Class III – Open Model", "Class III – Open Model"),
        ("labels", "no label; one is not ruled out", "no label; one is not ruled out"),
        ("score", "2 to 9.5 of 14", "2 to 9.5 of 14"),
        ("binary", "not met", "unmet"),
        ("tiered", "", "unmet"),
    ],
)
def test_classes_and_scores_speak_in_their_own_words(kind: str, says: str, told: str) -> None:
    verdict = replace(UNMET, kind=kind, says=says)
    assert words(parsed(badge_svg("mof-spec", verdict)))[1] == told


@pytest.mark.parametrize("says", ["Certified open", "fully compliant", "OSI-CERTIFICATION"])
def test_no_badge_sounds_as_if_a_body_had_seen_the_model(says: str) -> None:
    svg = badge_svg("mof-spec", replace(UNMET, kind="tiered", says=says))
    assert not re.search(r"certif|complian", svg, re.IGNORECASE)


def test_every_framework_has_a_short_name() -> None:
    assert {one.id for one in frameworks()} == set(SHORT)


def test_another_framework_stands_by_its_whole_name() -> None:
    assert words(parsed(badge_svg("own", UNMET)))[0] == "Open Source AI Definition 1.0"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words(text: str) -> None:
    verdict = replace(UNMET, name=text, version=text, kind="tiered", says=text)
    svg = badge_svg(text, verdict, model=text)
    assert faults(svg) == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", svg)
    assert len(svg) < 6_000
    assert int(parsed(svg).get("width", "0")) < 600


def _width(verdict: FrameworkVerdict) -> int:
    return int(parsed(badge_svg("own", verdict)).get("width", "0"))


def test_chinese_words_have_their_room() -> None:
    latin = replace(UNMET, name="abcd", version="")
    chinese = replace(UNMET, name="开源定义", version="")
    assert _width(chinese) - _width(latin) in range(15, 22)
