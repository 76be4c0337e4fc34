"""The report of one model, and the comparison of several, as Markdown of a bounded length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from audit.model import Assessment
from audit.render.brief.tally import tallies
from audit.render.markdown.page import page
from audit.render.view import model_view
from audit.render.view_index import index_view

MOST = 50_000
"""Characters; GitHub takes no comment of more than 65,536."""


class Room(Struct, frozen=True, kw_only=True):
    """How much of what there is stands in the text."""

    rows: int
    """Entries of any one list or table."""
    places: int
    """Places of any one statement."""
    quote: int
    """Characters of a quote."""


ROOMS = (
    Room(rows=60, places=3, quote=300),
    Room(rows=30, places=2, quote=160),
    Room(rows=20, places=1, quote=80),
    Room(rows=10, places=1, quote=0),
    Room(rows=3, places=0, quote=0),
)
"""From the most to the least; what is left out is counted."""


def model_markdown(assessment: Assessment) -> str:
    """The report of one model."""
    return _fitting("markdown/model.md.j2", view=model_view(assessment))


def index_markdown(assessments: Sequence[Assessment]) -> str:
    """The comparison of several models; a comment has no files beside it, so it links to none."""
    return _fitting(
        "markdown/index.md.j2", view=index_view(assessments), tallies=tallies(assessments)
    )


def _fitting(template: str, **shaped: Any) -> str:
    *wider, narrowest = ROOMS
    for room in wider:
        text = page(template, room=room, **shaped)
        if len(text) <= MOST:
            return text
    return page(template, room=narrowest, **shaped)
