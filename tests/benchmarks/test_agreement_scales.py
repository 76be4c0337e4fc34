"""How inventories, made up, stand on the registers' scales."""

from __future__ import annotations

from dataclasses import fields

import pytest
from msgspec.structs import replace

from audit.model import Access, Availability, Component, License
from audit.model.vocabulary import ROWS
from benchmarks.agreement_features import EUROPEAN, FEATURES, MOT
from benchmarks.agreement_scales import (
    ANY,
    CLOSED,
    OPEN,
    PARTIAL,
    THERE,
    Level,
    Levels,
    Scale,
    base_data,
    licensed,
    model_card,
    presence,
    read_in_part,
    shared,
    terms,
    training_source,
)
from tests.judge.inventories import HIDDEN, LLAMA, MIT, NONE, UNKNOWN, base, inventory, row

ABSENT = row(Availability.NOT_FOUND, UNKNOWN)
WHOLE = row()
PART = row(Availability.PARTIAL)


@pytest.mark.parametrize(
    ("availability", "expected"),
    [
        (Availability.RELEASED, THERE),
        (Availability.PARTIAL, THERE),
        (Availability.ANNOUNCED, CLOSED),
        (Availability.WITHHELD, CLOSED),
        (Availability.NOT_FOUND, CLOSED),
        (Availability.UNKNOWN, ANY),
    ],
)
def test_what_is_promised_or_denied_is_not_there(
    availability: Availability, expected: Levels
) -> None:
    for read in (presence, terms, shared, read_in_part):
        found = read(row(availability, UNKNOWN, Access.UNKNOWN))
        assert found <= expected
        assert found or expected == ANY


@pytest.mark.parametrize(
    ("license_", "expected"),
    [
        (MIT, OPEN),
        (License(expression="WTFPL", class_="fsf-libre-not-osi"), OPEN),
        (LLAMA, PARTIAL),
        (NONE, PARTIAL),
        (UNKNOWN, THERE),
        (License(expression=None, class_="unresolved"), THERE),
    ],
)
def test_terms(license_: License, expected: Levels) -> None:
    assert terms(row(terms=license_)) == expected
    assert terms(row(Availability.PARTIAL, license_)) == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (WHOLE, OPEN),
        (row(access=Access.UNKNOWN), THERE),
        (row(access=Access.GATED), PARTIAL),
        (row(access=Access.PAID), PARTIAL),
        (PART, PARTIAL),
        (row(Availability.UNKNOWN, access=Access.GATED), CLOSED | PARTIAL),
        (row(Availability.UNKNOWN, access=Access.OPEN), ANY),
    ],
)
def test_a_gate_that_nobody_saw_is_not_taken_for_none(
    component: Component, expected: Levels
) -> None:
    assert shared(component) == expected


@pytest.mark.parametrize(
    ("license_", "expected"),
    [(MIT, ANY), (LLAMA, CLOSED | PARTIAL), (NONE, CLOSED | PARTIAL), (UNKNOWN, ANY)],
)
def test_what_nobody_saw_is_not_open_under_limits(license_: License, expected: Levels) -> None:
    assert terms(row(Availability.UNKNOWN, license_)) == expected


def test_code_for_tuning_stands_in_where_there_is_no_other() -> None:
    rows = {"training-code": ABSENT, "fine-tuning-code": row(terms=MIT)}
    assert licensed(inventory({**rows, "training-data": ABSENT})) == PARTIAL


def test_how_full_a_document_is_a_person_has_to_say() -> None:
    assert read_in_part(WHOLE) == THERE
    assert read_in_part(PART) == PARTIAL


@pytest.mark.parametrize(
    ("training", "tuning", "other", "made_from_another", "source"),
    [
        (WHOLE, ABSENT, ABSENT, False, OPEN),
        (ABSENT, WHOLE, ABSENT, True, OPEN),
        (ABSENT, WHOLE, ABSENT, False, THERE),
        (PART, ABSENT, ABSENT, False, PARTIAL),
        (ABSENT, PART, ABSENT, False, PARTIAL),
        (ABSENT, ABSENT, WHOLE, False, CLOSED),
        (ABSENT, ABSENT, ABSENT, False, CLOSED),
        (HIDDEN, ABSENT, WHOLE, False, ANY),
    ],
)
def test_source_code(
    training: Component,
    tuning: Component,
    other: Component,
    made_from_another: bool,
    source: Levels,
) -> None:
    rows = {"training-code": training, "fine-tuning-code": tuning, "inference-code": other}
    edges = (base(MIT),) if made_from_another else ()
    found = inventory(rows, default=ABSENT, edges=edges)
    assert training_source(found) == source


def test_a_card_beside_texts_that_name_no_data_is_not_full() -> None:
    rows = {"model-card": WHOLE, "training-data": ABSENT, "data-description": ABSENT}
    assert model_card(inventory(rows)) == PARTIAL
    assert model_card(inventory({**rows, "training-data": PART})) == THERE
    assert model_card(inventory({**rows, "model-card": ABSENT})) == CLOSED


def test_code_that_prepares_the_data_is_a_part_of_the_source() -> None:
    assert training_source(inventory({"preprocessing-code": WHOLE}, default=ABSENT)) == PARTIAL


def test_a_model_is_not_made_from_itself() -> None:
    edge = base(MIT)
    named = inventory({"training-code": ABSENT}, edges=(edge,))
    itself = inventory({"training-code": ABSENT}, edges=(replace(edge, parent="hf:acme/tiny"),))
    assert training_source(named) == OPEN
    assert training_source(itself) == THERE


def test_the_data_of_another_base_are_not_told() -> None:
    assert base_data(inventory()) == OPEN
    assert base_data(inventory(edges=(base(MIT),))) == ANY


@pytest.mark.parametrize(
    ("weights", "code", "data", "expected"),
    [
        (MIT, MIT, MIT, OPEN),
        (LLAMA, LLAMA, LLAMA, CLOSED),
        (MIT, LLAMA, LLAMA, PARTIAL),
        (MIT, MIT, UNKNOWN, THERE),
        (UNKNOWN, UNKNOWN, UNKNOWN, ANY),
        (UNKNOWN, LLAMA, LLAMA, CLOSED | PARTIAL),
        (MIT, UNKNOWN, LLAMA, PARTIAL),
    ],
)
def test_licensed(weights: License, code: License, data: License, expected: Levels) -> None:
    rows = {
        "weights-final": row(terms=weights),
        "training-code": row(terms=code),
        "training-data": row(terms=data),
    }
    assert licensed(inventory(rows)) == expected


def test_a_scale_places_what_it_can_tell_apart() -> None:
    assert Scale.THREE.place(THERE) is None
    assert Scale.AVAILABLE.place(THERE) == 1
    assert Scale.OPEN.place(CLOSED | PARTIAL) == 0
    assert Scale.OPEN.place(THERE) is None
    assert Scale.AVAILABLE.place(frozenset()) is None
    assert {scale.place(frozenset({Level.OPEN})) for scale in Scale} == {1, 2}


def test_every_feature_reads_rows_that_are_there() -> None:
    found = inventory()
    for feature in FEATURES:
        assert set(feature.rows) <= set(ROWS)
        assert feature.because
        assert feature.answer(found)
    assert len({(f.family, f.title) for f in FEATURES}) == len(FEATURES) == len(MOT + EUROPEAN)
    assert {field.name for field in fields(FEATURES[0])} >= {"because", "scale"}
