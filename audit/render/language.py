"""The language that a report is written in: English, or a translation through a gettext catalog.

Quotes stay in their own language. What a catalog lacks is said in English.
"""

from __future__ import annotations

import gettext as catalogs
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from audit.data import data_dir

if TYPE_CHECKING:
    from audit.render.phrasebook import Phrasebook

SOURCE = "en"
LANGUAGES: Mapping[str, str] = {SOURCE: "English", "zh-Hans": "简体中文"}
"""The languages of reports, by BCP 47 tag, each by its own name."""
_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is rendered inside is written in this language of `LANGUAGES`."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """The BCP 47 tag of the language that is spoken now."""
    return _spoken.get()


def _(message: str, /, **values: object) -> str:
    """The message in the language that is spoken now, its `{names}` filled in."""
    said = _catalog(_spoken.get()).gettext(message)
    return said.format(**values) if values else said


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """As `_`, in the form that the number asks for; `{number}` is filled in as well."""
    said = form(singular, plural, number)
    return said.format(**{"number": f"{number:,}", **values})


def form(singular: str, plural: str, number: int) -> str:
    """The form that the number asks for, with its `{names}` as they are."""
    return _catalog(_spoken.get()).ngettext(singular, plural, number)


class English(str):
    """Words that stay English while another language is spoken: no catalog knows them."""

    __slots__ = ()


def sentence(text: str) -> str:
    """A sentence of the assessment, which is English, in the language that is spoken now.

    What no phrase knows comes back as `English`, so that a page can say which language it is.
    """
    tag = _spoken.get()
    if tag == SOURCE or not text:
        return text
    said = _said(tag, text) if len(text) <= _LONGEST_KEPT else _book(tag).say(text)
    return English(text) if said is None else said


def tongue(quote: str | None) -> str:
    """The BCP 47 tag of the language of a quote, by its script; empty where that does not tell it:
    https://html.spec.whatwg.org/multipage/dom.html#the-lang-and-xml:lang-attributes
    """
    if not quote or quote.isascii():
        return ""
    counted = {tag: len(script.findall(quote)) for tag, script in _SCRIPTS.items()}
    letters = sum(map(str.isalpha, quote))
    return next((tag for tag, count in counted.items() if count * _A_PART > letters), "")


_A_PART = 7
"""One letter of so many is of a script where a text is written in it."""
_SCRIPTS = {
    "ja": re.compile(r"[\u3041-\u30fa\u30fd-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
"""In this order: Japanese is written with Chinese signs as well."""


def marked(message: str) -> str:
    """The message as it is: a mark for the catalogs on what is translated where it is shown."""
    return message


_LONGEST_KEPT = 1_000
"""Characters of sentences whose translations are kept for the next report."""


@lru_cache(maxsize=20_000)
def _said(tag: str, text: str) -> str | None:
    return _book(tag).say(text)


@cache
def _book(tag: str) -> Phrasebook:
    """The phrases in one language."""
    from audit.render.phrasebook import Phrasebook
    from audit.render.phrases import PHRASES

    known = catalog(tag)
    known.add_fallback(_Nothing())
    return Phrasebook(PHRASES, lambda message: known.gettext(message) if message else "")


class _Nothing(catalogs.NullTranslations):
    """Says nothing, where a catalog would say the message itself."""

    def gettext(self, message: str) -> str:
        """Nothing."""
        return ""


@cache
def _catalog(tag: str) -> catalogs.NullTranslations:
    return catalog(tag)


def catalog(tag: str) -> catalogs.NullTranslations:
    """The translations into one language; none where there is no file of them."""
    path = data_dir("reports").joinpath(
        "locale", tag.replace("-", "_"), "LC_MESSAGES", "reports.mo"
    )
    if tag == SOURCE or not path.is_file():
        return catalogs.NullTranslations()
    return catalogs.GNUTranslations(io.BytesIO(path.read_bytes()))
