"""The formats that a comparison, a timeline and a watch can be written in, each in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from audit.model.difference import Difference, History, Watched


def _json(value: Difference | History | Watched) -> str:
    """The whole value, two-space indent, a line break at the end."""
    packed = msgspec.json.encode(value)
    return msgspec.json.format(packed, indent=2).decode("utf-8") + "\n"


def _difference_markdown(one: Difference) -> str:
    from audit.render.diff_markdown import difference_markdown

    return difference_markdown(one)


def _difference_html(one: Difference) -> str:
    from audit.render.html_changes import difference_html

    return difference_html(one)


def _history_markdown(one: History) -> str:
    from audit.render.diff_markdown import history_markdown

    return history_markdown(one)


def _history_html(one: History) -> str:
    from audit.render.html_changes import history_html

    return history_html(one)


def _watched_markdown(one: Watched) -> str:
    from audit.render.watch_text import watched_markdown

    return watched_markdown(one)


TERMINAL = "terminal"
"""The format that is written as wide as the terminal is."""
DIFFERENCE_FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "json": _json,
    "markdown": _difference_markdown,
    "html": _difference_html,
}
HISTORY_FORMATS: Mapping[str, Callable[[History], str]] = {
    "json": _json,
    "markdown": _history_markdown,
    "html": _history_html,
}
WATCH_FORMATS: Mapping[str, Callable[[Watched], str]] = {
    "json": _json,
    "markdown": _watched_markdown,
}
