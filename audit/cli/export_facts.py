"""`openness export-facts`: an inventory as facts alone, fit to be bundled and passed on."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.errors import ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "export-facts",
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
    from audit.cli.named import check_names, named_targets
    from audit.cli.write import check_folder, write_files
    from audit.collect import opened
    from audit.pipeline import audit, without_verdicts
    from audit.render.facts import facts_json, facts_only
    from audit.render.untrusted import one_line

    check_folder(arguments.output)
    targets = named_targets(arguments.targets)
    with opened() as door:
        found = [without_verdicts(audit(target, door)) for target in targets]
    names = [inventory.target.name for inventory in found]
    check_names(names)
    bare = [facts_only(inventory, inventory.target.name) for inventory in found]
    files = {f"{name}.json": facts_json(one) for name, one in zip(names, bare, strict=True)}
    for path in write_files(arguments.output, files):
        print(one_line(str(path)))
    return ExitCode.DONE
