"""Components: the rows of the inventory, each with what was found for it."""

from __future__ import annotations

from audit.model import (
    Access,
    Availability,
    Component,
    DataDocumentation,
    DataSource,
    DocumentSeen,
    Edge,
    Evidence,
    Gate,
    License,
    NoLicense,
    Pledge,
    Role,
    RowFiles,
    Scope,
    Unknown,
    WeightFiles,
)
from audit.model.vocabulary import CODE_ROWS, ROWS
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, joined
from audit.resolve.terms import data_terms, weights_terms

_NO_LICENSE = License(expression=None, class_="none")
_NO_TERMS = License(expression=None, class_="unknown")
_BEST_FIRST = (
    Availability.RELEASED,
    Availability.PARTIAL,
    Availability.ANNOUNCED,
    Availability.WITHHELD,
    Availability.UNKNOWN,
    Availability.NOT_FOUND,
)
_ANNOUNCED_OVER = (Availability.UNKNOWN, Availability.NOT_FOUND)


def components(
    facts: Facts, statements: Statements, edges: tuple[Edge, ...]
) -> dict[str, Component]:
    """Every row, in the order of `ROWS`."""
    return {row: _pledged(facts, row, _row(facts, statements, edges, row)) for row in ROWS}


def _row(facts: Facts, statements: Statements, edges: tuple[Edge, ...], row: str) -> Component:
    if row == "weights-final":
        return _weights(facts, statements, edges)
    if row == "weights-intermediate":
        return _checkpoints(facts, statements, edges)
    if row in CODE_ROWS:
        return _code(facts, statements, row)
    if row == "training-data":
        return _training_data(facts, statements)
    if row == "data-description":
        return _data_description(facts, statements)
    return _document(facts, row)


def _unknown(why: str) -> Component:
    return Component(availability=Availability.UNKNOWN, license=_NO_TERMS, detail=why)


def _why(facts: Facts, about: str, artifact: str | None = None) -> str:
    said = [fact.why for fact in facts.of(Unknown, artifact) if fact.about == about]
    return said[0] if said else "not looked for"


def _weights(facts: Facts, statements: Statements, edges: tuple[Edge, ...]) -> Component:
    judged = facts.judged
    if judged is None:
        return _unknown("no weight repository was named")
    terms = weights_terms(facts, statements, edges, judged)
    files = facts.of(WeightFiles, judged)
    if not files:
        why = _why(facts, WeightFiles.name, judged)
        return Component(availability=Availability.UNKNOWN, license=terms, detail=why)
    seen = files[0]
    return Component(
        availability=seen.availability,
        access=_access(facts, judged),
        license=terms,
        detail=seen.detail + ("; pickled formats only" if seen.pickle_only else ""),
        evidence=seen.evidence,
    )


def _access(facts: Facts, artifact: str) -> Access:
    gates = facts.of(Gate, artifact)
    if not gates:
        return Access.UNKNOWN
    return Access.OPEN if gates[0].kind == "none" else Access.GATED


def _checkpoints(facts: Facts, statements: Statements, edges: tuple[Edge, ...]) -> Component:
    others = facts.artifacts(Role.CHECKPOINT)
    seen = [f for other in others for f in facts.of(WeightFiles, other)]
    released = [fact for fact in seen if fact.availability is Availability.RELEASED]
    if not released:
        return _unknown("no further checkpoint was named or seen")
    terms = tuple(weights_terms(facts, statements, edges, fact.artifact) for fact in released)
    names = ", ".join(fact.artifact for fact in released)
    return Component(
        availability=Availability.PARTIAL,
        license=joined(terms),
        detail=f"further checkpoints: {names}",
        evidence=tuple(evidence for fact in released for evidence in fact.evidence[:1]),
    )


def _code(facts: Facts, statements: Statements, row: str) -> Component:
    seen = [fact for fact in facts.of(RowFiles) if fact.row == row]
    if not seen:
        if facts.artifacts(Role.CODE):
            return _unknown(_why(facts, row))
        return _without_repository(facts)
    best = min(seen, key=lambda fact: _BEST_FIRST.index(fact.availability))
    if best.availability is Availability.NOT_FOUND and _why(facts, row) != "not looked for":
        return _unknown(_why(facts, row))
    found = best.availability in (Availability.RELEASED, Availability.PARTIAL)
    return Component(
        availability=best.availability,
        access=Access.OPEN if found else Access.UNKNOWN,
        license=_code_terms(facts, statements, best) if found else _NO_TERMS,
        detail=best.detail,
        evidence=best.evidence,
    )


def _without_repository(facts: Facts) -> Component:
    return _unknown("no code repository was named, or none that is shown to be this model's")


def _code_terms(facts: Facts, statements: Statements, fact: RowFiles) -> License:
    paths = tuple(evidence.path for evidence in fact.evidence if evidence.path)
    scope = Scope.CODE if fact.artifact in facts.artifacts(Role.CODE) else Scope.WEIGHTS
    terms = statements.in_artifact(fact.artifact, scope, paths)
    if terms.class_ == "unknown" and facts.of(NoLicense, fact.artifact):
        return _NO_LICENSE
    return terms


def _training_data(facts: Facts, statements: Statements) -> Component:
    sources = facts.of(DataSource)
    own = facts.artifacts(Role.DATA)
    if not sources:
        documentation = facts.of(DataDocumentation)
        if documentation:
            return Component(
                availability=Availability.NOT_FOUND,
                license=_NO_TERMS,
                detail="the sections on data that were read name no training data",
                evidence=documentation[0].evidence,
            )
        return _unknown("no document that speaks of the training data was read")
    open_to_all = [artifact for artifact in own if _has_data(facts, artifact)]
    announced = [source for source in sources if source.announced]
    return Component(
        availability=_data_availability(own, open_to_all, announced),
        access=_access(facts, own[0]) if own else Access.UNKNOWN,
        license=data_terms(facts, statements),
        detail=_data_detail(sources, open_to_all),
        evidence=tuple(source.evidence[0] for source in sources[:5]),
    )


def _data_availability(
    own: tuple[str, ...], open_to_all: list[str], announced: list[DataSource]
) -> Availability:
    if own and len(open_to_all) == len(own) and not announced:
        return Availability.RELEASED
    if open_to_all:
        return Availability.PARTIAL
    return Availability.UNKNOWN


def _has_data(facts: Facts, artifact: str) -> bool:
    tree = next((a.tree for a in facts.snapshot.artifacts if a.id == artifact), None)
    return tree is not None and any(
        file.path.endswith((".parquet", ".jsonl", ".json", ".zip", ".tar", ".gz", ".csv", ".arrow"))
        for file in tree.files
    )


def _data_detail(sources: tuple[DataSource, ...], open_to_all: list[str]) -> str:
    named = list(dict.fromkeys(source.source for source in sources))
    listed = ", ".join(named[:6]) + (f" and {len(named) - 6} more" if len(named) > 6 else "")
    seen = f"; data files seen in {', '.join(open_to_all)}" if open_to_all else ""
    return f"named: {listed}{seen}"


def _data_description(facts: Facts, statements: Statements) -> Component:
    sources, documentation = facts.of(DataSource), facts.of(DataDocumentation)
    if not documentation and not sources:
        return _unknown("no document that speaks of the training data was read")
    evidence: tuple[Evidence, ...] = tuple(fact.evidence[0] for fact in documentation[:4])
    if not sources:
        return Component(
            availability=Availability.NOT_FOUND,
            license=_NO_TERMS,
            detail="the sections on data that were read describe none of the model's own data",
            evidence=evidence,
        )
    where = documentation[0].artifact if documentation else sources[0].artifact
    is_code = where in facts.artifacts(Role.CODE)
    return Component(
        availability=Availability.PARTIAL,
        access=Access.OPEN,
        license=statements.in_artifact(where, Scope.CODE if is_code else Scope.DATA),
        detail="sources are named; whether they are all, a person has to say",
        evidence=evidence or sources[0].evidence,
    )


def _document(facts: Facts, row: str) -> Component:
    seen = [fact for fact in facts.of(DocumentSeen) if fact.row == row]
    if not seen:
        return _unknown(_why(facts, row))
    best = min(seen, key=lambda fact: _BEST_FIRST.index(fact.availability))
    return Component(
        availability=best.availability,
        access=Access.OPEN if best.availability is Availability.RELEASED else Access.UNKNOWN,
        license=_NO_TERMS,
        detail=best.detail,
        evidence=best.evidence,
    )


def _pledged(facts: Facts, row: str, found: Component) -> Component:
    """A promise or a denial stands only where nothing was found."""
    published = row == "training-data" and bool(facts.artifacts(Role.DATA))
    if found.availability not in _ANNOUNCED_OVER or published:
        return found
    pledges = [fact for fact in facts.of(Pledge) if row in fact.rows]
    if not pledges:
        return found
    denials = [fact for fact in pledges if fact.denied]
    fact = (denials or pledges)[0]
    return Component(
        availability=Availability.WITHHELD if denials else Availability.ANNOUNCED,
        license=found.license,
        detail="said not to be released" if denials else "promised, and not found",
        evidence=fact.evidence,
    )
