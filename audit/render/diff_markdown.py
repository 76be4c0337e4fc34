"""A comparison, and a timeline, as GitHub-flavoured Markdown; strangers' words stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit.model.difference import Difference, History
from audit.render.language import _
from audit.render.markdown.words import code, link, words
from audit.render.places import Place
from audit.render.view_diff import DiffView, StateView, diff_view
from audit.render.view_history import history_view
from audit.render.view_rows import RowView, SayView

MOST_PLACES = 3
LONGEST_QUOTE = 300


def difference_markdown(one: Difference) -> str:
    """The comparison: a heading for each part, an item for each row."""
    return joined(difference_lines(diff_view(one), 1))


def history_markdown(one: History) -> str:
    """The timeline: a heading for each commit, an item for each row."""
    view = history_view(one)
    at = f" at {code(view.revision)}" if view.revision else ""
    lines = [f"# {words(view.name)}", "", f"{words(view.target)}{at}", "", words(view.lead), ""]
    for turn in view.turns:
        sha = link(code(turn.sha), turn.href)
        lines += [f"## {words(turn.day)} {sha} {words(turn.words)}", "", *_rows(turn.rows)]
    if view.gaps:
        lines += [f"## {words(_('Not read'))}", "", *(f"- {words(one)}" for one in view.gaps)]
    return joined(lines)


def difference_lines(view: DiffView, level: int) -> Iterator[str]:
    """The comparison as lines below a heading of this level."""
    yield from (f"{'#' * level} {words(view.new.name)}", "")
    yield f"- − {_state(view.old)}"
    yield from (f"- + {_state(view.new)}", "", f"**{words(view.lead)}**", "")
    for note in view.notes:
        yield from (f"> {words(note)}", "")
    for section in view.sections:
        yield from (f"{'#' * (level + 1)} {words(section.title)}", "")
        if section.lead:
            yield from (words(section.lead), "")
        yield from _rows(section.rows)


def joined(lines: Iterable[str]) -> str:
    """The lines as a text, without empty ones in a row."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _state(one: StateView) -> str:
    at = f" at {code(one.revision)}" if one.revision else ""
    return f"{words(one.target)}{at}, collected {words(one.collected)}"


def _rows(rows: Iterable[RowView]) -> Iterator[str]:
    for one in rows:
        name = f" {code(one.id)}" if one.id else ""
        yield f"- {one.how.sign} **{words(one.subject)}**{name}: {words(one.how.word)}"
        for sign, side in (("−", one.before), ("+", one.after)):
            if side is not None:
                yield f"  - {sign} {words(side.says)}"
                yield from _places(side)
        yield from (f"  - {words(note)}" for note in one.notes)
    yield ""


def _places(side: SayView) -> Iterator[str]:
    for one in side.proof.places[:MOST_PLACES]:
        yield f"    - {_place(one)}"
    more = len(side.proof.places) - MOST_PLACES + side.proof.more
    if more > 0:
        yield f"    - … {more}"


def _place(one: Place) -> str:
    label = link(one.label, one.href)
    if not one.quote:
        return label
    cut = " …" if len(one.quote) > LONGEST_QUOTE or one.cut else ""
    return f"{label}: “{words(one.quote[:LONGEST_QUOTE])}{cut}”"
