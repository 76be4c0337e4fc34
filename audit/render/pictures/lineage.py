"""The lineage as a graph: the audited model at the left, what it was made from to the right of it.

Boxes name a thing and its terms; lines run from a source to its product and carry the conflicts.
The shape of a box tells what it is, a broken edge that it was not read. The table of the lineage
says all of it in words, and what is folded here as well.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from audit.model import Assessment
from audit.render.language import _, ngettext
from audit.render.pictures.box_shapes import outline
from audit.render.pictures.drawing import drawn
from audit.render.pictures.folding import Box, BoxKind, Drawing, Line, folded
from audit.render.pictures.graph import Graph, graph
from audit.render.pictures.layout import Area, Layout, Spacing, layout
from audit.render.pictures.lineage_words import NOT_READ, WIDTH, Label, Text, label, texts
from audit.render.untrusted import one_line

SPACING = Spacing(width=WIDTH, between_columns=176, between_rows=14, margin=6)
_PORT = 40
"""Height that one line needs where it leaves its source, for the words on it."""
_STRAIGHT = 142
"""Pixels for which a line leaves its source straight, under its words."""
_TOP = 4
_BOTTOM = 11


class PlacedText(Struct, frozen=True, kw_only=True):
    """A line of a box with its place."""

    text: Text
    x: int
    y: int


class BoxView(Struct, frozen=True, kw_only=True):
    """A box as it is drawn."""

    classes: str
    outline: str
    texts: tuple[PlacedText, ...]


class LineView(Struct, frozen=True, kw_only=True):
    """A line as it is drawn, and its words."""

    path: str
    tip: str
    label: Label
    x: int
    y: int


def lineage_svg(assessment: Assessment, *, page: str = "", name: str = "lineage-picture") -> Markup:
    """An inline SVG of the lineage and its conflicts; empty where nothing upstream is named.

    Conflicts link to `{page}#conflict-N` as numbered by `conflict_views`. Ids within begin with
    `name`, which is to be another for each picture of a page. To be put into a `scrolling` region.
    """
    if not assessment.lineage:
        return Markup()
    lineage = graph(assessment)
    drawing = folded(lineage)
    told = [texts(box, lineage) for box in drawing.boxes]
    place = layout(drawing, _heights(drawing, told), SPACING)
    return drawn(
        "lineage.svg.j2",
        name=name,
        title=_("Lineage of {model}", model=one_line(assessment.target.name)),
        words=_words(drawing),
        width=place.width,
        height=place.height,
        lines=_lines(drawing, lineage, place, page),
        boxes=tuple(
            _box(box, lineage, area, words)
            for box, area, words in zip(drawing.boxes, place.areas, told, strict=True)
        ),
    )


def _words(drawing: Drawing) -> str:
    """How the picture is read, and what it leaves out."""
    read = _(
        "Each source stands to the right of what was made from it. The table of the lineage says "
        "the same in words."
    )
    left = drawing.total - drawing.shown
    if not left:
        return read
    return read + " " + ngettext("{number} source is folded.", "{number} sources are folded.", left)


def _heights(drawing: Drawing, told: list[tuple[Text, ...]]) -> list[int]:
    """Of each box as much as its words and the lines that leave it need."""
    leaving = [0] * len(drawing.boxes)
    for line in drawing.lines:
        leaving[line.parent] += 1
    return [
        max(_TOP + sum(text.step for text in words) + _BOTTOM, lines * _PORT)
        for words, lines in zip(told, leaving, strict=True)
    ]


def _box(box: Box, lineage: Graph, area: Area, words: tuple[Text, ...]) -> BoxView:
    placed: list[PlacedText] = []
    y = area.y + _TOP
    for text in words:
        y += text.step
        placed.append(PlacedText(text=text, x=area.x + 14, y=y))
    node = lineage.nodes[box.key]
    kind = node.kind if box.kind is not BoxKind.FOLD else None
    is_broken = box.kind is not BoxKind.NODE or node.state in NOT_READ
    is_root = box.kind is BoxKind.NODE and box.key == lineage.root
    classes = ["box", *(["broken"] if is_broken else []), *(["root"] if is_root else [])]
    return BoxView(classes=" ".join(classes), outline=outline(kind, area), texts=tuple(placed))


def _lines(drawing: Drawing, lineage: Graph, place: Layout, page: str) -> tuple[LineView, ...]:
    ports = _ports(drawing, place)
    return tuple(
        _line(line, y, place, label(line.step, drawing.boxes[line.parent], lineage, page))
        for line, y in zip(drawing.lines, ports, strict=True)
    )


def _ports(drawing: Drawing, place: Layout) -> list[int]:
    """Where each line leaves its source: spread over its side, in the order of the products."""
    leaving: dict[int, list[int]] = {}
    for at, line in enumerate(drawing.lines):
        leaving.setdefault(line.parent, []).append(at)
    ports = [0] * len(drawing.lines)
    for parent, lines in leaving.items():
        area = place.areas[parent]
        lines.sort(key=lambda at: place.areas[drawing.lines[at].child].y)
        for number, at in enumerate(lines):
            ports[at] = area.y + area.height * (2 * number + 1) // (2 * len(lines))
    return ports


def _line(line: Line, y: int, place: Layout, words: Label) -> LineView:
    source, product = place.areas[line.parent], place.areas[line.child]
    end, height = product.x + product.width, product.y + product.height // 2
    straight = source.x - _STRAIGHT
    middle = (straight + end) // 2
    return LineView(
        path=f"M{source.x} {y}H{straight}C{middle} {y} {middle} {height} {end + 7} {height}",
        tip=f"M{end} {height}l8-4v8z",
        label=words,
        x=source.x - 8,
        y=y,
    )
