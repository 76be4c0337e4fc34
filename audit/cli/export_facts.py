"""`openness export-facts`: an inventory as facts alone, fit to be bundled and passed on."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from audit.errors import ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "export-facts",
        help="write inventories without any quote",
        description="Audit targets and write each inventory as facts: ids, revisions, paths, "
        "lines, sizes, hashes and license ids, without a sentence of the publisher's.",
    )
    parser.add_argument("targets", nargs="+", metavar="TARGET", help="as for `openness audit`")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="where to write NAME.json"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exports every target."""
    from audit.cli.write import write_files
    from audit.collect.http import Door
    from audit.collect.settings import Settings
    from audit.collect.targets import name_target
    from audit.pipeline import audit, without_verdicts
    from audit.render.facts import facts_json, facts_only

    named = [name_target(text) for text in arguments.targets]
    with Door(Settings.from_environment(os.environ)) as door:
        found = [without_verdicts(audit(target, door)) for target in named]
    files = {
        f"{inventory.target.name}.json": facts_json(facts_only(inventory, inventory.target.name))
        for inventory in found
    }
    for path in write_files(arguments.output, files):
        sys.stdout.write(f"{path}\n")
    return ExitCode.DONE
