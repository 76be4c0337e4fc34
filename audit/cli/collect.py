"""`openness collect`: saves what the publishers put online, to be audited later or elsewhere."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from audit.errors import AuditError, ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "collect",
        help="save a snapshot of a model",
        description="Collect a model's public documents into a snapshot folder.",
    )
    parser.add_argument("target", metavar="TARGET", help="as for `openness audit`")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="the snapshot folder"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Collects one target and saves the snapshot."""
    from audit.collect.http import Door
    from audit.collect.run import collect
    from audit.collect.settings import Settings
    from audit.collect.store import digest, save
    from audit.collect.targets import name_target
    from audit.model import TargetKind
    from audit.render.untrusted import one_line

    named = name_target(arguments.target)
    if named.target.kind in (TargetKind.BUNDLED, TargetKind.INVENTORY, TargetKind.SNAPSHOT):
        raise AuditError(
            f"{named.target.id} has nothing to collect.", "Name a model or its model.yaml."
        )
    with Door(Settings.from_environment(os.environ)) as door:
        snapshot, contents = collect(named, door)
    save(snapshot, contents, arguments.output)
    documents = sum(len(artifact.documents) for artifact in snapshot.artifacts)
    print(
        f"{one_line(str(arguments.output))}: {len(snapshot.artifacts)} artifacts, "
        f"{documents} documents, {len(snapshot.gaps)} gaps\ndigest {digest(snapshot)}"
    )
    return ExitCode.DONE
