"""Turns the bytes of a stranger's file into text, whatever they are written in."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 8_000
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: NUL bytes in the head, and no mark of UTF-16 or UTF-32."""
    return b"\0" in data[:_HEAD] and not data.startswith(tuple(mark for mark, _ in _MARKS))


def decode(data: bytes) -> str:
    """The text: UTF-8, else what a byte order mark says, else Chinese GB 18030 where that gives
    Chinese words, else Western European. Broken characters become U+FFFD; nothing raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # a character cut at the end of what was read
            return data.decode("utf-8", "replace")
    return _of_another_time(data)


def _of_another_time(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 20 < len(text) and _CHINESE.search(text):
        return text  # UTF-8 with a few broken places
    try:
        chinese = data.decode("gb18030")
    except UnicodeDecodeError:
        chinese = ""
    if _CHINESE.search(chinese):
        return chinese
    return data.decode("cp1252", "replace")
