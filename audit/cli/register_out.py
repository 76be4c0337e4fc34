"""`openness export`: an audit in the form of a register."""

from __future__ import annotations

import argparse
from pathlib import Path

from audit.errors import ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "export",
        description="Write what was found of models as files of a register.",
    )
    forms = parser.add_subparsers(title="registers", required=True, metavar="REGISTER")
    form = forms.add_parser(
        "mot",
        help="model files of the Model Openness Tool",
        description="Write NAME.yml as the Model Openness Tool reads it: components that were "
        "seen, each with its own license, where one is known.",
    )
    form.add_argument("targets", nargs="+", metavar="TARGET", help="as for `openness audit`")
    form.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="where to write NAME.yml (default: here)",
    )
    form.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes one file for every target."""
    from audit.cli.named import check_names, named_targets
    from audit.cli.write import check_folder, write_files
    from audit.collect import opened
    from audit.pipeline import audit, without_verdicts
    from audit.registers.mot_write import mot_yaml
    from audit.render.untrusted import one_line

    check_folder(arguments.output)
    targets = named_targets(arguments.targets)
    with opened() as door:
        found = [without_verdicts(audit(target, door.begin())) for target in targets]
    names = [inventory.target.name for inventory in found]
    check_names(names)
    files = {f"{name}.yml": mot_yaml(one) for name, one in zip(names, found, strict=True)}
    for path in write_files(arguments.output, files):
        print(one_line(str(path)))
    return ExitCode.DONE
