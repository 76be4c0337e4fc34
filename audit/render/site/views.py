"""What the pages over many models show, shaped before the templates write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from markupsafe import Markup
from msgspec import Struct

from audit.model import Conflict
from audit.render.labels import (
    BASIS_NOTES,
    OUTCOMES,
    Mark,
    class_name,
    component_name,
    conflict_name,
)
from audit.render.language import _, sentence
from audit.render.pictures.profile import Segment, cell_svg
from audit.render.places import requirement_anchor
from audit.render.site.changes import answers
from audit.render.site.links import conflict_page, framework_page, license_page
from audit.render.site.rows import (
    CODES,
    WEIGHTS,
    ComponentRow,
    Definition,
    Judged,
    Row,
    Shared,
    definition_of,
    terms_of,
)
from audit.render.untrusted import one_line, web_link
from audit.render.view_inventory import (
    ConflictView,
    conflict_view,
    gravest_first,
    severity_counts,
)
from audit.render.view_terms import FreedomsView, OccasionView, duty_views, freedom_views

UNASKED = "-"


class Choice(Struct, frozen=True, kw_only=True):
    """Something that the table can be narrowed to, and the page about it."""

    value: str
    name: str
    href: str
    count: int


class TableRow(Struct, frozen=True, kw_only=True):
    """One model of the front page."""

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
    rows: tuple[TableRow, ...]
    frameworks: tuple[Choice, ...]
    licenses: tuple[Choice, ...]
    conflicts: tuple[Choice, ...]
    changed: tuple[Choice, ...]


class AnswerRow(Struct, frozen=True, kw_only=True):
    """One model on the page of a framework."""

    name: str
    href: str
    outcome: Mark
    note: str
    says: str
    cells: tuple[tuple[Mark | None, str], ...]


class FrameworkPage(Struct, frozen=True, kw_only=True):
    """What a framework asks, and what each model comes to."""

    id: str
    title: str
    date: str
    source: str
    href: str | None
    asks: tuple[tuple[str, str, str, bool, tuple[tuple[Mark, int], ...]], ...]
    counts: tuple[tuple[Mark, int], ...]
    rows: tuple[AnswerRow, ...]


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
    is_read: bool
    freedoms: FreedomsView
    duties: tuple[OccasionView, ...]
    rows: tuple[UnderRow, ...]


class Instance(Struct, frozen=True, kw_only=True):
    """A conflict of one model."""

    name: str
    href: str
    conflict: ConflictView


class ConflictPage(Struct, frozen=True, kw_only=True):
    """A kind of conflict with all its instances."""

    id: str
    name: str
    instances: tuple[Instance, ...]
    models: int


_RANKS = "mpxun"


def front(rows: Sequence[Row], shared: Shared, changed: Sequence[Row]) -> Front:
    """The front page; the models by their names."""
    frameworks = definitions(rows, shared)
    listed = tuple(_table_row(row, tuple(frameworks), shared) for row in rows)
    firsts = [row.first for row in rows if row.first]
    name = frameworks[firsts[0]].title if firsts else ""
    return Front(
        framework=name,
        rows=listed,
        frameworks=tuple(
            Choice(
                value=str(number),
                name=one.title,
                href=framework_page(key),
                count=sum(key in row.frameworks for row in rows),
            )
            for number, (key, one) in enumerate(frameworks.items())
        ),
        licenses=tuple(_license_choices(rows, shared)),
        conflicts=tuple(_conflict_choices(rows)),
        changed=tuple(
            Choice(
                value=row.page,
                name=one_line(row.name),
                href=f"changes/{row.page}.html",
                count=1,
            )
            for row in changed
        ),
    )


def definitions(rows: Sequence[Row], shared: Shared) -> dict[str, Definition]:
    """The frameworks that judged, the first of the first model first, each as the newest
    assessment has it."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        for key, one in row.frameworks.items():
            found[key] = max(found.get(key, ("", "")), (row.collected, one.definition))
    first = rows[0].first if rows else None
    ordered = sorted(found, key=lambda key: key != first)
    return {key: definition_of(found[key][1], shared) for key in ordered}


def framework_view(
    key: str, definition: Definition, rows: Sequence[Row], shared: Shared
) -> FrameworkPage:
    """The page of one framework."""
    judged = [(row, row.frameworks[key]) for row in rows if key in row.frameworks]
    by_model = [answers(one.definition, one.answers, shared) for _row, one in judged]
    ids = [one.id for one in definition.asks]
    return FrameworkPage(
        id=key,
        title=definition.title,
        date=definition.date,
        source=definition.source,
        href=web_link(definition.source),
        asks=tuple(
            (
                one.id,
                sentence(one_line(one.name)),
                sentence(one_line(one.says)),
                one.required,
                _counts([answered.get(one.id, "") for answered in by_model]),
            )
            for one in definition.asks
        ),
        counts=_counts([_letter(one) for _row, one in judged]),
        rows=tuple(
            _answer_row(key, row, one, answered, ids)
            for (row, one), answered in zip(judged, by_model, strict=True)
        ),
    )


def license_views(rows: Sequence[Row], shared: Shared) -> dict[str, LicensePage]:
    """The page of each license by its path."""
    found: dict[str, list[tuple[Row, str, tuple[str, ...]]]] = {}
    for row in rows:
        for one in row.under:
            path = _path(one.terms, shared)
            found.setdefault(path, []).append((row, one.terms, one.components))
    return {path: _license_view(told, shared) for path, told in sorted(found.items())}


def conflict_pages(rows: Sequence[Row]) -> dict[str, ConflictPage]:
    """The page of each kind of conflict by its path."""
    found: dict[str, list[tuple[Row, int, Conflict]]] = {}
    for row in rows:
        for number, one in enumerate(gravest_first(row.conflicts), 1):
            found.setdefault(one.kind, []).append((row, number, one))
    return {
        conflict_page(kind): ConflictPage(
            id=kind,
            name=conflict_name(kind),
            instances=tuple(_instance(*one) for one in told),
            models=len({row.page for row, _number, _one in told}),
        )
        for kind, told in sorted(found.items())
    }


def model_href(row: Row) -> str:
    """The report of a model, from the folder of its language."""
    return f"models/{row.page}.html"


def _letter(judged: Judged | None) -> str:
    letters = {outcome: code for code, outcome in CODES.items()}
    return letters[judged.outcome] if judged else UNASKED


def _counts(letters: Sequence[str]) -> tuple[tuple[Mark, int], ...]:
    return tuple(
        (OUTCOMES[outcome], letters.count(code))
        for code, outcome in CODES.items()
        if code in letters
    )


def _table_row(row: Row, frameworks: tuple[str, ...], shared: Shared) -> TableRow:
    paths = {_path(one.terms, shared) for one in row.under}
    judged = row.frameworks[row.first] if row.first else None
    weights = row.components.get(WEIGHTS)
    return TableRow(
        name=one_line(row.name) or "–",
        id=one_line(row.id),
        href=model_href(row),
        outcome=OUTCOMES[judged.outcome] if judged else None,
        note=_note(judged),
        rank=_RANKS.index(_letter(judged)) if judged else len(_RANKS),
        profile=cell_svg(_segments(row)),
        license=(weights.license or "") if weights else "",
        license_href=_linked(weights, paths),
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


def _linked(weights: ComponentRow | None, paths: set[str]) -> str:
    """The page of the weights' license; empty where several are named, which have one each."""
    path = license_page(weights.license, weights.class_) if weights else ""
    return path if path in paths else ""


def _note(judged: Judged | None) -> str:
    note = BASIS_NOTES[judged.basis] if judged else ""
    return _(note) if note else ""


def _segments(row: Row) -> tuple[Segment, ...]:
    return tuple(msgspec.structs.replace(one, name=component_name(one.id)) for one in row.profile)


def _license_choices(rows: Sequence[Row], shared: Shared) -> Iterator[Choice]:
    for path, page in license_views(rows, shared).items():
        yield Choice(value=path, name=page.name, href=path, count=len(page.rows))


def _conflict_choices(rows: Sequence[Row]) -> Iterator[Choice]:
    counts: dict[str, int] = {}
    for row in rows:
        for kind in {one.kind for one in row.conflicts}:
            counts[kind] = counts.get(kind, 0) + 1
    for kind, count in sorted(counts.items()):
        path = conflict_page(kind)
        yield Choice(value=path, name=conflict_name(kind), href=path, count=count)


def _answer_row(
    key: str, row: Row, judged: Judged, answered: Mapping[str, str], ids: Sequence[str]
) -> AnswerRow:
    href = f"../{model_href(row)}"
    return AnswerRow(
        name=one_line(row.name) or "–",
        href=href,
        outcome=OUTCOMES[judged.outcome],
        note=_note(judged),
        says=sentence(one_line(judged.says)),
        cells=tuple(
            (
                OUTCOMES[CODES[answered[one]]] if one in answered else None,
                f"{href}#{requirement_anchor(key, one)}",
            )
            for one in ids
        ),
    )


def _license_view(told: Sequence[tuple[Row, str, tuple[str, ...]]], shared: Shared) -> LicensePage:
    newest = max(told, key=lambda one: (one[0].collected, one[1]))
    terms = terms_of(newest[1], shared)
    return LicensePage(
        name=one_line(terms.license or class_name(terms.class_)),
        full=one_line(terms.name),
        class_=class_name(terms.class_),
        is_read=terms.is_read,
        freedoms=freedom_views((terms,)),
        duties=duty_views((terms,)),
        rows=tuple(
            UnderRow(
                name=one_line(row.name) or "–",
                href=f"../{model_href(row)}",
                components=tuple(map(component_name, components)),
            )
            for row, _digest, components in told
        ),
    )


def _instance(row: Row, number: int, conflict: Conflict) -> Instance:
    view = conflict_view(number, conflict)
    href = f"../{model_href(row)}#{view.anchor}"
    own = msgspec.structs.replace(view, anchor=f"{row.page}-{number}")
    return Instance(name=one_line(row.name) or "–", href=href, conflict=own)
