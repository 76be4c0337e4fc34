"""`openness collect`: saves what the publishers put online, to be audited later or elsewhere."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.collect.answer_store import AnswerStore
    from audit.collect.targets import Named
    from audit.model import Snapshot


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "collect",
        description=(
            "Collect a model's public documents into a snapshot folder. What is interrupted goes "
            "on when the same command runs again."
        ),
    )
    parser.add_argument(
        "target",
        metavar="TARGET",
        help="as for `openness audit`; with --retry-gaps a snapshot that was collected before",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help="the snapshot folder")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument(
        "--retry-gaps", action="store_true", help="ask again only for what could not be read"
    )
    begin.add_argument(
        "--fresh", action="store_true", help="begin anew where a collection was interrupted"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Collects one target, or its gaps, and saves the snapshot."""
    from audit.cli.write import folders_made
    from audit.collect.journal import locked

    named, folder = _place(arguments)
    with folders_made(folder.parent), locked(folder):
        snapshot = _collected(named, folder, arguments)
    _tell(snapshot, folder)
    return ExitCode.DONE


def _place(arguments: argparse.Namespace) -> tuple[Named, Path]:
    """What to collect, and where to."""
    from audit.collect.targets import name_target
    from audit.model import TargetKind

    named = name_target(arguments.target)
    if named.target.kind is TargetKind.SNAPSHOT and named.path is not None:
        if not arguments.retry_gaps:
            raise AuditError(
                f"{named.target.id} has nothing to collect.",
                "Name a model or its model.yaml, or add --retry-gaps.",
            )
        return _of_snapshot(named.path), arguments.output or named.path
    if named.target.kind in (TargetKind.BUNDLED, TargetKind.INVENTORY):
        raise AuditError(
            f"{named.target.id} has nothing to collect.", "Name a model or its model.yaml."
        )
    if arguments.output is None:
        raise AuditError("There is no place for the snapshot.", "Name a folder with -o.")
    return named, arguments.output


def _of_snapshot(folder: Path) -> Named:
    """The published thing of which a folder holds the snapshot."""
    from audit.collect.store import load
    from audit.collect.targets import Named
    from audit.model import TargetKind

    target = load(folder)[0].target
    if target.kind not in (TargetKind.HUB_MODEL, TargetKind.HUB_DATASET, TargetKind.GITHUB):
        problem = f"The snapshot is of {target.id}, which lies on a disk."
        raise AuditError(problem, "Name that, and the snapshot with -o.")
    return Named(target=target)


def _collected(named: Named, folder: Path, arguments: argparse.Namespace) -> Snapshot:
    """The snapshot, as it now stands in the folder; answers stay with it while it has gaps."""
    from audit.collect import journal
    from audit.collect.http import Door
    from audit.collect.run import collect
    from audit.collect.settings import Settings
    from audit.collect.store import save

    answers = _answers(named, folder, arguments)
    settings = Settings.from_environment(os.environ)
    try:
        with Door(settings.offline_if(arguments.offline)) as door:
            snapshot, contents = collect(named, door.begin(answers))
    except AuditError:
        journal.give_up(folder)
        raise
    keep = any(map(journal.may_be_filled, snapshot.gaps))
    save(snapshot, contents, folder, keep_answers=keep)
    journal.end(folder)
    return snapshot


def _answers(named: Named, folder: Path, arguments: argparse.Namespace) -> AnswerStore:
    from audit.collect import journal

    if arguments.retry_gaps:
        return journal.begin_again(folder, named.target)
    answers = journal.begin(folder, named.target, fresh=arguments.fresh)
    if count := answers.count():
        print(f"going on where it stopped: {count} answers are there", file=sys.stderr)
    return answers


def _tell(snapshot: Snapshot, folder: Path) -> None:
    from audit.collect.store import digest
    from audit.render.untrusted import one_line

    documents = sum(len(artifact.documents) for artifact in snapshot.artifacts)
    print(
        f"{one_line(str(folder))}: {len(snapshot.artifacts)} artifacts, "
        f"{documents} documents, {len(snapshot.gaps)} gaps\ndigest {digest(snapshot)}"
    )
