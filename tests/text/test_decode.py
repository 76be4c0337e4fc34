from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.decode import decode, is_binary

CHINESE = "模型许可协议:仅供学术研究使用。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("ünï".encode(), "ünï"),
        ("\ufeffmark".encode(), "mark"),
        ("wide".encode("utf-16"), "wide"),
        ("wide".encode("utf-32"), "wide"),
        (CHINESE.encode("gb18030"), CHINESE),
        ("caf\u00e9 \u201cas is\u201d".encode("cp1252"), "caf\u00e9 \u201cas is\u201d"),
        ("cut 许".encode()[:-1], "cut \ufffd"),
        (
            b"a broken \xff byte among " + CHINESE.encode() * 3,
            "a broken \ufffd byte among " + CHINESE * 3,
        ),
        (b"", ""),
    ],
)
def test_what_bytes_say(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_what_is_no_text() -> None:
    assert is_binary(b"PK\x03\x04\0\0")
    assert not is_binary("wide".encode("utf-16"))
    assert not is_binary(b"plain")


@given(st.binary())
def test_nothing_raises(data: bytes) -> None:
    assert isinstance(decode(data), str)
