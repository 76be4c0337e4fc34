"""A web page as numbered lines that can be cited.

Only what a reader can see becomes text: scripts, styles, navigation, comments, alternative texts
and hidden elements do not, and neither does what a script would put there. Missed: what only a
style sheet hides or shows.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec import Struct

from audit.text.decode import decode
from audit.text.html_bounds import UnreadableHtmlError, check, check_markup
from audit.text.html_lines import LONGEST_URL, Writer, is_web, write

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

LITTLE_TEXT = 200
"""Characters; a page with scripts and fewer is a shell that a script fills in."""
_HEAD = 4_096
"""Bytes in which a page may name its encoding; the standard says 1,024."""
_META_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_AS_BROWSERS_DO = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_ENCODINGS = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|gb18030|big5(?:hkscs)?|shift_jis|cp932|euc_jp|iso2022_jp|euc_kr|cp949"
    r"|cp125\d|cp874|iso8859-\d\d?|koi8-[ru]|mac-roman"
)
"""By Python's names; other codecs are no encodings of text."""
_XML = re.compile(r"\s{0,100}<\?xml\b[^<>]{0,300}>")
_DATA_SCRIPTS = ("json", "template", "speculationrules")


class WebText(Struct, frozen=True, kw_only=True):
    """What a reader sees of a page."""

    lines: tuple[str, ...]
    """Markdown: headings with their `{#id}`, lists, code, links, tables as rows of pipes."""
    scripted: bool
    """True for hardly any text where scripts are: the text that people see was not served."""
    sends_on: str | None
    """Where a page sends its readers on to that is no text of its own (`meta refresh`)."""

    @property
    def content(self) -> bytes:
        """The lines as a file in UTF-8."""
        return "".join(f"{line}\n" for line in self.lines).encode("utf-8", "replace")


def read_html(data: bytes, url: str, content_type: str = "") -> WebText:
    """The main text of a page; UnreadableHtmlError when it is too large or too deep.

    `url` is where the page came from, for its relative links.
    """
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    check(data)
    text = decode_html(data, content_type)
    check_markup(text)
    try:
        # The doctype keeps bs4 from warning that the text looks like a file's name, or like XML.
        soup = BeautifulSoup(f"<!DOCTYPE html>\n{text}", "lxml")
    except ParserRejectedMarkup as error:
        raise UnreadableHtmlError("no HTML") from error
    base = soup.select_one("base[href]")
    place = _joined(url, base["href"]) if base is not None else None
    writer = Writer(base=place or url, most_links=4 * len(data) + 1_000)
    write(soup.body or soup, writer)
    lines = tuple(writer.lines)
    little = sum(map(len, lines)) < LITTLE_TEXT
    return WebText(
        lines=lines,
        scripted=little and any(_runs(script) for script in soup.select("script")),
        sends_on=_sends_on(soup, url) if little else None,
    )


def decode_html(data: bytes, content_type: str = "") -> str:
    """The text in the encoding that a byte order mark, the header or the page itself names."""
    header = _HEADER_CHARSET.search(content_type)
    meta = _META_CHARSET.search(data, 0, _HEAD)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = None if marked else _encoding(header[1]) if header else None
    if encoding is None and not marked and meta:
        encoding = _encoding(meta[1].decode("ascii", "replace"))
        encoding = None if encoding is None or encoding.startswith("utf-16") else encoding
    text = decode(data) if encoding is None else data.decode(encoding, "replace")
    text = text.replace("\0", "\ufffd")
    declaration = _XML.match(text)
    return text[declaration.end() :] if declaration else text


def _encoding(label: str) -> str | None:
    """Python's name of an encoding; None for what is none."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _AS_BROWSERS_DO.get(name, name)
    return name if _ENCODINGS.fullmatch(name) else None


def _runs(script: Tag) -> bool:
    """Whether an element is a script that runs, and not data."""
    kind = str(script.get("type") or "").lower()
    return not any(word in kind for word in _DATA_SCRIPTS)


def _sends_on(soup: BeautifulSoup, url: str) -> str | None:
    for meta in soup.select('meta[http-equiv="refresh" i]'):
        _, sign, target = str(meta.get("content") or "")[:2_000].partition("=")
        if sign:
            return _joined(url, target.strip(" \"'"))
    return None


def _joined(url: str, reference: object) -> str | None:
    """An address on the web that a reference leads to; None for all else."""
    try:
        target = urljoin(url, str(reference).strip())
    except ValueError:
        return None
    return target if len(target) <= LONGEST_URL and is_web(target) else None
