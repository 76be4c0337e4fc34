"""Which checkpoint the launch scripts and code snippets of the publisher start a training from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import base_model
from audit.model import Upstream
from audit.probes.pages import ReadPage, Subject
from audit.probes.starting_points import OTHER_SIZE, SCRIPT, edge, is_self, words_of
from audit.text.launch import (
    StartingPoint,
    is_example_of_use,
    is_hub_id,
    is_script_of_use,
    starting_points,
)

_LAUNCHERS = re.compile(r"\.(?:sh|ya?ml)$", re.IGNORECASE)


def launched_bases(judged: Subject, code: Subject) -> Iterator[Upstream]:
    """Starting points in launch scripts; those whose path names this variant come first."""
    pages = [page for page in code.pages if _LAUNCHERS.search(page.path)]
    pages = [page for page in pages if not page.path.startswith("@")]
    making = [page for page in pages if not is_script_of_use(page.path)]
    readme = [page for page in code.prose if "/" not in page.path and page.is_readme]
    for page in (*_of_this_variant(judged, making), *readme):
        for start in starting_points(page.lines):
            if is_self(judged, start.value) or not _is_a_name(start):
                continue
            if page.is_readme and is_example_of_use(page.lines, start.line):
                continue
            relation = "vision-encoder" if start.vision else "base-model"
            rank = OTHER_SIZE if _is_of_another_size(judged, start.value) else SCRIPT
            yield edge(judged, start.value, relation, rank, page.cite(start.line))


def _is_of_another_size(judged: Subject, name: str) -> bool:
    """Whether both names tell a number of parameters, and not the same."""
    own, other = (
        set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?b(?![a-z0-9])", text.lower()))
        for text in (judged.artifact.id, name)
    )
    return bool(own and other) and own.isdisjoint(other)


def _of_this_variant(judged: Subject, pages: list[ReadPage]) -> list[ReadPage]:
    """The scripts for this variant, where their paths tell the variants apart."""
    words = set(words_of(judged.artifact.id))
    common = [set(words_of(page.path)) & words for page in pages]
    most = max((len(found) for found in common), default=0)
    if most == 0:
        return pages
    return [page for page, found in zip(pages, common, strict=True) if len(found) == most]


def _is_a_name(start: StartingPoint) -> bool:
    """Whether the value names a model that is known, or has the form of an id; a path on a disk
    names one only by the name of a known model in it."""
    if base_model(start.value):
        return True
    return is_hub_id(start.value)
