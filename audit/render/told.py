"""Which quotes a page has shown already: each stands there once, later places lead to it."""

from __future__ import annotations

from contextvars import ContextVar

from msgspec import Struct

from audit.render.places import Place

_shown: ContextVar[dict[tuple[str, str | None], str]] = ContextVar("shown")


class Telling(Struct, frozen=True):
    """Where a quote stands on the page, and whether it is to be written there now."""

    anchor: str
    is_new: bool


def new_page() -> None:
    """From here on no quote has been shown."""
    _shown.set({})


def telling(place: Place) -> Telling:
    """Whether this is the first time that the quote of this place comes up on the page."""
    shown = _shown.get()
    known = shown.get((place.label, place.quote))
    if known is not None:
        return Telling(known, is_new=False)
    anchor = shown[place.label, place.quote] = f"quote-{len(shown) + 1}"
    return Telling(anchor, is_new=True)


def all_told(places: tuple[Place, ...]) -> bool:
    """Whether the page holds the quotes of all these places already."""
    shown = _shown.get()
    return all(one.quote is None or (one.label, one.quote) in shown for one in places)
