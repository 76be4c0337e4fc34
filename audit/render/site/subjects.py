"""The pages about one framework, one license or one kind of conflict, over all models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from audit.model import Conflict
from audit.render.labels import OUTCOMES, Mark, class_name, component_name, conflict_name
from audit.render.language import sentence
from audit.render.places import anchor, requirement_anchor
from audit.render.site.front import note, shown_name
from audit.render.site.links import conflict_page, license_page, report_page
from audit.render.site.rows import (
    CODES,
    UNASKED,
    Asked,
    Definition,
    Judged,
    Row,
    Shared,
    answers,
    terms_of,
)
from audit.render.untrusted import one_line, web_link
from audit.render.view_inventory import ConflictView, conflict_view, gravest_first
from audit.render.view_terms import FreedomsView, OccasionView, duty_views, freedom_views

MOST_LINKED = 6_000
"""Cells of a matrix of which each leads to its reasons; in a larger one the models do."""


class AskedRow(Struct, frozen=True, kw_only=True):
    """A requirement, and how many models come to what."""

    id: str
    name: str
    says: str
    required: bool
    counts: tuple[tuple[Mark, int], ...]


class AnswerRow(Struct, frozen=True, kw_only=True):
    """What one model comes to."""

    name: str
    href: str
    outcome: Mark
    note: str
    says: str
    codes: str
    """A letter for each requirement."""


class FrameworkPage(Struct, frozen=True, kw_only=True):
    """What a framework asks, and what each model comes to."""

    title: str
    source: str
    href: str | None
    of: int
    """How many models the site has."""
    asks: tuple[AskedRow, ...]
    counts: tuple[tuple[Mark, int], ...]
    rows: tuple[AnswerRow, ...]
    marks: Mapping[str, Mark]
    anchor: str
    anchors: tuple[str, ...] | None
    """Where the reasons stand on a model's page; None where there are too many cells."""


class UnderRow(Struct, frozen=True, kw_only=True):
    """What of one model stands under a license."""

    name: str
    href: str
    components: tuple[str, ...]


class LicensePage(Struct, frozen=True, kw_only=True):
    """A license: what it says, and what stands under it."""

    name: str
    full: str
    class_: str
    freedoms: FreedomsView
    duties: tuple[OccasionView, ...]
    rows: tuple[UnderRow, ...]


class Instance(Struct, frozen=True, kw_only=True):
    """The conflicts of one kind in one model."""

    name: str
    anchor: str
    href: str
    conflicts: tuple[ConflictView, ...]


class ConflictPage(Struct, frozen=True, kw_only=True):
    """A kind of conflict with all its instances."""

    id: str
    name: str
    means: str
    look: str
    rows: tuple[Instance, ...]
    of: int


def framework_view(
    key: str, definition: Definition, rows: Sequence[Row], shared: Shared
) -> FrameworkPage:
    """The page of one framework."""
    judged = [(row, row.frameworks[key]) for row in rows if key in row.frameworks]
    by_model = [answers(one, shared) for _row, one in judged]
    ids = [one.id for one in definition.asks]
    is_linked = len(ids) * len(judged) <= MOST_LINKED
    return FrameworkPage(
        title=definition.title,
        source=one_line(definition.source),
        href=web_link(definition.source),
        of=len(rows),
        asks=tuple(_asked(one, by_model) for one in definition.asks),
        counts=_counts(Counter(code for code in _outcomes(judged))),
        rows=tuple(
            _answer_row(
                row,
                one,
                "".join(answered.get(name, UNASKED) for name in ids),
                has_words=definition.kind != "binary",
            )
            for (row, one), answered in zip(judged, by_model, strict=True)
        ),
        marks={code: OUTCOMES[outcome] for code, outcome in CODES.items()},
        anchor=anchor("framework", key),
        anchors=tuple(requirement_anchor(key, one) for one in ids) if is_linked else None,
    )


def license_views(rows: Sequence[Row], shared: Shared) -> dict[str, LicensePage]:
    """The page of each license by its path."""
    found: dict[str, list[tuple[Row, str, tuple[str, ...]]]] = {}
    for row in rows:
        for one in row.under:
            terms = terms_of(one.terms, shared)
            path = license_page(terms.license, terms.class_)
            found.setdefault(path, []).append((row, one.terms, one.components))
    return {path: _license_view(told, shared) for path, told in sorted(found.items())}


def conflict_views(
    rows: Sequence[Row], about: Mapping[str, tuple[str, str]]
) -> dict[str, ConflictPage]:
    """The page of each kind of conflict by its path; `about` says of a kind what it means and
    what to look at."""
    found: dict[str, dict[str, list[tuple[int, Conflict]]]] = {}
    by_page = {row.page: row for row in rows}
    for row in rows:
        for number, one in enumerate(gravest_first(row.conflicts), 1):
            found.setdefault(one.kind, {}).setdefault(row.page, []).append((number, one))
    pages = {}
    for kind, told in sorted(found.items()):
        means, look = about.get(kind, ("", ""))
        pages[conflict_page(kind)] = ConflictPage(
            id=one_line(kind),
            name=conflict_name(kind),
            means=sentence(means),
            look=sentence(look),
            rows=tuple(_instance(by_page[page], each) for page, each in told.items()),
            of=len(rows),
        )
    return pages


def _asked(one: Asked, by_model: Sequence[Mapping[str, str]]) -> AskedRow:
    return AskedRow(
        id=one.id,
        name=sentence(one_line(one.name)),
        says=sentence(one_line(one.says)),
        required=one.required,
        counts=_counts(Counter(answered.get(one.id, UNASKED) for answered in by_model)),
    )


def _outcomes(judged: Sequence[tuple[Row, Judged]]) -> Sequence[str]:
    letters = {outcome: code for code, outcome in CODES.items()}
    return [letters[one.outcome] for _row, one in judged]


def _counts(found: Counter[str]) -> tuple[tuple[Mark, int], ...]:
    return tuple((OUTCOMES[outcome], found[code]) for code, outcome in CODES.items() if found[code])


def _answer_row(row: Row, judged: Judged, codes: str, *, has_words: bool) -> AnswerRow:
    return AnswerRow(
        name=shown_name(row),
        href=f"../{report_page(row.page)}",
        outcome=OUTCOMES[judged.outcome],
        note=note(judged),
        says=sentence(one_line(judged.says)) if has_words else "",
        codes=codes,
    )


def _license_view(told: Sequence[tuple[Row, str, tuple[str, ...]]], shared: Shared) -> LicensePage:
    newest = max(told, key=lambda one: (one[0].collected, one[1]))
    terms = terms_of(newest[1], shared)
    return LicensePage(
        name=one_line(terms.license or class_name(terms.class_)),
        full=one_line(terms.name),
        class_=class_name(terms.class_),
        freedoms=freedom_views((terms,)),
        duties=duty_views((terms,)),
        rows=tuple(
            UnderRow(
                name=shown_name(row),
                href=f"../{report_page(row.page)}",
                components=tuple(map(component_name, components)),
            )
            for row, _digest, components in told
        ),
    )


def _instance(row: Row, each: Sequence[tuple[int, Conflict]]) -> Instance:
    views = [(number, conflict_view(number, one)) for number, one in each]
    return Instance(
        name=shown_name(row),
        anchor=anchor("model", row.page),
        href=f"../{report_page(row.page)}#{views[0][1].anchor}",
        conflicts=tuple(
            replace(view, anchor=anchor("conflict", f"{number}-{row.page}"))
            for number, view in views
        ),
    )
