"""A comparison, and a timeline, as GitHub-flavoured Markdown; strangers' words stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit.model.difference import Difference, History
from audit.render.language import _
from audit.render.places import Place
from audit.render.untrusted import one_line
from audit.render.view_diff import DiffView, StateView, diff_view
from audit.render.view_history import history_view
from audit.render.view_rows import RowView, SayView

MOST_PLACES = 3
LONGEST_QUOTE = 300
_SIGNS = re.compile(r"([\\`*_{}\[\]()#!|~]|^[-+>=])")
_PARTED = (("@", "@<!-- -->"), ("://", ":<!-- -->//"), ("www.", "www<!-- -->."))
"""Signs by which a name or an address would become a link, and a person be called."""


def difference_markdown(one: Difference) -> str:
    """The comparison: a heading for each part, an item for each row."""
    return joined(difference_lines(diff_view(one), 1))


def history_markdown(one: History) -> str:
    """The timeline: a heading for each commit, an item for each row."""
    view = history_view(one)
    at = f" at `{_bare(view.revision)}`" if view.revision else ""
    lines = [f"# {words(view.name)}", "", f"{words(view.target)}{at}", "", words(view.lead), ""]
    for turn in view.turns:
        sha = f"[`{_bare(turn.sha)}`]({turn.href})" if turn.href else f"`{_bare(turn.sha)}`"
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


def words(text: str) -> str:
    """A text that is nothing but words: no markup, no link, no mention."""
    escaped = _SIGNS.sub(r"\\\1", one_line(text, longest=1_000).replace("&", "&amp;"))
    escaped = escaped.replace("<", "&lt;")
    for sign, parted in _PARTED:
        escaped = escaped.replace(sign, parted)
    return escaped


def joined(lines: Iterable[str]) -> str:
    """The lines as a text, without empty ones in a row."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _bare(text: str) -> str:
    """A text for a code span: it cannot end there."""
    return one_line(text).replace("`", "'")


def _state(one: StateView) -> str:
    at = f" at `{_bare(one.revision)}`" if one.revision else ""
    return f"{words(one.target)}{at}, collected {words(one.collected)}"


def _rows(rows: Iterable[RowView]) -> Iterator[str]:
    for one in rows:
        name = f" `{_bare(one.id)}`" if one.id else ""
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
    label = f"[{words(one.label)}]({_address(one.href)})" if one.href else words(one.label)
    if not one.quote:
        return label
    cut = " …" if len(one.quote) > LONGEST_QUOTE or one.cut else ""
    return f"{label}: “{words(one.quote[:LONGEST_QUOTE])}{cut}”"


def _address(href: str) -> str:
    """An address that cannot end the link that it stands in."""
    return href.replace("(", "%28").replace(")", "%29")
