"""Section 1.3 of the template: modalities, how much of each, and of which kinds."""

from __future__ import annotations

import re

from msgspec import Struct, field

from audit.model import FieldState
from audit.probes.summary_answers import Answered, content, is_told, options
from audit.probes.summary_form import Span

_CHINESE = ("文本:text", "图像:image", "图片:image", "音频:audio", "视频:video", "其他:other")
_KINDS = dict(pair.split(":") for pair in _CHINESE)
_KIND = r"(?P<kind>text|image|audio|video|other|文本|图像|图片|音频|视频|其他)s?"
_SAID_OF = re.compile(
    rf"{_KIND}\s*(?:training )?(?:data)?(?:训练)?(?:数据)?\s*"
    r"(?P<what>sizes?|contents?|规模|大小|内容)\b[^:：]{0,40}[:：]",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*{_KIND}\W*(?:\(.{{0,60}}\))?\W*$", re.IGNORECASE)
_CHOICE = re.compile(_KIND, re.IGNORECASE)
_SIZE = re.compile(
    r"(?:(?:training )?data )?sizes?\b[^:：]{0,40}[:：]|(?:训练)?数据?(?:规模|大小)[:：]",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"types? of content[^:：]{0,40}[:：]|内容类型[:：]", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_UNIT = re.compile(r"(?:measurement )?units?\s*[:：]\s*(?=.*\d)", re.IGNORECASE)
_ALL_RANGES = re.compile(
    r"less than.{0,200}more than|(?:少于|小于).{0,100}(?:多于|超过|大于)", re.IGNORECASE | re.DOTALL
)
_NOT_USED = re.compile(r"\W*(?:n ?/ ?a|not applicable|none|no|-|不适用|无)(?![\w/])", re.IGNORECASE)


class Row(Struct, kw_only=True):
    """One modality."""

    ticked: bool | None = None
    size: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        """Whether the publisher says that there was such data."""
        if self.ticked is not None:
            return self.ticked
        said = [line for line in content([*self.size, *self.content]) if not _NOT_USED.match(line)]
        return bool(said) and not _ALL_RANGES.search("\n".join(said))


def rows_of(spans: tuple[Span, ...]) -> dict[str, Row]:
    """The modalities that the section tells of."""
    reader = _Rows()
    for span in spans:
        for number, text in span.lines:
            reader.take(number, text)
    return reader.rows


class _Rows:
    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._at: Row | None = None
        self._into: list[str] = []

    def take(self, number: int, text: str) -> None:
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        if found := _SAID_OF.match(text):
            row = self._row(found["kind"])
            is_size = found["what"].lower().rstrip("s") in ("size", "规模", "大小")
            self._put(row, number, row.size if is_size else row.content, text[found.end() :])
        elif text.startswith("|") and len(cells) > 1:
            self._cells(number, cells)
        elif self._choices(number, text):
            return
        elif self._at is not None and (found := _SIZE.match(text)):
            self._put(self._at, number, self._at.size, text[found.end() :])
            self._into = self._at.content if text[found.end() :].strip() else self._at.size
        elif self._at is not None and (found := _CONTENT.match(text)):
            self._put(self._at, number, self._at.content, text[found.end() :])
        elif self._at is not None:
            self._put(self._at, number, self._into, text)

    def _cells(self, number: int, cells: list[str]) -> None:
        self._at = None
        boxes = options(cells[0])
        words = boxes[0][1] if boxes else cells[0]
        if found := _ALONE.match(words):
            row = self._row(found["kind"])
            row.ticked = boxes[0][0] if boxes else row.ticked
            self._put(row, number, row.size, cells[1])
            if len(cells) > 2:
                self._put(row, number, row.content, " ".join(cells[2:]))
            self._at = None

    def _choices(self, number: int, text: str) -> bool:
        """A line of modalities, each with its box or alone."""
        boxes = options(text)
        chosen: list[tuple[bool | None, str]] = [
            (ticked, found["kind"]) for ticked, words in boxes if (found := _CHOICE.match(words))
        ]
        if not boxes and (alone := _ALONE.match(text)):
            chosen = [(None, alone["kind"])]
        for ticked, kind in chosen:
            row = self._row(kind)
            row.ticked = row.ticked if ticked is None else ticked
            self._put(row, number, row.content, "")
        return bool(chosen)

    def _row(self, kind: str) -> Row:
        return self.rows.setdefault(_KINDS.get(kind, kind.lower()), Row())

    def _put(self, row: Row, number: int, into: list[str], text: str) -> None:
        self._at, self._into = row, into
        row.lines.append(number)
        if text.strip():
            into.append(text.strip())


def size_answered(lines: list[str]) -> Answered:
    """Whether a size is told: a range that is ticked, or a figure."""
    text = "\n".join(lines)
    boxes = options(text)
    if boxes:
        ticked = any(is_ticked and _FIGURE.search(words) for is_ticked, words in boxes)
        return Answered(FieldState.FILLED if ticked or _UNIT.search(text) else FieldState.EMPTY)
    own = "\n".join(content(lines))
    if not own or _ALL_RANGES.search(own):
        return Answered(FieldState.EMPTY)
    if _FIGURE.search(own):
        return Answered(FieldState.FILLED)
    return Answered(FieldState.EVASIVE, detail="no figure")


def content_answered(lines: list[str]) -> Answered:
    """Whether the kinds of content are told."""
    own = "\n".join(content(lines))
    return is_told(own) if own else Answered(FieldState.EMPTY)


def joined(rows: list[tuple[str, Answered]]) -> Answered:
    """One state for all modalities: filled if each is."""
    states = {one.state for _, one in rows}
    if states == {FieldState.FILLED}:
        return Answered(FieldState.FILLED, detail=", ".join(name for name, _ in rows))
    if states == {FieldState.EMPTY} or not states:
        return Answered(FieldState.EMPTY)
    lacking = ", ".join(name for name, one in rows if one.state is not FieldState.FILLED)
    return Answered(FieldState.EVASIVE, detail=f"not told, or only in general: {lacking}")
