from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.mend.card import UnreadableCardError, value_of, with_end, with_key

CARD = "---\nlanguage: en\nlicense: mit # why\ntags:\n- a\n- b\n---\n# Heron\n\nlicense: not here\n"


def test_a_key_is_put_in_place_of_what_it_was() -> None:
    assert with_key(CARD, "license", "gpl-3.0") == CARD.replace(
        "license: mit # why", "license: gpl-3.0"
    )


def test_a_list_is_put_in_place_of_a_list() -> None:
    assert with_key(CARD, "tags", ("a", "c")) == CARD.replace("- b", "- c")


def test_a_new_key_comes_last() -> None:
    expected = CARD.replace("- b\n---", "- b\nbase_model: a/b\n---")
    assert with_key(CARD, "base_model", "a/b") == expected


def test_a_card_without_front_matter_gets_one() -> None:
    assert with_key("# Heron\n", "license", "mit") == "---\nlicense: mit\n---\n\n# Heron\n"


def test_line_ends_of_windows_stay() -> None:
    card = CARD.replace("\n", "\r\n")
    assert with_key(card, "license", "gpl-3.0").count("\r\n") == card.count("\r\n")
    assert "\n" not in with_end(card, "x\ny").replace("\r\n", "")


@pytest.mark.parametrize("front", ["a: [", "- a", "a: b: c"])
def test_front_matter_that_does_not_parse_is_left_alone(front: str) -> None:
    with pytest.raises(UnreadableCardError):
        with_key(f"---\n{front}\n---\n# Heron\n", "license", "mit")


@given(st.text(), st.sampled_from(["license", "base_model", "x-y"]), st.text(max_size=40))
def test_what_was_set_is_read_and_the_body_stays(body: str, key: str, value: str) -> None:
    card = f"---\nlanguage: en\n---\n{body}"
    changed = with_key(card, key, value)
    if "\r\n" in body:
        return  # the fences end otherwise than the body
    assert changed.endswith(body)
    assert value_of(changed, "language") == "en"
    if value.isprintable():
        assert value_of(changed, key) == value
