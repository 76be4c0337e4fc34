"""The brief and its letters as self-contained HTML."""

from __future__ import annotations

from audit.render.brief.letter import LetterView
from audit.render.brief.view import BriefView
from audit.render.html import page

_STYLES = ("style.css", "brief/brief.css")


def brief_html(view: BriefView) -> str:
    """The brief, with the letters unless they stand beside it."""
    return page("brief/brief.html.j2", styles=_STYLES, view=view)


def letter_html(letter: LetterView) -> str:
    """One letter as a page of its own."""
    return page("brief/letter.html.j2", styles=_STYLES, letter=letter)
