"""`openness frameworks`: the definitions that models are judged by, and how each is read."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from audit.cli.output import put
from audit.errors import AuditError, ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "frameworks",
        description="List the definitions by which models are judged, with version, date, kind and "
        "number of requirements; or print the page of one: every requirement with its reading, its "
        "rule in words and its source.",
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="such as osaid-1.0")
    parser.add_argument(
        "--page", action="store_true", help="print docs/frameworks.md, the page of all frameworks"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the list, one page, or the reference page of all."""
    from audit.cli.framework_pages import framework_page, frameworks_page
    from audit.judge.load import frameworks

    if arguments.page:
        put(frameworks_page())
        return ExitCode.DONE
    if arguments.id is None:
        put("\n".join([*listing(), ""]))
        return ExitCode.DONE
    known = {one.id: one for one in frameworks()}
    if arguments.id not in known:
        raise AuditError(f"There is no framework {arguments.id!r}.", f"Known: {', '.join(known)}.")
    put(framework_page(known[arguments.id]))
    return ExitCode.DONE


def listing() -> Iterator[str]:
    """A line for each framework: id, date, kind, number of requirements, name and version."""
    from audit.judge.load import frameworks

    width = max(len(one.id) for one in frameworks())
    for one in frameworks():
        count = f"{len(one.requirements):>3} requirements"
        name = f"{one.name} ({one.version})"
        yield f"{one.id:<{width}}  {one.date:<10}  {one.kind:<12}  {count}  {name}"
