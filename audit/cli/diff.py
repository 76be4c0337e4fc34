"""`openness diff`: what changed between two states of a model."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from audit.cli.written import add_options, check_options, give, terminal
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.model.difference import Difference

CHANGED = 1
"""With `--exit-code`, as of `git diff`."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "diff",
        help="say what changed between two states of a model",
        description=(
            "Compare two snapshots, inventories or assessments, or a model at two revisions: what "
            "changed in licenses, access, components, conflicts and verdicts, with the words on "
            "both sides. Both are judged by the same criteria, so that only the model's change "
            "shows. Or compare the results of two runs of `openness fleet`, as they were judged, "
            "row by row."
        ),
    )
    parser.add_argument(
        "old", metavar="OLD", help="as for `openness audit`, such as owner/name@REVISION"
    )
    parser.add_argument("new", metavar="NEW", help="the later state")
    add_options(parser, ("json", "markdown", "html"))
    parser.add_argument(
        "--exit-code", action="store_true", help="end with 1 when something changed"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compares the two, and says what changed."""
    from audit.cli.fleet_diff import are_fleets, compare_fleets

    check_options(arguments)
    if are_fleets(arguments.old, arguments.new):
        is_changed = compare_fleets(arguments)
        return CHANGED if arguments.exit_code and is_changed else ExitCode.DONE
    found = _compared(arguments)
    give(_text(found, arguments), arguments.output)
    if arguments.exit_code and not found.is_empty:
        return CHANGED
    return ExitCode.DONE


def _compared(arguments: argparse.Namespace) -> Difference:
    from audit.collect import opened
    from audit.collect.targets import name_target
    from audit.compare.difference import difference
    from audit.model import TargetKind
    from audit.pipeline import read_state

    old, new = name_target(arguments.old), name_target(arguments.new)
    for named in (old, new):
        if named.target.kind is TargetKind.BUNDLED and named.target.id == "bundled:all":
            raise AuditError("bundled:all is more than one model.", "Name one.")
    with opened(offline=arguments.offline) as door:
        return difference(read_state(old, door.begin()), read_state(new, door.begin()))


def _text(found: Difference, arguments: argparse.Namespace) -> str:
    from audit.render.diff_formats import DIFFERENCE_FORMATS, TERMINAL
    from audit.render.terminal_diff import difference_text

    if arguments.format != TERMINAL:
        return DIFFERENCE_FORMATS[arguments.format](found)
    width, color = terminal(arguments.output)
    return difference_text(found, width=width, color=color)
