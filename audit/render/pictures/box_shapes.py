"""The outlines of the boxes of a lineage, by what they are."""

from __future__ import annotations

from audit.render.pictures.graph import NodeKind
from audit.render.pictures.layout import Area

_ROUND = 7
_CUT = 9
_BAND = 5


def outline(kind: NodeKind | None, area: Area) -> str:
    """Path data: models have round corners, data sets a band at the side, encoders cut corners."""
    x, y, width, height = area.x, area.y, area.width, area.height
    match kind:
        case NodeKind.DATA:
            return f"M{x} {y}h{width}v{height}h{-width}zM{x + _BAND} {y}v{height}"
        case NodeKind.ENCODER:
            across, down = width - 2 * _CUT, height - 2 * _CUT
            return (
                f"M{x + _CUT} {y}h{across}l{_CUT} {_CUT}v{down}l{-_CUT} {_CUT}h{-across}"
                f"l{-_CUT} {-_CUT}v{-down}z"
            )
        case NodeKind.MODEL | None:
            r, across, down = _ROUND, width - 2 * _ROUND, height - 2 * _ROUND
            return (
                f"M{x + r} {y}h{across}a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 {-r} {r}"
                f"h{-across}a{r} {r} 0 0 1 {-r} {-r}v{-down}a{r} {r} 0 0 1 {r} {-r}z"
            )
