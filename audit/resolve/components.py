"""Components: the rows of the inventory, each with what was found for it."""

from __future__ import annotations

from msgspec.structs import replace

from audit.model import (
    Access,
    Availability,
    Component,
    DocumentSeen,
    Edge,
    License,
    NoLicense,
    NoTag,
    Role,
    RowFiles,
    Scope,
    StatementKind,
    Unknown,
    WeightFiles,
)
from audit.model.vocabulary import CODE_ROWS, ROWS
from audit.resolve.access import (
    access_of,
    access_of_weights,
    as_the_public_has_it,
)
from audit.resolve.broken import as_it_runs, availability_as_it_runs
from audit.resolve.data_rows import NO_TERMS, data_description, training_data, unknown
from audit.resolve.facts import Facts
from audit.resolve.promised import as_promised
from audit.resolve.statements import Statements, joined
from audit.resolve.terms import confirmed, weights_terms

_NO_LICENSE = License(expression=None, class_="none")
_BEST_FIRST = (
    Availability.RELEASED,
    Availability.PARTIAL,
    Availability.ANNOUNCED,
    Availability.WITHHELD,
    Availability.UNKNOWN,
    Availability.NOT_FOUND,
)
_LOOKED_FOR = (
    "model-card",
    "model-metadata",
    "technical-report",
    "research-paper",
    "evaluation-results",
    "compute",
    "changelog",
    "training-content-summary",
)
"""Documents that a probe looks for; of the others nothing is known."""
_TOLD_BY_A_CARD = (*CODE_ROWS, "data-description")
"""Rows of which a card may say where more lies."""
_LINKED = ("technical-report", "research-paper")
"""Documents that are linked, and not opened."""


def components(
    facts: Facts, statements: Statements, edges: tuple[Edge, ...]
) -> dict[str, Component]:
    """Every row, in the order of `ROWS`."""
    found = {row: _row(facts, statements, edges, row) for row in ROWS}
    return {
        row: as_promised(facts, row, as_the_public_has_it(facts, _as_far_as_read(facts, row, one)))
        for row, one in found.items()
    }


def _as_far_as_read(facts: Facts, row: str, found: Component) -> Component:
    """The row; not known where only a part was seen and a card that nobody read may name the
    rest."""
    part = found.availability is Availability.PARTIAL and row in _TOLD_BY_A_CARD
    if not (part and facts.card_is_unread):
        return found
    return replace(
        found, availability=Availability.UNKNOWN, detail=f"{found.detail}; the card was not read"
    )


def _row(facts: Facts, statements: Statements, edges: tuple[Edge, ...], row: str) -> Component:
    if row == "weights-final":
        return _weights(facts, statements, edges)
    if row == "weights-intermediate":
        return _checkpoints(facts, statements, edges)
    if row in CODE_ROWS:
        return _code(facts, statements, row)
    if row == "training-data":
        return training_data(facts, statements)
    if row == "data-description":
        return data_description(facts, statements)
    return _document(facts, row)


def _why(facts: Facts, about: str, artifact: str | None = None) -> str:
    said = [fact.why for fact in facts.of(Unknown, artifact) if fact.about == about]
    return said[0] if said else "not looked for"


def _weights(facts: Facts, statements: Statements, edges: tuple[Edge, ...]) -> Component:
    judged = facts.judged
    if judged is None:
        return unknown("no weight repository was named")
    terms = weights_terms(facts, statements, edges, judged)
    access, told = access_of_weights(facts, judged)
    asked = "; given on request, as the publisher says" if told else ""
    files = facts.of(WeightFiles, judged)
    if not files:
        return Component(
            availability=Availability.UNKNOWN,
            access=access,
            license=terms,
            detail=_why(facts, WeightFiles.name, judged) + asked,
            evidence=told,
        )
    seen = files[0]
    return Component(
        availability=seen.availability,
        access=access,
        license=terms,
        detail=seen.detail
        + ("; pickled formats only" if seen.pickle_only else "")
        + asked
        + _on_silence(facts, judged, terms),
        evidence=(*seen.evidence, *told),
    )


def _on_silence(facts: Facts, artifact: str, terms: License) -> str:
    """Whether the terms are not known because none are given, or because nobody saw the place."""
    if terms.class_ != "unknown":
        return ""
    named = bool(facts.of(NoTag, artifact))
    return "; its metadata names no license" if named else "; its metadata was not seen"


def _checkpoints(facts: Facts, statements: Statements, edges: tuple[Edge, ...]) -> Component:
    others = facts.artifacts(Role.CHECKPOINT)
    seen = [f for other in others for f in facts.of(WeightFiles, other)]
    released = [fact for fact in seen if fact.availability is Availability.RELEASED]
    if not released:
        return _steps(facts, statements, edges)
    terms = tuple(weights_terms(facts, statements, edges, fact.artifact) for fact in released)
    names = ", ".join(fact.artifact for fact in released)
    return Component(
        availability=Availability.PARTIAL,
        license=joined(terms),
        detail=f"further checkpoints: {names}",
        evidence=tuple(evidence for fact in released for evidence in fact.evidence[:1]),
    )


def _steps(facts: Facts, statements: Statements, edges: tuple[Edge, ...]) -> Component:
    """Checkpoints that lie in folders of a weight repository."""
    for fact in facts.of(RowFiles):
        if fact.row == "weights-intermediate":
            return Component(
                availability=fact.availability,
                access=access_of(facts, fact.artifact),
                license=weights_terms(facts, statements, edges, fact.artifact),
                detail=fact.detail,
                evidence=fact.evidence,
            )
    return unknown("no further checkpoint was named or seen")


def _code(facts: Facts, statements: Statements, row: str) -> Component:
    seen = [fact for fact in facts.of(RowFiles) if fact.row == row]
    if not seen:
        if facts.artifacts(Role.CODE):
            return unknown(_why(facts, row))
        return _without_repository(facts)
    best = min(seen, key=lambda fact: _BEST_FIRST.index(availability_as_it_runs(facts, fact)))
    if best.availability is Availability.NOT_FOUND and _why(facts, row) != "not looked for":
        return unknown(_why(facts, row))
    if best.availability is Availability.NOT_FOUND and _may_lie_beside_weights(facts, row):
        return unknown("none in the code that was listed; the weights' files were not all seen")
    found = best.availability in (Availability.RELEASED, Availability.PARTIAL)
    component = Component(
        availability=best.availability,
        access=_code_access(facts, best.artifact) if found else Access.UNKNOWN,
        license=_code_terms(facts, statements, best)
        if found and row != "supporting-libraries"
        else NO_TERMS,
        detail=best.detail,
        evidence=best.evidence,
    )
    return as_it_runs(facts, best, component)


def _code_access(facts: Facts, artifact: str) -> Access:
    """Code that lies beside weights stands behind their gate."""
    access = access_of(facts, artifact)
    return Access.GATED if access is Access.GATED else Access.OPEN


def _may_lie_beside_weights(facts: Facts, row: str) -> bool:
    """Whether code of the network may be among files of the weights that nobody listed."""
    trees = [a.tree for a in facts.snapshot.artifacts if a.id == facts.judged]
    return row == "architecture-code" and any(tree is None or not tree.complete for tree in trees)


def _without_repository(facts: Facts) -> Component:
    return unknown("no code repository was named, or none that is shown to be this model's")


def _code_terms(facts: Facts, statements: Statements, fact: RowFiles) -> License:
    paths = tuple(evidence.path for evidence in fact.evidence if evidence.path)
    scope = Scope.CODE if fact.artifact in facts.artifacts(Role.CODE) else Scope.WEIGHTS
    terms = statements.in_artifact(fact.artifact, scope, paths)
    if scope is Scope.WEIGHTS:
        terms = _beside_weights(facts, statements, fact.artifact, terms)
    badge = terms.statement is not None and (
        statements.all[terms.statement].kind is StatementKind.BADGE
    )
    if (terms.class_ == "unknown" or badge) and facts.of(NoLicense, fact.artifact):
        return _NO_LICENSE
    return terms


def _beside_weights(facts: Facts, statements: Statements, artifact: str, whole: License) -> License:
    """The terms of code beside weights: those of the repository, and what it says of its code."""
    apart = statements.about(artifact, Scope.CODE)
    if apart:
        whole = statements.together((*apart, *statements.about(artifact, Scope.WEIGHTS)))
    return confirmed(facts, whole)


def _document(facts: Facts, row: str) -> Component:
    seen = [fact for fact in facts.of(DocumentSeen) if fact.row == row]
    if not seen:
        why = _why(facts, row)
        looked_for = why == "not looked for" and row in _LOOKED_FOR
        return unknown("nothing was seen in what was read" if looked_for else why)
    best = min(seen, key=lambda fact: _BEST_FIRST.index(fact.availability))
    return Component(
        availability=best.availability,
        access=Access.OPEN
        if best.availability is Availability.RELEASED and row not in _LINKED
        else Access.UNKNOWN,
        license=NO_TERMS,
        detail=best.detail,
        evidence=best.evidence,
    )
