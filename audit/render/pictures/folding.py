"""Which nodes of a lineage are drawn, in which column; what is too much is folded into a count.

Columns go up from the root, each one step further. Between neighboring columns a source that
several products share is one box; any other step back or across leads to a reference, a small box
that names what is drawn elsewhere. So no line passes a box, and cycles end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from audit.render.pictures.graph import Graph, Step

MOST_NODES = 150
"""Boxes that are drawn; beyond it siblings of one kind fold into "and N more"."""
MOST_COLUMNS = 12
MOST_SHARED = 6
"""Lines that lead from one box; who shares it beyond that gets a reference."""
_WIDTHS = (150, 48, 24, 12, 6, 4, 3, 2, 1)
"""Siblings of one kind that are drawn, tried from the most."""


class BoxKind(StrEnum):
    """What a box stands for."""

    NODE = "node"
    REFERENCE = "reference"
    """What is drawn elsewhere."""
    FOLD = "fold"
    """Siblings that are not drawn."""


class Box(Struct, kw_only=True):
    """One box, in the order of its column."""

    kind: BoxKind
    key: str
    """The node; of a fold, the product whose sources it holds."""
    column: int
    folded: int = 0
    """Sources that it stands for and that are not drawn; of a node, because they are too far."""
    relation: str = ""
    """Of a fold, the kind of its siblings."""
    conflicts: tuple[int, ...] = ()
    """Of a fold, the conflicts on what it holds."""


class Line(Struct, frozen=True, kw_only=True):
    """A line from a source, in the next column, to its product."""

    child: int
    """The place of the box in `Drawing.boxes`."""
    parent: int
    step: Step | None
    """None for what leads to a fold."""


class Drawing(Struct, frozen=True, kw_only=True):
    """Boxes and lines, before they have a place."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    total: int
    """Nodes of the lineage, drawn or not."""
    shown: int


def folded(lineage: Graph, most: int = MOST_NODES) -> Drawing:
    """All boxes where they fit, else siblings of a kind folded until they do."""
    roots = tuple(_roots(lineage))
    walk = _Walk(lineage, most, _WIDTHS[-1])
    for width in _WIDTHS:
        walk = _Walk(lineage, most, width)
        if walk.run(roots):
            break
    return walk.drawing()


def _roots(lineage: Graph) -> Iterator[str]:
    """The root, and what it does not lead to: heads of other chains, and one of each cycle."""
    parents = {step.parent for steps in lineage.sources.values() for step in steps}
    heads = (child for child in lineage.sources if child not in parents)
    reached: set[str] = set()
    for head in chain((lineage.root,), heads, lineage.sources):
        if head not in reached:
            yield head
            _reach(head, lineage, reached)


def _reach(head: str, lineage: Graph, reached: set[str]) -> None:
    """Adds all that the head leads to, and itself."""
    ahead = [head]
    while ahead:
        key = ahead.pop()
        if key not in reached:
            reached.add(key)
            ahead.extend(step.parent for step in lineage.sources.get(key, ()))


class _Walk:
    """One walk up the lineage, with at most `width` siblings of a kind."""

    def __init__(self, lineage: Graph, most: int, width: int) -> None:
        self.lineage = lineage
        self.most = most
        self.width = width
        self.boxes: list[Box] = []
        self.lines: list[Line] = []
        self.place: dict[str, int] = {}
        self.shared: dict[str, int] = {}
        self.fits = True

    def run(self, roots: Sequence[str]) -> bool:
        """Whether all that is within `width` found room."""
        for root in roots:
            if not self._has_room(1):
                break
            queue = deque([self._add(Box(kind=BoxKind.NODE, key=root, column=0))])
            while queue:
                queue.extend(self._expand(queue.popleft()))
        return self.fits

    def drawing(self) -> Drawing:
        shown = sum(box.kind is BoxKind.NODE for box in self.boxes)
        return Drawing(
            boxes=tuple(self.boxes),
            lines=tuple(self.lines),
            total=len(self.lineage.nodes),
            shown=shown,
        )

    def _expand(self, child: int) -> list[int]:
        """Draws the sources of a box; which of them are to be expanded in turn."""
        box = self.boxes[child]
        steps = self.lineage.sources.get(box.key, ())
        if not steps:
            return []
        if box.column + 1 >= MOST_COLUMNS:
            box.folded = len(steps)
            return []
        fresh: list[int] = []
        for relation, alike in _by_relation(steps):
            kept, rest = self._split(alike)
            needed = len(kept) + bool(rest)
            if not self._has_room(needed):
                box.folded += len(alike)
                continue
            fresh += [one for step in kept if (one := self._source(child, step)) is not None]
            if rest:
                self._fold(child, relation, rest)
        return fresh

    def _split(self, alike: Sequence[Step]) -> tuple[Sequence[Step], Sequence[Step]]:
        """Those that are drawn, with conflicts first; a fold of one would save nothing."""
        if len(alike) <= self.width:
            return alike, ()
        first = sorted(alike, key=lambda step: not step.conflicts)
        return first[: self.width], first[self.width :]

    def _source(self, child: int, step: Step) -> int | None:
        """Draws one source and the line to it; its place, where it is new."""
        known = self.place.get(step.parent)
        column = self.boxes[child].column + 1
        if known is None:
            fresh = self._add(Box(kind=BoxKind.NODE, key=step.parent, column=column))
            self._line(child, fresh, step)
            return fresh
        shared = self.shared.get(step.parent, 1)
        if self.boxes[known].column == column and shared < MOST_SHARED:
            self.shared[step.parent] = shared + 1
            self._line(child, known, step)
            return None
        reference = Box(kind=BoxKind.REFERENCE, key=step.parent, column=column)
        self._line(child, self._add(reference), step)
        return None

    def _fold(self, child: int, relation: str, rest: Sequence[Step]) -> None:
        box = self.boxes[child]
        conflicts = sorted({number for step in rest for number in step.conflicts})
        fold = Box(
            kind=BoxKind.FOLD,
            key=box.key,
            column=box.column + 1,
            folded=len(rest),
            relation=relation,
            conflicts=tuple(conflicts),
        )
        self._line(child, self._add(fold), None)

    def _line(self, child: int, parent: int, step: Step | None) -> None:
        self.lines.append(Line(child=child, parent=parent, step=step))

    def _add(self, box: Box) -> int:
        self.boxes.append(box)
        if box.kind is BoxKind.NODE:
            self.place[box.key] = len(self.boxes) - 1
        return len(self.boxes) - 1

    def _has_room(self, needed: int) -> bool:
        fits = len(self.boxes) + needed <= self.most
        self.fits = self.fits and fits
        return fits


def _by_relation(steps: Iterable[Step]) -> list[tuple[str, list[Step]]]:
    """The steps of each relation, in the order in which the relations are first met."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.relation, []).append(step)
    return list(found.items())
