"""What a watch found, for the terminal and as Markdown: the changes, and a line for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from audit.model.difference import Moved, Sighting, Watched
from audit.render.console import NARROWEST, heading, indented, plain, printed
from audit.render.diff_markdown import difference_lines, joined
from audit.render.language import _, ngettext
from audit.render.markdown.words import words
from audit.render.terminal_diff import difference_parts
from audit.render.untrusted import one_line
from audit.render.view_diff import diff_view


def watched_text(watched: Watched, *, width: int = 100, color: bool = False) -> str:
    """The changes of each target that has any, what could not be reached, and a count."""
    return printed(_parts(watched), width=max(width, NARROWEST), color=color)


def watched_markdown(watched: Watched) -> str:
    """The same as Markdown."""
    lines = [f"# {words(_('What changed'))}", "", f"**{words(counted(watched))}**", ""]
    for one in watched.of(Moved.CHANGED):
        if one.difference is not None:
            lines += [*difference_lines(diff_view(one.difference), 2), ""]
            lines += [*(f"- {words(why)}" for why in one.why), ""]
    for one in (*watched.of(Moved.UNREACHED), *watched.of(Moved.UNCHANGED)):
        lines += [f"- {words(_line(one))}", *(f"  - {words(why)}" for why in one.why)]
    return joined(lines)


def counted(watched: Watched) -> str:
    """In one sentence, what was found."""
    changed, lost = len(watched.of(Moved.CHANGED)), len(watched.of(Moved.UNREACHED))
    new, idle = len(watched.of(Moved.RECORDED)), len(watched.of(Moved.UNCHANGED))
    still = len(watched.of(Moved.UNMOVED))
    told = (
        (changed, ngettext("{number} changed", "{number} changed", changed)),
        (lost, ngettext("{number} could not be reached", "{number} could not be reached", lost)),
        (new, ngettext("{number} recorded", "{number} recorded", new)),
        (
            idle,
            ngettext(
                "{number} moved without a change that counts",
                "{number} moved without a change that counts",
                idle,
            ),
        ),
        (
            still,
            ngettext("{number} stands where it stood", "{number} stand where they stood", still),
        ),
    )
    said = _(", ").join(told_of for number, told_of in told if number)
    return ngettext(
        "Of {number} target: {found}.",
        "Of {number} targets: {found}.",
        len(watched.sightings),
        found=said,
    )


def _parts(watched: Watched) -> Iterator[RenderableType]:
    yield plain(counted(watched), "bold")
    for one in watched.of(Moved.CHANGED):
        yield heading(one_line(one.target))
        yield from (indented(plain(why, "dim")) for why in one.why)
        if one.difference is not None:
            yield from difference_parts(diff_view(one.difference))
    for one in (*watched.of(Moved.UNREACHED), *watched.of(Moved.UNCHANGED)):
        yield heading(_line(one))
        yield from (indented(plain(why, "dim")) for why in one.why)


def _line(one: Sighting) -> str:
    target = one_line(one.target)
    if one.moved is Moved.UNREACHED:
        return _("{target} could not be reached; what was known of it is kept.", target=target)
    return _("{target} moved, and nothing changed that this tool reads.", target=target)
