"""A stranger's text made fit to be shown: nothing in it steers the page or the terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

LONGEST_QUOTE = 1_000
"""Characters of a quote that are shown."""
LONGEST_TEXT = 2_000
"""Characters shown of anything else."""
_ROOM_FOR_SPACE = 4
"""So many times the characters that are shown are read, as white space between them goes."""
_JOINERS = frozenset("\u200c\u200d")
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_IN_A_LINK = "%/:?#[]@!$&'()*+,;=~-._"


def shown(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """The text with control, bidirectional, invisible and non-characters written out as escapes.

    Line breaks and tabs stay, and so do the joiners that emoji and several scripts need.
    What is cut off is counted at the end. See https://trojansource.codes/.
    """
    return _told(*shortened(text, longest))


def one_line(text: str, *, longest: int = 300) -> str:
    """As `shown`, with every run of white space made one space.

    Only the head of a long text is looked at; white space behind it is counted as it stands.
    """
    head, behind = shortened(text, longest * _ROOM_FOR_SPACE)
    kept, cut = shortened(" ".join(head.split()), longest)
    return _told(kept, cut + behind).lstrip(" ")


def shortened(text: str, longest: int) -> tuple[str, int]:
    """The head of the text, and how many characters were cut off behind it."""
    return text[:longest], max(0, len(text) - longest)


@lru_cache(maxsize=4_096)
def web_link(url: str | None) -> str | None:
    """The address if it is plain http or https, with other characters quoted, else None."""
    if url is None or len(url) > LONGEST_TEXT or not _is_plain(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if "@" in parts.netloc or not parts.netloc.isascii():
        return None
    return quote(url, safe=_IN_A_LINK)


def _is_plain(url: str) -> bool:
    if url.isascii():
        return url.isprintable() and "\\" not in url and " " not in url
    return not any(sign in "\\ " or unicodedata.category(sign) in _CONTROL for sign in url)


def _told(kept: str, cut: int) -> str:
    """The head, written out, and how many characters are not shown."""
    return _written_out(kept) + (f" … ({cut:,} more characters)" if cut else "")


def _written_out(text: str) -> str:
    normal = text.replace("\r\n", "\n")
    if normal.isprintable():  # no control, format, surrogate or separator sign but the space
        return normal
    return "".join(_visible(sign) for sign in normal)


def _visible(sign: str) -> str:
    point = ord(sign)
    if sign in "\n\t" or sign in _JOINERS:
        return sign
    if unicodedata.category(sign) not in _CONTROL and not _is_no_character(point):
        return sign
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def _is_no_character(point: int) -> bool:
    """Whether it is none and never will be; XML refuses U+FFFE and U+FFFF:
    https://www.unicode.org/faq/private_use.html#noncharacters
    """
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
