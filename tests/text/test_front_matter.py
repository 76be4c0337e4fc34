from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.front_matter import line_of_key, read_front_matter, texts_of
from tests.text.growth import HOSTILE, growth


def read(text: str) -> object:
    found = read_front_matter(tuple(text.splitlines()))
    return found and (found.data, found.lines, bool(found.problem))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("# Title", None),
        ("---\nlicense: mit\n", None),
        ("text\n---\nlicense: mit\n---", None),
        ("---\n---", ({}, (1, 2), True)),
        ("---\nlicense: mit\n---\n# Title", ({"license": "mit"}, (1, 3), False)),
        ("\ufeff---\nlicense: mit\n---", ({"license": "mit"}, (1, 3), False)),
        ("----- \nlicense: mit\n---", ({"license": "mit"}, (1, 3), False)),
        ("---\n- a list\n---", ({}, (1, 3), True)),
        ("---\nlicense: [mit\n---", ({}, (1, 3), True)),
        ("---\n1: one\nno: two\n---", ({"1": "one", "False": "two"}, (1, 4), False)),
        # A number with too many digits to be written out made every probe of cards crash.
        (f"---\n? 0x{'f' * 60_000}\n: 1\n---", ({}, (1, 4), True)),
        ("---\na: &x 1\nb: *x\n---", ({}, (1, 4), True)),
    ],
)
def test_the_block_at_the_head(text: str, found: object) -> None:
    assert read(text) == found


def test_ten_megabytes_are_refused() -> None:
    found = read_front_matter(("---", "a: " + "x" * 10_000_000, "---"))
    assert found is not None
    assert (found.data, found.problem) == ({}, "more than 256,000 characters")


CARD = ("---", "license: mit", "tags:", "- a", "", "- b", "datasets: [x]", "---", "license: no")


@pytest.mark.parametrize(
    ("key", "lines"),
    [("license", (2, 2)), ("tags", (3, 6)), ("datasets", (7, 7)), ("absent", (1, 8))],
)
def test_lines_of_a_key(key: str, lines: tuple[int, int]) -> None:
    assert line_of_key(CARD, (1, 8), key) == lines


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("mit", ("mit",)),
        (["mit", 3, None, "isc"], ("mit", "isc")),
        (None, ()),
        (3.0, ()),
        ({"a": 1}, ()),
        ([], ()),
    ],
)
def test_texts_of_a_value(value: object, texts: tuple[str, ...]) -> None:
    assert texts_of(value) == texts


@given(st.lists(st.text() | st.sampled_from(["---", "license: mit", "- a", "a:"])))
def test_any_lines_are_read(lines: list[str]) -> None:
    found = read_front_matter(("---", *lines))
    if found is not None:
        assert found.lines[0] == 1 < found.lines[1] <= len(lines) + 1
        first, last = line_of_key(("---", *lines), found.lines, "license")
        assert 1 <= first <= last <= found.lines[1]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert growth(read, piece, "---\n", "\n---") < 12
