"""What the commands share that write one text: its format, and where it goes."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from audit.cli.output import put
from audit.errors import AuditError


def add_options(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    """Adds `--format` and `-o`."""
    names = ("terminal", *formats)
    parser.add_argument(
        "--format", choices=names, default="terminal", help="how to write it (default: terminal)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write it to a file (default: stdout)"
    )


def check_options(arguments: argparse.Namespace) -> None:
    """`AuditError` for a file that cannot be written, before anything is collected for it."""
    from audit.cli.write import check_folder

    output: Path | None = arguments.output
    if output is None:
        return
    check_folder(output.parent)
    if output.is_dir():
        raise AuditError(f"{output} is a folder.", "Name a file with -o.")


def give(text: str, output: Path | None) -> None:
    """Prints the text, or writes it to the file whole or not at all."""
    if output is None:
        put(text)
        return
    from audit.cli.write import write_files

    write_files(output.parent, {output.name: text})


def terminal(output: Path | None) -> tuple[int, bool]:
    """The width to write for, and whether in color: a file has neither."""
    from audit.render.console import wants_color

    is_terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    color = wants_color(is_terminal=is_terminal, environment=os.environ)
    return shutil.get_terminal_size((100, 24)).columns, color
