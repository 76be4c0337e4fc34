from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.licenses.normalize import read
from audit.licenses.tokens import WORDS, without_marks, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You may.\n2. You must", "you may you must"),
        ("version\n2. You must", "version 2 you must"),
        ("1. First words\n2. Second", "first words second"),
        ("the first thing, and\n7. the other", "the first thing and the other"),
        ("(a) one (b) two (iv) three 5) four", "one two three four"),
        ("in section 3.1. and 2.b", "in section 3.1 and 2 b"),
        ("http://www.example.org/b and https://example.org/b", "example org b and example org b"),
        ("gnu.org/copyleft/gpl.html", "gnu org licenses gpl html"),
        ("one licence, licences and licenced", "one license licenses and licensed"),
        ("terms and conditions\n0. definitions", "terms and conditions definitions"),
        ("**2.** Bold\n\n## 3. Heading", "bold heading"),
        ("许可 license 协议", "许 可 license 协 议"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert read(text).words == words.split()


def test_a_number_counts_however_the_lines_are_broken() -> None:
    for text in (
        "under version 2. You may",
        "under version\n2. You may",
        "under\nversion 2.\nYou may",
    ):
        assert "2" in read(text).words


def test_words_of_long_tokens_are_not_remembered() -> None:
    token = "x" * 100
    assert words_of([token]) == [token]
    assert token not in WORDS


@given(st.lists(st.sampled_from(["1.", "2.", "12", "a.", "\x02", "word", "end.", "", "*", "and"])))
def test_marks_take_away_numbers_only(tokens: list[str]) -> None:
    kept = without_marks(list(tokens))
    assert len(kept) == len(tokens)
    assert all(new in (old, "") for old, new in zip(tokens, kept, strict=True))
    assert [t for t in kept if t in ("word", "end.", "and")] == [
        t for t in tokens if t in ("word", "end.", "and")
    ]


@given(st.text(alphabet="ab 1.2\n()*#\x02\x1e许"))
def test_every_word_has_a_line(text: str) -> None:
    reading = read(text)
    lines = reading.lines_of(*range(len(reading.words)))
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    if lines:
        first, last = reading.span
        assert first <= lines[0]
        assert last >= lines[-1] or len(text) > 1_000
