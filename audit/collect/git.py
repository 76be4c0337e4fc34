"""Git repositories on disk, read object by object without a checkout."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from audit.collect.answers import Fault
from audit.collect.draft import LFS_POINTER_BYTES, Draft, listed, unpointed
from audit.collect.git_heads import with_notices
from audit.collect.git_objects import Entry, Objects, Refs, borrowed, is_repository
from audit.collect.git_past import read_past
from audit.collect.http import Door
from audit.collect.lfs import FILE as ATTRIBUTES
from audit.collect.lfs import POINTER_AT_LEAST, may_be_pointers, patterns_of
from audit.collect.links import Links, based_on, links_of
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.select import is_terms
from audit.collect.submodules import FILE as MODULES
from audit.collect.submodules import said_of, submodule_addresses
from audit.collect.symlinks import linked, note_links
from audit.model import GapReason, Tree, TreeFile

POINTERS = 2000
"""How many small files are looked into for LFS pointers."""
UNSIZED_POINTERS = 200
"""How many files of an unknown size are fetched because `.gitattributes` calls them pointers."""


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
        tree = read_objects(draft, objects, place, brief)
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


def read_objects(
    draft: Draft, objects: Objects, place: Place, brief: Brief, address: str | None = None
) -> Tree:
    """Reads what is worth it at a place; submodules are named in relation to an `address`."""
    entries = objects.entries(place.commit, whole=True)
    known = {entry.path: entry for entry in entries}
    about = _about(draft, objects, known)
    _note_submodules(draft, entries, about.get(MODULES, b""), address)
    led = _led(draft, objects, known)
    behind = {path: file.path for path, file in led.items()}
    plain = (_tree_file(entry) for entry in entries if entry.is_file)
    chosen = draft.choose([*plain, *(replace(file, path=path) for path, file in led.items())])
    links = based_on(brief.url) if brief.url else links_of(draft.id, place.commit)
    sources = {path: known[behind.get(path, path)] for path in chosen}
    held = _held(draft, objects, sources.values())
    draft.read_each(chosen, lambda path: held(sources[path]), replace(links, led=behind))
    _read_heads(draft, objects, entries, chosen, links)
    _read_default_branch(draft, objects, place)
    read_past(draft, objects, place.commit, entries)
    if objects.bring is not None:  # what was brought has a size now
        entries = objects.entries(place.commit, whole=True)
    patterns = patterns_of(about.get(ATTRIBUTES, b""))
    return listed(_tree_files(draft, objects, entries, patterns), complete=True)


def _read_heads(
    draft: Draft, objects: Objects, entries: Iterable[Entry], chosen: Collection[str], links: Links
) -> None:
    """Reads sources whose heads speak of a license, where the whole repository is at hand."""
    if objects.bring is not None or not draft.reads_sources:
        return
    heads = {entry.path: entry for entry in with_notices(objects, entries, chosen)}
    held = _held(draft, objects, heads.values())
    draft.read_each(heads, lambda path: held(heads[path]), links)


def _about(draft: Draft, objects: Objects, known: Mapping[str, Entry]) -> dict[str, bytes]:
    """What git keeps on a tree's submodules and large files, and the texts of its links."""
    links = (path for path, entry in known.items() if entry.is_link and draft.wants(path))
    asked = [path for path in (MODULES, ATTRIBUTES, *links) if path in known]
    held = _held(draft, objects, (known[path] for path in asked))
    found: dict[str, bytes] = {}
    for path in asked:
        with suppress(Fault):
            found[path] = held(known[path])
    return found


def _led(draft: Draft, objects: Objects, known: Mapping[str, Entry]) -> dict[str, TreeFile]:
    """The files that are read in place of symbolic links."""
    files = {path: _tree_file(entry) for path, entry in known.items() if entry.is_file}
    links = [path for path, entry in known.items() if entry.is_link]

    def text_of(path: str) -> bytes:
        return _held(draft, objects, [known[path]])(known[path])

    led = linked(draft, links, files, text_of)
    note_links(draft, led)
    return led


def _note_submodules(
    draft: Draft, entries: Iterable[Entry], modules: bytes, address: str | None
) -> None:
    addresses = submodule_addresses(modules, address)
    for entry in entries:
        if entry.is_submodule:
            draft.gap(entry.path, GapReason.NOT_LOOKED, said_of(entry.path, addresses))


def _held(draft: Draft, objects: Objects, entries: Iterable[Entry]) -> Callable[[Entry], bytes]:
    """Gives the content of each of the entries, all fetched at once; Fault where there is none."""
    problem = Fault(GapReason.UNREADABLE, "listed, but this clone does not hold it")
    most, shas = draft.most_bytes, [entry.sha for entry in entries]
    blobs: Mapping[str, bytes] = {}
    try:
        blobs = objects.blobs(shas, most=most)
    except Fault as fault:
        problem = fault

    def content(entry: Entry) -> bytes:
        if entry.sha in blobs:
            return blobs[entry.sha]
        if entry.sha in objects.sizes([entry.sha]):
            raise Fault(GapReason.TOO_LARGE, f"more than {most} bytes")
        raise problem

    return content


def _tree_file(entry: Entry) -> TreeFile:
    return TreeFile(path=entry.path, size=entry.size, sha=entry.sha)


def _tree_files(
    draft: Draft, objects: Objects, entries: Iterable[Entry], patterns: re.Pattern[str] | None
) -> list[TreeFile]:
    """The files of a tree; in place of an LFS pointer the large file that it stands for."""
    files = [entry for entry in entries if not entry.is_submodule]
    unsized = may_be_pointers((_tree_file(e) for e in files if e.size is None), patterns)
    large = {file.path for file in unsized[:UNSIZED_POINTERS]}
    small = [entry for entry in files if entry.is_file and _may_be_pointer(entry)][:POINTERS]
    small += [entry for entry in files if entry.is_file and entry.path in large]
    if len(unsized) > len(large):
        detail = f"{len(unsized) - len(large)} files in LFS are listed without a size"
        draft.gap(None, GapReason.NOT_LOOKED, detail)
    held = _held(draft, objects, small)
    pointers: dict[str, bytes] = {}
    for entry in small:
        with suppress(Fault):
            pointers[entry.path] = held(entry)
    return [unpointed(_tree_file(entry), pointers.get(entry.path, b"")) for entry in files]


def _may_be_pointer(entry: Entry) -> bool:
    return POINTER_AT_LEAST <= (entry.size or 0) <= LFS_POINTER_BYTES


def _read_default_branch(draft: Draft, objects: Objects, place: Place) -> None:
    """Reads the license files at the root of the default branch: terms may differ per branch."""
    tip = place.default_commit
    if tip is None or not _is_elsewhere(objects, place, tip):
        return
    entries = objects.entries(tip, whole=False)
    terms = {each.path: each for each in entries if each.is_file and is_terms([each.path.lower()])}
    held = _held(draft, objects, terms.values())
    draft.read_each(
        terms,
        lambda path: held(terms[path]),
        links_of(draft.id, tip),
        prefix=f"@{place.default_branch}/",
    )


def _is_elsewhere(objects: Objects, place: Place, tip: str) -> bool:
    """True for another branch than the default, and for a commit that is not on it."""
    if place.branch is not None:
        return place.branch != place.default_branch
    return place.commit != tip and not objects.holds(tip, place.commit)
