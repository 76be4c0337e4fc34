from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.paragraphs import plain, sentences
from tests.text.growth import HOSTILE, growth


def read(text: str, skip: int = 0) -> list[tuple[str, int, int]]:
    return [(s.text, s.first, s.last) for s in sentences(tuple(text.splitlines()), skip)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[words](target) more", "words more"),
        ("![picture](p.png) more", "more"),
        ("[![badge](b.svg)](LICENSE) more", "more"),
        ("<b>bold</b> text", "bold  text"),
        ("a < b and c > d", "a   d"),
        ("[a]() b", "a b"),
        ("[a](b", "[a](b"),
        ("", ""),
    ],
)
def test_plain_words(line: str, words: str) -> None:
    assert plain(line) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two.", [("One.", 1, 1), ("Two.", 1, 1)]),
        ("\n\nOne\ntwo.", [("One two.", 3, 4)]),
        ("One\n\ntwo.", [("One", 1, 1), ("two.", 3, 3)]),
        ("- one\n- two\n3. three", [("- one", 1, 1), ("- two", 2, 2), ("3. three", 3, 3)]),
        ("# Heading\nText.", [("Text.", 2, 2)]),
        ("```\ncode.\n```\nText.", [("Text.", 4, 4)]),
        ("Version 2.0 is v. 3.", [("Version 2.0 is v. 3.", 1, 1)]),
        ("代码开源。模型不开源；数据", [("代码开源", 1, 1), ("模型不开源", 1, 1), ("数据", 1, 1)]),
        ("--- *** ...", []),
        ("a\t \u3000 b", [("a b", 1, 1)]),
        ("A link.[1] Next.", [("A link.[1] Next.", 1, 1)]),
    ],
)
def test_sentences(text: str, found: list[tuple[str, int, int]]) -> None:
    assert read(text) == found


def test_lines_that_are_skipped() -> None:
    assert read("---\nlicense: mit\n---\nText.", skip=3) == [("Text.", 4, 4)]


def test_the_parts_of_a_tag_over_several_lines_are_not_prose() -> None:
    html = (
        '<img alt="License: MIT"\n  src="https://x.example/license-MIT.svg"\n/> Words <br\n/> more.'
    )
    assert read(html) == [("Words more.", 3, 4)]


def test_a_tag_left_open_ends_with_its_paragraph() -> None:
    assert read("<img alt=x\n\nProse goes on.") == [("Prose goes on.", 3, 3)]


def test_less_than_is_not_a_tag() -> None:
    assert read("if n <m then\nstop.") == [("if n <m then stop.", 1, 2)]


@given(st.text() | st.text(alphabet="ab.A \n<>()[]!#-*`。；\0"))
def test_any_text_is_read(text: str) -> None:
    for words, first, last in read(text):
        assert words == " ".join(words.split())
        assert 1 <= first <= last <= len(text.splitlines())


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    for before, after in (("", ""), ("a.", "x")):
        assert growth(read, piece, before, after) < 12
