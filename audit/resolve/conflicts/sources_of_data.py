"""The license of a data set against the terms of what it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import (
    Conflict,
    DataOrigins,
    Edge,
    Role,
    Scope,
    Severity,
    Side,
    Statement,
    StatementKind,
)
from audit.resolve.conflicts.found import Found, side
from audit.resolve.statements import is_open, is_restricted

_SHOWN = 6
"""Sources that are named in one conflict."""


def _compiled(found: Found) -> Iterator[Conflict]:
    """An open tag for the whole of what was put together from named sets: one of them was read
    and is restricted, or the card says nothing of the license of any."""
    for fact in found.facts.of(DataOrigins):
        tag = _offer(found, fact.artifact)
        if tag is None:
            continue
        restricted = next(_restricted_sources(found, fact), None)
        if restricted is None and fact.licensed:
            continue
        named = ", ".join(fact.sources[:_SHOWN])
        yield Conflict(
            kind="data-against-its-sources",
            severity=Severity.HIGH if restricted else Severity.MEDIUM,
            text=f"{fact.artifact} is offered as a whole under {tag.expression}; it was made from "
            f"{named}" + (f", of which {restricted.artifact} sets limits." if restricted
                          else ", whose terms its card does not give."),
            sides=(side(tag), _made_from(fact, restricted)),
        )  # fmt: skip


def _offer(found: Found, artifact: str) -> Statement | None:
    """The open tag of a data set."""
    tags = found.of_kind(artifact, Scope.DATA, StatementKind.METADATA_TAG)
    return next((tag for tag in tags if tag.expression and is_open(tag.class_)), None)


def _restricted_sources(found: Found, fact: DataOrigins) -> Iterator[Statement]:
    named = {name.lower() for name in fact.sources}
    for artifact in found.facts.artifacts(Role.DATA, own=False):
        name = artifact.removeprefix("hf:datasets/").lower()
        terms = found.statements.in_artifact(artifact, Scope.DATA)
        said = found.stated(terms)
        known = name in named or name.rpartition("/")[2] in named
        if known and artifact != fact.artifact and said and is_restricted(terms.class_):
            yield said


def _made_from(fact: DataOrigins, restricted: Statement | None) -> Side:
    says = f"made from {', '.join(fact.sources[:_SHOWN])}"
    if restricted is not None:
        return Side(
            says=f"{says}; {side(restricted).says}",
            evidence=(*fact.evidence, *restricted.evidence[:1]),
        )
    return Side(
        says=f"{says}; no words on a license in the text of the card", evidence=fact.evidence
    )


def _generated(found: Found) -> Iterator[Conflict]:
    """An open tag on data that a model made whose terms are known and restricted."""
    for edge in found.edges:
        if edge.relation == "data-generator" and is_restricted(edge.license.class_):
            tag = _offer(found, edge.child)
            if tag is not None:
                yield _made_by(tag, edge)


def _made_by(tag: Statement, edge: Edge) -> Conflict:
    return Conflict(
        kind="data-against-its-sources",
        severity=Severity.MEDIUM,
        text=f"{edge.child} is offered under {tag.expression}; it was made with {edge.parent}, "
        f"which is under {edge.license.expression}.",
        sides=(
            side(tag),
            Side(
                says=f"made with {edge.parent} ({edge.license.expression})",
                evidence=edge.evidence,
            ),
        ),
    )


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_compiled, _generated)
