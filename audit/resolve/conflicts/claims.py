"""Claims, and promises by name, against what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.model import (
    Artifact,
    Availability,
    Component,
    Conflict,
    Evidence,
    OpenClaim,
    Pledge,
    Role,
    Scope,
    Severity,
    Side,
    Statement,
    StatementKind,
)
from audit.resolve.conflicts.found import Found, side
from audit.resolve.statements import is_restricted

_ABOUT_IT = re.compile(
    r"(?:^|/)(?:\.[^/]*|readme[^/]*|licen[cs]e[^/]*)$|\.(?:md|txt|png|jpe?g|gif|svg|pdf)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:more|other|another|additional|further|new)\b|更多|其他", re.IGNORECASE)
_HELD_BACK = (Availability.NOT_FOUND, Availability.WITHHELD, Availability.ANNOUNCED)
_TO_REBUILD = {
    "training-code": ("the code that trained it", _HELD_BACK),
    "training-data": ("its training data", (Availability.WITHHELD, Availability.ANNOUNCED)),
}


def _claim_against_terms(found: Found) -> Iterator[Conflict]:
    """The model is called open source, and its weights are under restricted terms."""
    claims = _claims(found)
    weights = found.rows["weights-final"].license
    stated = found.stated(weights) if is_restricted(weights.class_) else _without_weights(found)
    if not claims or stated is None:
        return
    yield Conflict(
        kind="claim-against-terms",
        severity=Severity.HIGH,
        text="The publisher calls the model open; the terms of its weights are not.",
        sides=(_called_open(claims), side(stated)),
    )


def _without_weights(found: Found) -> Statement | None:
    """The restricted license text for the weights among the code, where no weights are judged."""
    if found.facts.judged is not None:
        return None
    return next(
        (
            statement
            for code in found.facts.artifacts(Role.CODE)
            for statement in found.of_kind(code, Scope.WEIGHTS, StatementKind.LICENSE_FILE)
            if is_restricted(statement.class_)
        ),
        None,
    )


def _claims(found: Found) -> tuple[OpenClaim, ...]:
    """The claims in repositories that speak of the judged weights, or all where none is judged."""
    claims = found.facts.of(OpenClaim)
    if found.facts.judged is None:
        return claims
    return tuple(claim for claim in claims if found.speaks_of_weights(claim.artifact))


def _called_open(claims: tuple[OpenClaim, ...]) -> Side:
    return Side(says="called open", evidence=tuple(claim.evidence[0] for claim in claims[:3]))


def _claim_against_content(found: Found) -> Iterator[Conflict]:
    """The model is called open, and what it takes to make it again is not there: the code that
    trained it, by complete listings, or data that are promised or withheld in so many words."""
    claims = _claims(found)
    for row, (words, states) in _TO_REBUILD.items():
        component = found.rows[row]
        if not claims or component.availability not in states or not component.evidence:
            continue
        if _is_of_more(component):
            continue
        state = component.availability.value.replace("-", " ")
        yield Conflict(
            kind="claim-against-content",
            severity=Severity.MEDIUM,
            text=f"The publisher calls the model open; {words}: {state}.",
            sides=(
                _called_open(claims),
                Side(
                    says=f"no release of {words}: {component.detail or state}",
                    evidence=component.evidence[:3],
                ),
            ),
        )


def _is_of_more(component: Component) -> bool:
    """Whether all that is announced is more of what may be there."""
    quotes = [evidence.quote or "" for evidence in component.evidence]
    announced = component.availability is Availability.ANNOUNCED
    return announced and all(map(_MORE.search, quotes))


def _kept_elsewhere(found: Found) -> Iterator[Conflict]:
    """Promises of something by name that has been released."""
    published = [
        each
        for each in found.facts.snapshot.artifacts
        if each.role in (Role.DATA, Role.CHECKPOINT) and each.own and _files_of(each)
    ]
    promises = [fact for fact in found.facts.of(Pledge) if not fact.denied]
    for artifact in published:
        said = [fact for fact in promises if _names(fact, artifact)]
        if said:
            yield Conflict(
                kind="promise-kept-elsewhere",
                severity=Severity.LOW,
                text=f"{said[0].artifact} still promises what is published as {artifact.id}.",
                sides=(
                    Side(
                        says="a promise for later",
                        evidence=tuple(proof for fact in said for proof in fact.evidence),
                    ),
                    Side(says=f"{artifact.id} is published", evidence=_files_of(artifact)),
                ),
            )


def _names(fact: Pledge, artifact: Artifact) -> bool:
    """Whether the promise names the artifact."""
    name = _letters(artifact.id.rpartition("/")[2])
    said = _letters(" ".join(each.quote or "" for each in fact.evidence))
    return len(name) > 6 and name in said


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _files_of(artifact: Artifact) -> tuple[Evidence, ...]:
    """A file of the artifact that holds more than words about it."""
    files = artifact.tree.files if artifact.tree else ()
    held = next((file for file in files if not _ABOUT_IT.search(file.path)), None)
    if held is None:
        return ()
    place = Evidence(
        artifact=artifact.id, revision=artifact.revision, path=held.path, url=artifact.url
    )
    return (place,)


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    _claim_against_terms,
    _claim_against_content,
    _kept_elsewhere,
)
