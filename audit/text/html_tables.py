"""Tables of data, told from those that only lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

_NOT_IN_CELLS = {"table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_PARTS = {"thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"}


def laid_out(root: Tag) -> frozenset[int]:
    """The `id()` of each table, and of its parts, that holds tables, code or headings, and of
    what stands in no table."""
    from bs4 import Tag

    flat: set[int] = set()
    parts: list[tuple[Tag, Tag | None]] = []
    stack: list[tuple[Tag, Tag | None]] = [(root, None)]
    while stack:
        tag, table = stack.pop()
        if table is not None and tag.name in _NOT_IN_CELLS:
            flat.add(id(table))
        if tag.name == "table" and str(tag.get("role") or "") in {"presentation", "none"}:
            flat.add(id(tag))
        if tag.name in _PARTS:
            parts.append((tag, table))
        inner = tag if tag.name == "table" else table
        stack.extend((child, inner) for child in tag.contents if isinstance(child, Tag))
    return frozenset(flat) | {id(p) for p, table in parts if table is None or id(table) in flat}
