"""`openness verify`: whether a byte of a snapshot has changed since it was collected."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.errors import AuditError, ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "verify",
        description=(
            "Check every byte of a snapshot folder, and that a report was made from it. Whoever "
            "can write to the folder can seal it anew: only the digest in a report that lies "
            "elsewhere tells that nobody did."
        ),
    )
    parser.add_argument("snapshot", type=Path, metavar="SNAPSHOT", help="the snapshot folder")
    parser.add_argument(
        "reports",
        nargs="*",
        type=Path,
        metavar="REPORT",
        help="the JSON reports or inventories that are said to be made from it",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Checks a snapshot; AuditError names the first thing that is not as it was."""
    from audit.collect.store import check_nothing_else, digest, documents, load
    from audit.pipeline import read_inventory
    from audit.render.untrusted import one_line

    folder: Path = arguments.snapshot
    snapshot, _ = load(folder)
    check_nothing_else(folder, snapshot)
    found = digest(snapshot)
    for report in arguments.reports:
        said = read_inventory(report).snapshot.digest
        if said != found:
            problem = f"{report} was made from another snapshot (digest {said})."
            raise AuditError(problem, f"This one has the digest {found}.")
    count = len({document.sha256 for document in documents(snapshot)})
    print(f"{one_line(str(folder))}: unchanged, {count} files\ndigest {found}")
    return ExitCode.DONE
