"""Code that is published, or told how to install, and whose sources show that it cannot run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import BrokenCode, Conflict, Evidence, RowFiles, Severity, Side
from audit.resolve.conflicts.found import Found

_INSTALLS = "supporting-libraries"
"""The row that packaging serves."""


def _cannot_run(found: Found) -> Iterator[Conflict]:
    """Sources of a row that is called published, and a fault in them; one conflict for each place
    of a fault. What only a README names has a kind of its own."""
    by_place: dict[Evidence, list[BrokenCode]] = {}
    for fact in found.facts.of(BrokenCode):
        if fact.evidence and (fact.evidence[0].path or "").lower().endswith(".py"):
            by_place.setdefault(fact.evidence[0], []).append(fact)
    for place, facts in by_place.items():
        rows = " and ".join(dict.fromkeys(fact.row.replace("-", " ") for fact in facts))
        yield Conflict(
            kind="code-cannot-run",
            severity=Severity.MEDIUM,
            text=f"{facts[0].artifact} publishes {rows}; {facts[0].why}.",
            sides=(
                _published(found, facts[0], rows),
                Side(says=facts[0].why, evidence=(place,)),
            ),
        )


def _published(found: Found, fact: BrokenCode, rows: str) -> Side:
    """The listing that shows the files of the row."""
    files = [each for each in found.facts.of(RowFiles, fact.artifact) if each.row == fact.row]
    says = f"{rows}: published"
    if fact.row == _INSTALLS:
        says = "packaging by which the code is installed"
    return Side(says=says, evidence=tuple(files[0].evidence[:3]) if files else ())


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_cannot_run,)
