"""Several assessments beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from msgspec import Struct

from audit.model import Assessment
from audit.render.labels import Mark
from audit.render.language import _
from audit.render.places import requirement_anchor
from audit.render.untrusted import one_line
from audit.render.view import framework_views
from audit.render.view_inventory import LicenseView, license_view, severity_counts
from audit.render.view_verdicts import FrameworkView

WEIGHTS = "weights-final"


class Column(Struct, frozen=True, kw_only=True):
    """A model, named in the head of a matrix."""

    name: str
    href: str


class ModelRow(Struct, frozen=True, kw_only=True):
    """One model of the comparison."""

    name: str
    target: str
    href: str
    outcome: Mark | None
    elements: tuple[Mark | None, ...]
    conflicts: tuple[tuple[Mark, int], ...]
    license: LicenseView | None
    gaps: int
    digest: str


class Cell(Struct, frozen=True, kw_only=True):
    """One model's answer to one requirement, and where its reasons stand."""

    mark: Mark | None
    href: str


class RequirementRow(Struct, frozen=True, kw_only=True):
    """One requirement over all models."""

    id: str
    name: str
    required: bool
    cells: tuple[Cell, ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """One framework over all models."""

    title: str
    anchor: str
    columns: tuple[Column, ...]
    rows: tuple[RequirementRow, ...]


class DefinitionRow(Struct, frozen=True, kw_only=True):
    """What one definition comes to, over all models."""

    title: str
    anchor: str
    says: tuple[str, ...]


class IndexView(Struct, frozen=True, kw_only=True):
    """The comparison of several models by one definition, and the matrices of all."""

    framework: str
    elements: tuple[str, ...]
    rows: tuple[ModelRow, ...]
    definitions: tuple[DefinitionRow, ...]
    matrices: tuple[Matrix, ...]
    days: tuple[str, ...]
    tools: tuple[str, ...]


def index_view(assessments: Sequence[Assessment]) -> IndexView:
    """The comparison, in the order given."""
    judged = [framework_views(one) for one in assessments]
    first = [views[0] if views else None for views in judged]
    elements = _elements(first)
    return IndexView(
        framework=next((view.title for view in first if view), ""),
        elements=tuple(elements.values()),
        rows=tuple(_row(*pair, tuple(elements)) for pair in zip(assessments, first, strict=True)),
        definitions=_definitions(judged),
        matrices=_matrices(assessments, judged),
        days=_each_once(one.snapshot.collected for one in assessments),
        tools=_each_once(one.versions.tool for one in assessments),
    )


def report_link(assessment: Assessment) -> str:
    """The address of a model's report beside the comparison."""
    return "./" + quote(f"{assessment.target.name}.html", safe="", errors="replace")


def _row(
    assessment: Assessment, framework: FrameworkView | None, elements: tuple[str, ...]
) -> ModelRow:
    marks = {one.id: one.outcome for one in framework.elements} if framework else {}
    weights = assessment.components.get(WEIGHTS)
    return ModelRow(
        name=one_line(assessment.target.name),
        target=one_line(assessment.target.id),
        href=report_link(assessment),
        outcome=framework.outcome if framework else None,
        elements=tuple(marks.get(one) for one in elements),
        conflicts=severity_counts(assessment.conflicts),
        license=license_view(weights.license, page=report_link(assessment)) if weights else None,
        gaps=len(assessment.gaps),
        digest=assessment.snapshot.digest,
    )


def _elements(frameworks: Iterable[FrameworkView | None]) -> dict[str, str]:
    return {one.id: one.name for view in frameworks if view for one in view.elements}


def _definitions(judged: Sequence[tuple[FrameworkView, ...]]) -> tuple[DefinitionRow, ...]:
    by_model = [{view.id: view for view in views} for views in judged]
    known = {view.id: view for views in judged for view in views}
    return tuple(
        DefinitionRow(
            title=view.title,
            anchor=view.anchor,
            says=tuple(views[key].says if key in views else _("not asked") for views in by_model),
        )
        for key, view in known.items()
    )


def _matrices(
    assessments: Sequence[Assessment], judged: Sequence[tuple[FrameworkView, ...]]
) -> tuple[Matrix, ...]:
    titles = {view.id: view for views in judged for view in views}
    columns = tuple(
        Column(name=one_line(one.target.name), href=report_link(one)) for one in assessments
    )
    by_model = [{view.id: view for view in views} for views in judged]
    return tuple(
        Matrix(
            title=view.title,
            anchor=view.anchor,
            columns=columns,
            rows=_requirements(key, columns, [views.get(key) for views in by_model]),
        )
        for key, view in titles.items()
    )


def _requirements(
    framework: str, columns: tuple[Column, ...], views: list[FrameworkView | None]
) -> tuple[RequirementRow, ...]:
    by_model = [{one.id: one for one in view.requirements} if view else {} for view in views]
    rows = {one.id: one for requirements in by_model for one in requirements.values()}
    return tuple(
        RequirementRow(
            id=key,
            name=row.name,
            required=row.required,
            cells=tuple(
                Cell(
                    mark=requirements[key].outcome if key in requirements else None,
                    href=f"{column.href}#{requirement_anchor(framework, key)}",
                )
                for column, requirements in zip(columns, by_model, strict=True)
            ),
        )
        for key, row in rows.items()
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
