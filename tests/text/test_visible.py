from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.visible import visible

MARKS = [
    "<!--",
    "-->",
    "~~",
    "```",
    "````",
    "~~~",
    "<del>",
    "</del>",
    "<s>",
    "\n",
    "\n\n",
    "a ",
    " ",
]


def _seen(text: str) -> str:
    return " ".join(" ".join(visible(tuple(text.split("\n")))).split())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a <!-- b --> c", "a c"),
        ("a <!-- b\n\nc -> d\n--> e", "a e"),
        ("a <!-- b\nc", "a"),
        ("a <!--> b", "a b"),
        ("a ~~b~~ c", "a c"),
        ("a ~~b\nc~~ d", "a d"),
        ("a ~~b\n\nc~~ d", "a ~~b c~~ d"),
        ("about ~~ 3 to ~~ 4", "about ~~ 3 to ~~ 4"),
        ("a <del>b</del> <DEL>c</DEL> <s>d</s> <strike>e</strike> f", "a f"),
        ("a <del>b", "a <del>b"),
        ("İİİİ <del>b</del> c", "İİİİ c"),
        ("```\n<!-- b\n```\nc", "``` <!-- b ``` c"),
        ("````\n```\n<!-- b\n````\nc", "```` ``` <!-- b ```` c"),
        ("~~~\n<!-- b\n~~~\nc", "~~~ <!-- b ~~~ c"),
        ("``` <!-- b --> ``` c", "``` ``` c"),
        ("```\n<!-- b", "``` <!-- b"),
    ],
)
def test_what_a_reader_sees(text: str, seen: str) -> None:
    assert _seen(text) == seen


def test_the_head_of_a_card_is_left_as_it_is() -> None:
    lines = ("---", "a: ~~b~~", "---", "~~c~~")
    assert visible(lines, 3) == ("---", "a: ~~b~~", "---", "     ")


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_every_line_keeps_its_number_and_its_place(text: str) -> None:
    lines = tuple(text.split("\n"))
    seen = visible(lines)
    assert [len(line) for line in seen] == [len(line) for line in lines]
    for before, after in zip(lines, seen, strict=True):
        assert all(b in (a, " ") for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("mark", ["<!--", "~~a", "<del>", "`", " ", "```\n", "~~~ \n", "<!"])
def test_time_is_linear(mark: str) -> None:
    start = time.process_time()
    visible(((mark * 30_000) + "<!--",) if "\n" not in mark else tuple((mark * 20_000).split("\n")))
    assert time.process_time() - start < 3
