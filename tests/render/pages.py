"""A page taken apart, for tests of what a browser would make of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})
TABLE_PARTS = frozenset({"caption", "thead"})


@dataclass
class Page(HTMLParser):
    """Tags with attributes, ids, links and the visible text, in order."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"an attribute twice in <{tag}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]

    @property
    def links(self) -> list[str]:
        return [str(attrs["href"]) for tag, attrs in self.tags if tag == "a"]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if len(tag) == 2 and tag[1].isdigit()]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def problems(html: str) -> list[str]:
    """What is wrong with a page of ours, in words; nothing when all is well."""
    page = Page(html)
    found = [*page.faults, *(f"<{tag}> is left open" for tag in page.open)]
    found += [f"id {one} twice" for one in {*page.ids} if page.ids.count(one) > 1]
    inner = [link[1:] for link in page.links if link.startswith("#")]
    found += [f"#{one} leads nowhere" for one in inner if one not in page.ids]
    outer = [link for link in page.links if not link.startswith(("#", "./"))]
    found += [f"{one} is no web link" for one in outer if urlsplit(one).scheme not in WEB]
    found += _labels(page) + _headings(page.headings()) + _loaded(page)
    return found


WEB = frozenset({"http", "https"})


def _labels(page: Page) -> list[str]:
    named = [
        one
        for _, attrs in page.tags
        for name in ("aria-labelledby", "aria-describedby")
        for one in (attrs.get(name) or "").split()
    ]
    found = [f"label {one} is not there" for one in named if one and one not in page.ids]
    tables = len(page.all("table"))
    found += [f"a table without {part}" for part in TABLE_PARTS if len(page.all(part)) != tables]
    found += ["<th> without scope" for attrs in page.all("th") if "scope" not in attrs]
    return found


def _headings(levels: list[int]) -> list[str]:
    if levels[:1] != [1] or levels.count(1) != 1:
        return ["not one h1 at the top"]
    return [f"h{one} before h{two}" for one, two in pairwise(levels) if two > one + 1]


def _loaded(page: Page) -> list[str]:
    """Anything that runs, or that a browser would go and get."""
    active = {"script", "iframe", "img", "object", "embed", "form", "base", "image", "use"}
    found = [f"<{tag}>" for tag, _ in page.tags if tag in active]
    found += [f"{name}=" for _, attrs in page.tags for name in attrs if name.startswith("on")]
    found += ["style=" for _, attrs in page.tags if "style" in attrs]
    found += ["<link>" for one in page.all("link") if one.get("href") != "data:,"]
    return found
