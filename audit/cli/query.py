"""`openness query`: asks the tables of a fleet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.written import add_options, check_options, give
from audit.errors import AuditError, ExitCode
from audit.fleet.engine import Limits
from audit.fleet.questions import QUESTIONS

if TYPE_CHECKING:
    from audit.fleet.query import Answer

FORMATS = ("csv", "json", "jsonl", "markdown")
LIMITS = Limits(seconds=300.0, memory="2GB")
"""What one query may take, where nothing else is said."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "query",
        description="Ask the results of `openness fleet`: one SELECT in DuckDB's SQL over the "
        "tables models, components, conflicts and verdicts (docs/fleet.md), or a question that is "
        "ready. Nothing is written, and no other file is read.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="questions:\n" + "\n".join(_told()),
    )
    parser.add_argument(
        "results", type=Path, nargs="?", metavar="RESULTS", help="the folder of results"
    )
    parser.add_argument("sql", nargs="?", metavar="SQL", help="one SELECT")
    parser.add_argument("--ask", choices=tuple(QUESTIONS), help="a question that is ready")
    parser.add_argument(
        "--schema", action="store_true", help="print what the tables hold, as in docs/fleet.md"
    )
    add_options(parser, FORMATS)
    parser.add_argument(
        "--timeout",
        type=float,
        default=LIMITS.seconds,
        metavar="SECONDS",
        help=f"give up after so long (default: {LIMITS.seconds:g})",
    )
    parser.add_argument(
        "--memory",
        default=LIMITS.memory,
        metavar="SIZE",
        help=f"what it may take before it uses the disk (default: {LIMITS.memory})",
    )
    parser.set_defaults(run=run)


def _told() -> Iterator[str]:
    width = max(map(len, QUESTIONS))
    for name, question in QUESTIONS.items():
        yield f"  {name:{width}}  {question.asks}"


def run(arguments: argparse.Namespace) -> int:
    """Asks, and writes the answer."""
    from audit.cli.output import say
    from audit.cli.records import write_records

    check_options(arguments)
    if arguments.schema:
        from audit.fleet.page import schema_page

        give(schema_page(), arguments.output)
        return ExitCode.DONE
    with _asked(arguments) as answer:
        write_records(answer.columns, answer.rows, arguments.format, arguments.output)
    if arguments.ask:
        say(QUESTIONS[arguments.ask].reads)
    return ExitCode.DONE


def _asked(arguments: argparse.Namespace) -> AbstractContextManager[Answer]:
    from audit.fleet.query import asked
    from audit.fleet.store import Results

    if arguments.results is None:
        raise AuditError("There is no folder of results.", "Name the one of `openness fleet`.")
    if (arguments.sql is None) == (arguments.ask is None):
        raise AuditError("There is not just one question.", "Give SQL, or --ask NAME.")
    results, limits = Results(arguments.results), _limits(arguments)
    if arguments.ask is None:
        return asked(results, arguments.sql, limits)
    question = QUESTIONS[arguments.ask]
    if question.of_past:
        from audit.fleet.differing import changed_since

        return changed_since(results, limits)
    return asked(results, question.sql, limits)


def _limits(arguments: argparse.Namespace) -> Limits:
    if not 0 < arguments.timeout < float("inf"):
        raise AuditError("--timeout is not above 0.", "Give a number of seconds.")
    return Limits(seconds=arguments.timeout, memory=arguments.memory)
