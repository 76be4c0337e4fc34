"""The form of a gate, read from whatever a stranger put into a card."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Asked, AskedField
from audit.text.gate_form import KEYS, LONGEST_NAME, LONGEST_TEXT, MOST_FIELDS, MOST_OPTIONS
from audit.text.gate_form import read_form as read
from audit.text.safe_yaml import load

FORM = """\
extra_gated_heading: Ask for the heron
extra_gated_prompt: >-
  You agree to watch
  from afar.
extra_gated_description: It takes 2 days.
extra_gated_fields:
  Company: text
  Country: country
  Born on: date_picker
  geo: ip_location
  Purpose:
    type: select
    options:
      - Research
      - 2024
      - Yes
      - label: Other
        value: other
      - value: bare
  I agree: checkbox
extra_gated_button_content: Ask
extra_gated_eu_disallowed: true
"""


def fields(value: object) -> tuple[AskedField, ...]:
    return read({"extra_gated_fields": value}).fields


def test_a_whole_form() -> None:
    asked = read(load(FORM))
    assert (asked.heading, asked.prompt) == ("Ask for the heron", "You agree to watch from afar.")
    assert (asked.description, asked.button) == ("It takes 2 days.", "Ask")
    assert asked.eu_disallowed
    assert [(one.name, one.type) for one in asked.fields] == [
        ("Company", "text"),
        ("Country", "country"),
        ("Born on", "date_picker"),
        ("geo", "ip_location"),
        ("Purpose", "select"),
        ("I agree", "checkbox"),
    ]
    assert asked.fields[4].options == ("Research", "2024", "yes", "Other", "bare")
    assert (asked.more_fields, asked.fields[4].more_options) == (0, 0)


def test_nothing_is_asked_where_no_key_is_set() -> None:
    assert read({"license": "mit"}) == Asked()


def test_fields_in_a_list() -> None:
    found = fields([{"Company": "text"}, "Country", {"Purpose": {"type": "select"}}])
    assert [(one.name, one.type) for one in found] == [
        ("Company", "text"),
        ("Country", ""),
        ("Purpose", "select"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True), ("true", True), (" Yes ", True), (1, True), ("on", True),
        (False, False), ("false", False), (0, False), (None, False), ([True], False), ("", False),
    ],
)  # fmt: skip
def test_who_is_refused(value: object, *, expected: bool) -> None:
    assert read({"extra_gated_eu_disallowed": value}).eu_disallowed is expected


NO_TEXT: tuple[object, ...] = ([["a"]], {"a": "b"}, None, [], True, 16**70_000, "")


@pytest.mark.parametrize("value", NO_TEXT, ids=range(len(NO_TEXT)))
def test_what_is_no_text_is_left_out(value: object) -> None:
    asked = read({"extra_gated_heading": value, "extra_gated_prompt": value})
    assert asked.heading == asked.prompt == ("yes" if value is True else None)


@pytest.mark.parametrize("value", ["text", 7, None, True, 1.5])
def test_fields_that_are_none(value: object) -> None:
    assert fields(value) == ()


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (7, 7, AskedField(name="7")),
        (1.5, ["text"], AskedField(name="1.5")),
        (date(2026, 1, 2), None, AskedField(name="2026-01-02")),
        ("a", {"type": ["text"]}, AskedField(name="a")),
        ("a", {"type": "select", "options": "b"}, AskedField(name="a", type="select")),
        (
            "a",
            {"type": "select", "options": [["b"], None, "c"]},
            AskedField(name="a", type="select", options=("c",), more_options=2),
        ),
    ],
)
def test_odd_fields(name: object, kind: object, expected: AskedField) -> None:
    assert fields({name: kind}) == (expected,)


def test_a_field_without_a_name_is_counted() -> None:
    asked = read(
        {"extra_gated_fields": {None: "text", "": "text", 16**70_000: "text", "a": "text"}}
    )
    assert ([one.name for one in asked.fields], asked.more_fields) == (["a"], 3)


def test_ten_thousand_fields_and_options_are_cut_and_counted() -> None:
    kind = {"type": "select", "options": [f"o{number}" for number in range(10_000)]}
    asked = read({"extra_gated_fields": {f"f{number}": kind for number in range(10_000)}})
    assert len(asked.fields) == MOST_FIELDS
    assert asked.more_fields == 10_000 - MOST_FIELDS
    assert len(asked.fields[0].options) == MOST_OPTIONS
    assert asked.fields[0].more_options == 10_000 - MOST_OPTIONS


def test_long_words_are_cut() -> None:
    long = "x" * 100_000
    asked = read({"extra_gated_prompt": long, "extra_gated_fields": {long: long}})
    assert asked.prompt == "x" * (LONGEST_TEXT - 1) + "…"
    assert len(asked.fields[0].name) == LONGEST_NAME
    assert len(asked.fields[0].type) == 40


def test_control_characters_and_half_characters_do_not_pass() -> None:
    asked = read({"extra_gated_heading": "a\x1b[2J\x00b\x9b\nc\ud83d  d"})
    assert asked.heading == "a\ufffd[2J\ufffdb\ufffd c? d"


YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers() | st.none(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(KEYS), YAML))
def test_any_values_make_a_form_that_can_be_written(front: dict[str, Any]) -> None:
    asked = read(front)
    assert msgspec.json.decode(msgspec.json.encode(asked), type=Asked) == asked
    assert len(asked.fields) <= MOST_FIELDS
