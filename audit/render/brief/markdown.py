"""The brief and its letters as Markdown."""

from __future__ import annotations

from audit.render.brief.letter import LetterView
from audit.render.brief.view import BriefView
from audit.render.markdown.page import page


def brief_markdown(view: BriefView) -> str:
    """The brief, with the letters unless they stand beside it."""
    return page("brief/brief.md.j2", view=view)


def letter_markdown(letter: LetterView) -> str:
    """One letter as a file of its own."""
    return page("brief/letter.md.j2", letter=letter)
