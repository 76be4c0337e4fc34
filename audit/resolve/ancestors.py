"""What is known of the source of an edge: whether it was read, its terms, the way back."""

from __future__ import annotations

import re

from msgspec.structs import replace

from audit.licenses.catalog import BaseModel, base_model, license_class, words_of_open_models
from audit.model import (
    AncestorState,
    Edge,
    Evidence,
    Gap,
    GapReason,
    Gate,
    GateKind,
    License,
    Role,
    Scope,
)
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, is_open

LOCAL = re.compile(
    r"(?:pre-?trained|base|local)?[_-]?(?:models?|checkpoints?|ckpts?|weights|llms?)", re.IGNORECASE
)
_ON_DISK = re.compile(r"[./~]|.*[\\]|[^/]*/[^/]*/")
_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
_OF_A_CONVERSION = re.compile(
    r"v|b|m|k|it|hf|instruct|chat|base|preview|mini|small|medium|large|tiny|patch|so|megatron"
    r"|mcore|tp|pp|ep|converted|checkpoint|model|llm|vlm"
)
_STATES = {
    GapReason.GATED: AncestorState.GATED,
    GapReason.MISSING: AncestorState.MISSING,
    GapReason.NOT_LOOKED: AncestorState.NOT_LOOKED,
}
_GATES = {
    GateKind.AUTO: AncestorState.GATED,
    GateKind.MANUAL: AncestorState.GATED,
    GateKind.PRIVATE: AncestorState.PRIVATE,
    GateKind.DISABLED: AncestorState.UNREACHABLE,
}


def state_of(facts: Facts, parent: str, artifact: str) -> AncestorState:
    """What became of the parent when it was looked for. A gate is told even where the card behind
    it could be read."""
    if artifact in facts.artifacts(*Role, own=False):
        gates = (_GATES.get(fact.kind) for fact in facts.of(Gate, artifact))
        return next((state for state in gates if state is not None), AncestorState.READ)
    gap = next((gap for gap in facts.snapshot.gaps if _is_of(gap, artifact)), None)
    if gap is not None:
        return _STATES.get(gap.reason, AncestorState.UNREACHABLE)
    if _ON_DISK.match(parent) or LOCAL.fullmatch(parent.partition("/")[0]):
        return AncestorState.LOCAL
    return AncestorState.NOT_LOOKED if _ID.fullmatch(parent) else AncestorState.NAMED


def _is_of(gap: Gap, artifact: str) -> bool:
    return gap.artifact == artifact and gap.path is None


def revision_of(facts: Facts, artifact: str) -> str | None:
    """The revision at which the parent was read."""
    found = (one.revision for one in facts.snapshot.artifacts if one.id == artifact)
    return next(found, None)


def with_cycles(edges: list[Edge]) -> tuple[Edge, ...]:
    """The edges, those marked from whose parent the way leads back to the child."""
    above: dict[str, set[str]] = {}
    for edge in edges:
        above.setdefault(edge.child, set()).add(f"hf:{edge.parent}")
    return tuple(
        _marked(edge) if edge.child in _reached(above, f"hf:{edge.parent}") else edge
        for edge in edges
    )


def _marked(edge: Edge) -> Edge:
    return Edge(
        **{name: getattr(edge, name) for name in edge.__struct_fields__ if name != "in_cycle"},
        in_cycle=True,
    )


def _reached(above: dict[str, set[str]], start: str) -> set[str]:
    """All that is reached on the way up from a place, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(sorted(new))
    return found


def terms_of(facts: Facts, statements: Statements, parent: str) -> License:
    """The terms that were read at the parent, else what is known of it by its name."""
    artifact = f"hf:{parent}"
    if artifact in facts.artifacts(Role.BASE_MODEL, own=False):
        read = statements.in_artifact(artifact, Scope.WEIGHTS)
        if read.class_ != "unknown":
            return _as_far_as_read(facts, artifact, read)
    return by_name(parent)


def by_name(parent: str) -> License:
    """What is known of a parent's terms by its name alone."""
    known = base_model(parent)
    class_ = license_class(known.expression) if known else "unknown"
    if known is None or (is_open(class_) and not _is_the_known_one(parent, known)):
        return License(expression=None, class_="unknown")
    return License(expression=known.expression, class_=class_)


def _as_far_as_read(facts: Facts, artifact: str, read: License) -> License:
    """Open terms by the host's record alone could be contradicted by the card that was not read,
    as those of the model itself."""
    found = next(one for one in facts.snapshot.artifacts if one.id == artifact)
    card = any(not document.is_record for document in found.documents)
    return read if card or not is_open(read.class_) else replace(read, class_="unresolved")


def source_of(parent: str) -> tuple[Evidence, ...]:
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
    if slash and not LOCAL.fullmatch(owner):
        return _letters(owner) in known.publishers
    words = set(re.split(r"[^a-z]+", name.lower())) - {""}
    own = {word for part in known.names for word in re.split(r"[^a-z]+", part)}
    own |= {_letters(part) for part in known.source.split("/")[2:4]} | words_of_open_models()
    return all(map(_OF_A_CONVERSION.fullmatch, words - own))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
