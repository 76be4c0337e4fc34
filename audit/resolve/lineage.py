"""Lineage: the starting points of the weights, with the terms of each."""

from __future__ import annotations

import re

from audit.licenses.catalog import base_model, license_class
from audit.model import ComposedModel, Edge, License, Role, Scope, Upstream
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements

UNNAMED = "a language model that is not named"


def lineage(facts: Facts, statements: Statements) -> tuple[Edge, ...]:
    """The edges of the judged weights and of the base models above them."""
    edges: list[Edge] = []
    judged = facts.judged
    if judged is None:
        return ()
    children = (judged, *facts.artifacts(Role.BASE_MODEL, own=False))
    for child in children:
        edges.extend(_edges(facts, statements, child))
    if not any(edge.child == judged and edge.relation == "base-model" for edge in edges):
        edges.extend(
            Edge(
                child=judged,
                parent=UNNAMED,
                relation="base-model",
                license=License(expression=None, class_="unknown"),
                evidence=fact.evidence,
            )
            for fact in facts.of(ComposedModel, judged)[:1]
        )
    return tuple(edges)


def _edges(facts: Facts, statements: Statements, child: str) -> list[Edge]:
    """Of the places that name a starting point, those that speak most closely of this model."""
    named = facts.of(Upstream, child)
    found: dict[tuple[str, str], Edge] = {}
    for relation in ("base-model", "vision-encoder"):
        of_kind = [fact for fact in named if fact.relation == relation]
        closest = min((fact.rank for fact in of_kind), default=0)
        for fact in of_kind:
            key = (relation, re.sub(r"[^a-z0-9]+", "", fact.parent.lower()))
            if fact.rank == closest and key not in found:
                found[key] = Edge(
                    child=child,
                    parent=fact.parent,
                    relation=relation,
                    license=_terms(facts, statements, fact.parent),
                    evidence=fact.evidence,
                )
    return list(found.values())


def _terms(facts: Facts, statements: Statements, parent: str) -> License:
    """The terms that were read at the parent, else what is known of it by its name."""
    artifact = f"hf:{parent}"
    if artifact in facts.artifacts(Role.BASE_MODEL, own=False):
        read = statements.in_artifact(artifact, Scope.WEIGHTS)
        if read.class_ != "unknown":
            return read
    known = base_model(parent)
    if known is None:
        return License(expression=None, class_="unknown")
    return License(expression=known.expression, class_=license_class(known.expression))
