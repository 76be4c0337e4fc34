"""Walks the tree of a page and writes what a reader sees of it as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from audit.text.html_seen import is_hidden
from audit.text.html_tables import laid_out

if TYPE_CHECKING:
    from bs4 import Tag

LONGEST_URL = 2_000
DEEPEST_LIST = 8
_LONG = 200
"""Characters from which a paragraph is written sentence by sentence, so that a line is a quote."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = {"ul", "ol", "menu"}
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend li main menu ol p pre section "
    "summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CLOSE = {"li", "tr", "td", "th", "dt", "dd"}
"""Blocks without an empty line between them."""
_GRID = {"table", "tr", "td", "th"}
_MARKS = {"sup": "^", "sub": "_", "del": "~~", "s": "~~", "strike": "~~"}
"""What is written where a number raised, or a word struck out, would read as another one."""
_MATH = {"msup": "^", "msub": "_", "mfrac": "/", "msubsup": "_"}
_INVISIBLE = {ord(each): None for each in "\u00ad\u200b\u200e\u200f\u2060\ufeff"}
_IN_LINKS = str.maketrans("[]", "()")
_IN_ADDRESSES = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E"})
_ID = re.compile(r"[^\s{}<>\"#]{1,200}")
_READS_AS_MARKDOWN = re.compile(r"#{1,6}(?=\s|$)|```|~~~(?!.*~~)|[-=]+\s*$|[|>]")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[^\s(])|(?<=[。！？])")


def is_web(url: str) -> bool:
    """True for an http or https address of a host, without a name or password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


class Writer:
    """The lines so far, and the parts of the one that is being written."""

    def __init__(self, *, base: str, most_links: int) -> None:
        self.lines: list[str] = []
        self._base = base
        self._link_budget = most_links
        """Characters of addresses: each link repeats its page's own, which may be long."""
        self._parts: list[str] = []
        self._apart = False
        self._bullet = ""
        self._lists: list[int | None] = []
        self._quotes = 0
        self._link: tuple[str, int] | None = None
        self._anchor = ""
        self._heading = 0
        self._pre = False
        self._row: list[str] | None = None
        self._in_cell = False
        self._rows = 0

    def text(self, words: str) -> None:
        """Text of the page."""
        self._parts.append(words.translate(_INVISIBLE))

    def enter(self, tag: Tag, *, in_grid: bool) -> None:
        """The beginning of an element; `in_grid` for the parts of a table of data."""
        name = tag.name
        self._note_id(tag)
        if name in _BLOCKS:
            self._break(apart=name not in _CLOSE)
        if name in _HEADINGS:
            self._heading = _HEADINGS[name]
        elif name in _LISTS:
            start = str(tag.get("start") or "")
            self._lists.append(_number(start) - 1 if name == "ol" else None)
        elif name == "li":
            self._begin_item()
        elif in_grid:
            self._enter_grid(name)
        else:
            self._enter_other(tag)

    def _enter_other(self, tag: Tag) -> None:
        name = tag.name
        if name == "pre":
            self._pre = True
        elif name == "blockquote":
            self._quotes += 1
        elif name == "br":
            self._newline()
        elif name == "a" and self._link is None and (url := self._target(tag)):
            self._link = (url, len(self._parts))
        elif name in _MARKS:
            self._parts.append(_MARKS[name])
        elif mark := _math_mark(tag):
            self._parts.append(mark)

    def leave(self, tag: Tag, *, in_grid: bool) -> None:
        """The end of an element."""
        name = tag.name
        if name == "pre" and self._pre:
            self._end_code()
        elif name in _HEADINGS:
            self._flush()
            self._heading = 0
            self._apart = True
        elif name == "a":
            self._end_link()
        elif _MARKS.get(name) == "~~":
            self._parts.append("~~")
        elif in_grid:
            self._leave_grid(name)
        if name in _LISTS:
            self._lists.pop()
        if name in _BLOCKS:
            self._break(apart=name not in _CLOSE)
        if name == "blockquote":
            self._quotes -= 1

    def _enter_grid(self, name: str) -> None:
        if name == "table":
            self._rows = 0
        elif name == "tr":
            self._row = []
        else:
            self._in_cell = True

    def _leave_grid(self, name: str) -> None:
        if name in {"td", "th"} and self._in_cell:
            self._end_link()
            self._in_cell = False
            words = self._taken()
            if self._row is not None:
                self._row.append(words.replace("|", "\\|"))
            elif words:
                self._emit(_escaped(words))
        elif name == "tr" and self._row:
            if any(self._row):
                self._emit(f"| {' | '.join(self._row)} |")
                if not self._rows:
                    self.lines.append(f"|{' --- |' * len(self._row)}")
                self._rows += 1
            self._row = None

    def _begin_item(self) -> None:
        if self._in_cell or self._heading:
            return
        indent = "  " * min(max(0, len(self._lists) - 1), DEEPEST_LIST)
        number = self._lists[-1] if self._lists else None
        if number is None:
            self._bullet = f"{indent}- "
        else:
            self._lists[-1] = number + 1
            self._bullet = f"{indent}{number + 1}. "

    def _note_id(self, tag: Tag) -> None:
        name = tag.get("id") or (tag.get("name") if tag.name == "a" else None)
        if isinstance(name, str) and _ID.fullmatch(name) and self._is_nearer(tag):
            self._anchor = name

    def _is_nearer(self, tag: Tag) -> bool:
        """Whether an id leads nearer to the next line than the one before."""
        return not self._anchor or self._heading > 0 or tag.name in _HEADINGS

    def _target(self, tag: Tag) -> str | None:
        """Where a link leads to; None for what is no other page on the web."""
        href = str(tag.get("href") or "").strip()
        if not href or href.startswith("#") or len(href) > LONGEST_URL:
            return None
        try:
            url = urljoin(self._base, href).translate(_IN_ADDRESSES)
        except ValueError:
            return None
        url = "".join(url.split())
        if len(url) > LONGEST_URL or len(url) > self._link_budget or not is_web(url):
            return None
        self._link_budget -= len(url)
        return url

    def _end_link(self) -> None:
        if self._link is None:
            return
        url, start = self._link
        self._link = None
        words = "".join(self._parts[start:])
        before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
        inner = " ".join(words.translate(_IN_LINKS).split())
        self._parts[start:] = [f"{before}[{inner}]({url}){after}"]

    def _break(self, *, apart: bool) -> None:
        """Ends the line where a block begins or ends; inside a heading or cell a space."""
        if self._pre:
            self._newline()
        elif self._heading or self._in_cell:
            self._parts.append(" ")
        else:
            self._flush()
            self._apart = self._apart or (apart and not self._lists)

    def _newline(self) -> None:
        if self._pre:
            if self._parts and not self._parts[-1].endswith("\n"):
                self._parts.append("\n")
        elif self._heading or self._in_cell:
            self._parts.append(" ")
        else:
            self._flush()

    def _taken(self) -> str:
        """The words of the line that is being written, which then is a new one."""
        words = " ".join("".join(self._parts).split())
        self._parts = []
        return words

    def _flush(self) -> None:
        if self._link is not None and "".join(self._parts[self._link[1] :]).strip():
            self._end_link()
        elif self._link is not None:
            self._link = (self._link[0], 0)
        words = self._taken()
        if not words:
            return
        if self._heading:
            self._bullet = ""
            anchor = f" {{#{self._anchor}}}" if self._anchor else ""
            self._emit(f"{'#' * self._heading} {words}{anchor}")
        else:
            for sentence in _lines_of(words):
                self._emit(_escaped(sentence))
        self._anchor = ""

    def _emit(self, line: str) -> None:
        if self._apart and self.lines and self.lines[-1]:
            self.lines.append("")
        self._apart = False
        quote = "> " if self._quotes else ""
        self.lines.append(f"{quote}{self._bullet}{line}")
        self._bullet = ""

    def _end_code(self) -> None:
        self._pre = False
        self._end_link()
        code = "".join(self._parts).strip("\n")
        self._parts = []
        if code.strip():
            self._emit("```")
            kept = (line.rstrip() for line in code.split("\n"))
            self.lines += [f"\\{line}" if _is_fence(line) else line for line in kept]
            self.lines.append("```")
        self._apart = True

    def finish(self) -> None:
        """Writes what is left."""
        self._flush()


def write(root: Tag, writer: Writer) -> None:
    """Gives the writer everything below an element that a reader sees, without recursion."""
    from bs4 import Tag
    from bs4.element import NavigableString

    flat = laid_out(root)
    grids = 0
    stack: list[tuple[Tag, Iterator[object], bool]] = [(root, iter(root.contents), False)]
    while stack:
        tag, children, in_grid = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            writer.leave(tag, in_grid=in_grid)
            grids -= tag.name == "table" and in_grid
        elif isinstance(child, Tag):
            if not is_hidden(child):
                grids += child.name == "table" and id(child) not in flat
                is_part = grids > 0 and child.name in _GRID and id(child) not in flat
                writer.enter(child, in_grid=is_part)
                stack.append((child, iter(child.contents), is_part))
        elif type(child) is NavigableString:
            writer.text(child)
    writer.finish()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _math_mark(tag: Tag) -> str:
    """What stands before the second part of a power, an index or a fraction."""
    from bs4 import Tag

    parent = tag.parent
    mark = _MATH.get(parent.name, "") if parent is not None else ""
    if not mark or parent is None:
        return ""
    before = takewhile(lambda child: child is not tag, parent.contents[:6])
    earlier = sum(isinstance(child, Tag) for child in before)
    return ("", mark, "^")[min(earlier, 2)]


def _lines_of(words: str) -> Iterator[str]:
    """A long paragraph sentence by sentence, no link cut in two."""
    if len(words) <= _LONG:
        yield words
        return
    held = ""
    for piece in _SENTENCE_ENDS.split(words):
        held = f"{held} {piece}" if held and not held.endswith(("。", "！", "？")) else held + piece
        is_whole = held.count("[") <= held.count("]") or len(held) > 10 * _LONG
        if is_whole and len(held) >= _LONG // 4:
            yield held
            held = ""
    if held:
        yield held


def _escaped(line: str) -> str:
    """A line that is no heading, fence, rule, row or quote, although it begins like one."""
    return f"\\{line}" if _READS_AS_MARKDOWN.match(line) else line


def _is_fence(line: str) -> bool:
    return line.lstrip().startswith(("```", "~~~"))
