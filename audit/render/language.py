"""The language that a report is written in: English, or a translation through a gettext catalog.

Quotes stay in their own language. What a catalog lacks is said in English.
"""

from __future__ import annotations

import gettext as catalogs
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from audit.data import data_dir

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


def sentence(text: str) -> str:
    """A sentence of the assessment, which is English, in the language that is spoken now."""
    return _(text) if text else ""


def marked(message: str) -> str:
    """The message as it is: a mark for the catalogs on what is translated where it is shown."""
    return message


@cache
def _catalog(tag: str) -> catalogs.NullTranslations:
    if tag == SOURCE:
        return catalogs.NullTranslations()
    path = data_dir("reports").joinpath(
        "locale", tag.replace("-", "_"), "LC_MESSAGES", "reports.mo"
    )
    return (
        catalogs.GNUTranslations(io.BytesIO(path.read_bytes()))
        if path.is_file()
        else (catalogs.NullTranslations())
    )
