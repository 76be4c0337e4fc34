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


def _markdown(assessment: Assessment) -> str:
    from audit.render.markdown.report import model_markdown

    return model_markdown(assessment)


def _markdown_index(assessments: Sequence[Assessment]) -> str:
    from audit.render.markdown.report import index_markdown

    return index_markdown(assessments)


def _csv(assessment: Assessment) -> str:
    from audit.render.csv import model_csv

    return model_csv(assessment)


def _csv_index(assessments: Sequence[Assessment]) -> str:
    from audit.render.csv import index_csv

    return index_csv(assessments)


FORMATS: Mapping[str, Format] = {
    "json": Format(suffix=".json", render=_json),
    "html": Format(suffix=".html", render=_html, compare=_html_index),
    "md": Format(suffix=".md", render=_markdown, compare=_markdown_index),
    "csv": Format(suffix=".csv", render=_csv, compare=_csv_index),
}
