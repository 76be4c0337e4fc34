"""Earlier wordings of the terms at the root of a repository, where its history is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from msgspec import Struct

from audit.collect.answers import Fault
from audit.collect.draft import Draft
from audit.collect.git_objects import Change, Entry, Objects
from audit.collect.links import links_of
from audit.collect.select import is_terms
from audit.model import GapReason

MOST_FILES = 6
MOST_CHANGES = 3
"""The last changes of a file of which the wording before is read."""


class Before(Struct, frozen=True, kw_only=True):
    """What a file said before a commit changed it."""

    path: str
    changed_by: Change
    stood_at: str
    """The commit that had put it so."""
    blob: Entry


def read_past(draft: Draft, objects: Objects, commit: str, entries: Iterable[Entry]) -> None:
    """Reads what the terms at the root said before, as `@COMMIT^/NAME` with the commit that
    changed it; nothing of a repository whose files are still at a server."""
    if objects.bring is not None:
        return
    now = [e for e in entries if e.is_file and "/" not in e.path and is_terms([e.path.lower()])]
    for entry in now[:MOST_FILES]:
        for before in _wordings(objects, commit, entry):
            draft.read_each(
                [before.path],
                _reader(draft, objects, before.blob),
                links_of(draft.id, before.stood_at),
                prefix=f"@{before.changed_by.sha}^/",
            )


def _wordings(objects: Objects, commit: str, entry: Entry) -> Iterable[Before]:
    """The wordings that differ from the present one and from each other, the latest first."""
    try:
        changes = objects.history(commit, entry.path)[: MOST_CHANGES + 1]
    except Fault:
        return
    seen = {entry.sha}
    for change, older in pairwise(changes):
        stood = (e for e in objects.entries(older.sha, whole=False) if e.path == entry.path)
        blob = next(stood, None)
        if blob is not None and blob.sha not in seen:
            seen.add(blob.sha)
            yield Before(path=entry.path, changed_by=change, stood_at=older.sha, blob=blob)


def _reader(draft: Draft, objects: Objects, blob: Entry) -> Callable[[str], bytes]:
    """Gives the content of a blob, or the fault that it is too large or not at hand."""

    def read(_: str) -> bytes:
        held = objects.blobs([blob.sha], most=draft.most_bytes)
        if blob.sha not in held:
            raise Fault(GapReason.UNREADABLE, "in the history, but not at hand or too large")
        return held[blob.sha]

    return read
