"""Repositories of GitHub: REST for what they are and hold, raw addresses for their texts.

A repository costs two REST calls, at its default branch, another branch, a tag or a commit, and
also when it has moved; `github_api` says what costs a third. Licenses of the default branch, where
another one is read, come through raw addresses by the names that they usually have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

import msgspec
from msgspec import Struct

from audit.collect.answers import Answer, Fault
from audit.collect.canonical import excerpt
from audit.collect.draft import Draft, as_listed, listed, unpointed
from audit.collect.github_api import SUBMODULE, About, Entry, GitHub, Listing, Repository
from audit.collect.http import Door
from audit.collect.lfs import FILE as ATTRIBUTES
from audit.collect.lfs import may_be_pointers, patterns_of
from audit.collect.links import GITHUB, Links, based_on, links_of
from audit.collect.reading import Brief, NotThere, Reading, failure
from audit.collect.refs import COMMIT, Advertised
from audit.collect.select import USUAL_TERMS, is_terms, likely
from audit.collect.settings import GITHUB_API
from audit.collect.submodules import FILE as MODULES
from audit.collect.submodules import said_of, submodule_addresses
from audit.collect.symlinks import MOST_LINKS, linked, note_links
from audit.errors import AuditError, CollectError
from audit.model import GapReason, Tree, TreeFile

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")

FIELDS = (
    "archived",
    "default_branch",
    "description",
    "fork",
    "full_name",
    "license",
    "private",
    "pushed_at",
    "topics",
)
"""Fields of the answer that are kept as they came."""
PARTS = {
    "license": ("key", "name", "spdx_id"),
    "parent": ("full_name",),
    "source": ("full_name",),
}
"""Fields of which only some parts are kept."""

NO_SUCH_COMMIT = 422
POINTERS = 20
"""How many small files are looked into for LFS pointers; each is a request."""
MOST_TERMS = 12
"""How many names are tried for licenses of the default branch."""

ADVICE = "Check the spelling; if it is private, set GITHUB_TOKEN."
_ABBREVIATED = re.compile(r"[0-9a-f]{4,40}|refs/.+")
"""Revisions that the refs may not show, although they are there."""
_WORD = re.compile(r"[\w:.+-]{1,40}")


class Block(Struct):
    """Why GitHub withholds a repository, in its own words."""

    reason: str = ""
    created_at: str = ""


class Blocked(Struct):
    """The answer in place of a repository that GitHub withholds."""

    block: Block


Read = Callable[[str], Answer]
"""What stands at a path; Fault when it cannot be read."""
Text = Callable[[str], bytes]
"""The same, without more."""


class _Place(Struct, frozen=True, kw_only=True):
    """A repository at the commit that is read."""

    about: Repository
    refs: Advertised | None
    commit: str | None
    branch: str | None
    is_known: bool
    """Whether GitHub itself named the commit; False for one that only the user did."""


def read_github(door: Door, name: str, ref: str | None, brief: Brief) -> Reading:
    """A repository `owner/name` at a branch, tag or commit, or at its default branch.

    NotThere or CollectError when not even its metadata can be read, or it has no such commit.
    """
    if not NAME.fullmatch(name):
        raise NotThere(f"{name} is not the name of a GitHub repository.", "Write owner/name.")
    try:
        return _read(GitHub(door), name, ref, brief)
    except Fault as fault:
        raise _error(fault, name, ref) from fault


def _error(fault: Fault, name: str, ref: str | None) -> AuditError:
    if block := _block(fault.body):
        words = (word for word in (block.reason, block.created_at) if _WORD.fullmatch(word))
        said = ", ".join(words) or "it does not say why"
        fault.reason = GapReason.UNREADABLE
        problem = f"GitHub withholds {name}: blocked ({said})."
        return CollectError(problem, "Nothing of it can be audited while it is blocked.")
    if fault.status == NO_SUCH_COMMIT:
        return _no_such(name, ref)
    if fault.reason is GapReason.MISSING:
        return NotThere(f"GitHub has no {name}, or does not show it.", ADVICE)
    return failure(fault, f"GitHub on {name}", ADVICE)


def _no_such(name: str, ref: str | None) -> NotThere:
    return NotThere(f"GitHub's {name} has no {ref}.", "Check the branch, tag or commit.")


def _block(body: bytes) -> Block | None:
    try:
        return msgspec.json.decode(body, type=Blocked).block
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _read(github: GitHub, name: str, ref: str | None, brief: Brief) -> Reading:
    present, refs = github.refs(name)
    if refs and ref and not refs.commit(ref) and not _ABBREVIATED.fullmatch(ref):
        raise _no_such(name, ref)
    ahead = refs.commit(ref or refs.default_branch or "HEAD") if refs else None
    said, listing = _asked(github, present, ahead)
    about = said.repository
    place = _place(github, about, refs, ref, brief)
    if place.commit is not None and (listing is None or place.commit != ahead):
        listing = _listing(github, about.full_name, place.commit)
    if isinstance(listing, Fault):
        _refuse(listing, place, name, ref)
    draft = Draft(github.door, brief, f"github:{about.full_name}")
    _remark(draft, place, name)
    address = f"{_public_api(github)}/repos/{about.full_name}"
    record = excerpt(said.fields, FIELDS, PARTS)
    draft.add("api/repository.json", record, address, said.retrieved_at)
    links = links_of(draft.id, place.commit, github=github.site)
    links = based_on(brief.url) if brief.url else links
    return draft.finish(
        tree=_read_files(github, place, listing, draft, links),
        revision=place.commit,
        url=links.page,
        branch=place.branch,
        default_branch=about.default_branch,
    )


def _asked(github: GitHub, name: str, commit: str | None) -> tuple[About, Listing | Fault | None]:
    """What a repository is and, where the commit is known already, its tree: asked side by side."""
    if commit is None:
        return github.about(name), None
    listings = github.door.side_by_side(partial(_listing, github, name), [commit])
    return github.about(name), next(listings)


def _listing(github: GitHub, name: str, commit: str) -> Listing | Fault:
    try:
        return github.tree(name, commit)
    except Fault as fault:
        return fault


def _refuse(fault: Fault, place: _Place, name: str, ref: str | None) -> None:
    """Raises when a tree is not shown because there is nothing that could be read."""
    if _block(fault.body):
        raise fault
    is_missing = fault.reason is GapReason.MISSING or fault.status == NO_SUCH_COMMIT
    if is_missing and not place.is_known:
        raise _no_such(name, ref)


def _place(
    github: GitHub, about: Repository, refs: Advertised | None, ref: str | None, brief: Brief
) -> _Place:
    wanted = ref or about.default_branch
    commit = refs.commit(wanted) if refs else None
    if commit is None and not (refs and refs.is_empty):
        commit = github.commit(about.full_name, wanted)
    branch = brief.branch if COMMIT.fullmatch(wanted) else wanted
    is_known = not COMMIT.fullmatch(wanted) or (refs is not None and commit in refs.tips.values())
    return _Place(about=about, refs=refs, commit=commit, branch=branch, is_known=is_known)


def _remark(draft: Draft, place: _Place, name: str) -> None:
    """Says what a reader should know of a repository before reading on."""
    about = place.about
    if about.full_name != name:
        draft.remark(f"asked for as {name}")
    if about.archived:
        draft.remark("archived by its owner")
    if about.disabled:
        draft.remark("disabled by GitHub")
    if about.fork:
        draft.remark(f"a fork of {about.parent.full_name}" if about.parent else "a fork")
    if place.commit is None:
        draft.remark("the repository is empty")


def _public_api(github: GitHub) -> str:
    return GITHUB_API if github.site == GITHUB else github.door.settings.github_api


def _read_files(
    github: GitHub, place: _Place, listing: Listing | Fault | None, draft: Draft, links: Links
) -> Tree | None:
    """Reads what is worth it, of the default branch too; None when the files were not listed."""
    if place.commit is None or listing is None:
        return listed((), complete=True)
    if isinstance(listing, Fault):
        _read_unlisted(github, place, listing, draft, links)
        tree = None
    else:
        tree = _read_listed(github, place, listing, draft, links)
    _read_default_branch(github, place, draft, tree.files if tree is not None else ())
    return tree


def _read_unlisted(github: GitHub, place: _Place, fault: Fault, draft: Draft, links: Links) -> None:
    """Asks for a card and a license by name; which others there are, nobody knows."""
    reason, detail = as_listed(fault)
    if reason is not fault.reason:
        detail = "the commit is there, and not shown"
    draft.gap(None, reason, f"the list of files: {detail}")
    read = partial(github.raw, place.about.full_name, place.commit or "")
    draft.try_each(likely(()), read, links)


def _read_listed(
    github: GitHub, place: _Place, listing: Listing, draft: Draft, links: Links
) -> Tree:
    """Reads what is worth it of a listing; what cannot be read as it is, is noted."""
    name, commit = place.about.full_name, place.commit or ""
    read = partial(github.raw, name, commit)
    files = {each.path: _tree_file(each) for each in listing.tree if each.is_file}
    if listing.truncated:
        draft.gap(None, GapReason.CUT_SHORT, "GitHub cut the list of files short")
    about = _beforehand(github, draft, listing, read)
    _note_submodules(listing, about, draft, f"{github.site}/{name}")
    symlinks = [each.path for each in listing.tree if each.is_link]
    led = linked(draft, symlinks, files, about, complete=not listing.truncated)
    note_links(draft, led)
    behind = {path: file.path for path, file in led.items()}
    chosen = draft.choose([*files.values(), *(_as(path, file) for path, file in led.items())])
    links = msgspec.structs.replace(links, led=behind)
    draft.read_each(chosen, lambda path: read(behind.get(path, path)), links)
    if listing.truncated:
        draft.try_each(likely(each.path for each in listing.tree), read, links)
    files.update(_large_files(github, draft, files, about))
    own = (_tree_file(each) for each in listing.tree if each.is_link)
    return listed([*files.values(), *own], complete=not listing.truncated)


def _tree_file(entry: Entry) -> TreeFile:
    return TreeFile(path=entry.path, size=entry.size, sha=entry.sha)


def _as(path: str, file: TreeFile) -> TreeFile:
    return msgspec.structs.replace(file, path=path)


def _attempt(read: Read, path: str) -> Answer | Fault:
    try:
        return read(path)
    except Fault as fault:
        return fault


def _beforehand(github: GitHub, draft: Draft, listing: Listing, read: Read) -> Text:
    """Reads what git keeps on submodules and large files, and the texts of links, side by side.

    What comes out gives those again, and any other file when it is asked for.
    """
    links = [each.path for each in listing.tree if each.is_link and draft.wants(each.path)]
    paths = sorted(links)[:MOST_LINKS]
    if any(each.mode == SUBMODULE for each in listing.tree):
        paths.append(MODULES)
    if any(each.is_file and each.path == ATTRIBUTES for each in listing.tree):
        paths.append(ATTRIBUTES)
    known = dict(zip(paths, github.door.side_by_side(partial(_attempt, read), paths), strict=True))

    def about(path: str) -> bytes:
        got = known[path] if path in known else read(path)
        if isinstance(got, Fault):
            raise got
        return got.body

    return about


def _note_submodules(listing: Listing, read: Text, draft: Draft, address: str) -> None:
    places = [entry.path for entry in listing.tree if entry.mode == SUBMODULE]
    if not places:
        return
    try:
        addresses = submodule_addresses(read(MODULES), address)
    except Fault:
        addresses = {}
    for path in places:
        draft.gap(path, GapReason.NOT_LOOKED, said_of(path, addresses))


def _large_files(
    github: GitHub, draft: Draft, files: dict[str, TreeFile], read: Text
) -> dict[str, TreeFile]:
    """The large files that LFS pointers stand for, by their paths."""
    if ATTRIBUTES not in files:
        return {}
    try:
        pointers = may_be_pointers(files.values(), patterns_of(read(ATTRIBUTES)))
        few = {file.path: file for file in pointers[:POINTERS]}
        texts = github.door.side_by_side(read, few)
        found = {path: unpointed(few[path], text) for path, text in zip(few, texts, strict=True)}
    except Fault as fault:
        reason, detail = as_listed(fault)
        draft.gap(None, reason, f"the sizes of files in LFS: {detail}")
        return {}
    if len(pointers) > POINTERS:
        detail = f"{len(pointers) - POINTERS} files in LFS are listed with their pointers' sizes"
        draft.gap(None, GapReason.NOT_LOOKED, detail)
    return found


def _read_default_branch(
    github: GitHub, place: _Place, draft: Draft, files: Iterable[TreeFile]
) -> None:
    """Reads licenses at the root of the default branch: terms may differ per branch."""
    name, branch = place.about.full_name, place.about.default_branch
    tip = place.refs.commit(branch) if place.refs else None
    if place.branch in {None, branch} or tip == place.commit:
        return
    here = [file.path for file in files if is_terms([file.path.lower()])]
    names = tuple(dict.fromkeys(path for path in (*here, *USUAL_TERMS) if "/" not in path))
    links = links_of(f"github:{name}", tip or branch, github=github.site)
    tried = names[:MOST_TERMS]
    attempt = partial(_attempt, partial(github.raw, name, tip or branch))
    for path, got in zip(tried, github.door.side_by_side(attempt, tried), strict=True):
        if isinstance(got, Answer):
            draft.add(f"@{branch}/{path}", got.body, links.file(path), got.retrieved_at)
        elif got.reason is not GapReason.MISSING:
            draft.gap(f"@{branch}/{path}", got.reason, got.detail)
    said = ", ".join(tried)
    detail = f"licenses of the default branch were asked for by name only: {said}"
    draft.gap(f"@{branch}", GapReason.NOT_LOOKED, detail)
