"""Which elements of a page its readers do not see, or see as the way around the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_NAMES = (
    "annotation annotation-xml applet audio button canvas datalist embed footer head iframe input "
    "map meter nav noembed noframes noscript object optgroup option progress rp rt script select "
    "style svg template textarea title video"
)
_NO_TEXT = frozenset(_NAMES.split())
_AROUND = {"navigation", "search", "banner", "contentinfo", "menu", "menubar", "toolbar"}
"""Roles of the frame of a site (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles)."""
_FOR_SCREEN_READERS = {"sr-only", "visually-hidden", "screen-reader-text"}
_NOT_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display:none|visibility:(?:hidden|collapse)|content-visibility:hidden"
    r"|opacity:0?\.?0*(?:[;!]|$)|font-size:0?\.?0*(?:px|em|rem|pt|%)?(?:[;!]|$))"
)


def is_hidden(tag: Tag) -> bool:
    """Whether an element and all within it is no text that a reader sees."""
    if tag.name in _NO_TEXT:
        return True
    attributes = tag.attrs
    if tag.name == "dialog" and "open" not in attributes:
        return True
    return bool(attributes) and (_is_said_hidden(attributes) or _is_styled_away(attributes))


def _is_said_hidden(attributes: Mapping[str, object]) -> bool:
    return (
        "hidden" in attributes
        or "popover" in attributes
        or _word(attributes.get("aria-hidden")) == "true"
        or _word(attributes.get("role")) in _AROUND
    )


def _is_styled_away(attributes: Mapping[str, object]) -> bool:
    classes = attributes.get("class")
    if isinstance(classes, list) and not _FOR_SCREEN_READERS.isdisjoint(classes):
        return True
    style = attributes.get("style")
    return isinstance(style, str) and bool(_NOT_SHOWN.search(_plain(style)))


def _word(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _plain(style: str) -> str:
    """A style without comments and spaces, in lower case."""
    first, *rest = style.split("/*")
    css = first + "".join(piece.partition("*/")[2] for piece in rest)
    return "".join(css.lower().split())
