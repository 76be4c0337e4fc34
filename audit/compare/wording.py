"""The lines of a text that another wording of it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Evidence
from audit.text.page import Page

MOST_PLACES = 4
MOST_LINES = 12
"""Lines of one place; the rest of a longer stretch opens behind its link."""


def only_in(page: Page, other: Page) -> tuple[Evidence, ...]:
    """The first stretches of lines that the other wording has not, quoted; white space apart."""
    known = {" ".join(line.split()) for line in other.lines} | {""}
    fresh = [n for n, line in enumerate(page.lines, 1) if " ".join(line.split()) not in known]
    return tuple(page.cite(*span) for span in _stretches(fresh))


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first runs of lines that follow each other, an empty one between them apart."""
    first = last = 0
    count = 0
    for number in [*numbers, 0]:
        if first and last < number <= last + 2:
            last = number
            continue
        if first:
            yield first, min(last, first + MOST_LINES - 1)
            count += 1
        if count == MOST_PLACES or not number:
            return
        first = last = number
