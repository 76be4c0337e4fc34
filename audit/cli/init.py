"""`openness init`: the files to begin with, none of which is ever overwritten."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from types import MappingProxyType

from audit.errors import AuditError, ExitCode

STARTS = MappingProxyType(
    {
        "model": (("model.yaml", "model.yaml"),),
        "policy": (("policy.yaml", "policy.yaml"), ("waivers.yaml", "waivers.yaml")),
        "workflow": (("workflow.yml", ".github/workflows/openness.yml"),),
        "gitlab": (("gitlab.yml", ".gitlab-ci.yml"),),
    }
)
"""For each word what is written: its name in `criteria/starts`, and where it goes."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "init",
        description=(
            "Write files to begin with: model.yaml; policy.yaml and waivers.yaml; a workflow of "
            "GitHub; a pipeline of GitLab. A file that is there is never changed."
        ),
    )
    parser.add_argument("what", nargs="+", choices=tuple(STARTS), help="what to begin with")
    parser.add_argument(
        "--in", dest="folder", type=Path, default=Path(), metavar="DIR", help="(default: here)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Writes what was asked for, all or nothing, and says which files these are."""
    asked = dict.fromkeys(arguments.what)
    files = {place: _start(name) for what in asked for name, place in STARTS[what]}
    there = [place for place in files if os.path.lexists(arguments.folder / place)]
    if there:
        said = f"{arguments.folder / there[0]} is there already; nothing was written."
        raise AuditError(said, "Move it away, or give --in another folder.")
    for place, text in files.items():
        _write(arguments.folder / place, text)
        _say(f"{arguments.folder / place} is new")
    return ExitCode.DONE


def _start(name: str) -> str:
    from audit import __version__
    from audit.data import data_dir

    text = (data_dir("criteria") / "starts" / name).read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__)


def _write(file: Path, text: str) -> None:
    """A new file; `AuditError` where one came up in the meantime."""
    from audit.cli.write import folders_made

    with folders_made(file.parent):
        try:
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except FileExistsError as error:
            raise AuditError(f"{file} is there already.", "Move it away.") from error


def _say(text: str) -> None:
    from audit.render.untrusted import one_line

    if sys.stderr is not None:
        print(f"openness: {one_line(text, longest=1_000)}", file=sys.stderr)
