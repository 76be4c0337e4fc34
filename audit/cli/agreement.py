"""`openness agreement`: how far two judges of the same models agree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.judge.agreement import Agreement, Disagreement, Figures, Opinion, Said


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "agreement",
        description="Print how far two judges agree, kind by kind, with Cohen's kappa, and list "
        "where they do not. A judge is a review file, a folder of them, or, for the tool by "
        "itself, its JSON report, an inventory, or a folder of those.",
    )
    parser.add_argument("one", type=Path, metavar="A", help="one judge")
    parser.add_argument("other", type=Path, metavar="B", help="the other judge")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Compares the two and prints figures and disagreements."""
    from audit.judge.agreement import compared

    one, other = _opinion(arguments.one), _opinion(arguments.other)
    found = compared(one, other)
    if not any(each.both for each in found.figures):
        raise AuditError(
            f"{arguments.one} and {arguments.other} have no finding on the same thing.",
            "Name two judges of the same models.",
        )
    print("\n".join(_lines(found, str(arguments.one), str(arguments.other))))
    return ExitCode.DONE


def _opinion(path: Path) -> Opinion:
    from audit.cli.review_files import given_reviews
    from audit.judge.agreement import of_reviews, of_tool
    from audit.pipeline import read_inventory

    reports = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if reports and all(report.suffix.lower() == ".json" for report in reports):
        return of_tool([read_inventory(report) for report in reports])
    return of_reviews(given_reviews([path]).reviews)


def _lines(found: Agreement, one: str, other: str) -> Iterator[str]:
    from audit.render.untrusted import one_line

    yield f"A  {one_line(one)}"
    yield f"B  {one_line(other)}"
    yield ""
    yield f"{'':14}{'both':>6}{'same':>6}{'agreement':>11}{'kappa':>8}"
    yield from map(_row, found.figures)
    yield ""
    yield f"{found.only_one} more that A alone finds, {found.only_other} that B alone finds"
    if found.torn:
        yield f"{found.torn} left out, as A or B finds them in two ways"
    if found.elsewhere:
        yield f"{found.elsewhere} found at different revisions, or at one that is not named"
    if any(each.both and each.kappa is None for each in found.figures):
        yield "–: kappa says nothing where one answer is all that both of them give"
    if found.disagreements:
        yield ""
        yield "Disagreements"
    for each in found.disagreements:
        yield from _disagreement(each)


def _row(figures: Figures) -> str:
    share = "–" if figures.agreement is None else f"{figures.agreement:.0%}"
    kappa = "–" if figures.kappa is None else f"{figures.kappa:.2f}"
    return f"{figures.kind:14}{figures.both:6}{figures.same:6}{share:>11}{kappa:>8}"


def _disagreement(found: Disagreement) -> Iterator[str]:
    from audit.render.untrusted import one_line

    asked = found.question
    yield f"  {one_line(asked.model)}  {one_line(asked.subject)}  {asked.kind}"
    yield f"    A: {_said(found.one)}"
    yield f"    B: {_said(found.other)}"


def _said(said: Said) -> str:
    from audit.render.untrusted import one_line

    why = f" ({one_line(said.why)})" if said.why else ""
    return f"{one_line(said.answer)}{why}"
