from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from audit.model import Access, Availability, Component, License
from audit.model.vocabulary import ROWS
from audit.render.pictures import ProfileSize, profile, profile_svg
from audit.render.pictures.openness import (
    LIMITING,
    OPEN_KNOWLEDGE,
    PUBLISHED,
    STATES,
    UNRULED,
    State,
    state_of,
    terms_state,
)
from audit.render.pictures.profile import cell_svg
from audit.render.pictures.signs import sign_path
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pictures.lineages import faults, parsed, words
from tests.samples import open_assessment, sample_assessment

CLASSES: dict[str, Any] = yaml.safe_load(
    Path(__file__)
    .parents[3]
    .joinpath("criteria", "licenses", "classes.yaml")
    .read_text(encoding="utf-8")
)["classes"]


def _row(availability: Availability, access: Access, class_: str) -> Component:
    return Component(
        availability=availability,
        access=access,
        license=License(expression=None, class_=class_),
    )


@pytest.mark.parametrize(
    ("row", "availability", "access", "class_", "state"),
    [
        ("weights-final", "released", "open", "osi-approved", "open"),
        ("weights-final", "released", "gated", "osi-approved", "limited"),
        ("weights-final", "released", "registration", "osi-approved", "limited"),
        ("weights-final", "released", "paid", "unknown", "limited"),
        ("weights-final", "released", "unknown", "osi-approved", "unsettled"),
        ("weights-final", "released", "open", "od-recommended", "unsettled"),
        ("weights-final", "released", "open", "ai-bundle-permissive", "unsettled"),
        ("weights-final", "released", "open", "community-restricted", "limited"),
        ("weights-final", "released", "unknown", "rail-use-restricted", "limited"),
        ("training-data", "released", "open", "od-recommended", "open"),
        ("model-card", "released", "open", "od-other-conformant", "open"),
        ("model-card", "released", "open", "unknown", "unsettled"),
        ("training-code", "released", "open", "none", "limited"),
        ("training-code", "released", "open", "family-ambiguous", "unsettled"),
        ("training-code", "released", "open", "a-class-of-tomorrow", "unsettled"),
        ("training-code", "partial", "open", "osi-approved", "limited"),
        ("training-code", "announced", "unknown", "osi-approved", "closed"),
        ("training-code", "withheld", "unknown", "osi-approved", "closed"),
        ("training-code", "not-found", "unknown", "unknown", "closed"),
        ("training-code", "unknown", "open", "osi-approved", "unknown"),
    ],
)
def test_the_state_of_a_component(
    row: str, availability: str, access: str, class_: str, state: str
) -> None:
    component = _row(Availability(availability), Access(access), class_)
    assert state_of(row, component) is State(state)


def test_nothing_is_open_that_was_not_wholly_seen_to_be() -> None:
    for row, availability, access, class_ in product(
        ROWS, Availability, Access, (*CLASSES, "", "open")
    ):
        if state_of(row, _row(availability, access, class_)) is State.OPEN:
            assert availability is Availability.RELEASED
            assert access is Access.OPEN
            assert class_ in PUBLISHED | OPEN_KNOWLEDGE


def test_the_classes_are_those_of_the_criteria() -> None:
    free = {name for name, one in CLASSES.items() if set(one["freedoms"].values()) == {"granted"}}
    assert free == PUBLISHED | OPEN_KNOWLEDGE | UNRULED
    not_told = {
        name for name, one in CLASSES.items() if set(one["freedoms"].values()) == {"unknown"}
    }
    assert set(CLASSES) == free | LIMITING | not_told
    assert {terms_state(name) for name in not_told} == {State.UNKNOWN}


@pytest.mark.parametrize("size", ProfileSize)
def test_the_pictures(size: ProfileSize, request: pytest.FixtureRequest) -> None:
    svg = profile_svg(sample_assessment(), size=size)
    assert faults(svg) == []
    assert profile_svg(sample_assessment(), size=size) == svg
    assert_golden(f"render/profile-{size}.svg", svg + "\n", request)


def test_a_cell_is_small_and_has_no_ids() -> None:
    whole = replace(
        sample_assessment(),
        components={row: _row(*one) for row, one in zip(ROWS, _ALL_STATES * 5, strict=False)},
    )
    svg = profile_svg(whole, size=ProfileSize.CELL)
    assert len(svg) < 1_800
    assert " id=" not in svg
    assert len(re.findall("<path", svg)) == len(STATES)


_ALL_STATES = [
    (Availability.RELEASED, Access.OPEN, "osi-approved"),
    (Availability.PARTIAL, Access.OPEN, "osi-approved"),
    (Availability.RELEASED, Access.OPEN, "unknown"),
    (Availability.WITHHELD, Access.OPEN, "unknown"),
    (Availability.UNKNOWN, Access.OPEN, "unknown"),
]


def test_every_state_has_a_shape_of_its_own() -> None:
    assert len({sign_path(state, 0, 0, 16) for state in State}) == len(State)


def test_the_words_say_what_the_squares_say() -> None:
    title = parsed(profile_svg(sample_assessment(), size=ProfileSize.CELL))[0].text or ""
    assert title.startswith("Weights: 1 with limits, 1 unknown. Code: 2 open, 2 not released.")
    counted = sum(map(int, re.findall(r"\d+", title)))
    assert counted == len(sample_assessment().components)


def test_the_page_names_groups_and_signs_and_each_square_its_component() -> None:
    root = parsed(profile_svg(sample_assessment()))
    assert words(root)[:4] == ["Weights", "Code", "Data", "Documents"]
    assert "open: 2" in words(root)
    titles = [one.text for one in root.iter("{*}title")]
    assert "Final weights: with limits" in titles


def test_a_component_that_nobody_knows_is_shown_as_well() -> None:
    row = _row(Availability.RELEASED, Access.OPEN, "osi-approved")
    strange = replace(sample_assessment(), components={"robot-arm": row})
    assert [(one.name, one.group) for one in profile(strange)] == [("Robot arm", "more")]
    assert "More: 1 open." in profile_svg(strange)


def test_no_component_at_all() -> None:
    bare = replace(sample_assessment(), components={})
    for size in ProfileSize:
        assert faults(profile_svg(bare, size=size)) == []
        assert "No component is listed." in profile_svg(bare, size=size)


def test_a_thousand_components_do_not_make_a_banner() -> None:
    row = _row(Availability.RELEASED, Access.OPEN, "osi-approved")
    many = replace(sample_assessment(), components={f"part-{one}": row for one in range(1_000)})
    assert "More: 1000 open." in cell_svg(profile(many))
    assert len(profile_svg(many)) < 6_000


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names(text: str) -> None:
    for size in ProfileSize:
        assert faults(profile_svg(poisoned(sample_assessment(), text), size=size)) == []


def test_no_word_of_a_score() -> None:
    for one in (sample_assessment(), open_assessment()):
        assert not re.search(r"%|score|certif|complian", profile_svg(one), re.IGNORECASE)
