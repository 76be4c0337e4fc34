"""A stranger's text made fit to be shown: nothing in it steers the page or the terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

LONGEST_QUOTE = 1_000
"""Characters of a quote that are shown."""
LONGEST_TEXT = 2_000
"""Characters shown of anything else."""
_JOINERS = frozenset("\u200c\u200d")
_CONTROL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_IN_A_LINK = "%/:?#[]@!$&'()*+,;=~-._"


def shown(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """The text with control, bidirectional and invisible characters written out as escapes.

    Line breaks and tabs stay, and so do the joiners that emoji and several scripts need.
    What is cut off is counted at the end. See https://trojansource.codes/.
    """
    kept, cut = shortened(text, longest)
    tail = f" … ({cut:,} more characters)" if cut else ""
    return _written_out(kept) + tail


def one_line(text: str, *, longest: int = 300) -> str:
    """As `shown`, with every run of white space made one space."""
    return shown(" ".join(text.split()), longest=longest)


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


def _written_out(text: str) -> str:
    normal = text.replace("\r\n", "\n")
    if normal.isprintable():  # no control, format, surrogate or separator sign but the space
        return normal
    return "".join(_visible(sign) for sign in normal)


def _visible(sign: str) -> str:
    if sign in "\n\t" or sign in _JOINERS or unicodedata.category(sign) not in _CONTROL:
        return sign
    point = ord(sign)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
