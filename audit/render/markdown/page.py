"""Markdown from the templates in `reports/`: every text that one prints is set apart as words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from audit.data import data_dir
from audit.render.language import _, form
from audit.render.markdown.words import code, fenced, link, words

_BLANK = re.compile(r"\n{3,}")


def page(template: str, **shaped: Any) -> str:
    """The template with what it shows, without empty lines in a row."""
    text = _environment().get_template(template).render(**shaped)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK.sub("\n\n", lines).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_harmless,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(
        {"_": _say, "ngettext": _count, "code": code, "fenced": fenced, "link": link}
    )
    environment.filters["words"] = words
    return environment


def _source(name: str) -> str:
    return data_dir("reports").joinpath(*name.split("/")).read_text(encoding="utf-8")


def _say(message: str, /, **values: Any) -> Markup:
    """`_` of a template: the message is ours, every value in it is set apart."""
    return _filled(_(message), values)


def _count(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
    """`ngettext` of a template; a number in it stands as `{number}`."""
    return _filled(form(singular, plural, number), {"number": f"{number:,}", **values})


def _filled(said: str, values: dict[str, Any]) -> Markup:
    """As text without values where there are none: then a brace in it is no name."""
    filled = {name: _harmless(value) for name, value in values.items()}
    return Markup(said.format(**filled) if filled else said)  # noqa: S704 - set apart


def _harmless(value: Any) -> Any:
    """Every text that a template prints passes here, so that none can be forgotten."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return words(value)
    return value
