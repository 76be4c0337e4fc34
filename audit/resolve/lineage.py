"""Lineage: the starting points of the weights, with the terms of each."""

from __future__ import annotations

import re

from audit.licenses.catalog import BaseModel, base_model, license_class, words_of_open_models
from audit.model import ComposedModel, Edge, Evidence, License, Role, Scope, Upstream
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, is_open

_LOCAL = re.compile(
    r"(?:pre-?trained|base|local)?[_-]?(?:models?|checkpoints?|ckpts?|weights|llms?)", re.IGNORECASE
)
_OF_A_CONVERSION = re.compile(
    r"v|b|m|k|it|hf|instruct|chat|base|preview|mini|small|medium|large|tiny|patch|so|megatron"
    r"|mcore|tp|pp|ep|converted|checkpoint|model|llm|vlm"
)
UNNAMED = "a language model that is not named"


def lineage(facts: Facts, statements: Statements) -> tuple[Edge, ...]:
    """The edges of the judged weights and of the base models above them."""
    edges: list[Edge] = []
    judged = facts.judged
    if judged is None:
        return ()
    reached = [judged]
    known = facts.artifacts(Role.BASE_MODEL, own=False)
    for child in reached:  # grows while it is walked: a base model has base models of its own
        found = _edges(facts, statements, child)
        edges.extend(found)
        parents = (f"hf:{edge.parent}" for edge in found if edge.relation == "base-model")
        reached.extend(name for name in parents if name in known and name not in reached)
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
    """Of the places that name a starting point, those that speak most closely of this model; a
    starting point of the same owner is a step on the way, so the next places are heard as well."""
    named = facts.of(Upstream, child)
    found: dict[tuple[str, str], Edge] = {}
    for relation in ("base-model", "vision-encoder"):
        of_kind = [fact for fact in named if fact.relation == relation]
        closest = _closest(child, of_kind)
        for fact in of_kind:
            key = (relation, re.sub(r"[^a-z0-9]+", "", fact.parent.lower()))
            if fact.rank <= closest and key not in found:
                terms = _terms(facts, statements, fact.parent)
                by_name = terms.expression is not None and terms.statement is None
                found[key] = Edge(
                    child=child,
                    parent=fact.parent,
                    relation=relation,
                    license=terms,
                    evidence=(*fact.evidence, *(_source(fact.parent) if by_name else ())),
                )
    return list(found.values())


def _closest(child: str, named: list[Upstream]) -> int:
    """The first rank at which a starting point of another owner is named, or the last of all."""
    owner = f"{child.removeprefix('hf:').partition('/')[0].lower()}/"
    ranks = [fact.rank for fact in named if not fact.parent.lower().startswith(owner)]
    return min(ranks, default=max((fact.rank for fact in named), default=0))


def _terms(facts: Facts, statements: Statements, parent: str) -> License:
    """The terms that were read at the parent, else what is known of it by its name."""
    artifact = f"hf:{parent}"
    if artifact in facts.artifacts(Role.BASE_MODEL, own=False):
        read = statements.in_artifact(artifact, Scope.WEIGHTS)
        if read.class_ != "unknown":
            return read
    known = base_model(parent)
    class_ = license_class(known.expression) if known else "unknown"
    if known is None or (is_open(class_) and not _is_the_known_one(parent, known)):
        return License(expression=None, class_="unknown")
    return License(expression=known.expression, class_=class_)


def _source(parent: str) -> tuple[Evidence, ...]:
    """Who says what the terms of a model of this name are."""
    known = base_model(parent)
    if known is None:
        return ()
    return (Evidence(artifact="criteria:base-models.yaml", url=known.source),)


def _is_the_known_one(parent: str, known: BaseModel) -> bool:
    """Whether an id is the known model's own and not what others made of it: open terms do not
    pass to those. A bare name may add sizes, versions, the words of a conversion, the publisher,
    and words of other models whose terms are open as well."""
    owner, slash, name = parent.strip("./").rpartition("/")
    if slash and not _LOCAL.fullmatch(owner):
        return _letters(owner) in map(_letters, known.source.split("/")[2:4])
    words = set(re.split(r"[^a-z]+", name.lower())) - {""}
    own = {word for part in known.names for word in re.split(r"[^a-z]+", part)}
    own |= {_letters(part) for part in known.source.split("/")[2:4]} | words_of_open_models()
    return all(map(_OF_A_CONVERSION.fullmatch, words - own))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
