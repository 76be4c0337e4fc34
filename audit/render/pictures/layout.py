"""Where the boxes of a drawing stand: columns from left to right, each box near what it belongs to.

Every line joins neighboring columns, so what is left to find is the order and the height of each
box. Order: by the mean place of the products, https://doi.org/10.1109/TSMC.1981.4308636. Height: as
near to the neighbors as can be without an overlap, by pooling those that push each other, which
takes linear time, https://doi.org/10.1214/aoms/1177728423. Whole pixels throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from audit.render.pictures.folding import Drawing, Line

SWEEPS = 3
TALL = 900
"""Pixels; a higher picture has its root at the top, where it is seen first."""


class Area(Struct, frozen=True, kw_only=True):
    """A box with its place, in pixels."""

    x: int
    y: int
    width: int
    height: int


class Spacing(Struct, frozen=True, kw_only=True):
    """What lies between the boxes, in pixels."""

    width: int
    """Of every box."""
    between_columns: int
    between_rows: int
    margin: int


class Layout(Struct, frozen=True, kw_only=True):
    """The areas in the order of the boxes, and the size of the whole."""

    areas: tuple[Area, ...]
    width: int
    height: int


def layout(drawing: Drawing, heights: Sequence[int], spacing: Spacing) -> Layout:
    """The place of each box; `heights` are those of the boxes."""
    columns = _columns(drawing)
    up, down = _neighbors(drawing.lines)
    _order(columns, down)
    tops = _stacked(columns, heights, spacing.between_rows)
    for _sweep in range(SWEEPS):
        for column in reversed(columns):
            _settle(column, up, tops, heights, spacing.between_rows)
        for column in columns[1:]:
            _settle(column, down, tops, heights, spacing.between_rows)
    if _height(tops, heights) > TALL:
        tops.update(_stacked(columns[:1], heights, spacing.between_rows, min(tops.values())))
    highest = min(tops.values(), default=0)
    step = spacing.width + spacing.between_columns
    areas = tuple(
        Area(
            x=spacing.margin + box.column * step,
            y=spacing.margin + tops[at] - highest,
            width=spacing.width,
            height=heights[at],
        )
        for at, box in enumerate(drawing.boxes)
    )
    return Layout(
        areas=areas,
        width=max((one.x + one.width for one in areas), default=0) + spacing.margin,
        height=max((one.y + one.height for one in areas), default=0) + spacing.margin,
    )


Neighbors = Mapping[int, Sequence[int]]


def _columns(drawing: Drawing) -> list[list[int]]:
    columns: list[list[int]] = []
    for at, box in enumerate(drawing.boxes):
        columns.extend([] for _missing in range(box.column + 1 - len(columns)))
        columns[box.column].append(at)
    return columns


def _neighbors(lines: Sequence[Line]) -> tuple[Neighbors, Neighbors]:
    """Of each box its sources, and its products."""
    up: dict[int, list[int]] = {}
    down: dict[int, list[int]] = {}
    for line in lines:
        up.setdefault(line.child, []).append(line.parent)
        down.setdefault(line.parent, []).append(line.child)
    return up, down


def _order(columns: list[list[int]], down: Neighbors) -> None:
    """Each column by the mean place of its products; those of one product stay as they were."""
    place: dict[int, int] = {}
    for column in columns:
        column.sort(key=lambda box: _mean([place[one] for one in down.get(box, ())]))
        place.update({box: at for at, box in enumerate(column)})


def _stacked(
    columns: Sequence[Sequence[int]], heights: Sequence[int], between: int, first: int = 0
) -> dict[int, int]:
    """The boxes of each column on top of each other, from `first`."""
    tops: dict[int, int] = {}
    for column in columns:
        top = first
        for box in column:
            tops[box] = top
            top += heights[box] + between
    return tops


def _height(tops: Mapping[int, int], heights: Sequence[int]) -> int:
    lowest = max((top + heights[box] for box, top in tops.items()), default=0)
    return lowest - min(tops.values(), default=0)


def _settle(
    column: Sequence[int],
    neighbors: Neighbors,
    tops: dict[int, int],
    heights: Sequence[int],
    between: int,
) -> None:
    """Moves each box of the column to the middle of its neighbors, as far as the others let it.

    Where wishes collide the boxes are pooled and share the mean of their wishes.
    """
    pools: list[list[float]] = []  # sum of the wishes for the top, members, height
    for box in column:
        near = [tops[one] + heights[one] / 2 for one in neighbors.get(box, ())]
        wish = _mean(near) - heights[box] / 2 if near else float(tops[box])
        pools.append([wish, 1, heights[box] + between])
        while len(pools) > 1 and _end(pools[-2]) > pools[-1][0] / pools[-1][1]:
            _pool(pools)
    _place(column, pools, tops, heights, between)


def _end(pool: Sequence[float]) -> float:
    return pool[0] / pool[1] + pool[2]


def _pool(pools: list[list[float]]) -> None:
    """Joins the last two: the wishes of the lower one are for boxes below those of the upper."""
    wishes, members, height = pools.pop()
    above = pools[-1]
    above[0] += wishes - members * above[2]
    above[1] += members
    above[2] += height


def _place(
    column: Sequence[int],
    pools: Sequence[Sequence[float]],
    tops: dict[int, int],
    heights: Sequence[int],
    between: int,
) -> None:
    boxes = iter(column)
    for wishes, members, _height in pools:
        top = int(wishes / members // 1)
        for _member in range(int(members)):
            box = next(boxes)
            tops[box] = top
            top += heights[box] + between


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
