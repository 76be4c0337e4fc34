"""The lineage of an assessment as nodes and steps, each step with the conflicts that lie on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice

from msgspec import Struct

from audit.model import (
    AncestorState,
    ArtifactSummary,
    Assessment,
    Conflict,
    Edge,
    Evidence,
    License,
    Role,
    Severity,
    Side,
)
from audit.model.vocabulary import RELATIONS
from audit.render.view_inventory import gravest_first

WEIGHTS = "weights-final"
UNKNOWN = License(expression=None, class_="unknown")
_HOST = "hf:"
_LONGEST_SAID = 2_000
"""Characters of a side in which the name of a source is looked for."""
_LEADING_WORDS = 3
"""The name of the source follows on at most so many words, as in "starts from NAME"."""
_END_OF_NAME = re.compile(r" \(|, |$")
_MOST_CUTS = 8
"""Places at which a name may end, as it may hold a bracket or a comma itself."""
_MOST_ALIKE = 50
"""Edges to one source that one conflict is shown on, where its evidence does not tell which."""


class NodeKind(StrEnum):
    """What a node of the lineage is."""

    MODEL = "model"
    DATA = "data"
    ENCODER = "encoder"


KINDS = {
    "base-model": NodeKind.MODEL,
    "data-generator": NodeKind.MODEL,
    "dataset": NodeKind.DATA,
    "vision-encoder": NodeKind.ENCODER,
    "speech-encoder": NodeKind.ENCODER,
}
"""What stands at the far end of a relation; of one without an entry, a model."""

ON_EDGES = {
    "model-against-base-model": frozenset({"base-model"}),
    "duties-not-shown": frozenset({"base-model"}),
    "model-against-data": frozenset({"dataset"}),
    "data-against-its-sources": frozenset({"data-generator"}),
}
"""The kinds of conflict that lie between a product and its source, and on which relations."""


class Node(Struct, frozen=True, kw_only=True):
    """One published thing, or a name."""

    key: str
    """What it is known by, whatever host stands before it."""
    name: str
    kind: NodeKind
    license: License
    state: AncestorState
    url: str | None = None


class Step(Struct, frozen=True, kw_only=True):
    """One step upstream."""

    child: str
    parent: str
    relation: str
    how: str
    in_cycle: bool
    conflicts: tuple[int, ...]
    """Numbers of the conflicts, as the report numbers them."""


class Graph(Struct, frozen=True, kw_only=True):
    """All nodes by key, and of each node the steps up to its sources."""

    root: str
    nodes: Mapping[str, Node]
    sources: Mapping[str, tuple[Step, ...]]
    severities: Mapping[int, Severity]


def graph(assessment: Assessment) -> Graph:
    """The lineage; equal steps are one. Its root is what the edges speak of first."""
    conflicts = gravest_first(assessment.conflicts)
    steps = _steps(assessment.lineage, _on_edges(assessment.lineage, conflicts))
    root = _root(assessment)
    nodes = _nodes(assessment, root)
    sources: dict[str, list[Step]] = {}
    for step in steps:
        sources.setdefault(step.child, []).append(step)
    return Graph(
        root=root,
        nodes=nodes,
        sources={child: tuple(found) for child, found in sources.items()},
        severities={number: one.severity for number, one in enumerate(conflicts, 1)},
    )


def key_of(name: str) -> str:
    """A name without the host that edges write at one end and not at the other."""
    return name.removeprefix(_HOST)


def _root(assessment: Assessment) -> str:
    """The judged weights: of those who have sources, the first of the model's own."""
    own = (one.id for one in assessment.artifacts if one.own and one.role is Role.WEIGHTS)
    children = {key_of(edge.child) for edge in assessment.lineage}
    for identifier in own:
        if key_of(identifier) in children:
            return key_of(identifier)
    return key_of(assessment.lineage[0].child) if assessment.lineage else ""


def _nodes(assessment: Assessment, root: str) -> dict[str, Node]:
    """The root under the terms of the weights; of others what the first edge to them says."""
    artifacts = {key_of(one.id): one for one in assessment.artifacts}
    weights = assessment.components.get(WEIGHTS)
    terms = weights.license if weights else UNKNOWN
    nodes = {root: _product(root, artifacts.get(root), terms)}
    for edge in assessment.lineage:
        key = key_of(edge.parent)
        if key not in nodes:
            read = artifacts.get(key)
            nodes[key] = _source(edge, key, read.url if read else None)
    for edge in assessment.lineage:
        key = key_of(edge.child)
        if key not in nodes:
            nodes[key] = _product(key, artifacts.get(key), UNKNOWN)
    return nodes


def _product(key: str, artifact: ArtifactSummary | None, terms: License) -> Node:
    is_data = artifact.role is Role.DATA if artifact else key.startswith("datasets/")
    return Node(
        key=key,
        name=key,
        kind=NodeKind.DATA if is_data else NodeKind.MODEL,
        license=terms,
        state=AncestorState.READ if artifact else AncestorState.UNKNOWN,
        url=artifact.url if artifact else None,
    )


def _source(edge: Edge, key: str, url: str | None) -> Node:
    return Node(
        key=key,
        name=key,
        kind=KINDS.get(edge.relation, NodeKind.MODEL),
        license=edge.license,
        state=edge.state,
        url=url,
    )


def _steps(edges: Iterable[Edge], conflicts: Mapping[int, tuple[int, ...]]) -> Iterator[Step]:
    seen: set[tuple[str, str, str]] = set()
    for at, edge in enumerate(edges):
        child, parent = key_of(edge.child), key_of(edge.parent)
        if (child, parent, edge.relation) in seen:
            continue
        seen.add((child, parent, edge.relation))
        yield Step(
            child=child,
            parent=parent,
            relation=edge.relation,
            how=edge.how,
            in_cycle=edge.in_cycle,
            conflicts=conflicts.get(at, ()),
        )


def _on_edges(
    edges: tuple[Edge, ...], conflicts: tuple[Conflict, ...]
) -> dict[int, tuple[int, ...]]:
    """For each edge, by its place, the numbers of the conflicts on it."""
    exact: dict[tuple[str, str, tuple[Evidence, ...]], list[int]] = {}
    named: dict[tuple[str, str], list[int]] = {}
    for at, edge in enumerate(edges):
        key = (key_of(edge.parent), edge.relation)
        exact.setdefault((*key, edge.evidence), []).append(at)
        named.setdefault(key, []).append(at)
    found: dict[int, list[int]] = {}
    for number, conflict in enumerate(conflicts, 1):
        places: dict[int, None] = {}
        for key, side in _ends(conflict):
            near = exact.get((*key, side.evidence)) or named.get(key, [])
            places.update(dict.fromkeys(near[:_MOST_ALIKE]))
        for at in places or _of_sources(conflict, named):
            found.setdefault(at, []).append(number)
    return {at: tuple(numbers) for at, numbers in found.items()}


def _ends(conflict: Conflict) -> Iterator[tuple[tuple[str, str], Side]]:
    """What may be the far end of the conflict, with the side that names it."""
    for side in conflict.sides if conflict.kind in ON_EDGES else ():
        for name in _sources_in(side.says):
            for relation in ON_EDGES[conflict.kind]:
                yield (name, relation), side


def _of_sources(conflict: Conflict, named: Mapping[tuple[str, str], list[int]]) -> list[int]:
    """The edges to a source whose own statements the conflict is about."""
    about = {key_of(one.artifact) for side in conflict.sides[:1] for one in side.evidence}
    keys = ((name, relation) for name in sorted(about) for relation in RELATIONS)
    return [at for key in keys for at in named.get(key, ())[:_MOST_ALIKE]]


def _sources_in(said: str) -> Iterator[str]:
    """What may be the name of a source in "starts from NAME (TERMS)", "trained on NAME, TERMS"."""
    said = said[:_LONGEST_SAID]
    start = 0
    for _word in range(_LEADING_WORDS):
        start = said.find(" ", start) + 1
        if not start:
            return
        rest = said[start:]
        cuts = islice(_END_OF_NAME.finditer(rest), _MOST_CUTS)
        yield from (key_of(rest[: cut.start()]) for cut in cuts)
