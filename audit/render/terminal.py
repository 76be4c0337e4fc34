"""A summary for the terminal: the answer, what is missing, what a person has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from audit.model import Assessment
from audit.render.console import NARROWEST, STYLES, printed, wants_color
from audit.render.console import grid as _grid
from audit.render.console import heading as _heading
from audit.render.console import indented as _indented
from audit.render.console import mark as _mark
from audit.render.console import plain as _plain
from audit.render.labels import Mark
from audit.render.view import ModelView, model_view
from audit.render.view_access import GateView
from audit.render.view_index import IndexView, ModelRow, index_view
from audit.render.view_inventory import ConflictView
from audit.render.view_reviews import ReviewView
from audit.render.view_verdicts import FrameworkView, RequirementView

__all__ = ["summary", "wants_color"]

FITS_ELEMENTS = 80
"""Columns from which on the comparison has the elements."""
FITS_LICENSES = 120
"""Columns from which on the comparison has the terms of the weights."""


def summary(
    assessments: Sequence[Assessment],
    written: Sequence[str] = (),
    *,
    width: int = 100,
    color: bool = False,
) -> str:
    """The summary of one model, or a table of several, and the files that were written.

    Strangers' text comes out without control characters, and rich's markup is not read.
    """
    columns = max(width, NARROWEST)
    return printed(_parts(assessments, written, columns), width=columns, color=color)


def _parts(
    assessments: Sequence[Assessment], written: Sequence[str], width: int
) -> Iterator[RenderableType]:
    if len(assessments) == 1:
        yield from _model(model_view(assessments[0]))
    elif assessments:
        yield from _beside_each_other(index_view(assessments), width)
    if written:
        yield _heading("Written")
        yield from (_indented(_plain(path)) for path in written)


def _model(view: ModelView) -> Iterator[RenderableType]:
    yield Text.assemble(
        _plain(view.name, "bold"), _plain(f"  {view.target}, collected {view.collected}", "dim")
    )
    yield _plain(f"snapshot {view.digest}", "dim")
    tone = view.frameworks[0].outcome.tone if view.frameworks else "calm"
    answer = _plain(view.answer.text)
    answer.stylize(f"bold {STYLES[tone]}", 0, len(view.answer.word))
    yield answer
    for framework in view.frameworks[:1]:
        yield from _framework(framework)
    if len(view.frameworks) > 1:
        yield _heading("By other definitions")
        yield _indented(_others(view.frameworks[1:]))
    if view.reviews:
        yield _heading("Reviews by people")
        yield _indented(_reviews(view.reviews))
    if view.conflicts:
        yield _heading("Conflicts")
        yield _indented(_conflicts(view.conflicts))
    if any(one.stands for one in view.gates):
        yield _heading("Access")
        yield _indented(_gates(view.gates))
    if view.gaps:
        yield Text("")
        yield _plain(f"Looked for and not read: {len(view.gaps)} (listed in the report)")


def _framework(view: FrameworkView) -> Iterator[RenderableType]:
    yield _heading(view.title)
    grid = _grid()
    grid.add_row(Text("As a whole"), _outcome(view.outcome, view.note))
    for element in view.elements:
        grid.add_row(_plain(element.name), _outcome(element.outcome, element.note))
    yield _indented(grid)
    if view.failing:
        yield _heading("Not met")
        yield _indented(_requirements(view.failing))
    if view.waiting:
        yield _heading("For a person to decide")
        grid = _grid()
        for one in view.waiting:
            grid.add_row(_plain(one.id), _plain(f"{one.name}: {one.needs}"))
        yield _indented(grid)


def _others(frameworks: Sequence[FrameworkView]) -> Table:
    grid = _grid()
    for one in frameworks:
        told = _plain(one.says)
        told.stylize(STYLES[one.outcome.tone])
        grid.add_row(_plain(one.title), told)
    return grid


def _requirements(requirements: Sequence[RequirementView]) -> Table:
    grid = _grid()
    for one in requirements:
        grid.add_row(_plain(one.id), _plain(one.name, "bold"))
        for reason in one.reasons[:1]:
            grid.add_row("", _plain(reason.text))
            if reason.proof.places:
                grid.add_row("", _plain(reason.proof.places[0].label, "dim"))
    return grid


def _reviews(reviews: Sequence[ReviewView]) -> Table:
    grid = _grid()
    for one in reviews:
        finds = f"{one.finds}, by {one.reviewer} on {one.date}: {one.reason}"
        grid.add_row(_plain(one.id), Text.assemble(_mark(one.state), _plain(f"  {finds}")))
        if one.why:
            grid.add_row("", _plain(one.why))
        grid.add_row("", _plain(f"the tool by itself: {one.tool}", "dim"))
    return grid


def _conflicts(conflicts: Sequence[ConflictView]) -> Table:
    grid = _grid()
    for one in conflicts:
        grid.add_row(_mark(one.severity), _plain(one.text))
    return grid


def _gates(gates: Sequence[GateView]) -> Table:
    grid = _grid()
    for one in gates:
        if one.stands:
            grid.add_row(_plain(one.artifact, "bold"), _mark(one.gate))
            grid.add_row("", _plain(f"{one.who} {one.counted}".rstrip()))
    return grid


def _beside_each_other(view: IndexView, width: int) -> Iterator[RenderableType]:
    yield _comparison(view, width)
    yield _heading("Snapshots")
    grid = _grid()
    for one in view.rows:
        grid.add_row(_plain(one.name), _plain(one.digest, "dim"))
    yield _indented(grid)


def _comparison(view: IndexView, width: int) -> Table:
    elements = view.elements if width >= FITS_ELEMENTS else ()
    table = Table(title=_plain(view.framework), title_justify="left", box=None, padding=(0, 1))
    table.add_column("Model", overflow="fold")
    for name in ("As a whole", *elements):
        table.add_column(_plain(name), min_width=9)
    table.add_column("Conflicts", justify="right", min_width=9)
    if width >= FITS_LICENSES:
        table.add_column("Weights", overflow="fold")
    for row in view.rows:
        cells = [_plain(row.name, "bold"), _mark(row.outcome)]
        cells += [_mark(one) for one in row.elements[: len(elements)]]
        cells += [Text(str(sum(count for _, count in row.conflicts))), _weights(row)]
        table.add_row(*cells[: len(table.columns)])
    return table


def _weights(row: ModelRow) -> Text:
    return _plain(row.license.expression or row.license.class_ if row.license else "–")


def _outcome(mark: Mark, note: str) -> Text:
    return Text.assemble(_mark(mark), _plain(f"  {note}", "dim") if note else "")
