"""`openness diff` of the results of two fleets: a row for each change of a model."""

from __future__ import annotations

import argparse
from itertools import chain, islice
from pathlib import Path

from audit.cli.records import write_records
from audit.errors import AuditError
from audit.fleet.engine import Limits

LIMITS = Limits(seconds=3_600.0, memory="2GB")
"""Two fleets of 2.5 million models take minutes."""
FORMATS = ("terminal", "json", "markdown")


def are_fleets(old: str, new: str) -> bool:
    """Whether both are folders of results; `AuditError` where just one is."""
    from audit.fleet.store import is_fleet

    sides = [is_fleet(Path(text)) for text in (old, new)]
    if any(sides) and not all(sides):
        other = new if sides[0] else old
        raise AuditError(
            f"{other} holds no results of a fleet, and the other side does.", "Give two of a kind."
        )
    return all(sides)


def compare_fleets(arguments: argparse.Namespace) -> bool:
    """Writes what differs, and returns whether anything does."""
    from audit.fleet.differing import changed_between
    from audit.fleet.store import Results

    if arguments.format not in FORMATS:
        raise AuditError(
            f"Two fleets are not compared as {arguments.format}.",
            f"Name one of {', '.join(FORMATS)}.",
        )
    old, new = Results(Path(arguments.old)), Results(Path(arguments.new))
    with changed_between(old, new, LIMITS) as answer:
        first = list(islice(answer.rows, 1))
        rows = chain(first, answer.rows)
        write_records(answer.columns, rows, arguments.format, arguments.output)
    return bool(first)
