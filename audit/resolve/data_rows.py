"""The rows on training data: what is named, what of it was seen, and what is told of it."""

from __future__ import annotations

import re

from audit.model import (
    Access,
    Availability,
    Component,
    DataDocumentation,
    DataSource,
    Evidence,
    License,
    Passage,
    Pledge,
    Role,
    RowFiles,
    Scope,
    Topic,
)
from audit.resolve.access import access_of_data, gated, is_closed
from audit.resolve.facts import Facts, not_understood
from audit.resolve.statements import Statements
from audit.resolve.terms import data_terms

NO_TERMS = License(expression=None, class_="unknown")
_DATA_FILE = re.compile(
    r"\.(?:parquet|jsonl|json|zip|tar|gz|tgz|zst|csv|tsv|arrow|txt)$", re.IGNORECASE
)
_NOT_DATA = re.compile(
    r"(?:^|/)(?:dataset_infos?|config|state|metadata|croissant|index|package|requirements|readme"
    r"|licen[cs]e|\.[^/]*)[^/]*$|(?:^|[/_.-])(?:samples?|demos?|examples?|previews?|mini|toy"
    r"|tests?|eval\w*|val(?:id\w*)?|dev|bench\w*|urls?|uris?|links|ids|manifests?|stats?|statistics"
    r"|schemas?|infos?)(?=[/_.-])",
    re.IGNORECASE,
)
_SMALLEST_DATA = 200
"""Bytes: a pointer or an empty table is shorter."""


def unknown(why: str) -> Component:
    """A row of which nothing is known, and why."""
    return Component(availability=Availability.UNKNOWN, license=NO_TERMS, detail=why)


def training_data(facts: Facts, statements: Statements) -> Component:
    """Of data that are named, what was seen; where none was, files among the code that the words
    call the training data, unless the words deny it."""
    found = _named_data(facts, statements)
    files = [fact for fact in facts.of(RowFiles) if fact.row == "training-data"]
    seen = found.availability in (Availability.RELEASED, Availability.PARTIAL)
    if seen or not files or any(pledge.denied for pledge in data_pledges(facts)):
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
        return unknown(f"no text of the publisher's that was read names {', '.join(listed[:3])}")
    if not sources:
        if unread := not_understood(facts):
            return unknown(unread)
        return _no_data_named(facts)
    seen = [name for name in own if _has_data(facts, name) and not is_closed(facts, name)]
    kept_back = any(p.denied or not facts.is_apart(p) for p in data_pledges(facts))
    whole = not kept_back and not any(one.announced or one.source not in own for one in sources)
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
            license=NO_TERMS,
            detail="the texts that were read tell how much data there were, and name none",
            evidence=told[:4],
        )
    if facts.of(DataDocumentation):
        return unknown("the sections on data that were read do not say what the data are")
    return unknown("no document that speaks of the training data was read")


def _scope_told(facts: Facts) -> tuple[Evidence, ...]:
    """The lines that tell how much data there were; a paper or page that does may name them in
    words that are not understood."""
    told = (fact for fact in facts.of(Passage) if not facts.is_apart(fact))
    passages = (fact for fact in told if fact.topic is Topic.SCOPE)
    return tuple(fact.evidence[0] for fact in passages)


def data_pledges(facts: Facts) -> tuple[Pledge, ...]:
    """Promises and denials that speak of training data."""
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


def data_description(facts: Facts, statements: Statements) -> Component:
    """What is told of the data: never more than a part, as a person has to say if it is all."""
    sources, documentation = facts.of(DataSource), facts.of(DataDocumentation)
    if not sources and (unread := not_understood(facts)):
        return unknown(unread)
    if not documentation and not sources:
        return unknown("no document that speaks of the training data was read")
    evidence: tuple[Evidence, ...] = tuple(fact.evidence[0] for fact in documentation[:4])
    if not sources and not _scope_told(facts):
        return unknown("the sections on data that were read do not say what the data are")
    if not sources:
        return Component(
            availability=Availability.NOT_FOUND,
            license=NO_TERMS,
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
