"""The formats that a report can be written in, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from audit.model import Assessment


class Format(Struct, frozen=True, kw_only=True):
    """One way to write an assessment down."""

    suffix: str
    render: Callable[[Assessment], str]
    compare: Callable[[Sequence[Assessment]], str] | None = None
    """Writes several beside each other, where the format has a way to."""


def _html(assessment: Assessment) -> str:
    from audit.render.html import model_html

    return model_html(assessment)


def _html_index(assessments: Sequence[Assessment]) -> str:
    from audit.render.html import index_html

    return index_html(assessments)


def _json(assessment: Assessment) -> str:
    from audit.render.json import model_json

    return model_json(assessment)


FORMATS: Mapping[str, Format] = {
    "json": Format(suffix=".json", render=_json),
    "html": Format(suffix=".html", render=_html, compare=_html_index),
}
