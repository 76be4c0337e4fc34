"""`openness history`: when a repository came to say what it says of terms and openness."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.cli.written import add_options, check_options, give, terminal
from audit.errors import ExitCode

if TYPE_CHECKING:
    from audit.model.difference import History


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "history",
        help="say when a repository came to its terms",
        description=(
            "Walk the commits of a repository, and print a timeline of those after which it says "
            "something else of licenses, gates or openness: commit, date, the author's words, and "
            "what stood before and after."
        ),
    )
    parser.add_argument(
        "target",
        metavar="REPO",
        help="a git repository (PATH or PATH@REVISION), github:owner/name, git+https://..., or "
        "owner/name on the Hub",
    )
    add_options(parser, ("json", "markdown", "html"))
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads the past of one repository, and prints the turns in it."""
    check_options(arguments)
    give(_text(_read(arguments), arguments), arguments.output)
    return ExitCode.DONE


def _read(arguments: argparse.Namespace) -> History:
    from audit.collect import opened
    from audit.collect.targets import name_target
    from audit.pipeline import read_history

    named = name_target(arguments.target)
    with opened(offline=arguments.offline) as door:
        return read_history(named, door.begin())


def _text(found: History, arguments: argparse.Namespace) -> str:
    from audit.render.diff_formats import HISTORY_FORMATS, TERMINAL
    from audit.render.terminal_diff import history_text

    if arguments.format != TERMINAL:
        return HISTORY_FORMATS[arguments.format](found)
    width, color = terminal(arguments.output)
    return history_text(found, width=width, color=color)
