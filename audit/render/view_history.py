"""What a timeline shows of a repository's past, shaped before any format writes it."""

from __future__ import annotations

from msgspec import Struct

from audit.model.difference import History, Turn
from audit.render.labels import GAPS
from audit.render.language import _, ngettext
from audit.render.places import anchor, short_revision
from audit.render.untrusted import one_line, web_link
from audit.render.view_rows import RowView, claim_rows, gate_rows, statement_rows


class TurnView(Struct, frozen=True, kw_only=True):
    """One commit after which something else is said."""

    anchor: str
    day: str
    date: str
    sha: str
    href: str | None
    words: str
    """The author's own."""
    rows: tuple[RowView, ...]


class HistoryView(Struct, frozen=True, kw_only=True):
    """The timeline, the oldest commit first."""

    name: str
    target: str
    revision: str
    href: str | None
    lead: str
    turns: tuple[TurnView, ...]
    gaps: tuple[str, ...]
    tool: str


def history_view(history: History) -> HistoryView:
    """The timeline of one repository."""
    return HistoryView(
        name=one_line(history.target.name),
        target=one_line(history.target.id),
        revision=short_revision(history.revision) if history.revision else "",
        href=web_link(history.url),
        lead=_lead(history),
        turns=tuple(map(_turn, history.turns)),
        gaps=tuple(
            f"{one_line(gap.path or gap.artifact)}: {_(GAPS[gap.reason])}, {one_line(gap.detail)}"
            for gap in history.gaps
        ),
        tool=history.versions.tool,
    )


def _lead(history: History) -> str:
    if history.first is None or history.last is None:
        return _("No commit touched a file that may speak of terms.")
    read = ngettext(
        "{number} commit touched files that may speak of terms, between {first} and {last}.",
        "{number} commits touched files that may speak of terms, between {first} and {last}.",
        history.commits,
        first=one_line(history.first),
        last=one_line(history.last),
    )
    turned = ngettext(
        "After {number} of them, something else was said.",
        "After {number} of them, something else was said.",
        len(history.turns),
    )
    return f"{read} {turned}"


def _turn(turn: Turn) -> TurnView:
    return TurnView(
        anchor=anchor("commit", turn.commit.sha),
        day=one_line(turn.commit.date[:10]),
        date=one_line(turn.commit.date),
        sha=one_line(turn.commit.sha[:12]),
        href=web_link(turn.commit.url),
        words=one_line(turn.commit.words),
        rows=(
            *statement_rows(turn.statements),
            *gate_rows(turn.gates),
            *claim_rows(turn.claims),
        ),
    )
