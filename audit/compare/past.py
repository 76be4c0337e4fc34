"""A repository's past as a history: what the probes state of each wording, and the turns in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from audit.compare.history import Said, Step, turns
from audit.model import Claim, Document, Gap, GapReason, OpenClaim, Snapshot, Unknown, Versions
from audit.model.difference import History
from audit.model.past import Past, PastCommit
from audit.probes.run import ON_TERMS, state_facts
from audit.resolve.access import access_conditions
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements
from audit.text.page import Page


def history_of(past: Past, versions: Versions) -> History:
    """The history of a repository; a pure function of what was read of it."""
    told = _Told(past)
    days = sorted(one.commit.date[:10] for one in past.commits)
    return History(
        target=past.target,
        revision=past.artifact.revision,
        url=past.artifact.url,
        commits=len(past.commits),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        versions=versions,
        turns=tuple(turns(map(told.step, past.commits))),
        gaps=(*past.gaps, *told.crashes),
    )


class _Told:
    """What each wording says, told once: it is cited from the commit in which it first stood."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._known: dict[tuple[str, str], Said] = {}
        self.crashes: list[Gap] = []
        """Wordings of which a probe could not tell, because it failed."""

    def step(self, one: PastCommit) -> Step:
        """A commit with what its files said before it and say after it."""
        first, *further = one.parents or (None,)
        before = [(file.before, first) for file in one.files]
        after = [(file.after, one.commit.sha) for file in one.files]
        return Step(
            commit=one.commit,
            before=_together(self._each(before)),
            after=_together(self._each(after)),
            others=tuple(
                _together(self._each((file.others[place], parent) for file in one.files))
                for place, parent in enumerate(further)
            ),
            held_before=tuple((f.path, f.before.sha256 if f.before else None) for f in one.files),
            held_after=tuple((f.path, f.after.sha256 if f.after else None) for f in one.files),
        )

    def _each(self, documents: Iterable[tuple[Document | None, str | None]]) -> Iterator[Said]:
        for document, revision in documents:
            if document is None:
                continue
            key = document.path, document.sha256
            if key not in self._known:
                self._known[key] = self._said(document, revision)
            yield self._known[key]

    def _said(self, document: Document, revision: str | None) -> Said:
        artifact = replace(self._past.artifact, revision=revision, documents=(document,))
        content = self._past.contents[document.sha256]
        snapshot = Snapshot(target=self._past.target, artifacts=(artifact,))
        stated = state_facts(snapshot, {document.sha256: content}, ON_TERMS)
        facts = Facts(snapshot, stated)
        self.crashes += [
            _crash(artifact.id, document.path, one)
            for one in facts.of(Unknown)
            if one.about.startswith("probe ")
        ]
        return Said(
            statements=Statements(facts).all,
            gates=access_conditions(facts),
            claims=tuple(
                Claim(text=fact.evidence[0].quote, evidence=fact.evidence)
                for fact in facts.of(OpenClaim)
            ),
            pages=(Page(artifact, document, content),),
        )


def _crash(artifact: str, path: str, fact: Unknown) -> Gap:
    detail = f"{fact.about}: {fact.why}"
    return Gap(artifact=artifact, path=path, reason=GapReason.UNREADABLE, detail=detail)


def _together(each: Iterator[Said]) -> Said:
    several = list(each)
    return Said(
        statements=tuple(row for said in several for row in said.statements),
        gates=tuple(row for said in several for row in said.gates),
        claims=tuple(row for said in several for row in said.claims),
        pages=tuple(page for said in several for page in said.pages),
    )
