"""The openness profile: the component matrix at a glance. It weighs nothing and scores nothing.

Every component is one small square, in a row with those of its kind, and its state is told by the
shape of the square: full, half, a ring, a cross, a dot. Color repeats it. Squares of the same state
are one path, so that a cell of a table of thousands of models takes half a kilobyte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from markupsafe import Markup
from msgspec import Struct

from audit.model import Assessment
from audit.render.labels import component_name
from audit.render.language import _, marked
from audit.render.pictures.drawing import drawn, plain
from audit.render.pictures.openness import KNOWLEDGE, STATES, State, state_of
from audit.render.pictures.signs import sign_path
from audit.render.pictures.text_width import fitted
from audit.render.untrusted import one_line


class ProfileSize(StrEnum):
    """How large a profile is drawn."""

    CELL = "cell"
    """For a cell of a table: signs alone, the words in the title."""
    PAGE = "page"
    """With the names of the groups and a key."""


class Segment(Struct, frozen=True, kw_only=True):
    """One component of the profile."""

    id: str
    name: str
    group: str
    """`weights`, `code`, `data`, `documents` or `more`."""
    state: State


GROUPS = {
    "weights": marked("Weights"),
    "code": marked("Code"),
    "data": marked("Data"),
    "documents": marked("Documents"),
    "more": marked("More"),
}
_MOST_IN_A_GROUP = 24
"""Squares of one group; the inventory of this version has at most ten of a kind."""


def profile(assessment: Assessment) -> tuple[Segment, ...]:
    """The components of the inventory, each with its state, in the order of the rows."""
    return tuple(
        Segment(
            id=identifier,
            name=component_name(identifier),
            group=_group(identifier),
            state=state_of(identifier, component),
        )
        for identifier, component in assessment.components.items()
    )


def profile_svg(
    assessment: Assessment, *, size: ProfileSize = ProfileSize.PAGE, name: str = "profile"
) -> Markup:
    """An inline SVG of the profile, its counts in title and description.

    Ids within begin with `name`, another for each picture of a page; a cell has none.
    """
    segments = profile(assessment)
    if size is ProfileSize.CELL:
        return cell_svg(segments)
    return _page_svg(segments, one_line(assessment.target.name), name)


def cell_svg(segments: Sequence[Segment]) -> Markup:
    """The profile as one line of squares, its words in the title."""
    placed, width = _in_one_line(segments)
    return drawn(
        "profile-cell.svg.j2",
        title=profile_words(segments) or _("No component is listed."),
        width=max(width, _SIDE),
        side=_SIDE,
        shapes=_shapes(placed, _SIDE),
    )


def profile_words(segments: Sequence[Segment]) -> str:
    """The profile in words: for each group, how many of its components are in which state."""
    return " ".join(
        _("{group}: {counts}.", group=_(GROUPS[group]), counts=_counted(members))
        for group, members in groups(segments)
    )


class _Placed(Struct, frozen=True, kw_only=True):
    """A square with its place."""

    segment: Segment
    x: int
    y: int


class _Shape(Struct, frozen=True, kw_only=True):
    """All squares of one state, as one path."""

    tone: str
    path: str


class _Row(Struct, frozen=True, kw_only=True):
    """One group, named at its left."""

    label: str
    y: int
    squares: tuple[_Square, ...]


class _Square(Struct, frozen=True, kw_only=True):
    """One component, which tells its name to whoever points at it."""

    title: str
    tone: str
    path: str


class _Key(Struct, frozen=True, kw_only=True):
    """What one sign means, and how many components have it."""

    word: str
    x: int
    y: int
    tone: str
    path: str


_SIDE = 8
_STEP = 10
_BETWEEN = 6
"""Between the groups of a cell, besides the step."""
_LARGE = 16
_LARGE_STEP = 20
_LINE = 28
_LABEL = 96
_KEY_COLUMN = 150
_WIDE = 300


def _in_one_line(segments: Sequence[Segment]) -> tuple[list[_Placed], int]:
    placed: list[_Placed] = []
    x = 0
    for _group_id, members in groups(segments):
        for one in members[:_MOST_IN_A_GROUP]:
            placed.append(_Placed(segment=one, x=x, y=0))
            x += _STEP
        x += _BETWEEN
    return placed, x - _BETWEEN - (_STEP - _SIDE)


def _shapes(placed: Iterable[_Placed], side: int) -> tuple[_Shape, ...]:
    paths: dict[State, list[str]] = {state: [] for state in STATES}
    for one in placed:
        paths[one.segment.state].append(sign_path(one.segment.state, one.x, one.y, side))
    return tuple(
        _Shape(tone=STATES[state].tone, path="".join(found))
        for state, found in paths.items()
        if found
    )


def _page_svg(segments: Sequence[Segment], model: str, name: str) -> Markup:
    rows = tuple(
        _row(number, group, members) for number, (group, members) in enumerate(groups(segments))
    )
    top = len(rows) * _LINE + 12
    keys = tuple(_key(at, state, segments, top) for at, state in enumerate(STATES))
    widest = max((len(row.squares) for row in rows), default=0)
    return drawn(
        "profile.svg.j2",
        name=name,
        title=_("Openness profile of {model}", model=model),
        words=profile_words(segments) or _("No component is listed."),
        width=max(_WIDE, _LABEL + widest * _LARGE_STEP),
        height=keys[-1].y + _LARGE + 4,
        rows=rows,
        keys=keys,
    )


def _row(number: int, group: str, members: Sequence[Segment]) -> _Row:
    y = number * _LINE + 2
    return _Row(
        label=fitted(_(GROUPS[group]), 14, _LABEL - 8),
        y=y + 13,
        squares=tuple(
            _Square(
                title=_(
                    "{component}: {state}", component=plain(one.name), state=state_word(one.state)
                ),
                tone=STATES[one.state].tone,
                path=sign_path(one.state, _LABEL + at * _LARGE_STEP, y, _LARGE),
            )
            for at, one in enumerate(members[:_MOST_IN_A_GROUP])
        ),
    )


def _key(at: int, state: State, segments: Sequence[Segment], top: int) -> _Key:
    x, y = at % 2 * _KEY_COLUMN, top + at // 2 * 22
    count = sum(one.state is state for one in segments)
    return _Key(
        word=_("{state}: {number}", state=state_word(state), number=count),
        x=x + 18,
        y=y + 10,
        tone=STATES[state].tone,
        path=sign_path(state, x, y, 12),
    )


def groups(segments: Sequence[Segment]) -> list[tuple[str, list[Segment]]]:
    """The groups that have members, in their order."""
    found: dict[str, list[Segment]] = {group: [] for group in GROUPS}
    for one in segments:
        found[one.group].append(one)
    return [(group, members) for group, members in found.items() if members]


def _counted(members: Sequence[Segment]) -> str:
    counts = {state: sum(one.state is state for one in members) for state in STATES}
    told = (
        _("{number} {state}", number=count, state=state_word(state))
        for state, count in counts.items()
        if count
    )
    return _(", ").join(told)


def state_word(state: State) -> str:
    """The state in a word, in the language that is spoken."""
    return _(STATES[state].word)


def _group(identifier: str) -> str:
    if identifier.startswith("weights-"):
        return "weights"
    if identifier.endswith("-code") or identifier == "supporting-libraries":
        return "code"
    if identifier in _DATA:
        return "data"
    return "documents" if identifier in KNOWLEDGE else "more"


_DATA = frozenset(
    {"training-data", "evaluation-data", "data-description", "training-content-summary"}
)
