"""Earlier wordings of the terms at the root of a repository and, where they changed what is said
of terms, of its README; both where the history is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from msgspec import Struct

from audit.collect.answers import Fault
from audit.collect.draft import Draft
from audit.collect.git_objects import Change, Entry, Objects
from audit.collect.links import links_of
from audit.collect.select import is_terms
from audit.errors import CollectError
from audit.model import GapReason

MOST_FILES = 6
ON_TERMS = "[Ll]icen[cs]e|[Nn]on-?commercial|[Rr]esearch (use|purpose)|许可|商用"
MOST_CHANGES = 3
"""The last changes of a file of which the wording before is read."""


class Before(Struct, frozen=True, kw_only=True):
    """What a file said before a commit changed it."""

    path: str
    changed_by: Change
    stood_at: str
    """The commit that had put it so."""
    blob: Entry


def read_past(draft: Draft, objects: Objects, commit: str, entries: tuple[Entry, ...]) -> None:
    """Reads what the terms at the root said before, as `@COMMIT^/NAME` with the commit that
    changed it; nothing of a repository whose files are still at a server."""
    if objects.bring is not None:
        return
    now = [e for e in entries if e.is_file and "/" not in e.path and is_terms([e.path.lower()])]
    for entry in now[:MOST_FILES]:
        _read(draft, objects, _wordings(objects, commit, entry))
    readme = next((e for e in entries if e.is_file and e.path.lower() == "readme.md"), None)
    if readme is not None:
        _read(draft, objects, _wordings(objects, commit, readme, about=ON_TERMS))


def _read(draft: Draft, objects: Objects, wordings: Iterable[Before]) -> None:
    for before in wordings:
        draft.read_each(
            [before.path],
            _reader(draft, objects, before.blob),
            links_of(draft.id, before.stood_at),
            prefix=f"@{before.changed_by.sha}^/",
        )


def _wordings(objects: Objects, commit: str, entry: Entry, about: str = "") -> Iterable[Before]:
    """The wordings before changes, all or those about something, the latest first; each differs
    from the present one and from the others."""
    try:
        changes = objects.history(commit, entry.path)
        telling = objects.history(commit, entry.path, about) if about else changes
    except (Fault, CollectError):  # a clone without all of its files: nothing is known
        return
    before = {change.sha: older for change, older in pairwise(changes)}
    seen = {entry.sha}
    for change in telling[:MOST_CHANGES]:
        older = before.get(change.sha)
        blob = _at(objects, older.sha, entry.path) if older else None
        if older and blob is not None and blob.sha not in seen:
            seen.add(blob.sha)
            yield Before(path=entry.path, changed_by=change, stood_at=older.sha, blob=blob)


def _at(objects: Objects, commit: str, path: str) -> Entry | None:
    """The file at the root of a commit, where it is at hand."""
    entries = objects.entries(commit, whole=False)
    found = next((entry for entry in entries if entry.path == path), None)
    return found if found and found.sha in objects.sizes([found.sha]) else None


def _reader(draft: Draft, objects: Objects, blob: Entry) -> Callable[[str], bytes]:
    """Gives the content of a blob, or the fault that it is too large or not at hand."""

    def read(_: str) -> bytes:
        held = objects.blobs([blob.sha], most=draft.most_bytes)
        if blob.sha not in held:
            raise Fault(GapReason.UNREADABLE, "in the history, but not at hand or too large")
        return held[blob.sha]

    return read
