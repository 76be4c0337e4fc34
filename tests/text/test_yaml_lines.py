from __future__ import annotations

import itertools

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.text.yaml_lines import LONGEST_QUOTE, lines_of_items, lines_of_keys, quoted

TEXT = """\
a:
  class: open
  link:

b: one line
c: {x: 1,
    y: 2}
d:
  list:
    - first
    -
      name: second
      note: |
        of two
        lines

    - [third,
       item]
    -
e:
"""


def test_items_of_a_list() -> None:
    assert lines_of_items(TEXT, "d", "list") == ((10, 10), (12, 16), (17, 18), (19, 19))


def test_keys_of_a_mapping() -> None:
    assert lines_of_keys(TEXT) == {
        "a": (1, 3),
        "b": (5, 5),
        "c": (6, 7),
        "d": (8, 19),
        "e": (20, 20),
    }
    assert lines_of_keys(TEXT, "a") == {"class": (2, 2), "link": (3, 3)}


@pytest.mark.parametrize("path", [("x",), ("a", "x"), ("b", "x"), ("d", "list", "x"), ("d",)])
def test_where_there_is_no_list(path: tuple[str, ...]) -> None:
    assert lines_of_items(TEXT, *path) == ()


def test_an_empty_text_has_no_lines() -> None:
    assert lines_of_keys("") == {}
    assert lines_of_items("") == ()


def test_the_words_on_the_lines() -> None:
    assert (
        quoted(TEXT.splitlines(), (12, 15))
        == "name: second\n      note: |\n        of two\n        lines"
    )
    assert quoted(TEXT.splitlines(), (40, 41)) == ""
    assert len(quoted(["x" * 5_000], (1, 1))) == LONGEST_QUOTE


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.none() | st.text(max_size=5) | st.lists(st.text("xy", max_size=2), max_size=3),
        min_size=1,
    )
)
def test_each_key_has_lines_of_its_own(plain: dict[str, object]) -> None:
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True)
    found = list(lines_of_keys(text).values())
    assert len(found) == len(plain)
    assert all(first <= last for first, last in found)
    assert all(one[0] < other[0] for one, other in itertools.pairwise(found))
