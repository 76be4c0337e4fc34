"""The questions that the data information has to answer, and what was found for each.

For every source that the publisher names it is checked what is said of it. Whether the sources
that are named are all there were cannot be read from any document: a person decides that.
"""

from __future__ import annotations

from audit.model import (
    DataDocumentation,
    DataQuestion,
    DataSource,
    DataState,
    Evidence,
    GapReason,
    Passage,
    Role,
    Topic,
    Unknown,
)
from audit.resolve.facts import Facts, not_understood

_TOPICS = {
    "scope": Topic.SCOPE,
    "selection": Topic.SELECTION,
    "labeling": Topic.LABELING,
    "processing": Topic.PROCESSING,
    "third-party-sources": Topic.THIRD_PARTY,
}
OF_ANOTHER = "words on the model"
"""What is not known of a paper or page whose title does not name the model."""
_MOST_PASSAGES = 6


def data_questions(facts: Facts) -> tuple[DataQuestion, ...]:
    """The seven questions, in the order of the Open Source AI Definition."""
    sources = facts.of(DataSource)
    documentation = facts.of(DataDocumentation)
    return (
        _provenance(facts, sources, documentation),
        *(
            _topic(facts, name, topic, bool(sources), documentation)
            for name, topic in _TOPICS.items()
            if name != "third-party-sources"
        ),
        _public_sources(facts, sources, documentation),
        _topic(facts, "third-party-sources", Topic.THIRD_PARTY, bool(sources), documentation),
    )


def _provenance(
    facts: Facts, sources: tuple[DataSource, ...], documentation: tuple[DataDocumentation, ...]
) -> DataQuestion:
    if sources:
        names = list(dict.fromkeys(source.source for source in sources))
        promised = all(source.announced for source in sources)
        return DataQuestion(
            id="provenance",
            state=DataState.INCOMPLETE if promised else DataState.STATED,
            detail=f"{len(names)} named: {', '.join(names[:6])}",
            evidence=_of_sources(sources),
        )
    return _silent(facts, "provenance", "names a source of the training data", documentation)


def _public_sources(
    facts: Facts,
    sources: tuple[DataSource, ...],
    documentation: tuple[DataDocumentation, ...],
) -> DataQuestion:
    if not sources:
        what = "lists a source of the training data"
        return _silent(facts, "public-sources", what, documentation)
    gone = {
        gap.artifact
        for gap in facts.snapshot.gaps
        if gap.path is None and gap.reason not in (GapReason.NOT_LOOKED, GapReason.CUT_SHORT)
    }
    found = {source.source for source in sources if source.location} - gone
    missing = tuple(source for source in sources if source.source not in found)
    if missing and facts.card_is_unread:
        return DataQuestion(
            id="public-sources",
            state=DataState.UNREAD,
            detail="sources are named without a place to get them; the card was not read",
            evidence=_of_sources(missing),
        )
    if missing:
        names = ", ".join(dict.fromkeys(source.source for source in missing))
        return DataQuestion(
            id="public-sources",
            state=DataState.INCOMPLETE,
            detail=f"named without a place to get it: {names}",
            evidence=_of_sources(missing),
        )
    return DataQuestion(
        id="public-sources",
        state=DataState.STATED,
        detail="each source that is named comes with a place to get it",
        evidence=_of_sources(sources),
    )


def _topic(
    facts: Facts,
    name: str,
    topic: Topic,
    named: bool,
    documentation: tuple[DataDocumentation, ...],
) -> DataQuestion:
    passages = [fact for fact in facts.of(Passage) if fact.topic is topic]
    if passages and named:
        return DataQuestion(
            id=name,
            state=DataState.CANDIDATE,
            detail=f"{len(passages)} passage{'s' if len(passages) > 1 else ''} may answer it",
            evidence=tuple(fact.evidence[0] for fact in passages[:_MOST_PASSAGES]),
        )
    return _silent(facts, name, "speaks to it", documentation)


def _silent(
    facts: Facts, name: str, what: str, documentation: tuple[DataDocumentation, ...]
) -> DataQuestion:
    unread = not_understood(facts)
    if unread or not documentation:
        return DataQuestion(
            id=name,
            state=DataState.UNREAD,
            detail=unread or "no document that speaks of the training data was read",
        )
    return DataQuestion(
        id=name,
        state=DataState.SILENT,
        detail=f"of {_count(documentation)} that {_were(documentation)} read, none {what}"
        f"{_unread(facts)}",
        evidence=tuple(fact.evidence[0] for fact in documentation[:_MOST_PASSAGES]),
    )


def _count(documentation: tuple[DataDocumentation, ...]) -> str:
    return f"{len(documentation)} section{'s' if len(documentation) > 1 else ''} on data"


def _were(documentation: tuple[DataDocumentation, ...]) -> str:
    return "were" if len(documentation) > 1 else "was"


def _unread(facts: Facts) -> str:
    """The publisher's own texts that could speak to it and were not read, or not searched."""
    cards = [
        f"{gap.path} of {gap.artifact}"
        for gap in facts.snapshot.gaps
        if gap.path == "README.md" and gap.artifact == facts.judged
    ]
    apart = facts.artifacts(Role.PAPER, Role.PAGE)
    kept = {artifact.id for artifact in facts.snapshot.artifacts if artifact.documents}
    unread = [*cards, *(name for name in apart if name not in kept)]
    others = {fact.artifact for fact in facts.of(Unknown) if fact.about == OF_ANOTHER}
    unsearched = [name for name in apart if name in kept & others]
    return _listed("not read", unread) + _listed("not searched", unsearched)


def _listed(what: str, names: list[str]) -> str:
    return f"; {what}: {', '.join(names[:4])}" if names else ""


def _of_sources(sources: tuple[DataSource, ...]) -> tuple[Evidence, ...]:
    first = {source.source: source.evidence[0] for source in reversed(sources)}
    return tuple(first[name] for name in dict.fromkeys(source.source for source in sources))[
        :_MOST_PASSAGES
    ]
