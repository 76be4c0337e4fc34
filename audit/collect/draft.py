"""A reading in the making: documents and gaps pile up, and come out in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from msgspec import structs

from audit.collect.answers import Fault
from audit.collect.http import Door
from audit.collect.links import Links
from audit.collect.reading import Brief, Reading
from audit.collect.select import select, worth
from audit.model import Artifact, Document, Gap, GapReason, Tree, TreeFile

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How the file begins that git keeps in place of a large one (https://git-lfs.com/spec.html)."""
LFS_POINTER_BYTES = 200
"""More than any pointer has."""


class Draft:
    """A reading in the making."""

    def __init__(self, door: Door, brief: Brief, artifact: str) -> None:
        self.id = brief.id or artifact
        self._brief = brief
        self._door = door
        self._limits = door.settings.limits
        self._deadline = monotonic() + self._limits.artifact_seconds
        self._documents: dict[str, Document] = {}
        self._contents: dict[str, bytes] = {}
        self._gaps: list[Gap] = []
        self._bytes = 0

    def add(self, path: str, content: bytes, url: str | None) -> None:
        """Keeps a document; what is no text or too much becomes a gap."""
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
            retrieved_at=self._door.stamp(),
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
        self._gaps.append(Gap(artifact=self.id, path=path, reason=reason, detail=detail))

    def read_each(
        self, paths: Iterable[str], read: Callable[[str], bytes], links: Links, *, prefix: str = ""
    ) -> None:
        """Reads listed files one by one; each Fault becomes a gap, and so does the time's end."""
        for path in paths:
            if monotonic() > self._deadline:
                self.gap(prefix + path, GapReason.CUT_SHORT, "the time for this artifact was over")
                continue
            try:
                content = read(path)
            except Fault as fault:
                self.gap(prefix + path, *as_listed(fault))
            else:
                self.add(prefix + path, content, links.file(path))

    def try_each(self, paths: Iterable[str], read: Callable[[str], bytes], links: Links) -> None:
        """Reads files that no listing shows; a Fault becomes a gap as it is."""
        for path in paths:
            try:
                content = read(path)
            except Fault as fault:
                self.gap(path, fault.reason, fault.detail)
            else:
                self.add(path, content, links.file(path))

    def choose(self, files: Iterable[TreeFile]) -> tuple[str, ...]:
        """The paths to read of a listing; what is left out becomes gaps."""
        selection = select(
            files,
            artifact=self.id,
            role=self._brief.role,
            depth=self._brief.depth,
            limits=self._limits,
        )
        self._gaps.extend(selection.gaps)
        return selection.paths

    def wants(self, path: str) -> bool:
        """True for a file that would be read if it could be."""
        return worth(path, self._brief.role, self._brief.depth) is not None

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
            reason=self._brief.reason + remark,
            reason_evidence=self._brief.reason_evidence,
            branch=branch,
            default_branch=default_branch,
            own=self._brief.own,
            tree=tree,
            documents=tuple(documents),
        )
        gaps = sorted(set(self._gaps), key=lambda gap: (gap.path or "", gap.reason, gap.detail))
        return Reading(artifact=artifact, contents=dict(self._contents), gaps=tuple(gaps))


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
