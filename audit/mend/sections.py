"""A skeleton for what the card does not say of the training data: questions, and no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.model import DataState, Inventory

UNFILLED = "<!-- To be filled in:"
TITLE = "## Training data"
ASKED: Mapping[str, tuple[str, str]] = {
    "provenance": (
        "Where it comes from",
        "The sources of all training data, whether or not it can be shared.",
    ),
    "scope": (
        "Scope and characteristics",
        "Size in tokens or samples, languages, domains, period, and what marks it.",
    ),
    "selection": (
        "How it was obtained and selected",
        "How each source was collected, by which rules it was taken or left out.",
    ),
    "labeling": (
        "How it was labeled",
        "Who or what labeled it, by which instructions; or that nothing was labeled.",
    ),
    "processing": (
        "How it was processed and filtered",
        "Cleaning, deduplication, filters, with the code or its address.",
    ),
    "public-sources": (
        "Public data, and where to get it",
        "A list with an address for each data set that everybody can get.",
    ),
    "third-party-sources": (
        "Data of third parties, and where to get it",
        "A list with an address for each, for a fee or not; or that there is none.",
    ),
}
"""Of each question of the data information a heading, and what to write below it.

https://opensource.org/ai/open-source-ai-definition, Data Information (a) to (c).
"""
_UNSAID = (DataState.SILENT, DataState.UNREAD)


def unsaid(inventory: Inventory) -> tuple[str, ...]:
    """The questions on which the documents say nothing."""
    states = {one.id: one.state for one in inventory.data_questions}
    return tuple(name for name in ASKED if states.get(name, DataState.UNREAD) in _UNSAID)


def skeleton(questions: tuple[str, ...]) -> str:
    """Headings with comments that nobody sees until they are filled."""
    return "\n".join(_lines(questions))


def _lines(questions: tuple[str, ...]) -> Iterator[str]:
    yield TITLE
    for name in questions:
        heading, asked = ASKED[name]
        yield f"\n### {heading}\n\n{UNFILLED} {asked} -->"
