"""`openness watch`: audits again what moved since last time, and says what changed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.written import add_options, check_options, give, terminal
from audit.errors import ExitCode

if TYPE_CHECKING:
    from audit.cli.sighting import Seen
    from audit.collect.targets import Named
    from audit.model.difference import Watched

CHANGED = 1
_CODES = """\
exit codes:
  0  nothing changed, or everything was recorded for the first time
  1  something changed
  3  a target could not be reached: what was known of it is kept, and what
     changed of the others is reported all the same"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "watch",
        help="audit again what moved, and say what changed",
        description=(
            "Ask of each target of a list whether it, or something that it is made from, stands "
            "elsewhere than last time; audit again what does, and report only what changed. The "
            "first run records."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_CODES,
    )
    parser.add_argument(
        "list", type=Path, metavar="LIST", help="a file: one target a line, `#` begins a comment"
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="where what is known is kept (default: LIST.state beside the list)",
    )
    add_options(parser, ("json", "markdown"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Looks at every target, reports, and then keeps what was reported."""
    from audit.collect.watched import listed, watching
    from audit.model.difference import Moved, Watched

    check_options(arguments)
    state: Path = arguments.state or arguments.list.with_name(arguments.list.name + ".state")
    targets = listed(arguments.list)
    with watching(state):
        found = _seen(targets, state)
        watched = Watched(sightings=tuple(one.sighting for one in found))
        give(_text(watched, arguments), arguments.output)
        for one in found:  # what could not be reported is reported next time
            one.keep()
    if watched.of(Moved.UNREACHED):
        return ExitCode.NO_EVIDENCE
    return CHANGED if watched.of(Moved.CHANGED) else ExitCode.DONE


def _seen(targets: tuple[tuple[str, Named], ...], state: Path) -> list[Seen]:
    from audit.cli.sighting import seen
    from audit.collect import opened
    from audit.model.difference import Moved

    found: list[Seen] = []
    with opened() as door:
        for text, named in targets:
            one = seen(text, named, state, door.begin())
            if one.sighting.moved is Moved.RECORDED:
                one.keep()  # nothing is reported of it that could be lost
            found.append(one)
    return found


def _text(watched: Watched, arguments: argparse.Namespace) -> str:
    from audit.render.diff_formats import TERMINAL, WATCH_FORMATS
    from audit.render.watch_text import watched_text

    if arguments.format != TERMINAL:
        return WATCH_FORMATS[arguments.format](watched)
    width, color = terminal(arguments.output)
    return watched_text(watched, width=width, color=color)
