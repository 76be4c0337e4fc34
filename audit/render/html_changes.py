"""Comparisons and timelines as pages of their own."""

from __future__ import annotations

from audit.model.difference import Difference, History
from audit.render.html import page
from audit.render.view_diff import diff_view
from audit.render.view_history import history_view


def difference_html(difference: Difference) -> str:
    """What differs between two states of a model."""
    return page("diff.html.j2", view=diff_view(difference))


def history_html(history: History) -> str:
    """When a repository came to say what it says of terms."""
    return page("history.html.j2", view=history_view(history))
