"""The five states as shapes of one square: full, half, ring, cross, dot. Color repeats them."""

from __future__ import annotations

from typing import assert_never

from audit.render.pictures.openness import State


def sign_path(state: State, x: float, y: float, side: float) -> str:
    """The path data of the sign in the square at (x, y), to be filled."""
    rim = side / 8
    match state:
        case State.OPEN:
            return _square(x, y, side)
        case State.LIMITED:
            return _square(x, y, side) + _hole(x + rim, y + rim, side - 2 * rim, side / 2 - rim)
        case State.UNSETTLED:
            inner = side - 2 * rim
            return _square(x, y, side) + _hole(x + rim, y + rim, inner, inner)
        case State.CLOSED:
            return _cross(x, y, side)
        case State.UNKNOWN:
            return _square(x + side * 5 / 16, y + side * 5 / 16, side * 3 / 8)
        case _ as never:
            assert_never(never)


def number(value: float) -> str:
    """A coordinate as short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _square(x: float, y: float, side: float) -> str:
    return f"M{number(x)} {number(y)}h{number(side)}v{number(side)}h{number(-side)}z"


def _hole(x: float, y: float, width: float, height: float) -> str:
    """Turned the other way around, so that it is cut out of what lies about it."""
    return f"M{number(x)} {number(y)}v{number(height)}h{number(width)}v{number(-height)}z"


def _cross(x: float, y: float, side: float) -> str:
    thick, half = side / 6, side / 2 - side / 6
    turns = ((half, half), (half, -half), (thick, thick), (-half, half), (half, half),
             (-thick, thick), (-half, -half), (-half, half), (-thick, -thick), (half, -half),
             (-half, -half))  # fmt: skip
    steps = "".join(f"l{number(one)} {number(two)}" for one, two in turns)
    return f"M{number(x + thick)} {number(y)}{steps}z"
