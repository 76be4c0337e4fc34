"""Self-contained HTML: one file without script, and nothing that it would have to load."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from markupsafe import Markup, escape

from audit.data import data_dir
from audit.model import Assessment
from audit.render.language import English, _, form, language, tongue
from audit.render.pictures import lineage_svg
from audit.render.told import all_told, new_page, telling
from audit.render.untrusted import shown
from audit.render.view import model_view
from audit.render.view_index import index_view

_KEPT = 400
"""Characters of the longest text whose shape is remembered."""


def model_html(assessment: Assessment, site: object = None) -> str:
    """The report of one model; with the links of `site` above it where it is a site's page."""
    return page(
        "model.html.j2",
        styles=("style.css", "site/site.css") if site else ("style.css",),
        view=model_view(assessment),
        lineage_picture=lineage_svg(assessment),
        site=site,
    )


def site_html(template: str, **shaped: Any) -> str:
    """A page of a site, from its template in `reports/site`."""
    return page(f"site/{template}", styles=("style.css", "site/site.css"), **shaped)


def notebook_html(assessment: Assessment) -> str:
    """The answer and the definitions beside each other, as a part of another page."""
    return page("notebook.html.j2", view=model_view(assessment))


def index_html(assessments: Sequence[Assessment]) -> str:
    """The comparison of several models; it links to the reports `NAME.html` beside it."""
    return page("index.html.j2", view=index_view(assessments))


def page(template: str, *, styles: tuple[str, ...] = ("style.css",), **shaped: Any) -> str:
    """A page made of a template of `reports/` and one or more style sheets."""
    style = "\n".join(map(_source, styles))
    new_page()
    return (
        _environment(language())
        .get_template(template)
        .render(
            **shaped,
            style=Markup(style),  # noqa: S704 - our own file, hashed for the content policy
            style_hash=_style_hash(style),
            language=language(),
        )
    )


class _Spoken(Extension):
    """What a template says without values is translated once, when the template is loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with the plain `{{ _("words") }}` said."""
        return _PLAIN.sub(_said, source)


def _said(found: re.Match[str]) -> str:
    said = _say(found["words"])
    return found[0] if "{" in said else said


_PLAIN = re.compile(r"""\{\{ _\((?P<sign>["'])(?P<words>[^"'{}\\]+)(?P=sign)\) \}\}""")


class _Printing(CodeGenerator):
    """What is printed passes `_harmless`, which escapes, and not once more `escape`: that took a
    quarter of the time. Where Jinja prints in another way after all, markup stays as it is."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write(")")


@cache
def _environment(spoken: str) -> Environment:
    """The templates in the language that is spoken now, which `spoken` names."""
    environment = Environment(
        extensions=[_Spoken],
        loader=FunctionLoader(_source),
        autoescape=True,
        finalize=_harmless,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["tongue"] = tongue
    environment.code_generator_class = _Printing
    environment.globals.update(
        {"_": _say, "ngettext": _count, "telling": telling, "all_told": all_told}
    )
    return environment


def _say(message: str, /, **values: Any) -> Markup:
    """`_` of a template: every value passes through `_harmless` and is escaped."""
    said = _escaped(language(), message)
    if not values:
        return said
    return said.format(**{name: _harmless(value) for name, value in values.items()})


@lru_cache(maxsize=4_096)
def _escaped(spoken: str, message: str) -> Markup:
    """The message in the language that is spoken now, which `spoken` names."""
    return escape(_(message))


def _count(singular: str, plural: str, number: int, /, **values: Any) -> Markup:
    """`ngettext` of a template."""
    said = escape(form(singular, plural, number))
    filled = {name: _harmless(value) for name, value in values.items()}
    return said.format(**{"number": f"{number:,}", **filled})


@cache
def _source(name: str) -> str:
    return data_dir("reports").joinpath(*name.split("/")).read_text(encoding="utf-8")


def _harmless(value: Any) -> Markup:
    """Every value that a template prints passes here, so that none can be forgotten: made harmless
    and escaped."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if isinstance(value, English):
        return Markup('<span lang="en">{}</span>').format(shown(value))
    if kind is not str:
        return escape(shown(value) if isinstance(value, str) else value)
    return _shown(value) if len(value) <= _KEPT else escape(shown(value))


@lru_cache(maxsize=8_192)
def _shown(text: str) -> Markup:
    """Most short texts of a report stand in it several times, and in the next one as well."""
    return escape(shown(text))


def _style_hash(style: str) -> str:
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
