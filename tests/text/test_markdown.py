from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.markdown import (
    LONGEST_LINE,
    MOST_ANCHORS,
    id_of_heading,
    links,
    prose_lines,
    sections,
)
from tests.text.growth import HOSTILE, growth


def lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines())


def test_the_fence_of_a_cards_metadata_makes_no_heading() -> None:
    text = "---\nlicense: mit\n---\n\n# Heron\n\nIt sees.\n"
    assert [section.title for section in sections(tuple(text.split("\n")))] == ["", "Heron"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a\nb", [1, 2]),
        ("a\n```\ncode\n```\nb", [1, 5]),
        ("~~~sh\ncode\n~~~\nb", [4]),
        ("a\n```\nnever closed", [1]),
        ("", []),
    ],
)
def test_prose_is_what_stands_outside_fences(text: str, numbers: list[int]) -> None:
    assert [number for number, _ in prose_lines(lines(text))] == numbers


def test_a_very_long_line_is_cut() -> None:
    assert [len(line) for _, line in prose_lines(("x" * 1_000_000,))] == [LONGEST_LINE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("words", [("", 0, 1, 1)]),
        ("# A\ntext\n## B ##\nmore", [("A", 1, 1, 2), ("B", 2, 3, 4)]),
        ("intro\n# A", [("", 0, 1, 1), ("A", 1, 2, 2)]),
        ("Title\n=====\ntext", [("Title", 1, 1, 3)]),
        ("Title\n---\ntext", [("Title", 2, 1, 3)]),
        ("\n---\ntext", [("", 0, 1, 3)]),
        ("```\n# code\n```", [("", 0, 1, 3)]),
        ("#NoBlank\n#######  seven", [("", 0, 1, 2)]),
        ("   # A", [("A", 1, 1, 1)]),
        ("    # code", [("", 0, 1, 1)]),
        ("# C# and F#", [("C# and F", 1, 1, 1)]),
        ("# " + "x" * 400, [("x" * 300, 1, 1, 1)]),
    ],
)
def test_sections(text: str, found: list[tuple[str, int, int, int]]) -> None:
    assert [(s.title, s.level, s.first, s.last) for s in sections(lines(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b)", [("a", "b", 1, None)]),
        ('[a](<b> "title")', [("a", "b", 1, None)]),
        ("[a]( b )", [("a", "b", 1, None)]),
        ("[a](b c (d))", []),
        ("x\nhttps://example.org/a_b.", [("", "https://example.org/a_b", 2, None)]),
        ("<https://example.org>", [("", "https://example.org", 1, None)]),
        ("[![alt](pic.svg)](LICENSE)", [("alt", "LICENSE", 1, "pic.svg")]),
        ("[a](https://example.org)", [("a", "https://example.org", 1, None)]),
        ("```\n[a](b)\n```", []),
        ('text\n<a href="u">words <b>here</b></a>', [("words here", "u", 2, None)]),
        ('<a\nhref="u"><img src="p" alt="License"></a>', [("License", "u", 1, "p")]),
        ("<a href='u'>one\n<a href=v>two</a>", [("one", "u", 1, None), ("two", "v", 2, None)]),
        ("<a name='x'></a>", []),
        ("<A HREF='u'>x</A>", [("x", "u", 1, None)]),
        ("<a href='never closed", []),
        ("<abbr>x</abbr>", []),
        ("[a](b)[c](d)", [("a", "b", 1, None), ("c", "d", 1, None)]),
        ("[[a](b)", [("a", "b", 1, None)]),
        ("[a](b", []),
    ],
)
def test_links(text: str, found: list[tuple[str, str, int, str | None]]) -> None:
    assert [(x.text, x.url, x.line, x.image) for x in links(lines(text))] == found


def test_many_badges_on_one_line() -> None:
    badges = "[![License](https://img.example/l.svg)](LICENSE) " * 300
    assert len(links((badges,))) == 300


def test_html_links_of_a_page_are_bounded() -> None:
    assert len(links(("<a href=u>x</a>\n" * 5_000,))) == MOST_ANCHORS


@given(st.text() | st.text(alphabet="[]()!<>aAhref='\"/ \n#=-`~\0"))
def test_any_text_is_read(text: str) -> None:
    page = lines(text)
    for link in links(page):
        assert 1 <= link.line <= len(page)
    covered = [n for s in sections(page) for n in range(s.first, s.last + 1)]
    assert covered == list(range(1, len(page) + 1))


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    for before, after in (("", ""), ("# ", "x")):
        assert growth(lambda text: links(lines(text)), piece, before, after) < 12
        assert growth(lambda text: sections(lines(text)), piece, before, after) < 12


@pytest.mark.parametrize(
    ("line", "title", "name"),
    [
        ("## Terms {#terms}", "Terms", "terms"),
        ("## Terms {#terms} ##", "Terms {#terms}", None),
        ("## {#terms}", "", "terms"),
        ("## Terms {x}", "Terms {x}", None),
        ("## Terms", "Terms", None),
        ("Terms {#terms}", "", None),
    ],
)
def test_a_heading_may_end_with_its_id(line: str, title: str, name: str | None) -> None:
    assert sections((line,))[-1].title == title
    assert id_of_heading(line) == name
