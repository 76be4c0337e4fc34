"""Repositories of GitHub: REST for what they are and hold, raw addresses for their texts.

A repository costs two REST calls when its commit is known and three when a branch is named
(https://docs.github.com/rest/git/trees); another branch than the default costs one more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from audit.collect.answers import EMPTY, Fault, typed_json
from audit.collect.canonical import excerpt
from audit.collect.draft import Draft, listed
from audit.collect.http import Door
from audit.collect.links import GITHUB, Links, based_on, links_of, public_github
from audit.collect.reading import Brief, NotThere, Reading, failure
from audit.collect.select import is_terms, likely
from audit.collect.settings import GITHUB_API
from audit.errors import AuditError
from audit.model import GapReason, Tree, TreeFile

COMMIT = re.compile(r"[0-9a-f]{40}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")

FIELDS = (
    "archived",
    "default_branch",
    "description",
    "fork",
    "full_name",
    "license",
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

JSON = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
SHA = {**JSON, "Accept": "application/vnd.github.sha"}

SYMLINK = "120000"
SUBMODULE = "160000"
NO_SUCH_COMMIT = 422

ADVICE = "Check the spelling; if it is private, set GITHUB_TOKEN."


class Repository(Struct):
    """The fields that are needed of what GitHub says of a repository."""

    full_name: str
    default_branch: str = "main"


class Entry(Struct):
    """A line of a tree."""

    path: str
    mode: str = "100644"
    type: str = "blob"
    size: int | None = None
    sha: str | None = None

    @property
    def is_file(self) -> bool:
        """True for a file with content of its own."""
        return self.type == "blob" and self.mode != SYMLINK


class Listing(Struct):
    """A tree as GitHub shows it."""

    tree: list[Entry]
    truncated: bool = False


class Commit(Struct):
    """A commit, where the answer is JSON although its sha was asked for."""

    sha: str


def read_github(door: Door, name: str, ref: str | None, brief: Brief) -> Reading:
    """A repository `owner/name` at a branch, tag or commit, or at its default branch.

    NotThere or CollectError when not even its files can be listed.
    """
    if not NAME.fullmatch(name):
        raise NotThere(f"{name} is not the name of a GitHub repository.", "Write owner/name.")
    try:
        return _read(_GitHub(door), name, ref, brief)
    except Fault as fault:
        raise _error(fault, name, ref) from fault


def _error(fault: Fault, name: str, ref: str | None) -> AuditError:
    if fault.status == NO_SUCH_COMMIT:
        return NotThere(f"GitHub's {name} has no {ref}.", "Check the branch, tag or commit.")
    if fault.reason is GapReason.MISSING:
        return NotThere(f"GitHub has no {name}, or does not show it.", ADVICE)
    return failure(fault, f"GitHub on {name}", ADVICE)


class _GitHub:
    """The questions that are asked of GitHub."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.site = public_github(door.settings.github_api)

    def about(self, name: str) -> tuple[Repository, dict[str, Any]]:
        """What a repository is: the typed part, and all of it."""
        body = self._ask(f"/repos/{name}", JSON)
        return typed_json(body, Repository), typed_json(body, dict[str, Any])

    def commit(self, name: str, ref: str) -> str | None:
        """The commit of a branch or tag; None when the repository is empty."""
        if COMMIT.fullmatch(ref):
            return ref
        try:
            body = self._ask(f"/repos/{name}/commits/{quote(ref)}", SHA)
        except Fault as fault:
            if fault.status == EMPTY:
                return None
            raise
        text = body.decode("ascii", "replace").strip()
        return text if COMMIT.fullmatch(text) else typed_json(body, Commit).sha

    def tree(self, name: str, ref: str, *, whole: bool) -> Listing:
        """The files below a commit or branch, or only those at its root."""
        query = "?recursive=1" if whole else ""
        body = self._ask(f"/repos/{name}/git/trees/{quote(ref)}{query}", JSON)
        return typed_json(body, Listing)

    def raw(self, name: str, ref: str, path: str) -> bytes:
        """The bytes of a file."""
        address = f"{self.door.settings.github_raw}/{name}/{quote(ref)}/{quote(path)}"
        return self.door.raw_bytes(address)

    def _ask(self, path: str, headers: Mapping[str, str]) -> bytes:
        limit = self.door.settings.limits.listing_bytes
        url = self.door.settings.github_api + path
        return self.door.get(url, headers=headers, limit=limit).body


def _read(github: _GitHub, name: str, ref: str | None, brief: Brief) -> Reading:
    about, answer = github.about(name)
    draft = Draft(github.door, brief, f"github:{about.full_name}")
    address = f"{_public_api(github)}/repos/{about.full_name}"
    draft.add("api/repository.json", excerpt(answer, FIELDS, PARTS), address)
    wanted = ref or about.default_branch
    branch = brief.branch if COMMIT.fullmatch(wanted) else wanted
    commit = github.commit(about.full_name, wanted)
    links = links_of(draft.id, commit, github=github.site)
    links = based_on(brief.url) if brief.url else links
    tree = listed((), complete=True)
    if commit is not None:
        listing = github.tree(about.full_name, commit, whole=True)
        tree = _tree(listing, draft)
        read = partial(github.raw, about.full_name, commit)
        _read_files(draft, listing, read, links)
        if branch not in {None, about.default_branch}:
            _read_default_branch(github, about, draft)
    return draft.finish(
        tree=tree,
        revision=commit,
        url=links.page,
        branch=branch,
        default_branch=about.default_branch,
        remark="" if about.full_name == name else f" (asked for as {name})",
    )


def _public_api(github: _GitHub) -> str:
    return GITHUB_API if github.site == GITHUB else github.door.settings.github_api


def _tree(listing: Listing, draft: Draft) -> Tree:
    """The files of a listing; what is no file of its own is noted."""
    if listing.truncated:
        draft.gap(None, GapReason.CUT_SHORT, "GitHub cut the list of files short")
    for entry in listing.tree:
        if entry.mode == SUBMODULE:
            draft.gap(entry.path, GapReason.NOT_LOOKED, "a submodule: another repository")
        elif entry.mode == SYMLINK and draft.wants(entry.path):
            draft.gap(entry.path, GapReason.NOT_LOOKED, "a symbolic link")
    files = (entry for entry in listing.tree if entry.type == "blob")
    return listed(map(_tree_file, files), complete=not listing.truncated)


def _tree_file(entry: Entry) -> TreeFile:
    return TreeFile(path=entry.path, size=entry.size, sha=entry.sha)


def _read_files(draft: Draft, listing: Listing, read: Callable[[str], bytes], links: Links) -> None:
    plain = [entry for entry in listing.tree if entry.is_file]
    draft.read_each(draft.choose(map(_tree_file, plain)), read, links)
    if listing.truncated:
        draft.try_each(likely(entry.path for entry in listing.tree), read, links)


def _read_default_branch(github: _GitHub, about: Repository, draft: Draft) -> None:
    """Reads the license files at the root of the default branch: terms may differ per branch."""
    name, branch = about.full_name, about.default_branch
    try:
        listing = github.tree(name, branch, whole=False)
    except Fault as fault:
        draft.gap(f"@{branch}", fault.reason, fault.detail)
        return
    plain = (entry.path for entry in listing.tree if entry.is_file)
    terms = [path for path in plain if is_terms([path.lower()])]
    # The answer names a tree and no commit: a permanent address would cost one more call.
    links = links_of(f"github:{name}", branch, github=github.site)
    draft.read_each(terms, lambda path: github.raw(name, branch, path), links, prefix=f"@{branch}/")
