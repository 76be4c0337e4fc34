"""Lineage: what the weights and their data were made from, step by step, with the terms of each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import (
    AncestorState,
    ComposedModel,
    DataSource,
    Edge,
    License,
    Role,
    Scope,
    Upstream,
)
from audit.resolve.ancestors import revision_of, source_of, state_of, terms_of, with_cycles
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements

UNNAMED = "a language model that is not named"
_PARTS = ("base-model", "vision-encoder", "speech-encoder")
ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")


def lineage(facts: Facts, statements: Statements) -> tuple[Edge, ...]:
    """The edges of the judged weights, of the base models above them and of their data."""
    judged = facts.judged
    if judged is None:
        return ()
    edges: list[Edge] = []
    reached = [judged]
    known = facts.artifacts(Role.BASE_MODEL, own=False)
    for child in reached:  # grows while it is walked: a base model has base models of its own
        found = _parts(facts, statements, child)
        edges.extend(found)
        parents = (f"hf:{edge.parent}" for edge in found if edge.relation == "base-model")
        reached.extend(name for name in parents if name in known and name not in reached)
    if not any(edge.child == judged and edge.relation == "base-model" for edge in edges):
        edges.extend(_unnamed(facts, judged))
    edges.extend(_data(facts, statements, judged))
    for child in (judged, *facts.artifacts(Role.DATA, own=False)):
        edges.extend(_generators(facts, statements, child))
    return with_cycles(edges)


def _parts(facts: Facts, statements: Statements, child: str) -> list[Edge]:
    """Of the places that name a starting point, those that speak most closely of this model; a
    starting point of the same owner is a step on the way, so the next places are heard as well."""
    named = facts.of(Upstream, child)
    found: list[Edge] = []
    for relation in _PARTS:
        of_kind = [fact for fact in named if fact.relation == relation]
        closest = _closest(child, of_kind)
        near = [fact for fact in of_kind if fact.rank <= closest]
        found.extend(_once_each(facts, statements, near))
    return found


def _generators(facts: Facts, statements: Statements, child: str) -> Iterator[Edge]:
    named = (fact for fact in facts.of(Upstream, child) if fact.relation == "data-generator")
    return _once_each(facts, statements, list(named))


def _once_each(facts: Facts, statements: Statements, named: list[Upstream]) -> Iterator[Edge]:
    """One edge for each parent, however often it is named; the first place that says how counts."""
    groups: dict[str, list[Upstream]] = {}
    for fact in named:
        groups.setdefault(re.sub(r"[^a-z0-9]+", "", fact.parent.lower()), []).append(fact)
    for same in groups.values():
        telling = next((fact for fact in same if fact.how), same[0])
        yield _edge(facts, statements, same[0], telling)


def _edge(facts: Facts, statements: Statements, fact: Upstream, telling: Upstream) -> Edge:
    terms = terms_of(facts, statements, fact.parent)
    by_name = terms.expression is not None and terms.statement is None
    artifact = f"hf:{fact.parent}"
    return Edge(
        child=fact.artifact,
        parent=fact.parent,
        relation=fact.relation,
        how=telling.how,
        license=terms,
        state=state_of(facts, fact.parent, artifact),
        revision=revision_of(facts, artifact),
        evidence=(
            *fact.evidence,
            *(telling.evidence if telling is not fact else ()),
            *(source_of(fact.parent) if by_name else ()),
        ),
    )


def _closest(child: str, named: list[Upstream]) -> int:
    """The first rank at which a starting point of another owner is named, or the last of all."""
    owner = f"{child.removeprefix('hf:').partition('/')[0].lower()}/"
    ranks = [fact.rank for fact in named if not fact.parent.lower().startswith(owner)]
    return min(ranks, default=max((fact.rank for fact in named), default=0))


def _unnamed(facts: Facts, judged: str) -> Iterator[Edge]:
    """The language model in a composed model, of which nobody says which one it is."""
    for fact in facts.of(ComposedModel, judged)[:1]:
        yield Edge(
            child=judged,
            parent=UNNAMED,
            relation="base-model",
            license=License(expression=None, class_="unknown"),
            state=AncestorState.NAMED,
            evidence=fact.evidence,
        )


def _data(facts: Facts, statements: Statements, judged: str) -> Iterator[Edge]:
    """The data sets that are named by id, with the terms that were read at each."""
    read = facts.artifacts(Role.DATA, own=False)
    seen: set[str] = set()
    for fact in facts.of(DataSource):
        name = fact.source.removeprefix("hf:").removeprefix("datasets/")
        if fact.announced or not ID.fullmatch(name) or name.lower() in seen:
            continue
        seen.add(name.lower())
        artifact = f"hf:datasets/{name}"
        terms = License(expression=None, class_="unknown")
        yield Edge(
            child=judged,
            parent=f"datasets/{name}",
            relation="dataset",
            license=statements.in_artifact(artifact, Scope.DATA) if artifact in read else terms,
            state=state_of(facts, name, artifact),
            revision=revision_of(facts, artifact),
            evidence=fact.evidence,
        )
