"""What is brought home of a repository's past: the wordings of files that may speak of terms."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from audit.model.collected import Artifact, Document, Gap, Target
from audit.model.difference import Commit


class PastFile(Struct, frozen=True, kw_only=True):
    """One file before and after a commit; None where there was none, or is none."""

    path: str
    before: Document | None
    """In the first of the commits before it."""
    after: Document | None
    others: tuple[Document | None, ...] = ()
    """Of a merge: in the further commits that it brings together."""


class PastCommit(Struct, frozen=True, kw_only=True):
    """A commit with those of its files that may speak of terms."""

    commit: Commit
    parents: tuple[str, ...]
    """The commits before it; none for the first of all, several for a merge."""
    files: tuple[PastFile, ...]


class Past(Struct, frozen=True, kw_only=True):
    """A repository's commits that touched files that may speak of terms, the oldest first."""

    target: Target
    artifact: Artifact
    """At the revision from which the history goes back; its tree names every such file."""
    commits: tuple[PastCommit, ...]
    contents: Mapping[str, bytes]
    gaps: tuple[Gap, ...] = ()
