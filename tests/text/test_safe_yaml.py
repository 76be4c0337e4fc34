from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.safe_yaml import MOST_BYTES, MOST_DEPTH, MOST_NODES, UnsafeYamlError, load


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("license: mit", {"license": "mit"}),
        ("license:\n- mit\n- apache-2.0", {"license": ["mit", "apache-2.0"]}),
        ("{a: {b: [1, true, null]}}", {"a": {"b": [1, True, None]}}),
        ("a: '许可'", {"a": "许可"}),
        ("[" * MOST_DEPTH + "]" * MOST_DEPTH, None),
    ],
)
def test_plain_data(text: str, data: object) -> None:
    found = load(text)
    assert data is None or found == data


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "line 2, column 1"),
        ("a: b: c", "line 1, column 5"),
        ("\0", "unacceptable character"),
        ("a: \ud800", "surrogates"),
        ("a: !!python/object/apply:os.system [true]", "could not determine a constructor"),
        ("!!python/name:os.system", "could not determine a constructor"),
        ("a: &x [1]\nb: *x", "aliases are not read"),
        ("a: &a [b]\nb: &b [*a, *a]", "aliases are not read"),
        ("[" * 100_000, "nest"),
        ("{a: " * 10_000, "nest"),
        ("- " * 10_000, "nest"),
        ("- a\n" * (MOST_NODES + 1), "nodes"),
        ("a: " + "x" * 70_000, "a value of more than"),
        ("x" * 10_000_000, "more than 256,000 characters"),
        ("x" * (MOST_BYTES + 1), "more than 256,000 characters"),
        ("? [a]\n: b", "unhashable"),
        ("a: 2024-13-45", "month"),
        ("<<: 1", "merging"),
    ],
)
def test_refused(text: str, problem: str) -> None:
    with pytest.raises(UnsafeYamlError, match=problem):
        load(text)


def test_aliases_where_they_are_wanted() -> None:
    assert load("a: &x [1]\nb: *x", aliases=True) == {"a": [1], "b": [1]}


def test_broken_yaml_says_where_in_one_line() -> None:
    with pytest.raises(UnsafeYamlError) as caught:
        load("a: 1\nb: [1, 2\nc: 3\n")
    assert "line 3" in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text() | st.text(alphabet="{}[]:,-&*!|>#?'\" \n\tab1<=~.%@"))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnsafeYamlError):
        load(text)
