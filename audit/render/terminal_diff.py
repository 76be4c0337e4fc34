"""A comparison, and a timeline, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from audit.model.difference import Difference, History
from audit.render.console import NARROWEST, grid, heading, indented, mark, plain, printed
from audit.render.places import Proof
from audit.render.view_diff import DiffView, StateView, diff_view
from audit.render.view_history import HistoryView, history_view
from audit.render.view_rows import RowView, SayView

MOST_PLACES = 2
"""Places of a statement; the other formats have more."""
LONGEST_QUOTE = 240


def difference_text(one: Difference, *, width: int = 100, color: bool = False) -> str:
    """The comparison: what changed, with the words on both sides."""
    return printed(difference_parts(diff_view(one)), width=max(width, NARROWEST), color=color)


def history_text(one: History, *, width: int = 100, color: bool = False) -> str:
    """The timeline, the oldest commit first."""
    return printed(_timeline(history_view(one)), width=max(width, NARROWEST), color=color)


def difference_parts(view: DiffView) -> Iterator[RenderableType]:
    """The comparison as parts of a page."""
    yield _state("−", view.old)
    yield _state("+", view.new)
    yield plain(view.lead, "bold")
    for note in view.notes:
        yield plain(f"! {note}", "yellow")
    for section in view.sections:
        yield heading(section.title)
        if section.lead:
            yield indented(plain(section.lead, "dim"))
        yield from _rows(section.rows)


def _state(sign: str, one: StateView) -> RenderableType:
    at = f" at {one.revision}" if one.revision else ""
    told = f"  {one.target}{at}, collected {one.collected}, snapshot {one.digest[:12]}"
    return Text.assemble(plain(f"{sign} {one.name}", "bold"), plain(told, "dim"))


def _rows(rows: Iterable[RowView]) -> Iterator[RenderableType]:
    for one in rows:
        head = Text.assemble(mark(one.how), plain(f"  {one.subject}", "bold"))
        if one.id and one.id != one.subject:
            head.append_text(plain(f"  {one.id}", "dim"))
        yield indented(head)
        body = grid()
        for sign, side in (("−", one.before), ("+", one.after)):
            if side is not None:
                body.add_row(plain(f"  {sign}"), plain(side.says))
                for words in _places(side):
                    body.add_row("", words)
        for note in one.notes:
            body.add_row("", plain(note, "dim"))
        if body.row_count:
            yield indented(body)


def _places(side: SayView) -> Iterator[Text]:
    proof: Proof = side.proof
    for one in proof.places[:MOST_PLACES]:
        yield plain(one.label, "dim")
        if one.quote:
            cut = " …" if len(one.quote) > LONGEST_QUOTE or one.cut else ""
            yield plain(f"“{' '.join(one.quote[:LONGEST_QUOTE].split())}{cut}”")
    more = len(proof.places) - MOST_PLACES + proof.more
    if more > 0:
        yield plain(f"and {more} more", "dim")


def _timeline(view: HistoryView) -> Iterator[RenderableType]:
    at = f" at {view.revision}" if view.revision else ""
    yield Text.assemble(plain(view.name, "bold"), plain(f"  {view.target}{at}", "dim"))
    yield plain(view.lead)
    for turn in view.turns:
        yield heading(f"{turn.day} {turn.sha} {turn.words}")
        yield from _rows(turn.rows)
    if view.gaps:
        yield heading("Not read")
        yield from (indented(plain(one)) for one in view.gaps)
