"""`openness audit`: from the names of models to reports."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from audit.cli.output import put
from audit.errors import ExitCode

if TYPE_CHECKING:
    from audit.cli.review_files import Given
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
        help="where to write (default: here); - prints the one report in place of the summary",
    )
    parser.add_argument(
        "-f",
        "--format",
        dest="formats",
        action="append",
        default=[],
        metavar="FORMAT",
        help="json, html, md, csv or pdf; several with commas between, or the option again "
        "(default: json,html)",
    )
    parser.add_argument(
        "--live", action="store_true", help="fetch the quotes that bundled models leave out"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.add_argument(
        "--reviews",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="PATH",
        help="review files, or folders of them, with what people found",
    )
    parser.add_argument(
        "--on",
        dest="day",
        metavar="DAY",
        help="leave out reviews that are not valid on this day (default: the day of collection)",
    )
    add_language(parser)
    parser.set_defaults(run=run)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Adds the option that names the language of reports."""
    from audit.render.language import LANGUAGES, SOURCE

    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default=SOURCE,
        help="the language of the reports (default: %(default)s); the JSON stays English",
    )


def run(arguments: argparse.Namespace) -> int:
    """Audits every target, then writes all reports, then says what was found."""
    from audit.cli.report_files import check_one, chosen_formats, one_text, report_files
    from audit.cli.write import check_folder, write_files
    from audit.render.language import speaking

    formats = chosen_formats(arguments.formats)
    if str(arguments.output) == "-":
        check_one(formats)
        found = _assessments(arguments)
        with speaking(arguments.language):
            put(one_text(found, formats))
        return ExitCode.DONE
    check_folder(arguments.output)
    assessments = _assessments(arguments)
    with speaking(arguments.language):
        files = report_files(assessments, formats)
    written = write_files(arguments.output, files)
    _sum_up(assessments, written)
    return ExitCode.DONE


def _sum_up(assessments: list[Assessment], written: list[Path]) -> None:
    from audit.render.terminal import summary, wants_color

    text = summary(
        assessments,
        [str(path) for path in written],
        width=shutil.get_terminal_size((100, 24)).columns,
        color=wants_color(
            is_terminal=sys.stdout is not None and sys.stdout.isatty(), environment=os.environ
        ),
    )
    put(text)


def _assessments(arguments: argparse.Namespace) -> list[Assessment]:
    from audit.cli.named import check_names, named_targets
    from audit.cli.review_files import given_reviews, tell
    from audit.collect import opened

    targets = named_targets(arguments.targets)
    reviews = given_reviews(arguments.reviews, arguments.day)
    with opened(offline=arguments.offline) as door:
        found = [_audit(target, door.begin(), reviews, live=arguments.live) for target in targets]
    if arguments.reviews:
        tell(found)
    names = [assessment.target.name for assessment in found]
    check_names(names, own=("index",) if len(names) > 1 else ())
    return found


def _audit(named: Named, door: Door, reviews: Given, *, live: bool) -> Assessment:
    from audit.judge.signoff import assess_reviewed
    from audit.pipeline import audit, without_verdicts
    from audit.render.untrusted import one_line

    if _is_terminal(sys.stderr):
        print(f"auditing {one_line(named.target.id)} ...", file=sys.stderr)
    assessment = audit(named, door, *reviews)
    if live and not assessment.snapshot.quotes:
        from audit.collect.live import with_quotes

        quoted = with_quotes(without_verdicts(assessment), door)
        return assess_reviewed(quoted, reviews.reviews, day=reviews.day)
    return assessment


def _is_terminal(stream: TextIO | None) -> bool:
    """False for a stream that was closed before we began."""
    return stream is not None and stream.isatty()
