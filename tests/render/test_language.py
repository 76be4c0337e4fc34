from __future__ import annotations

from audit.render.language import SOURCE, _, language, ngettext, speaking


def test_english_is_spoken_unless_another_language_is_asked_for() -> None:
    assert language() == SOURCE
    with speaking("zh-Hans"):
        assert language() == "zh-Hans"
    assert language() == SOURCE


def test_names_in_a_message_are_filled_in() -> None:
    assert _("{model} is judged", model="a{b}") == "a{b} is judged"


def test_a_number_chooses_the_form_and_is_filled_in() -> None:
    assert ngettext("{number} model", "{number} models", 1) == "1 model"
    assert ngettext("{number} model", "{number} models", 2_000) == "2,000 models"
