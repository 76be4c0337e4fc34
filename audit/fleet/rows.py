"""The rows of one model in the four tables; a pure function of its assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from audit.fleet.store import FULL, revision_of
from audit.model import (
    ArtifactSummary,
    Assessment,
    Claim,
    Component,
    Conflict,
    Edge,
    Evidence,
    FrameworkVerdict,
    License,
    Role,
    Scope,
    Statement,
    StatementKind,
)
from audit.render.untrusted import shortened, web_link
from audit.text.days import is_day

Row = dict[str, object]
WEIGHTS = "weights-final"
LONGEST = 4_000
"""Characters of a cell; what a stranger wrote may be longer."""
_UNKNOWN = "unknown"
_UPSTREAM = frozenset(
    {
        "data-against-its-sources",
        "duties-not-shown",
        "model-against-base-model",
        "model-against-data",
    }
)
"""Conflicts with something that the model, or its data, is made from."""


class Rows(Struct, frozen=True, kw_only=True):
    """The rows of one or more models, by table; the cells by column. What is left out is NULL."""

    models: tuple[Row, ...] = ()
    components: tuple[Row, ...] = ()
    conflicts: tuple[Row, ...] = ()
    verdicts: tuple[Row, ...] = ()


def rows_of(assessment: Assessment, place: str | None = None) -> Rows:
    """The rows of an assessment, which lies at `place` in the folder of results."""
    model = assessment.target.id
    components = assessment.components.items()
    return Rows(
        models=(_model(assessment, place),),
        components=tuple(_component(assessment, name, one) for name, one in components),
        conflicts=tuple(_conflict(model, one, assessment.lineage) for one in assessment.conflicts),
        verdicts=tuple(
            row
            for name, one in assessment.frameworks.items()
            for row in _verdicts(model, name, one)
        ),
    )


def rows_of_problem(
    model: str, problem: str, *, revision: str | None = None, depth: str = FULL
) -> Rows:
    """The one row of a model that could not be audited."""
    row: Row = {"id": model, "revision": revision, "depth": depth, "problem": problem}
    return Rows(models=(_cut(row),))


def _model(assessment: Assessment, place: str | None) -> Row:
    weights = assessment.components.get(WEIGHTS)
    tag = _tag(assessment.statements, assessment.artifacts)
    collected = assessment.snapshot.collected
    return _cut(
        {
            "id": assessment.target.id,
            "revision": revision_of(assessment.target, assessment.artifacts),
            "depth": FULL,
            "collected": collected if is_day(collected) else None,
            **(_terms(weights.license) if weights else {}),
            "access": _known(weights.access) if weights else None,
            "weights": _known(weights.availability) if weights else None,
            "base_models": _parents(assessment, "base-model"),
            "datasets": _parents(assessment, "dataset"),
            "ancestors": len({e.parent for e in assessment.lineage if e.relation == "base-model"}),
            "conflicts": len(assessment.conflicts),
            "claims": len(assessment.claims),
            "gaps": len(assessment.gaps),
            "assessment": place,
            "tag": tag.expression if tag else None,
            "tag_class": _known(tag.class_) if tag else None,
            "claim": _address(_of_claims(assessment.claims)),
            "criteria": assessment.versions.criteria,
            "tool": assessment.versions.tool,
        }
    )


def _component(assessment: Assessment, name: str, one: Component) -> Row:
    place = one.license.statement
    said = assessment.statements[place].evidence if place is not None else ()
    return _cut(
        {
            "model": assessment.target.id,
            "component": name,
            "availability": _known(one.availability),
            "access": _known(one.access),
            **_terms(one.license),
            "evidence": _address(one.evidence),
            "license_evidence": _address(said),
        }
    )


def _conflict(model: str, one: Conflict, lineage: Sequence[Edge]) -> Row:
    first, last = (one.sides[0], one.sides[-1]) if one.sides else (None, None)
    return _cut(
        {
            "model": model,
            "kind": one.kind,
            "severity": one.severity.value,
            "parent": _parent(one, lineage),
            "says": first.says if first else one.text,
            "against": last.says if last is not first and last else None,
            "evidence": _address(each for side in one.sides[::-1] for each in side.evidence),
        }
    )


def _verdicts(model: str, name: str, one: FrameworkVerdict) -> Iterator[Row]:
    about = {"model": model, "framework": name}
    yield _cut(
        {
            **about,
            "requirement": None,
            "outcome": one.outcome.value,
            "basis": one.basis.value,
            "level": one.reached,
        }
    )
    for requirement, verdict in one.requirements.items():
        yield _cut(
            {
                **about,
                "requirement": requirement,
                "outcome": verdict.outcome.value,
                "basis": verdict.basis.value,
                "needs": verdict.needs,
                "level": verdict.level,
            }
        )


def _terms(terms: License) -> Row:
    return {"license": terms.expression, "license_class": _known(terms.class_)}


def _known(word: str) -> str | None:
    """The word; None where it says that nothing is known."""
    return None if word == _UNKNOWN else str(word)


def _parents(assessment: Assessment, relation: str) -> list[str]:
    """What the model's own artifacts are directly made from."""
    own = {one.id for one in assessment.artifacts if one.own}
    return sorted(
        {
            edge.parent.removeprefix("datasets/")
            for edge in assessment.lineage
            if edge.relation == relation and edge.child in own
        }
    )


def _parent(one: Conflict, lineage: Sequence[Edge]) -> str | None:
    """The parent that a conflict with something upstream names."""
    if one.kind not in _UPSTREAM:
        return None
    named = {edge.parent for edge in lineage if any(edge.parent in s.says for s in one.sides)}
    return max(named, key=lambda name: (len(name), name), default=None)


def _tag(statements: Iterable[Statement], artifacts: Iterable[ArtifactSummary]) -> Statement | None:
    """The license tag of the weights that are judged."""
    own = {one.id for one in artifacts if one.own and one.role is Role.WEIGHTS}
    return next(
        (
            one
            for one in statements
            if one.kind is StatementKind.METADATA_TAG
            and one.scope is Scope.WEIGHTS
            and one.artifact in own
        ),
        None,
    )


def _of_claims(claims: Iterable[Claim]) -> Iterator[Evidence]:
    for claim in claims:
        yield from claim.evidence


def _address(evidence: Iterable[Evidence]) -> str | None:
    """The first address that a reader can open."""
    return next((link for one in evidence if (link := web_link(one.url))), None)


def _cut(row: Row) -> Row:
    return {name: _short(cell) for name, cell in row.items()}


def _short(cell: object) -> object:
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, list):
        return [_text(one) for one in cell]
    return cell


def _text(text: str) -> str:
    """At most so many characters, all of which can be written down."""
    kept, cut = shortened(text, LONGEST)
    plain = kept.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return f"{plain}…" if cut else plain
