"""`openness license`: which license a file is or names, and what a license says."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.licenses.files import FileReading

_SKIPPED = {".git", "__pycache__", "node_modules", ".venv"}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "license",
        description="Say which license a file is, what differs from it, which licenses the file "
        "names and which clauses it sets; or, for a license's id, what a person read in it.",
    )
    parser.add_argument(
        "what",
        nargs="+",
        metavar="FILE|DIR|-|ID",
        help="files, folders, `-` for standard input, SPDX ids, LicenseRef ids, Hub tags",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object per file and line")
    parser.add_argument(
        "--offer",
        metavar="EXPRESSION",
        help="may a work that stands on the license ID be offered under this one?",
    )
    parser.add_argument(
        "--as",
        dest="relation",
        default="base-model",
        choices=("base-model", "training-data", "outputs", "code"),
        help="what the work has of it (default: base-model)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads everything that was named, in order."""
    if arguments.offer:
        return _offers(arguments)
    for what in arguments.what:
        if what == "-":
            _print(_read("-", sys.stdin.buffer), json=arguments.json)
        elif os.path.lexists(what):
            for path in _files(Path(what)):
                _print(_read_path(path), json=arguments.json)
        else:
            _print_license(what, json=arguments.json)
    return ExitCode.DONE


def _files(path: Path) -> Iterator[Path]:
    """The file, or every file below the folder in order; links are not followed."""
    if not path.is_dir():
        yield path
        return
    for folder, inside, names in os.walk(path):
        inside[:] = sorted(set(inside) - _SKIPPED)
        for name in sorted(names):
            if (found := Path(folder, name)).is_file() and not found.is_symlink():
                yield found


def _read_path(path: Path) -> FileReading:
    try:
        with path.open("rb") as stream:
            return _read(str(path), stream)
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}."
        raise AuditError(problem, "Check the name and the permissions.") from error


def _read(name: str, stream: BinaryIO) -> FileReading:
    from audit.licenses.files import MOST_BYTES, read_file

    return read_file(name, stream.read(MOST_BYTES + 1))


def _print(found: FileReading, *, json: bool) -> None:
    if json:
        _print_json(found)
        return
    from audit.cli.license_words import of_file

    print(of_file(found))


def _print_json(found: object) -> None:
    import msgspec

    print(msgspec.json.encode(found).decode())


def _print_license(name: str, *, json: bool) -> None:
    from audit.cli.license_words import of_license
    from audit.licenses.cards import card, find

    license_id = find(name)
    if license_id is None:
        raise AuditError(
            f"There is no file {name!r}, and no license of that name is known.",
            "Give a path, an SPDX id, a LicenseRef id or a license tag of the Hub.",
        )
    found = card(license_id)
    if json:
        _print_json(found)
    else:
        print(of_license(found))


def _offers(arguments: argparse.Namespace) -> int:
    """Answers for each license that was named whether the work may be offered so."""
    from audit.cli.license_words import of_offer
    from audit.licenses.cards import expression_of
    from audit.licenses.compatibility import Relation, may_offer

    offered = expression_of(arguments.offer)
    for name in arguments.what:
        found = may_offer(expression_of(name), offered, Relation(arguments.relation))
        if arguments.json:
            _print_json(found)
        else:
            print(of_offer(found))
    return ExitCode.DONE
