"""Reads licenses: which license a text is, from fingerprints that hold no texts."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.licenses.identify import Identification, IdentificationKind, identify

__all__ = ["Identification", "IdentificationKind", "identify"]


def __getattr__(name: str) -> object:
    """What reads texts, loaded when it is asked for: most of this package works without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from audit.licenses import identify as reading

    globals().update({one: getattr(reading, one) for one in __all__})
    return globals()[name]
