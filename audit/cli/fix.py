"""`openness fix`: the smallest patch that a publisher could merge."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import put, say
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.collect import Collected
    from audit.collect.http import Door
    from audit.model.patch import Mended


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "fix",
        description=(
            "Write a patch that states in the model card what the evidence holds, adds a license "
            "file that is missing, and leaves headings to fill in. Nothing is stated that was not "
            "found."
        ),
    )
    parser.add_argument("target", metavar="TARGET", help="a repository, a folder or a snapshot")
    parser.add_argument(
        "--message", action="store_true", help="print the text of a pull request, not the patch"
    )
    parser.add_argument(
        "--write", action="store_true", help="change the files of the folder that is the target"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the patch, or the text of the pull request, or changes the files."""
    from audit.collect import opened
    from audit.mend.patch import unified
    from audit.render.pull_request import pull_request

    folder = _folder(arguments.target) if arguments.write else None
    with opened(offline=arguments.offline) as door:
        found = _mended(arguments.target, door)
    if folder is not None:
        _write(folder, found)
    put(pull_request(found) if arguments.message else "" if folder else unified(found))
    if not found.after:
        say("nothing has to be changed that the evidence settles")
    if not arguments.message:
        for line in found.left:
            say(f"left to you: {line}")
    return ExitCode.DONE


def _mended(target: str, door: Door) -> Mended:
    from audit.mend.license import OwnTerms, wanted_text
    from audit.mend.mends import mended, weights_of
    from audit.pipeline import inventory_of

    collected = _collected(target, door)
    inventory = inventory_of(*collected)
    own = weights_of(inventory)
    if own is None:
        raise AuditError(f"{target} has no files of its own.", "Name a model's repository.")
    files, listed = _texts(collected, own.id)
    wanted = wanted_text(OwnTerms(inventory, own.id, (*files, *listed)))
    texts = {wanted: text} if wanted and (text := _license_text(door, wanted)) else {}
    return mended(inventory, files, texts, listed)


def _license_text(door: Door, license_id: str) -> str | None:
    from audit.collect.spdx import license_text

    return license_text(door, license_id)


def _collected(target: str, door: Door) -> Collected:
    from audit.collect import Collected
    from audit.collect.run import collect
    from audit.collect.store import load
    from audit.collect.targets import name_target
    from audit.model import TargetKind

    named = name_target(target)
    match named.target.kind:
        case TargetKind.BUNDLED | TargetKind.INVENTORY:
            advice = "Name the repository, a folder or a snapshot."
            raise AuditError(f"{target} holds no texts that could be mended.", advice)
        case TargetKind.SNAPSHOT if named.path is not None:
            return Collected(*load(named.path))
        case _:
            return Collected(*collect(named, door.begin()))


def _texts(collected: Collected, artifact: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The texts of the artifact's files by path, and all paths that are listed."""
    from audit.text.decode import decode

    own = next(one for one in collected.snapshot.artifacts if one.id == artifact)
    texts = {
        document.path: decode(collected.contents[document.sha256])
        for document in own.documents
        if not document.path.startswith("api/")
    }
    return texts, tuple(file.path for file in own.tree.files) if own.tree else ()


def _folder(target: str) -> Path:
    folder = Path(target)
    if not folder.is_dir() or (folder / "snapshot.json").is_file():
        raise AuditError(f"{target} is not a folder of a model.", "Leave out --write.")
    return folder


def _write(folder: Path, found: Mended) -> None:
    from audit.cli.write import write_files

    write_files(folder, found.after)
    for path in found.after:
        say(f"{path} is {'changed' if path in found.before else 'new'}")
