"""How a picture is written: a template of shapes, and words that arrive shaped and harmless."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from audit.data import data_dir
from audit.render.untrusted import LONGEST_TEXT, one_line

LONGEST_WORDS = 300
"""Characters of one text in a picture, before it is fitted to its place."""
_NOT_IN_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
"""Signs that pass `shown` and that XML refuses, https://www.w3.org/TR/xml/#charsets."""


def drawn(template: str, **shaped: Any) -> Markup:
    """The picture of that name in `reports/pictures`, every text in it escaped."""
    text = _environment().get_template(template).render(**shaped)
    return Markup(text)  # noqa: S704 - written by an autoescaping template of our own


def plain(text: str, *, longest: int = LONGEST_WORDS) -> str:
    """A text as a picture may hold it: one line, no controls, nothing that XML refuses."""
    return one_line(text, longest=longest).translate(_NOT_IN_XML)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_harmless,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


def _harmless(value: Any) -> Any:
    """Every text that a template prints passes here, so that none can be forgotten."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return plain(value, longest=LONGEST_TEXT)
    return value


def _source(name: str) -> str:
    return data_dir("reports").joinpath("pictures", name).read_text(encoding="utf-8")
