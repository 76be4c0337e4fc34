"""Mirrored cards: cards of the Hub that the publisher keeps among the code.

Looks at: Markdown files at the root of the publisher's code repositories whose front matter has
the keys of a card of the Hub.
States: such a card, its metadata, and the limits that its license tag sets to the weights.
Misses: grants of such a tag, for a copy may be of another variant; cards in subfolders.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.licenses.catalog import is_open, is_undecided
from audit.licenses.declared import name_beside, read_declaration
from audit.model import (
    Availability,
    DocumentSeen,
    Fact,
    Role,
    Scope,
    Statement,
    StatementKind,
)
from audit.probes.pages import ReadPage, Subject, View
from audit.text.front_matter import line_of_key, texts_of

_KEYS = frozenset(
    {
        *("license", "language", "tags", "datasets", "metrics", "library_name", "pipeline_tag"),
        *("base_model", "inference", "widget", "model-index", "co2_eq_emissions", "thumbnail"),
    }
)
_AT_LEAST = 3
"""Keys by which the metadata of a card of the Hub are known; one less where a heading says so."""
_NAMES = ("model card", "模型卡")
_OF_A_MODEL = frozenset({"pipeline_tag", "library_name", "base_model", "inference", "widget"})
_ITS_PARTS = ("model", "parameter", "training", "模型", "训练")


def probe(view: View) -> Iterator[Fact]:
    """The cards among the publisher's code."""
    for subject in view.of(Role.CODE):
        for page in subject.prose if subject.artifact.own else ():
            if "/" not in page.path and page.path.lower().endswith(".md") and _is_card(page):
                yield from _card(subject, page)


def _is_card(page: ReadPage) -> bool:
    """Whether the front matter is that of a card, and the text behind it speaks of a model."""
    front = page.front_matter
    titles = " ".join(section.title for section in page.sections).lower()
    wanted = _AT_LEAST - any(name in titles for name in _NAMES)
    if front is None or front.problem or len(_KEYS & set(map(str, front.data))) < wanted:
        return False
    told = any(word in titles for word in _ITS_PARTS)
    return bool(page.sentences) and (told or bool(_OF_A_MODEL & set(map(str, front.data))))


def _card(subject: Subject, page: ReadPage) -> Iterator[Fact]:
    front = page.front_matter
    if front is None:
        return
    for row, detail, where in (
        ("model-card", f"{page.path} among the code", page.cite(1)),
        ("model-metadata", f"front matter of {page.path}", page.cite(*front.lines)),
    ):
        yield DocumentSeen(
            artifact=subject.artifact.id,
            row=row,
            availability=Availability.RELEASED,
            detail=detail,
            evidence=(where,),
        )
    lines = line_of_key(page.lines, front.lines, "license")
    for tag in texts_of(front.data.get("license")):
        expression, class_ = read_declaration(tag, name_beside(front.data))
        if not is_open(class_) and not is_undecided(class_):
            yield Statement(
                artifact=subject.artifact.id,
                scope=Scope.WEIGHTS,
                kind=StatementKind.METADATA_TAG,
                raw=tag[:120],
                expression=expression,
                class_=class_,
                evidence=(page.cite(*lines),),
            )
