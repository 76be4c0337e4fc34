"""The links between the files of a folder, and those that lead nowhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.render.pages import Page


def dead_links(folder: Path) -> list[str]:
    """Links of every page in a folder to a file or an anchor that is not there."""
    return [
        f"{page.relative_to(folder)}: {link}"
        for page in sorted(folder.rglob("*.html"))
        for link in sorted(set(_links(page)))
        if not _is_alive(folder, page, link)
    ]


@cache
def _read(file: Path) -> Page:
    return Page(file.read_text(encoding="utf-8"))


def _links(page: Path) -> list[str]:
    """What a page links to or loads; links to other places are not ours to follow."""
    every = [
        str(attrs[name])
        for tag, attrs in _read(page).tags
        for name in ("href", "src")
        if name in attrs and tag != "base"
    ]
    return [link for link in every if not urlsplit(link).scheme and not link.startswith("//")]


def _is_alive(folder: Path, page: Path, link: str) -> bool:
    parts = urlsplit(link)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file() or not target.is_relative_to(folder.resolve()):
        return False
    is_page = target.suffix == ".html"
    return not parts.fragment or not is_page or unquote(parts.fragment) in _read(target).ids
