"""Git repositories on disk, read object by object without a checkout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from audit.collect.answers import Fault
from audit.collect.draft import LFS_POINTER_BYTES, Draft, listed, unpointed
from audit.collect.git_objects import Entry, Objects, Refs, borrowed, is_repository
from audit.collect.http import Door
from audit.collect.links import based_on, links_of
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.select import is_terms
from audit.model import GapReason, Tree, TreeFile

POINTERS = 2000
"""How many small files are looked into for LFS pointers."""
POINTER_AT_LEAST = 100
"""Bytes that every pointer has."""


class Place(Struct, frozen=True, kw_only=True):
    """What is read of a repository: a commit, and how it stands to the default branch."""

    commit: str
    branch: str | None
    default_branch: str | None
    default_commit: str | None


def read_git(door: Door, folder: Path, revision: str | None, brief: Brief) -> Reading:
    """A repository's files at a branch, tag or commit, or at its HEAD.

    NotThere when there is no repository or no such revision; AuditError without `git`.
    """
    if not is_repository(folder):
        raise NotThere(f"{folder} is not a git repository.", "Name its root folder.")
    refs = Refs(folder)
    place = _place(refs, revision, brief)
    if place is None:
        problem = f"{folder.name} has no {revision or 'commit'}."
        raise NotThere(problem, "Check the branch, tag or commit.")
    draft = Draft(door, brief, f"git:{folder.resolve().name.removesuffix('.git')}")
    with borrowed(refs) as objects:
        tree = _read(draft, objects, place, brief)
        _read_default_branch(draft, objects, place)
    return draft.finish(
        tree=tree,
        revision=place.commit,
        url=links_of(draft.id, place.commit).page,
        branch=place.branch,
        default_branch=place.default_branch,
    )


def _place(refs: Refs, revision: str | None, brief: Brief) -> Place | None:
    commit = refs.commit(revision)
    if commit is None:
        return None
    default = refs.default_branch()
    return Place(
        commit=commit,
        branch=refs.branch(revision) or brief.branch,
        default_branch=default,
        default_commit=refs.commit(default) if default else None,
    )


def _read(draft: Draft, objects: Objects, place: Place, brief: Brief) -> Tree:
    entries = objects.entries(place.commit, whole=True)
    for entry in entries:
        if entry.is_submodule:
            draft.gap(entry.path, GapReason.NOT_LOOKED, "a submodule: another repository")
        elif entry.is_link and draft.wants(entry.path):
            draft.gap(entry.path, GapReason.NOT_LOOKED, "a symbolic link")
    links = based_on(brief.url) if brief.url else links_of(draft.id, place.commit)
    plain = {entry.path: entry for entry in entries if entry.is_file}
    chosen = draft.choose(map(_tree_file, plain.values()))
    blobs = objects.blobs(plain[path].sha for path in chosen)
    draft.read_each(chosen, lambda path: _at_hand(blobs, plain[path]), links)
    return listed(_tree_files(objects, entries), complete=True)


def _at_hand(blobs: Mapping[str, bytes], entry: Entry) -> bytes:
    content = blobs.get(entry.sha)
    if content is None:
        raise Fault(GapReason.UNREADABLE, "listed, but this clone does not hold it")
    return content


def _tree_file(entry: Entry) -> TreeFile:
    return TreeFile(path=entry.path, size=entry.size, sha=entry.sha)


def _tree_files(objects: Objects, entries: Iterable[Entry]) -> list[TreeFile]:
    """The files of a tree; in place of an LFS pointer the large file that it stands for."""
    files = [entry for entry in entries if not entry.is_submodule]
    small = [entry.sha for entry in files if entry.is_file and _may_be_pointer(entry)]
    blobs = objects.blobs(small[:POINTERS])
    return [unpointed(_tree_file(entry), blobs.get(entry.sha, b"")) for entry in files]


def _may_be_pointer(entry: Entry) -> bool:
    return POINTER_AT_LEAST <= (entry.size or 0) <= LFS_POINTER_BYTES


def _read_default_branch(draft: Draft, objects: Objects, place: Place) -> None:
    """Reads the license files at the root of the default branch: terms may differ per branch."""
    tip = place.default_commit
    if tip is None or not _is_elsewhere(objects, place, tip):
        return
    entries = objects.entries(tip, whole=False)
    terms = {each.path: each for each in entries if each.is_file and is_terms([each.path.lower()])}
    blobs = objects.blobs(entry.sha for entry in terms.values())
    draft.read_each(
        terms,
        lambda path: _at_hand(blobs, terms[path]),
        links_of(draft.id, tip),
        prefix=f"@{place.default_branch}/",
    )


def _is_elsewhere(objects: Objects, place: Place, tip: str) -> bool:
    """True for another branch than the default, and for a commit that is not on it."""
    if place.branch is not None:
        return place.branch != place.default_branch
    return place.commit != tip and not objects.holds(tip, place.commit)
