"""The front page: a table of all models, and the way to everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from audit.render.labels import (
    BASIS_NOTES,
    OUTCOMES,
    Mark,
    class_name,
    component_name,
    conflict_name,
)
from audit.render.language import _
from audit.render.pictures import Segment
from audit.render.pictures.openness import State
from audit.render.pictures.profile import cell_svg
from audit.render.site.links import conflict_page, framework_page, license_page, report_page
from audit.render.site.rows import CODE_OF, CODES, UNASKED, WEIGHTS, Judged, Row, Shared, terms_of
from audit.render.site.rows import definitions as defined
from audit.render.untrusted import one_line
from audit.render.view_inventory import severity_counts


class Choice(Struct, frozen=True, kw_only=True):
    """Something that the table can be narrowed to, and the page about it."""

    value: str
    name: str
    href: str
    count: int


class DefinitionRow(Struct, frozen=True, kw_only=True):
    """How many models come to what by one definition."""

    id: str
    name: str
    href: str
    counts: tuple[int, ...]
    """By the outcomes in the order of the table's head, those not asked at the end."""


class ModelRow(Struct, frozen=True, kw_only=True):
    """One model of the table."""

    name: str
    id: str
    href: str
    outcome: Mark | None
    note: str
    rank: int
    """Where the outcome stands when sorted: met first, then partly, unknown, unmet."""
    profile: Markup
    license: str
    license_href: str
    class_: str
    conflicts: tuple[tuple[Mark, int], ...]
    conflict_count: int
    gaps: int
    collected: str
    codes: str
    """A letter for each framework of the page, for the script."""
    kinds: str
    terms: str


class Front(Struct, frozen=True, kw_only=True):
    """The front page."""

    framework: str
    rows: tuple[ModelRow, ...]
    order: str
    """The ids of the frameworks, as `codes` has them."""
    outcomes: tuple[tuple[str, Mark], ...]
    """The letters with their marks."""
    definitions: tuple[DefinitionRow, ...]
    licenses: tuple[Choice, ...]
    conflicts: tuple[Choice, ...]
    changed: tuple[Choice, ...]


_RANKS = "mpxun"


def front(rows: Sequence[Row], changed: Sequence[Row], shared: Shared) -> Front:
    """The front page; `changed` are those of which there are several assessments."""
    frameworks = defined(rows, shared)
    first = next(iter(frameworks), None)
    return Front(
        framework=frameworks[first].title if first else "",
        rows=tuple(_model_row(row, first, tuple(frameworks), shared) for row in rows),
        order=" ".join(frameworks),
        outcomes=tuple((code, OUTCOMES[outcome]) for code, outcome in CODES.items()),
        definitions=tuple(_definition_row(key, one.title, rows) for key, one in frameworks.items()),
        licenses=tuple(_licenses(rows, shared)),
        conflicts=tuple(_conflicts(rows)),
        changed=tuple(
            Choice(value=row.page, name=shown_name(row), href=f"changes/{row.page}.html", count=1)
            for row in changed
        ),
    )


def shown_name(row: Row) -> str:
    """The name of a model as pages show it."""
    return one_line(row.name) or "–"


def note(judged: Judged | None) -> str:
    """The basis in words; nothing where it was read automatically."""
    said = BASIS_NOTES[judged.basis] if judged else ""
    return _(said) if said else ""


def _definition_row(key: str, title: str, rows: Sequence[Row]) -> DefinitionRow:
    found = Counter(_letter(row.frameworks.get(key)) for row in rows)
    return DefinitionRow(
        id=key,
        name=title,
        href=framework_page(key),
        counts=tuple(found[code] for code in (*CODES, UNASKED)),
    )


def _letter(judged: Judged | None) -> str:
    return CODE_OF[judged.outcome] if judged else UNASKED


def _model_row(
    row: Row, first: str | None, frameworks: tuple[str, ...], shared: Shared
) -> ModelRow:
    paths = {_path(one.terms, shared) for one in row.under}
    judged = row.frameworks.get(first) if first else None
    weights = row.components.get(WEIGHTS)
    own = license_page(weights.license, weights.class_) if weights else ""
    return ModelRow(
        name=shown_name(row),
        id=one_line(row.id),
        href=report_page(row.page),
        outcome=OUTCOMES[judged.outcome] if judged else None,
        note=note(judged),
        rank=_RANKS.index(_letter(judged)) if judged else len(_RANKS),
        profile=cell_svg(_segments(row)),
        license=one_line(weights.license or "") if weights else "",
        license_href=own if own in paths else "",
        class_=class_name(weights.class_) if weights else "",
        conflicts=severity_counts(row.conflicts),
        conflict_count=len(row.conflicts),
        gaps=row.gaps,
        collected=one_line(row.collected),
        codes="".join(_letter(row.frameworks.get(name)) for name in frameworks),
        kinds=" ".join(sorted({conflict_page(one.kind) for one in row.conflicts})),
        terms=" ".join(sorted(paths)),
    )


def _path(digest: str, shared: Shared) -> str:
    terms = terms_of(digest, shared)
    return license_page(terms.license, terms.class_)


def _segments(row: Row) -> tuple[Segment, ...]:
    return tuple(
        Segment(id=identifier, name=component_name(identifier), group=group, state=State(state))
        for identifier, (group, state) in zip(row.components, row.profile, strict=True)
    )


def _licenses(rows: Sequence[Row], shared: Shared) -> Iterator[Choice]:
    names: dict[str, str] = {}
    found: Counter[str] = Counter()
    for row in rows:
        of_row: Mapping[str, str] = {
            _path(one.terms, shared): _license_name(one.terms, shared) for one in row.under
        }
        names |= of_row
        found.update(of_row.keys())
    for path, name in sorted(names.items(), key=lambda pair: (pair[1].lower(), pair[0])):
        yield Choice(value=path, name=name, href=path, count=found[path])


def _license_name(digest: str, shared: Shared) -> str:
    terms = terms_of(digest, shared)
    return one_line(terms.license or class_name(terms.class_))


def _conflicts(rows: Sequence[Row]) -> Iterator[Choice]:
    found = Counter(kind for row in rows for kind in {one.kind for one in row.conflicts})
    for kind, count in sorted(found.items()):
        path = conflict_page(kind)
        yield Choice(value=path, name=conflict_name(kind), href=path, count=count)
