"""Sentences by their phrases: a small language, so that the rules show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.render.phrasebook import Phrasebook, is_no_language

SAID = {
    "{row} {state}: {detail}": "<{row}|{state}|{detail}>",
    "{row}: {said}": "<{row}> {said}",
    "{number} of {total} read": "{total}/{number}",
    "{name} and {number} more": "{name} +{number}",
    "made from {parent}: {words}": "{words} < {parent}",
    "more is promised": "MORE",
    "{artifact} carries {what}": "{what} @ {artifact}",
    "not found": "ABSENT",
    "Training code": "TRAINING",
    "Model card": "CARD",
    "whole": "WHOLE",
}
BOOK = Phrasebook(SAID, lambda message: SAID.get(message, ""))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("more is promised", "MORE"),
        ("training-code not found: more is promised", "<TRAINING|ABSENT|MORE>"),
        ("training-code: whole", "<TRAINING> WHOLE"),
        ("training code and model card: whole", "<TRAINING、CARD> WHOLE"),
        ("3 of 12 read", "12/3"),
        ("a.py, b.py and 4 more; more is promised", "a.py, b.py +4；MORE"),
        ("made from x: y: whole", "y: whole < x"),
        ("whole, 3 of 4 read", "WHOLE，4/3"),
        ("hf:a/b, github:c/d", "hf:a/b, github:c/d"),
        ("Apache-2.0 AND MIT", "Apache-2.0 AND MIT"),
        ("", ""),
    ],
)
def test_a_sentence_follows_its_phrase(sentence: str, said: str) -> None:
    assert BOOK.say(sentence) == said


@pytest.mark.parametrize(
    "sentence",
    [
        "words that nobody knows",
        "three of four read",
        "no row at all: whole and good",
        "what is it carries nothing",
        "training-code asleep: more of it",
    ],
)
def test_what_no_phrase_knows_stays(sentence: str) -> None:
    assert BOOK.say(sentence) is None


def test_what_is_not_known_within_a_sentence_is_kept() -> None:
    assert BOOK.say("training-code: quite unheard of") == "<TRAINING> quite unheard of"
    assert BOOK.say("quite unheard of; more is promised") == "quite unheard of；MORE"


def test_braces_of_a_stranger_are_words() -> None:
    assert BOOK.say("{row} carries {0.__class__}") == "{0.__class__} @ {row}"


@given(st.text(alphabet="ab:;, {}wholemrispd1", max_size=80))
def test_any_text_is_said_or_left(text: str) -> None:
    said = BOOK.say(text)
    assert said is None or isinstance(said, str)


@pytest.mark.parametrize(
    "piece",
    ["more is promised; ", "made from a: ", "a and 1 more, ", "training-code: ", ": ", "; "],
)
def test_long_sentences_take_no_longer_than_their_length(piece: str) -> None:
    def taken(times: int) -> float:
        begin = time.perf_counter()
        BOOK.say(piece * times)
        return time.perf_counter() - begin

    few, many = (min(taken(times) for _ in range(3)) for times in (150, 900))
    assert many < 60 * few + 0.05


def test_beyond_all_length_nothing_is_looked_up() -> None:
    assert BOOK.say("more is promised; " * 100_000) is None


@pytest.mark.parametrize("text", ["a.py", "LICENSE", "0.3", "hf:a/b, x.md", "MIT OR GPL-2.0-only"])
def test_ids_and_figures_are_no_language(text: str) -> None:
    assert is_no_language(text)


@pytest.mark.parametrize("text", ["not read", "named: a/b", "Custom terms", "8 safetensors, 3 GB"])
def test_words_are_a_language(text: str) -> None:
    assert not is_no_language(text)
