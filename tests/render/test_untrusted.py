from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.render.untrusted import one_line, shortened, shown, web_link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("dos\r\nlines", "dos\nlines"),
        ("old mac\rline", "old mac\\u000dline"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("\x1b[31mred\x07", "\\u001b[31mred\\u0007"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("half \ud83d", "half \\ud83d"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("no\ufffe\uffff\ufdd0", "no\\ufffe\\uffff\\ufdd0"),
        ("nor \U0001ffff", "nor \\U0001ffff"),
        ("家 👩‍🔬 é", "家 👩‍🔬 é"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_invisible_characters_are_written_out(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_long_text_says_how_much_was_cut() -> None:
    assert shown("x" * 3_500, longest=1_000) == "x" * 1_000 + " … (2,500 more characters)"
    assert shortened("abc", 2) == ("ab", 1)
    assert shortened("abc", 3) == ("abc", 0)


def test_one_line_has_no_runs_of_space() -> None:
    assert one_line(" a \n\n b\u2028c\t") == "a b c"
    assert one_line("a  b  c", longest=3) == "a b … (2 more characters)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * 1_000, "xxxxx … (995 more characters)"),
        ("y " * 500, "y y y … (994 more characters)"),
        ("\n" * 1_000, "… (980 more characters)"),
        (" " * 18 + "abcd", "ab … (2 more characters)"),
    ],
)
def test_only_the_head_of_a_long_text_is_read(text: str, expected: str) -> None:
    assert one_line(text, longest=5) == expected


def test_a_line_costs_what_is_shown_of_it() -> None:
    class Text(str):
        def split(self, *_: object) -> list[str]:
            raise AssertionError("the whole text was split")

    assert one_line(Text("y " * 500_000)).startswith("y y ")


@given(st.text())
def test_nothing_steers_what_is_shown(text: str) -> None:
    for sign in shown(text):
        category = unicodedata.category(sign)
        assert sign in "\n\t\u200c\u200d" or category not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert shown(shown(text)) == shown(text)
    assert "\n" not in one_line(text)
    shown(text).encode("utf-8")
    assert not re.search("[\ufdd0-\ufdef\ufffe\uffff]", shown(text))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a#L1-L2", "https://example.org/a#L1-L2"),
        ("http://example.org/a?b=%20c&d", "http://example.org/a?b=%20c&d"),
        ("https://example.org/家", "https://example.org/%E5%AE%B6"),
        ('https://example.org/"><b>', "https://example.org/%22%3E%3Cb%3E"),
        (None, None),
        ("", None),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("//example.org/", None),
        ("https:///nothing", None),
        ("https://[::1", None),
        ("https://good.example@bad.example/", None),
        ("https://good.example\\@bad.example/", None),
        ("https://exаmple.org/", None),
        ("https://example.org/a b", None),
        ("https://example.org/\u202egpj", None),
        ("https://example.org/" + "x" * 3_000, None),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert web_link(url) == expected
