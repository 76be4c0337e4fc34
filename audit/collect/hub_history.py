"""The past of a repository of the Hub: its commits, and the root of each as the API lists it.

`GET /api/models/{id}/commits/{rev}` lists the commits page by page, and
`GET /api/models/{id}/tree/{commit}` the root of one with the id of each file's content
(https://huggingface.co/docs/hub/api). So a wording is read once, however many commits keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from audit.collect.answers import Fault, typed_json
from audit.collect.http import Door
from audit.collect.hub import COMMIT, REPO_ID, ask_hub
from audit.collect.links import links_of, public_hub
from audit.collect.paging import following
from audit.collect.past import may_speak_of_terms
from audit.collect.reading import NotThere, failure
from audit.collect.targets import Named
from audit.model import (
    Artifact,
    Document,
    Gap,
    GapReason,
    Role,
    TargetKind,
    Tree,
    TreeFile,
)
from audit.model.difference import Commit
from audit.model.past import Past, PastCommit, PastFile

MOST_COMMITS = 1_000
"""The last commits of a repository whose roots are listed."""
MOST_PAGES = 100
LONGEST_WORDS = 200
LARGEST = 1_000_000
"""Bytes of a file that is read."""


class Told(Struct, frozen=True):
    """A commit as the Hub lists it."""

    id: str
    title: str = ""
    date: str = ""


class Entry(Struct):
    """A line of a tree."""

    type: str
    path: str
    oid: str | None = None
    size: int | None = None
    lfs: dict[str, Any] | None = None


class Wording(Struct, frozen=True, kw_only=True):
    """A content that was read."""

    content: bytes
    sha256: str


def read_hub_past(door: Door, named: Named) -> Past:
    """The commits that changed files at the root that may speak of terms, the oldest first.

    NotThere or CollectError when the commits cannot be listed; what else is not read is a gap.
    """
    kind = "dataset" if named.target.kind is TargetKind.HUB_DATASET else "model"
    name = named.target.id.partition(":")[2].removeprefix("datasets/")
    info, _, _ = ask_hub(door, kind, name, named.target.revision)
    name = info.id if REPO_ID.fullmatch(info.id) else name
    reader = _Reader(door, kind, name)
    try:
        told = tuple(reader.commits(info.commit or named.target.revision or "main"))
    except Fault as fault:
        raise failure(fault, f"The Hub on the commits of {name}", "Try again.") from fault
    if not told:
        raise NotThere(f"{name} has no commits.", "Check the revision.")
    return reader.past(named, told)


class _Reader:
    """Reads one repository, and keeps what could not be read."""

    def __init__(self, door: Door, kind: str, name: str) -> None:
        self._door = door
        self._kind = kind
        self._name = name
        self._api = f"{door.settings.hf_endpoint}/api/{kind}s/{quote(name)}"
        prefix = "datasets/" if kind == "dataset" else ""
        self.id = f"hf:{prefix}{name}"
        self._hub = public_hub(door.settings.hf_endpoint)
        self.gaps: list[Gap] = []
        self._is_cut = False

    def commits(self, revision: str) -> Iterator[Told]:
        """The commits up to a revision, the newest first; Fault when they are not to be had."""
        url, count = f"{self._api}/commits/{quote(revision, safe='')}", 0
        for _ in range(MOST_PAGES):
            answer = self._door.hub_file(url)
            for one in typed_json(answer.body, list[Told]):
                if not COMMIT.fullmatch(one.id):
                    raise Fault(GapReason.UNREADABLE, "the list of commits has an unknown shape")
                if count == MOST_COMMITS:
                    self._cut_short()
                    return
                count += 1
                yield one
            after = following(answer, url)
            if after is None:
                return
            url = after
        self._cut_short()

    def past(self, named: Named, told: tuple[Told, ...]) -> Past:
        """The past of the commits, given with the newest first."""
        oldest_first = told[::-1]
        roots = dict(zip(oldest_first, self._roots(oldest_first), strict=True))
        listed = [(one, root) for one, root in roots.items() if root is not None]
        wordings = self._wordings(listed)
        nothing: list[tuple[Told | None, dict[str, str]]] = [(None, {})]
        begins = not self._is_cut and roots[oldest_first[0]] is not None
        older = [*(nothing if begins else ()), *listed]  # what stood before is not known else
        steps = zip(older, listed if begins else listed[1:], strict=False)
        commits = [
            self._commit(before, was, one, now, wordings) for (before, was), (one, now) in steps
        ]
        paths = sorted({path for _, root in listed for path in root})
        role = Role.DATA if self._kind == "dataset" else Role.WEIGHTS
        tip = told[0].id
        artifact = Artifact(
            id=self.id,
            role=role,
            revision=tip,
            url=links_of(self.id, tip, hub=self._hub).page,
            reason="named by the user",
            tree=Tree(files=tuple(TreeFile(path=path) for path in paths), complete=False),
        )
        return Past(
            target=named.target,
            artifact=artifact,
            commits=tuple(one for one in commits if one.files),
            contents={one.sha256: one.content for one in wordings.values()},
            gaps=tuple(self.gaps),
        )

    def _roots(self, told: tuple[Told, ...]) -> Iterator[dict[str, str] | None]:
        """Of each commit the files at its root that may speak of terms, by path with the id of the
        content; None where they could not be listed."""
        return self._door.side_by_side(self._root, told)

    def _root(self, one: Told) -> dict[str, str] | None:
        url: str | None = f"{self._api}/tree/{one.id}"
        found: dict[str, str] = {}
        try:
            while url is not None:
                answer = self._door.hub_file(url)
                for entry in typed_json(answer.body, list[Entry]):
                    if _is_read(entry):
                        found[entry.path] = entry.oid or ""
                url = following(answer, url)
        except Fault as fault:
            self._gap(None, fault, f"commit {one.id[:12]}")
            return None
        return found

    def _wordings(
        self, listed: list[tuple[Told, dict[str, str]]]
    ) -> dict[tuple[str, str], Wording]:
        """Every content that was read, by its path and id; each is read where it first stood."""
        first: dict[tuple[str, str], str] = {}
        for one, root in listed:
            for path, oid in root.items():
                first.setdefault((path, oid), one.id)
        read = self._door.side_by_side(self._wording, first.items())
        return {key: found for key, found in zip(first, read, strict=True) if found is not None}

    def _wording(self, place: tuple[tuple[str, str], str]) -> Wording | None:
        (path, _), commit = place
        prefix = "datasets/" if self._kind == "dataset" else ""
        base = f"{self._door.settings.hf_endpoint}/{prefix}{quote(self._name)}"
        try:
            content = self._door.hub_bytes(f"{base}/resolve/{commit}/{quote(path)}")
        except Fault as fault:
            self._gap(path, fault, f"at commit {commit[:12]}")
            return None
        return Wording(content=content, sha256=sha256(content).hexdigest())

    def _commit(
        self,
        older: Told | None,
        was: Mapping[str, str],
        one: Told,
        now: Mapping[str, str],
        wordings: Mapping[tuple[str, str], Wording],
    ) -> PastCommit:
        """A commit with the files that it changed, as far as both wordings were read."""
        changed = sorted(path for path in was.keys() | now.keys() if was.get(path) != now.get(path))
        files = (
            PastFile(
                path=path,
                before=self._document(older, path, was, wordings),
                after=self._document(one, path, now, wordings),
            )
            for path in changed
            if all((path, root[path]) in wordings for root in (was, now) if path in root)
        )
        page = links_of(self.id, one.id, hub=self._hub).page or ""
        return PastCommit(
            commit=Commit(
                sha=one.id,
                date=one.date,
                words=one.title[:LONGEST_WORDS],
                url=page.replace("/tree/", "/commit/") or None,
            ),
            parents=(older.id,) if older else (),
            files=tuple(files),
        )

    def _document(
        self,
        at: Told | None,
        path: str,
        root: Mapping[str, str],
        wordings: Mapping[tuple[str, str], Wording],
    ) -> Document | None:
        if at is None or path not in root:
            return None
        held = wordings[path, root[path]]
        return Document(
            path=path,
            url=links_of(self.id, at.id, hub=self._hub).file(path),
            sha256=held.sha256,
            size=len(held.content),
            retrieved_at=self._door.stamp(),
        )

    def _gap(self, path: str | None, fault: Fault, where: str) -> None:
        detail = f"{where}: {fault.detail}"
        self.gaps.append(Gap(artifact=self.id, path=path, reason=fault.reason, detail=detail))

    def _cut_short(self) -> None:
        self._is_cut = True
        detail = f"the last {MOST_COMMITS:,} commits were read, and there are more"
        self.gaps.append(
            Gap(artifact=self.id, path=None, reason=GapReason.CUT_SHORT, detail=detail)
        )


def _is_read(entry: Entry) -> bool:
    small = entry.size is None or entry.size <= LARGEST
    return entry.type == "file" and entry.lfs is None and small and may_speak_of_terms(entry.path)
