"""What the model was made from, against the terms under which it is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.licenses.catalog import base_model, license_class
from audit.licenses.compatibility import Duty, Relation, Shown, may_offer
from audit.model import (
    AddedTerms,
    Conflict,
    DataSource,
    Edge,
    PhraseShown,
    Role,
    Scope,
    Severity,
    Side,
    Statement,
    StatementKind,
)
from audit.resolve.conflicts.found import Found, side
from audit.resolve.statements import is_open, is_restricted

_SHOWABLE = re.compile(r'show "(?:built|powered|improved|created)', re.IGNORECASE)
_POLICY = re.compile(r"polic|acceptable", re.IGNORECASE)


def _model_against_base(found: Found) -> Iterator[Conflict]:
    """Weights offered under open terms that stand on a base model under restricted ones."""
    offer = _open_offer(found)
    if offer is None:
        return
    for edge in found.edges:
        if edge.relation == "base-model" and is_restricted(edge.license.class_):
            yield Conflict(
                kind="model-against-base-model",
                severity=Severity.CRITICAL,
                text=f"The weights are offered under {offer.expression}, but stand on "
                f"{edge.parent}, which is under {edge.license.expression}"
                f"{'' if edge.license.statement is not None else ' by its name'}.",
                sides=(
                    side(offer),
                    Side(
                        says=f"starts from {edge.parent} ({edge.license.expression})",
                        evidence=edge.evidence,
                    ),
                ),
            )


def _open_offer(found: Found) -> Statement | None:
    """The statement by which the weights are offered under open terms: the one that decides, else
    the tag of the weights, by which people find them."""
    terms = found.weights()
    offer = found.stated(terms)
    if offer is not None and is_open(terms.class_):
        return offer
    if found.facts.judged is None:
        return None
    tags = found.of_kind(found.facts.judged, Scope.WEIGHTS, StatementKind.METADATA_TAG)
    return next((tag for tag in tags if tag.expression and is_open(tag.class_)), None)


def _model_against_data(found: Found) -> Iterator[Conflict]:
    """Weights offered under open terms that were trained on data under restricted ones."""
    offer = _open_offer(found)
    if offer is None:
        return
    named = {fact.source: fact for fact in reversed(found.facts.of(DataSource))}
    for artifact in found.facts.artifacts(Role.DATA, own=False):
        data = found.statements.in_artifact(artifact, Scope.DATA)
        said = found.stated(data)
        if artifact not in named or said is None or not is_restricted(data.class_):
            continue
        yield Conflict(
            kind="model-against-data",
            severity=Severity.MEDIUM,
            text=f"The weights are offered under {offer.expression}; they were trained on "
            f"{artifact}, which is under {data.expression or 'terms that set limits'}.",
            sides=(
                side(offer),
                Side(
                    says=f"trained on {artifact}, {side(said).says}",
                    evidence=(*named[artifact].evidence[:1], *said.evidence),
                ),
            ),
        )


def _duties(found: Found) -> Iterator[Conflict]:
    """Duties that come with a base model's license and that the weight repository does not show."""
    judged = found.facts.judged
    if judged is None:
        return
    for edge in found.edges:
        if edge.child == judged and edge.relation == "base-model" and not _is_own(edge, judged):
            says = f"starts from {edge.parent} ({edge.license.expression})"
            given = Side(says=says, evidence=edge.evidence)
            yield from _not_shown(found, judged, edge.license.expression, given)


def _added_duties(found: Found) -> Iterator[Conflict]:
    """Duties of a license that the publisher's own terms say applies as well."""
    judged = found.facts.judged
    based = {e.license.expression for e in found.edges if e.child == judged}
    for fact in found.facts.of(AddedTerms):
        if fact.expression not in based:
            given = Side(says=f"{fact.expression} applies as well", evidence=fact.evidence)
            yield from _not_shown(found, judged or fact.artifact, fact.expression, given)


def _not_shown(
    found: Found, judged: str, expression: str | None, given: Side
) -> Iterator[Conflict]:
    shown = _shown(found, judged)
    owed = _owed(expression, shown)
    if found.facts.judged is None:  # the name of code owes nothing to a license of weights
        owed = [duty for duty in owed if duty.kind != "naming"]
    if expression is None or not owed:
        return
    closed = is_restricted(license_class(expression))
    yield Conflict(
        kind="duties-not-shown",
        severity=Severity.MEDIUM if closed else Severity.LOW,
        text=f"{given.says[0].upper()}{given.says[1:]}; the repository {judged} does not show "
        "what that license asks for.",
        sides=(given, Side(says=_absence(owed, shown), evidence=())),
    )


def _is_own(edge: Edge, judged: str) -> bool:
    """Whether the base is the publisher's own: nobody owes himself a copy of his terms."""
    owner = judged.removeprefix("hf:").partition("/")[0].lower()
    known = base_model(edge.parent)
    if known is not None and re.sub(r"[^a-z0-9]", "", owner) in known.publishers:
        return True
    return edge.parent.lower().startswith(f"{owner}/") or f"hf:{edge.parent}" == judged


def _owed(expression: str | None, shown: Shown) -> list[Duty]:
    """What the license asks for and the repository is known not to show."""
    if expression is None:
        return []
    duties = may_offer(expression, expression, Relation.BASE_MODEL, shown).duties
    return [duty for duty in duties if duty.shown is False and _can_be_seen(duty)]


def _can_be_seen(duty: Duty) -> bool:
    """Whether the probes would have seen it: of phrases, those that begin in a usual way."""
    return duty.kind != "naming" or "show " not in duty.words or bool(_SHOWABLE.search(duty.words))


def _absence(owed: list[Duty], shown: Shown) -> str:
    looked = ["its name"]
    looked += ["its complete listing"] if shown.files is not None else []
    looked += ["its card"] if shown.text is not None else []
    parts = [f"to {duty.words} ({duty.because.section})" for duty in owed]
    return f"no sign, in {' and '.join(looked)}, that the duty was met {'; '.join(parts)}"


def _shown(found: Found, judged: str) -> Shown:
    """What the weight repository holds; nothing is held against it that was not looked at."""
    artifact = found.artifact(judged)
    tree = artifact.tree if artifact and artifact.tree and artifact.tree.complete else None
    files = frozenset(file.path for file in tree.files) if tree else None
    read = artifact is not None and any(d.path == "README.md" for d in artifact.documents)
    phrases = [fact.phrase for fact in found.facts.of(PhraseShown, judged)]
    return Shown(
        name=judged.removeprefix("hf:"),
        licenses=_licenses(found, judged, files),
        files=files,
        text="\n".join(phrases) if read and files is not None else None,
    )


def _licenses(found: Found, judged: str, files: frozenset[str] | None) -> frozenset[str] | None:
    """The licenses whose text lies beside the weights; None where that cannot be told."""
    texts = found.of_kind(judged, Scope.WEIGHTS, StatementKind.LICENSE_FILE)
    if files is None or any(s.expression is None for s in texts):
        return None
    if any(_POLICY.search(path) for path in files):
        return None
    return frozenset(s.expression for s in texts if s.expression)


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    _model_against_base,
    _model_against_data,
    _duties,
    _added_duties,
)
