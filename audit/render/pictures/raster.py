"""SVG to PNG, where the optional library is there (`pip install openness-audit[site]`).

resvg draws without a browser and without the network. It takes the fonts of the machine: the bytes
are the same on every run of one machine, and may differ where there are other fonts.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

_LIBRARY = "resvg_py"
FONT = "DejaVu Sans"


def can_rasterize() -> bool:
    """Whether the library is installed."""
    return find_spec(_LIBRARY) is not None


def social_png(svg: str) -> bytes | None:
    """The PNG of a `social_card`; None without the library. The same bytes on every run."""
    if not can_rasterize():
        return None
    draw: Callable[..., bytes] = import_module(_LIBRARY).svg_to_bytes
    return bytes(draw(svg_string=svg, sans_serif_family=FONT, font_family=FONT))
