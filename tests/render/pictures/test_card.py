from __future__ import annotations

import re
from struct import unpack

import pytest
from msgspec.structs import replace

from audit.render.labels import OUTCOMES
from audit.render.pictures import SocialPage, can_rasterize, model_page, social_card, social_png
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pictures.lineages import faults, parsed, words
from tests.samples import sample_assessment

needs_library = pytest.mark.skipif(
    not can_rasterize(), reason="resvg_py is not installed: pip install openness-audit[site]"
)


def test_the_preview_of_a_model(request: pytest.FixtureRequest) -> None:
    svg = social_card(model_page(sample_assessment()))
    assert faults(svg) == []
    assert social_card(model_page(sample_assessment())) == svg
    assert (parsed(svg).get("width"), parsed(svg).get("height")) == ("1200", "630")
    shown = words(parsed(svg))
    assert "Heron-VL-7B" in shown
    assert "Open Source AI Definition 1.0: ✗ unmet" in shown
    assert "Collected 2026-11-20" in shown
    assert_golden("render/card.svg", svg + "\n", request)


def test_the_preview_of_another_page() -> None:
    page = SocialPage(kind="Comparison", title="8 models", says="by 15 definitions")
    svg = social_card(page)
    assert faults(svg) == []
    assert words(parsed(svg)) == [
        "Comparison",
        "8 models",
        "by 15 definitions",
        "",
        "openness-audit",
    ]


def test_a_page_of_an_outcome_alone() -> None:
    page = SocialPage(kind="", title="", mark=next(iter(OUTCOMES.values())))
    assert faults(social_card(page)) == []
    assert "✓ met" in words(parsed(social_card(page)))


def test_a_model_that_was_not_judged() -> None:
    svg = social_card(model_page(replace(sample_assessment(), frameworks={}, components={})))
    assert faults(svg) == []
    assert not [one for one in words(parsed(svg)) if "met" in one]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names(text: str) -> None:
    svg = social_card(model_page(poisoned(sample_assessment(), text)))
    assert faults(svg) == []
    assert len(svg) < 20_000
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", svg)


def test_chinese_is_set_in_a_face_that_has_it() -> None:
    named = replace(sample_assessment().target, name="鹭")
    svg = social_card(model_page(replace(sample_assessment(), target=named)))
    assert "<g font-family=\"'Noto Sans CJK SC'," in svg


def test_without_the_library_there_is_no_png(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.render.pictures.raster.find_spec", lambda _name: None)
    assert not can_rasterize()
    assert social_png("<svg/>") is None


@needs_library
def test_the_png_has_the_size_that_networks_ask_for_and_the_same_bytes_twice() -> None:
    svg = social_card(model_page(sample_assessment()))
    png = social_png(svg)
    assert png is not None
    assert png.startswith(b"\x89PNG")
    assert unpack(">II", png[16:24]) == (1200, 630)
    assert social_png(svg) == png
    assert len(png) < 300_000
