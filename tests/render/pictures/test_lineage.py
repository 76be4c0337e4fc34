from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from markupsafe import Markup

from audit.model import AncestorState, Assessment, Edge, License
from audit.render.html import model_html
from audit.render.language import speaking
from audit.render.pictures import lineage_svg
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pages import Page, problems
from tests.render.pictures.lineages import (
    EDGES,
    SVG,
    chain,
    crowd,
    edge,
    family,
    faults,
    lineage,
    parsed,
    words,
)
from tests.samples import WEIGHTS, sample_assessment


def test_a_family_of_models(request: pytest.FixtureRequest) -> None:
    svg = lineage_svg(family())
    assert faults(svg) == []
    assert lineage_svg(family()) == svg
    assert_golden("render/lineage.svg", svg + "\n", request)


def test_the_picture_stands_in_the_report_above_its_table() -> None:
    page = model_html(sample_assessment())
    assert problems(page) == []
    assert page.index('<svg class="picture graph"') < page.index("were made from</caption>")
    regions = [one.get("aria-label") or "" for one in Page(page).all("section")]
    assert "Picture of the lineage, scrolls sideways" in regions


def test_nothing_is_drawn_where_nothing_is_named() -> None:
    assert lineage_svg(lineage(())) == Markup()


def test_models_data_encoders_and_their_terms_stand_in_the_boxes() -> None:
    shown = words(parsed(lineage_svg(family())))
    for told in (
        "Model, audited",
        "Data set: not looked for",
        "Model: a name alone",
        "Encoder",
        "✓ Apache-2.0",
        "◐ LicenseRef-Delta-3",
        "fine-tune",
        "vision encoder",
        "made the data",
        "training data",
    ):
        assert told in shown


def test_conflicts_are_told_on_their_lines_by_sign_and_word() -> None:
    root = parsed(lineage_svg(family(), page="./heron.html"))
    links = {
        one.get("href"): words(one) for one in root.iter(f"{{{SVG}}}a") if "#" in one.get("href")
    }
    assert links == {
        "./heron.html#conflict-2": ["▲▲ 2 conflicts"],
        "./heron.html#conflict-4": ["△ medium conflict"],
    }
    titles = [one.text for one in root.iter(f"{{{SVG}}}title")]
    assert "2 conflicts, the gravest: critical. They are told under Conflicts." in titles


def test_what_leads_back_or_across_is_named_again_and_not_drawn_again() -> None:
    shown = words(parsed(lineage_svg(family())))
    assert shown.count("drawn elsewhere") == 2
    assert [one for one in shown if one.endswith("leads back")] == ["leads back"]


def test_what_was_not_read_has_a_broken_edge() -> None:
    states = (AncestorState.MISSING, AncestorState.READ, AncestorState.LOCAL)
    edges = [edge(WEIGHTS, f"lab/{one}", state=one) for one in states]
    svg = lineage_svg(lineage(edges))
    assert svg.count('class="box broken"') == 2
    assert {"Model: not there", "Model"} <= set(words(parsed(svg)))


def test_ten_thousand_parents_fold_into_a_count_and_conflicts_stay_in_sight() -> None:
    start = time.process_time()
    svg = lineage_svg(crowd(10_000))
    assert time.process_time() - start < 3
    assert len(svg) < 60_000
    shown = " ".join(words(parsed(svg)))
    assert "and 9,952 more: training data" in shown
    assert "datasets/lab/set-9999" in shown
    assert "9,952 sources are folded." in svg


def test_a_chain_ends_in_a_count() -> None:
    svg = lineage_svg(chain(10_000))
    shown = words(parsed(svg))
    assert "and 1 more source" in shown
    assert len([one for one in shown if one.startswith("lab/step-")]) == 11
    assert "9,990 sources are folded." in svg


def test_a_picture_of_everything_says_nothing_of_folds() -> None:
    assert "folded" not in lineage_svg(family())


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_any_lineage_is_drawn(edges: list[Edge]) -> None:
    svg = lineage_svg(lineage(edges))
    assert faults(svg) == []
    assert lineage_svg(lineage(edges)) == svg


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_words_in_the_picture(text: str) -> None:
    poison: Assessment = poisoned(family(), text)
    svg = lineage_svg(poison)
    assert faults(svg) == []
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", svg)
    assert len(svg) < 20_000


def test_signs_that_xml_refuses_are_written_out() -> None:
    svg = lineage_svg(lineage([edge(WEIGHTS, "lab/\ufffe\uffff\x0b\ud83d")]))
    assert "lab/\\ufffe\\uffff" in "".join(words(parsed(svg)))


def test_only_web_addresses_are_linked() -> None:
    poison = poisoned(sample_assessment(), "javascript:alert(1)")
    hrefs = [one.get("href") for one in parsed(lineage_svg(poison)).iter(f"{{{SVG}}}a")]
    assert all(str(one).startswith("#conflict-") for one in hrefs)
    honest = parsed(lineage_svg(sample_assessment()))
    hrefs = [one.get("href") for one in honest.iter(f"{{{SVG}}}a")]
    assert "https://example.org/delta-ai/Delta-3-8B" in hrefs


def test_words_that_nobody_knows_are_shown_as_they_are() -> None:
    edges = [
        edge(WEIGHTS, "lab/a", "audio-codec"),
        edge(WEIGHTS, "lab/b", how="by-magic", terms=License(expression=None, class_="")),
        edge(WEIGHTS, "lab/c", ""),
    ]
    shown = words(parsed(lineage_svg(lineage(edges))))
    assert {"audio codec", "by-magic"} <= set(shown)


def test_two_pictures_of_a_page_have_ids_of_their_own() -> None:
    both = lineage_svg(family(), name="one") + lineage_svg(family(), name="two")
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) == 4


def test_without_a_catalog_the_picture_is_in_english_still() -> None:
    with speaking("zh-Hans"):
        assert faults(lineage_svg(family())) == []
