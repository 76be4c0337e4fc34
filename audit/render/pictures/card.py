"""What a link to a page looks like where it is shared: a picture of 1200 by 630.

Networks show no SVG (https://ogp.me/#structured), so a site turns it into a PNG where it can.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from audit.model import Assessment
from audit.render.answer import title
from audit.render.labels import OUTCOMES, Mark
from audit.render.language import _, language
from audit.render.pictures.drawing import drawn, plain
from audit.render.pictures.openness import STATES
from audit.render.pictures.profile import GROUPS, Segment, groups, profile, state_word
from audit.render.pictures.signs import sign_path
from audit.render.pictures.text_width import fitted, is_wide, lines, text_width
from audit.render.untrusted import one_line

FIRST = "osaid-1.0"
"""The definition that a model's page is shared with, when it was asked."""
WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_ROOM = WIDTH - 2 * _MARGIN
_BOLD = 1.13
_SIDE, _STEP = 28, 34
_ROW = 50
_PROFILE_Y = 388
_LABEL = 180
_MOST = 9
"""Squares of one group that a column has room for."""
_KEY_Y = 552


class SocialPage(Struct, frozen=True, kw_only=True):
    """What the picture of one page says."""

    kind: str
    """What sort of page it is, as `Openness report`."""
    title: str
    says: str = ""
    """One sentence."""
    mark: Mark | None = None
    """The outcome, where the page is of one."""
    segments: tuple[Segment, ...] = ()
    """The profile, where the page is of one model."""
    foot: str = ""


class _Line(Struct, frozen=True, kw_only=True):
    """A line of text with its place."""

    words: str
    x: int
    y: int


class _Key(Struct, frozen=True, kw_only=True):
    """What one sign means."""

    words: str
    x: int
    y: int
    tone: str
    path: str


class _Sign(Struct, frozen=True, kw_only=True):
    """A square of the profile."""

    tone: str
    path: str


def model_page(assessment: Assessment) -> SocialPage:
    """The picture of a model's report: name, answer of the first definition, profile."""
    frameworks = assessment.frameworks
    identifier = FIRST if FIRST in frameworks else next(iter(frameworks), None)
    framework = frameworks[identifier] if identifier is not None else None
    return SocialPage(
        kind=_("Openness report"),
        title=one_line(assessment.target.name),
        says=title(framework) if framework else "",
        mark=OUTCOMES[framework.outcome] if framework else None,
        segments=profile(assessment),
        foot=_("Collected {day}", day=assessment.snapshot.collected),
    )


def social_card(page: SocialPage) -> str:
    """A standalone SVG of 1200 by 630; `social_png` makes the PNG of it."""
    heading = lines(plain(page.title) or "–", 64 * _BOLD, _ROOM, 2)
    top = 178 + 74 * (len(heading) - 1)
    signs, labels = _profile(page.segments, _PROFILE_Y)
    return drawn(
        "card.svg.j2",
        language=language(),
        is_wide=is_wide(_told(page)),
        title=_told(page),
        kind=fitted(plain(page.kind), 28, _ROOM),
        heading=_placed(heading, 178, 74),
        says=_Line(words=fitted(_says(page), 34 * _BOLD, _ROOM), x=_MARGIN, y=top + 66),
        tone=page.mark.tone if page.mark else "calm",
        labels=labels,
        signs=signs,
        keys=_keys(page.segments),
        foot=fitted(plain(page.foot), 24, _ROOM // 2),
    )


def _says(page: SocialPage) -> str:
    says = plain(page.says)
    if page.mark is None:
        return says
    word = f"{page.mark.sign} {_(page.mark.word)}"
    return _("{framework}: {answer}", framework=says, answer=word) if says else word


def _told(page: SocialPage) -> str:
    return " – ".join(filter(None, (plain(page.title), _says(page), plain(page.kind))))


def _placed(texts: Sequence[str], y: int, step: int) -> tuple[_Line, ...]:
    return tuple(_Line(words=one, x=_MARGIN, y=y + at * step) for at, one in enumerate(texts))


def _profile(segments: Sequence[Segment], y: int) -> tuple[tuple[_Sign, ...], tuple[_Line, ...]]:
    """The squares of the profile in two columns, and the names of their groups."""
    signs: list[_Sign] = []
    labels: list[_Line] = []
    for at, (group, members) in enumerate(groups(segments)):
        left, top = _MARGIN + at % 2 * _ROOM // 2, y + at // 2 * _ROW
        labels.append(_Line(words=fitted(_(GROUPS[group]), 26, _LABEL - 12), x=left, y=top + 22))
        for number, one in enumerate(members[:_MOST]):
            path = sign_path(one.state, left + _LABEL + number * _STEP, top, _SIDE)
            signs.append(_Sign(tone=STATES[one.state].tone, path=path))
    return tuple(signs), tuple(labels)


def _keys(segments: Sequence[Segment]) -> tuple[_Key, ...]:
    """What each sign means, beside each other, for a picture that has signs."""
    keys: list[_Key] = []
    x = _MARGIN
    for state in STATES if segments else ():
        word = state_word(state)
        path = sign_path(state, x, _KEY_Y - 16, 18)
        keys.append(_Key(words=word, x=x + 28, y=_KEY_Y, tone=STATES[state].tone, path=path))
        x += 28 + round(text_width(word, 24)) + 34
    return tuple(keys)
