"""How wide a text is, without a font: by the widths of DejaVu Sans, which is a wide one.

A text that fits by these widths fits in Verdana, and in narrower faces has room to spare.
"""

from __future__ import annotations

import unicodedata

_ASCII = (
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
)  # fmt: skip
"""Hundredths of the size of the letters, from the space to the tilde."""
_WIDE = 100
_OTHER = 72
"""Letters beyond ASCII: Latin and Greek are narrower, some Cyrillic wider."""
_NONE = frozenset({"Mn", "Me", "Cf"})
CUT = "…"


def text_width(text: str, size: float) -> float:
    """Pixels that the text takes at that size."""
    return sum(map(_hundredths, text)) * size / 100


def is_wide(text: str) -> bool:
    """Whether there are Chinese, Japanese or Korean letters in it."""
    return any(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def fitted(text: str, size: float, room: float) -> str:
    """The text, its middle cut out where it is wider than the room: names differ at both ends."""
    if text_width(text, size) <= room:
        return text
    room -= text_width(CUT, size)
    head = _head(text, size, room * 0.6)
    tail = _head(text[::-1], size, room - text_width(head, size))[::-1]
    return f"{head.rstrip()}{CUT}{tail.lstrip()}"


def lines(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines, broken after a space or a mark, the last one fitted."""
    found: list[str] = []
    while len(found) < most - 1 and text_width(text, size) > room:
        head = _head(text, size, room)
        at = _break(head) or len(head) or 1
        found.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return (*found, fitted(text, size, room))


def _head(text: str, size: float, room: float) -> str:
    """As much of the beginning as fits, never half of a sign with its accents."""
    taken = 0.0
    for at, sign in enumerate(text):
        taken += _hundredths(sign) * size / 100
        if taken > room:
            return text[:at]
    return text


def _break(head: str) -> int:
    """Where a line may end, in its second half, or 0."""
    at = max(head.rfind(mark) for mark in " -_/.,，、。")
    return at + 1 if at >= len(head) // 3 else 0


def _hundredths(sign: str) -> int:
    if " " <= sign <= "~":
        return _ASCII[ord(sign) - 32]
    if unicodedata.category(sign) in _NONE:
        return 0
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" or sign in "…—" else _OTHER
