"""A reading in the making: documents and gaps pile up, and come out in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import structs

from audit.collect.answers import Answer, Fault
from audit.collect.http import Door
from audit.collect.links import Links
from audit.collect.reading import Brief, Depth, Reading, in_order
from audit.collect.select import WEIGHT_ROLES, select, worth
from audit.model import Artifact, Document, Gap, GapReason, Role, Tree, TreeFile

Read = Callable[[str], bytes | Answer]
"""What stands at a path; Fault when it cannot be read."""

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How the file begins that git keeps in place of a large one (https://git-lfs.com/spec.html)."""
LFS_POINTER_BYTES = 200
"""More than any pointer has."""
MOST_REMARKS = 10


class Draft:
    """A reading in the making."""

    def __init__(self, door: Door, brief: Brief, artifact: str) -> None:
        self.id = brief.id or artifact
        self._brief = brief
        self._door = door
        self._limits = door.settings.limits
        self.most_bytes = self._limits.document_bytes
        self._deadline = door.clock() + self._limits.artifact_seconds
        self._documents: dict[str, Document] = {}
        self._contents: dict[str, bytes] = {}
        self._gaps: list[Gap] = []
        self._remarks: list[str] = []
        self._bytes = 0

    def add(self, path: str, content: bytes, url: str | None, at: str | None = None) -> None:
        """Keeps a document, seen at a time or now; what is no text or too much becomes a gap."""
        problem = self._problem(content)
        if problem is not None:
            self.gap(path, *problem)
            return
        digest = hashlib.sha256(content).hexdigest()
        self._bytes += len(content)
        self._contents[digest] = content
        self._documents[path] = Document(
            path=path,
            url=url,
            sha256=digest,
            size=len(content),
            retrieved_at=at or self._door.stamp(),
        )

    def _problem(self, content: bytes) -> tuple[GapReason, str] | None:
        if len(content) > self._limits.document_bytes:
            return GapReason.TOO_LARGE, f"more than {self._limits.document_bytes} bytes"
        if self._bytes + len(content) > self._limits.artifact_bytes:
            most = self._limits.artifact_bytes
            return GapReason.CUT_SHORT, f"more than {most} bytes of this artifact were read before"
        if content.startswith(LFS_POINTER):
            return GapReason.UNREADABLE, "a pointer to a large file, not the text itself"
        if not is_text(content):
            return GapReason.UNREADABLE, "not text in UTF-8"
        return None

    def gap(self, path: str | None, reason: GapReason, detail: str) -> None:
        """Notes what was looked for and not read."""
        at = self._door.stamp()
        self._gaps.append(Gap(artifact=self.id, path=path, reason=reason, detail=detail, at=at))

    def remark(self, words: str) -> None:
        """Notes something about the artifact that its readers should know."""
        self._remarks.append(words)

    def read_each(
        self, paths: Iterable[str], read: Read, links: Links, *, prefix: str = ""
    ) -> None:
        """Reads listed files side by side; each Fault becomes a gap, and so does the time's end."""
        for path, got in self._all_read(paths, read):
            if isinstance(got, Fault):
                self.gap(prefix + path, *as_listed(got))
            else:
                self._add_read(prefix + path, got, links.file(path))

    def try_each(self, paths: Iterable[str], read: Read, links: Links) -> None:
        """Reads files that no listing shows; a Fault becomes a gap as it is."""
        for path, got in self._all_read(paths, read):
            if isinstance(got, Fault):
                self.gap(path, got.reason, got.detail)
            else:
                self._add_read(path, got, links.file(path))

    def _all_read(
        self, paths: Iterable[str], read: Read
    ) -> Iterator[tuple[str, bytes | Answer | Fault]]:
        """Every path, in the same order, with what was read."""

        def attempt(path: str) -> bytes | Answer | Fault:
            if self._door.clock() > self._deadline:
                return Fault(GapReason.CUT_SHORT, "the time for this artifact was over")
            try:
                return read(path)
            except Fault as fault:
                return fault

        asked = tuple(paths)
        return zip(asked, self._door.side_by_side(attempt, asked), strict=True)

    def _add_read(self, path: str, got: bytes | Answer, url: str | None) -> None:
        if isinstance(got, Answer):
            self.add(path, got.body, url, got.retrieved_at)
        else:
            self.add(path, got, url)

    def choose(self, files: Iterable[TreeFile]) -> tuple[str, ...]:
        """The paths to read of a listing; what is left out becomes gaps."""
        selection = select(
            files,
            artifact=self.id,
            role=self._brief.role,
            depth=self._brief.depth,
            limits=self._limits,
        )
        at = self._door.stamp()
        self._gaps.extend(structs.replace(gap, at=at) for gap in selection.gaps)
        return selection.paths

    @property
    def counts_parameters(self) -> bool:
        """True for weights of which more than the terms is read."""
        return self._brief.role in WEIGHT_ROLES and self._brief.depth is Depth.FULL

    @property
    def reads_sources(self) -> bool:
        """True for code of which more than the terms is read."""
        return self._brief.role is Role.CODE and self._brief.depth is Depth.FULL

    def wants(self, path: str) -> bool:
        """True for a file that would be read if it could be."""
        return worth(path, self._brief.role, self._brief.depth) is not None

    def announce(self, revision: str | None, url: str | None) -> None:
        """Says what is known before the files are read."""
        self._door.announce(self.finish(tree=None, revision=revision, url=url))

    def finish(
        self,
        *,
        tree: Tree | None,
        revision: str | None,
        url: str | None,
        branch: str | None = None,
        default_branch: str | None = None,
        remark: str = "",
    ) -> Reading:
        """The reading, with documents and gaps in the order of their paths."""
        documents = sorted(self._documents.values(), key=lambda document: document.path)
        artifact = Artifact(
            id=self.id,
            role=self._brief.role,
            revision=revision,
            url=self._brief.url or url,
            reason=self._brief.reason + remark + self._said(),
            reason_evidence=self._brief.reason_evidence,
            branch=branch,
            default_branch=default_branch,
            own=self._brief.own,
            tree=tree,
            documents=tuple(documents),
        )
        return Reading(artifact=artifact, contents=dict(self._contents), gaps=in_order(self._gaps))

    def _said(self) -> str:
        more = len(self._remarks) - MOST_REMARKS
        shown = self._remarks[:MOST_REMARKS] + ([f"and {more} more"] if more > 0 else [])
        return f" ({'; '.join(shown)})" if shown else ""


def is_text(content: bytes) -> bool:
    """True for UTF-8 without NUL bytes."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


def as_listed(fault: Fault) -> tuple[GapReason, str]:
    """The gap of a file that stands in a listing: that it is not served says nothing of it."""
    if fault.reason is GapReason.MISSING:
        return GapReason.UNREADABLE, "listed, but not served"
    return fault.reason, fault.detail


def listed(files: Iterable[TreeFile], *, complete: bool) -> Tree:
    """A tree in the order of paths."""
    return Tree(files=tuple(sorted(files, key=lambda file: file.path)), complete=complete)


def unpointed(file: TreeFile, content: bytes) -> TreeFile:
    """The large file that an LFS pointer stands for; the file itself when it is no pointer."""
    if not content.startswith(LFS_POINTER):
        return file
    lines = content.decode("utf-8", "replace").splitlines()
    said: Mapping[str, str] = dict(line.split(" ", 1) for line in lines if " " in line)
    sha = said.get("oid", "").removeprefix("sha256:")
    size = said.get("size", "")
    if len(sha) != 64 or not (size.isascii() and size.isdigit() and len(size) < 19):
        return file
    return structs.replace(file, size=int(size), sha=sha)
