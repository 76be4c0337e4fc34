"""What all that is written for a terminal shares: one width, one way for words to get there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from audit.render.labels import Mark
from audit.render.untrusted import one_line

NARROWEST = 40
STYLES = {"good": "green", "mixed": "yellow", "bad": "red", "open": "magenta", "calm": "dim"}


def printed(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """The parts as text, without blanks at the ends of lines.

    Strangers' text comes out without control characters, and rich's markup is not read.
    """
    out = StringIO()
    to = console(out, width=max(width, NARROWEST), color=color)
    for part in parts:
        to.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().rstrip("\n").split("\n"))


def wants_color(*, is_terminal: bool, environment: Mapping[str, str]) -> bool:
    """Color on a terminal, unless `NO_COLOR` is set to anything (https://no-color.org/)."""
    plain = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return is_terminal and not plain


def console(out: StringIO, *, width: int, color: bool) -> Console:
    """A console that asks neither the terminal nor the environment."""
    return Console(
        file=out,
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        force_jupyter=False,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def mark(one: Mark | None) -> Text:
    """A sign and a word in its color; that nothing was asked, where there is none."""
    return Text(f"{one.sign} {one.word}", STYLES[one.tone]) if one else Text("not asked")


def heading(words: str) -> RenderableType:
    """Bold words below an empty line."""
    return Padding(plain(words, "bold"), (1, 0, 0, 0))


def indented(part: RenderableType) -> RenderableType:
    """The part, two columns to the right."""
    return Padding(part, (0, 0, 0, 2))


def grid() -> Table:
    """An empty table of two columns without lines."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    return table


def plain(words: str, style: str = "") -> Text:
    """The one door by which words reach the terminal; leading spaces are our own."""
    lead = words[: len(words) - len(words.lstrip(" "))]
    return Text(lead + one_line(words, longest=1_000), style=style)
