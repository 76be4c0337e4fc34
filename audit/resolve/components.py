"""Components: the rows of the inventory, each with what was found for it."""

from __future__ import annotations

import re

import msgspec

from audit.model import (
    Access,
    Availability,
    Component,
    DataDocumentation,
    DataSource,
    DocumentSeen,
    Edge,
    Evidence,
    License,
    NoLicense,
    NoTag,
    Passage,
    Pledge,
    Role,
    RowFiles,
    Scope,
    StatementKind,
    Topic,
    Unknown,
    WeightFiles,
)
from audit.model.vocabulary import CODE_ROWS, ROWS
from audit.resolve.access import (
    access_of,
    access_of_data,
    access_of_weights,
    as_the_public_has_it,
    gated,
    is_closed,
)
from audit.resolve.broken import as_it_runs, availability_as_it_runs
from audit.resolve.facts import Facts, not_understood
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
_DATA_FILE = re.compile(
    r"\.(?:parquet|jsonl|json|zip|tar|gz|tgz|zst|csv|tsv|arrow|txt)$", re.IGNORECASE
)
_NOT_DATA = re.compile(
    r"(?:^|/)(?:dataset_infos?|config|state|metadata|croissant|index|package|requirements|readme"
    r"|licen[cs]e|\.[^/]*)[^/]*$|(?:^|[/_.-])(?:samples?|demos?|examples?|previews?|mini)(?=[/_.-])",
    re.IGNORECASE,
)
_LOOKED_FOR = (
    "model-card",
    "model-metadata",
    "technical-report",
    "research-paper",
    "evaluation-results",
    "compute",
    "changelog",
)
"""Documents that a probe looks for; of the others nothing is known."""
_LINKED = ("technical-report", "research-paper")
"""Documents that are linked, and not opened."""
_PROMISED_IN_PART = ("training-code", "evaluation-code", "preprocessing-code")
"""Rows of which a part may be there while the words say that the rest will come."""
_SMALLEST_DATA = 200
"""Bytes: a pointer or an empty table is shorter."""
_ANNOUNCED_OVER = (Availability.UNKNOWN, Availability.NOT_FOUND)


def components(
    facts: Facts, statements: Statements, edges: tuple[Edge, ...]
) -> dict[str, Component]:
    """Every row, in the order of `ROWS`."""
    found = {row: _row(facts, statements, edges, row) for row in ROWS}
    return {
        row: _pledged(facts, row, as_the_public_has_it(facts, one)) for row, one in found.items()
    }


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
    return _unknown("no further checkpoint was named or seen")


def _code(facts: Facts, statements: Statements, row: str) -> Component:
    seen = [fact for fact in facts.of(RowFiles) if fact.row == row]
    if not seen:
        if facts.artifacts(Role.CODE):
            return _unknown(_why(facts, row))
        return _without_repository(facts)
    best = min(seen, key=lambda fact: _BEST_FIRST.index(availability_as_it_runs(facts, fact)))
    if best.availability is Availability.NOT_FOUND and _why(facts, row) != "not looked for":
        return _unknown(_why(facts, row))
    if best.availability is Availability.NOT_FOUND and _may_lie_beside_weights(facts, row):
        return _unknown("none in the code that was listed; the weights' files were not all seen")
    found = best.availability in (Availability.RELEASED, Availability.PARTIAL)
    component = Component(
        availability=best.availability,
        access=_code_access(facts, best.artifact) if found else Access.UNKNOWN,
        license=_code_terms(facts, statements, best)
        if found and row != "supporting-libraries"
        else _NO_TERMS,
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
    return _unknown("no code repository was named, or none that is shown to be this model's")


def _code_terms(facts: Facts, statements: Statements, fact: RowFiles) -> License:
    paths = tuple(evidence.path for evidence in fact.evidence if evidence.path)
    scope = Scope.CODE if fact.artifact in facts.artifacts(Role.CODE) else Scope.WEIGHTS
    terms = statements.in_artifact(fact.artifact, scope, paths)
    badge = terms.statement is not None and (
        statements.all[terms.statement].kind is StatementKind.BADGE
    )
    if (terms.class_ == "unknown" or badge) and facts.of(NoLicense, fact.artifact):
        return _NO_LICENSE
    return terms


def _training_data(facts: Facts, statements: Statements) -> Component:
    """Of data that are named, what was seen; where none was, files among the code that the words
    call the training data, unless the words deny it."""
    found = _named_data(facts, statements)
    files = [fact for fact in facts.of(RowFiles) if fact.row == "training-data"]
    seen = found.availability in (Availability.RELEASED, Availability.PARTIAL)
    if seen or not files or any(pledge.denied for pledge in _data_pledges(facts)):
        return found
    return Component(
        availability=Availability.PARTIAL,
        access=Access.OPEN,
        license=data_terms(facts, statements),
        detail=files[0].detail,
        evidence=files[0].evidence,
    )


def _named_data(facts: Facts, statements: Statements) -> Component:
    sources = facts.of(DataSource)
    stated = {source.source for source in sources}
    own = tuple(name for name in facts.artifacts(Role.DATA) if name in stated)
    listed = facts.artifacts(Role.DATA)
    if not sources and listed:
        return _unknown(f"no text of the publisher's that was read names {', '.join(listed[:3])}")
    if not sources:
        if unread := not_understood(facts):
            return _unknown(unread)
        return _no_data_named(facts)
    seen = [name for name in own if _has_data(facts, name) and not is_closed(facts, name)]
    whole = not _data_pledges(facts) and not any(
        one.announced or one.source not in own for one in sources
    )
    read = facts.artifacts(Role.DATA, own=False)
    others = tuple(name for name in read if name in stated and name not in own)
    return Component(
        availability=_data_availability(own, seen, whole=whole),
        access=access_of_data(facts, own, others),
        license=data_terms(facts, statements),
        detail=_data_detail(sources, seen, gated(facts, (*own, *others))),
        evidence=tuple(source.evidence[0] for source in sources[:5]),
    )


def _no_data_named(facts: Facts) -> Component:
    """Not found only where the texts tell how much data there were, and name none: sections that
    speak of data in another way may be silent on what the model was trained on."""
    told = _scope_told(facts)
    if told:
        return Component(
            availability=Availability.NOT_FOUND,
            license=_NO_TERMS,
            detail="the texts that were read tell how much data there were, and name none",
            evidence=told[:4],
        )
    if facts.of(DataDocumentation):
        return _unknown("the sections on data that were read do not say what the data are")
    return _unknown("no document that speaks of the training data was read")


def _scope_told(facts: Facts) -> tuple[Evidence, ...]:
    """The lines that tell how much data there were."""
    passages = (fact for fact in facts.of(Passage) if fact.topic is Topic.SCOPE)
    return tuple(fact.evidence[0] for fact in passages)


def _data_pledges(facts: Facts) -> tuple[Pledge, ...]:
    return tuple(fact for fact in facts.of(Pledge) if "training-data" in fact.rows)


def _data_availability(own: tuple[str, ...], seen: list[str], *, whole: bool) -> Availability:
    """Released only where all that is named is the publisher's own, is there, and nothing is said
    to be kept back or to come."""
    if own and len(seen) == len(own) and whole:
        return Availability.RELEASED
    if seen:
        return Availability.PARTIAL
    return Availability.UNKNOWN


def _has_data(facts: Facts, artifact: str) -> bool:
    tree = next((a.tree for a in facts.snapshot.artifacts if a.id == artifact), None)
    return tree is not None and any(
        _DATA_FILE.search(file.path)
        and not _NOT_DATA.search(file.path)
        and (file.size is None or file.size >= _SMALLEST_DATA)
        for file in tree.files
    )


def _data_detail(sources: tuple[DataSource, ...], seen: list[str], behind: list[str]) -> str:
    named = list(dict.fromkeys(source.source for source in sources))
    listed = ", ".join(named[:6]) + (f" and {len(named) - 6} more" if len(named) > 6 else "")
    files = f"; data files seen in {', '.join(seen)}" if seen else ""
    gates = f"; not open to all: {', '.join(behind[:6])}" if behind else ""
    return f"named: {listed}{files}{gates}"


def _data_description(facts: Facts, statements: Statements) -> Component:
    sources, documentation = facts.of(DataSource), facts.of(DataDocumentation)
    if not sources and (unread := not_understood(facts)):
        return _unknown(unread)
    if not documentation and not sources:
        return _unknown("no document that speaks of the training data was read")
    evidence: tuple[Evidence, ...] = tuple(fact.evidence[0] for fact in documentation[:4])
    if not sources and not _scope_told(facts):
        return _unknown("the sections on data that were read do not say what the data are")
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
        why = _why(facts, row)
        looked_for = why == "not looked for" and row in _LOOKED_FOR
        return _unknown("nothing was seen in what was read" if looked_for else why)
    best = min(seen, key=lambda fact: _BEST_FIRST.index(fact.availability))
    return Component(
        availability=best.availability,
        access=Access.OPEN
        if best.availability is Availability.RELEASED and row not in _LINKED
        else Access.UNKNOWN,
        license=_NO_TERMS,
        detail=best.detail,
        evidence=best.evidence,
    )


def _leads_to_data(facts: Facts, *, denied: bool) -> bool:
    """Whether the publisher has data, or a text that denies none says where data can be had: more
    may be promised beside it."""
    named = any(source.location and not source.announced for source in facts.of(DataSource))
    return bool(facts.artifacts(Role.DATA)) or (named and not denied)


def _pledged(facts: Facts, row: str, found: Component) -> Component:
    """A promise or a denial stands where nothing was found; beside code that was found, words
    that name this very row say that it is not all of it."""
    if row == "weights-final" and found.availability is Availability.UNKNOWN:
        return found  # a repository that was not seen may hold what was once promised
    pledges = [fact for fact in facts.of(Pledge) if row in fact.rows]
    denials = [fact for fact in pledges if fact.denied]
    if not pledges or (row == "training-data" and _leads_to_data(facts, denied=bool(denials))):
        return found
    promised = row in _PROMISED_IN_PART and bool(pledges) and not denials
    if found.availability is Availability.RELEASED and promised:
        return msgspec.structs.replace(
            found,
            availability=Availability.PARTIAL,
            detail=f"{found.detail}; more is promised",
            evidence=(*found.evidence, *pledges[0].evidence),
        )
    if found.availability is Availability.RELEASED and row in CODE_ROWS and denials:
        return msgspec.structs.replace(
            found,
            availability=Availability.PARTIAL,
            detail=f"{found.detail}; code is said not to be released",
            evidence=(*found.evidence, *denials[0].evidence),
        )
    if found.availability not in _ANNOUNCED_OVER:
        return found
    fact = (denials or pledges)[0]
    return Component(
        availability=Availability.WITHHELD if denials else Availability.ANNOUNCED,
        license=found.license,
        detail="said not to be released" if denials else _promised(fact),
        evidence=fact.evidence,
    )


def _promised(fact: Pledge) -> str:
    """That something is promised, with the time for which, or of which, the promise is."""
    time = f" for {fact.due}" if fact.due else f" as of {fact.said}" if fact.said else ""
    return f"promised{time}, and not found"
