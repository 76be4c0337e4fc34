from __future__ import annotations

import time
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Edge
from audit.render.pictures.folding import (
    MOST_COLUMNS,
    MOST_NODES,
    MOST_SHARED,
    BoxKind,
    Drawing,
    folded,
)
from audit.render.pictures.graph import graph
from audit.render.pictures.layout import Area, Spacing, layout
from tests.render.pictures.lineages import EDGES, chain, crowd, edge, family, lineage
from tests.samples import WEIGHTS

SPACING = Spacing(width=100, between_columns=50, between_rows=10, margin=5)


def _overlap(one: Area, other: Area) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def _drawing(edges: list[Edge], most: int = MOST_NODES) -> Drawing:
    return folded(graph(lineage(edges)), most)


@settings(max_examples=150, deadline=None)
@given(EDGES, st.integers(1, 200), st.sampled_from([1, 3, 7, 150]))
def test_boxes_never_overlap_and_lie_within_the_picture(
    edges: list[Edge], height: int, most: int
) -> None:
    drawing = _drawing(edges, most)
    heights = [height + at % 7 * 13 for at in range(len(drawing.boxes))]
    found = layout(drawing, heights, SPACING)
    assert len(drawing.boxes) <= most
    assert not [pair for pair in combinations(found.areas, 2) if _overlap(*pair)]
    for area in found.areas:
        assert area.x >= 5
        assert area.y >= 5
        assert area.x + area.width <= found.width
        assert area.y + area.height <= found.height


@settings(max_examples=100, deadline=None)
@given(EDGES)
def test_every_line_joins_neighboring_columns(edges: list[Edge]) -> None:
    """So none can pass through a box of another column."""
    drawing = _drawing(edges)
    for line in drawing.lines:
        assert drawing.boxes[line.parent].column == drawing.boxes[line.child].column + 1
    leaving = [line.parent for line in drawing.lines]
    assert max(map(leaving.count, leaving), default=0) <= MOST_SHARED


@settings(max_examples=100, deadline=None)
@given(EDGES)
def test_every_thing_is_drawn_once_and_every_step_has_a_line(edges: list[Edge]) -> None:
    """A lineage that fits is drawn whole, cycles and all."""
    lineage_graph = graph(lineage(edges))
    drawing = folded(lineage_graph)
    keys = [box.key for box in drawing.boxes if box.kind is BoxKind.NODE]
    assert sorted(keys) == sorted(lineage_graph.nodes)
    steps = [step for steps in lineage_graph.sources.values() for step in steps]
    assert len(drawing.lines) == len(steps)
    assert drawing.shown == drawing.total


def test_a_source_of_two_products_is_one_box() -> None:
    drawing = folded(graph(family()))
    assert sum(box.key == "GPT-4" for box in drawing.boxes) == 1
    references = {box.key for box in drawing.boxes if box.kind is BoxKind.REFERENCE}
    assert references == {"datasets/tern/pairs", "heron-lab/Heron-VL-7B"}


def test_siblings_fold_only_past_the_limit() -> None:
    whole = folded(graph(crowd(MOST_NODES - 1)))
    assert {box.kind for box in whole.boxes} == {BoxKind.NODE}
    over = folded(graph(crowd(MOST_NODES)))
    folds = [box for box in over.boxes if box.kind is BoxKind.FOLD]
    assert [(box.folded, box.relation) for box in folds] == [(102, "dataset")]
    assert over.shown + folds[0].folded == over.total


def test_a_conflict_that_has_to_be_folded_is_told_by_the_fold() -> None:
    drawing = folded(graph(crowd(20)), 1)
    assert [box.kind for box in drawing.boxes] == [BoxKind.NODE]
    assert drawing.boxes[0].folded == 20
    drawing = folded(graph(crowd(20)), 3)
    assert [box.folded for box in drawing.boxes] == [0, 0, 19]


def test_a_chain_ends_at_the_last_column() -> None:
    drawing = folded(graph(chain(1_000)))
    assert len(drawing.boxes) == MOST_COLUMNS
    assert drawing.boxes[-1].folded == 1


def test_a_tall_picture_begins_with_its_root() -> None:
    drawing = folded(graph(crowd(100)))
    found = layout(drawing, [60] * len(drawing.boxes), SPACING)
    assert found.areas[0].y == 5
    low = folded(graph(crowd(5)))
    areas = layout(low, [60] * len(low.boxes), SPACING).areas
    assert areas[0].y == areas[3].y


def test_the_order_of_siblings_is_that_of_the_lineage() -> None:
    drawing = _drawing([edge(WEIGHTS, f"lab/{one}") for one in range(9)])
    areas = layout(drawing, [40] * 10, SPACING).areas[1:]
    assert all(one.y < other.y for one, other in pairwise(areas))


def test_time_grows_with_the_number_of_edges_alone() -> None:
    small, large = (graph(crowd(number)) for number in (5_000, 50_000))

    def seconds(one: object) -> float:
        start = time.process_time()
        folded(one)  # type: ignore[arg-type]
        return time.process_time() - start

    first = min(seconds(small) for _ in range(3))
    assert seconds(large) < 60 * max(first, 0.002)
