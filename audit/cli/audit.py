"""`openness audit`: from the names of models to reports."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.bundled import bundled_names
from audit.cli.write import write_files
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.collect.http import Door
    from audit.collect.targets import Named
    from audit.model import Assessment

_TARGETS = """\
owner/name or its huggingface.co address (datasets/owner/name for data),
github:owner/name@ref or its github.com address, a folder, a git repository
(PATH@REVISION), a model.yaml, a snapshot, an inventory or assessment,
bundled:NAME or bundled:all"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "audit",
        help="audit models and write reports",
        description="Audit models: a summary on the terminal, NAME.json and NAME.html beside it.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="targets:\n  " + _TARGETS.replace("\n", "\n  "),
    )
    parser.add_argument("targets", nargs="+", metavar="TARGET", help="what to audit; see below")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="where to write (default: here)",
    )
    parser.add_argument(
        "--live", action="store_true", help="fetch the quotes that bundled models leave out"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audits every target, then writes all reports, then says what was found."""
    from audit.render.terminal import summary, wants_color

    assessments = _assessments(arguments.targets, live=arguments.live)
    written = write_files(arguments.output, reports(assessments))
    text = summary(
        assessments,
        [str(path) for path in written],
        width=shutil.get_terminal_size((100, 24)).columns,
        color=wants_color(is_terminal=sys.stdout.isatty(), environment=os.environ),
    )
    sys.stdout.write(text)
    return ExitCode.DONE


def reports(assessments: list[Assessment]) -> dict[str, str]:
    """The files to write, by name; the comparison comes last."""
    from audit.render.formats import FORMATS

    files: dict[str, str] = {}
    for assessment in assessments:
        for form in FORMATS.values():
            files[assessment.target.name + form.suffix] = form.render(assessment)
    for form in FORMATS.values():
        if form.compare is not None and len(assessments) > 1:
            files["index" + form.suffix] = form.compare(assessments)
    return files


def _assessments(texts: list[str], *, live: bool) -> list[Assessment]:
    from audit.collect.http import Door
    from audit.collect.settings import Settings
    from audit.collect.targets import name_target

    named = [name_target(text) for text in _expanded(texts)]
    with Door(Settings.from_environment(os.environ)) as door:
        found = [_audit(target, door, live=live) for target in named]
    _check_names(found)
    return found


def _audit(named: Named, door: Door, *, live: bool) -> Assessment:
    from audit.judge.assess import assess
    from audit.pipeline import audit, without_verdicts

    if sys.stderr.isatty():
        print(f"auditing {named.target.id} ...", file=sys.stderr)
    assessment = audit(named, door)
    if live and not assessment.snapshot.quotes:
        from audit.collect.live import with_quotes

        return assess(with_quotes(without_verdicts(assessment), door))
    return assessment


def _expanded(texts: list[str]) -> list[str]:
    """The targets with `bundled:all` spelled out, each once."""
    spelled: list[str] = []
    for text in texts:
        if text == "bundled:all":
            spelled.extend(f"bundled:{name}" for name in bundled_names())
        else:
            spelled.append(text)
    return list(dict.fromkeys(spelled))


def _check_names(assessments: list[Assessment]) -> None:
    names = [assessment.target.name for assessment in assessments]
    for name in names:
        if names.count(name) > 1:
            raise AuditError(
                f"Two targets would both be written as {name}.", "Audit them into two folders."
            )
        if name == "index" and len(names) > 1:
            raise AuditError("A target is named index.", "Audit it alone.")
