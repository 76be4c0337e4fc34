"""The questions that are asked of GitHub, and the shapes of its answers.

Two of them count in its API's rate limit (https://docs.github.com/rest, "Rate limits"): what a
repository is, and the tree of a commit. The commit itself is taken from the refs that the site
tells every git client: the tree's answer has a `sha` too, but GitHub documents it as that of a
tree, and nobody can tell from 40 digits what they name. Only where the refs are not to be had (a
private repository, no known site) or do not name the revision (an abbreviated commit, a pull
request) is the commit asked of the API, which costs a third call. The token never goes to the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import Struct

from audit.collect.addresses import origin
from audit.collect.answers import EMPTY, Answer, Fault, typed_json
from audit.collect.http import Check, Door
from audit.collect.links import public_github
from audit.collect.refs import COMMIT, SERVICE, Advertised, advertised
from audit.collect.select import is_plain
from audit.model import GapReason

JSON = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
SHA = {**JSON, "Accept": "application/vnd.github.sha"}

SYMLINK = "120000"
SUBMODULE = "160000"


class Named(Struct, frozen=True):
    """A repository by its name."""

    full_name: str


class Repository(Struct):
    """The fields that are needed of what GitHub says of a repository."""

    full_name: str
    default_branch: str = "main"
    archived: bool | None = False
    disabled: bool | None = False
    fork: bool | None = False
    parent: Named | None = None


class About(Struct, frozen=True, kw_only=True):
    """What a repository is: what is needed, all of it, and when it was said."""

    repository: Repository
    fields: dict[str, Any]
    retrieved_at: str


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

    @property
    def is_link(self) -> bool:
        """True for a symbolic link."""
        return self.mode == SYMLINK


class Listing(Struct):
    """A tree as GitHub shows it."""

    tree: list[Entry]
    truncated: bool = False


class Commit(Struct):
    """A commit, where the answer is JSON although its sha was asked for."""

    sha: str


class GitHub:
    """The questions that are asked of GitHub."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.site = public_github(door.settings.github_api)

    def refs(self, name: str) -> tuple[str, Advertised | None]:
        """The name that a repository has now, and its refs; None when these are not to be had."""
        site, limit = self.door.settings.github_site, self.door.settings.limits.listing_bytes
        if site is None:
            return name, None
        try:
            answer = self.door.get(f"{site}/{name}.git{SERVICE}", limit=limit, check=advertised)
            if origin(answer.url) != origin(site):
                return name, None
            return _name_in(answer.url, site) or name, advertised(answer)
        except Fault:
            return name, None

    def about(self, name: str) -> About:
        """What a repository is."""
        return _about(self._ask(f"/repos/{name}", JSON, _about))

    def commit(self, name: str, ref: str) -> str | None:
        """The commit of a branch or tag; None when the repository is empty."""
        if COMMIT.fullmatch(ref):
            return ref
        try:
            return _sha(self._ask(f"/repos/{name}/commits/{quote(ref)}", SHA, _sha))
        except Fault as fault:
            if fault.status == EMPTY:
                return None
            raise

    def tree(self, name: str, commit: str) -> Listing:
        """All files below a commit."""
        path = f"/repos/{name}/git/trees/{commit}?recursive=1"
        return _listing(self._ask(path, JSON, _listing))

    def raw(self, name: str, ref: str, path: str) -> Answer:
        """A file; of a symbolic link, the path that it holds."""
        address = f"{self.door.settings.github_raw}/{name}/{quote(ref)}/{quote(path)}"
        return self.door.text_file(address)

    def _ask(self, path: str, headers: Mapping[str, str], check: Check) -> Answer:
        limit = self.door.settings.limits.listing_bytes
        url = self.door.settings.github_api + path
        return self.door.get(url, headers=headers, limit=limit, check=check)


def _about(answer: Answer) -> About:
    repository = typed_json(answer.body, Repository)
    if not (_NAME.fullmatch(repository.full_name) and is_plain(repository.default_branch)):
        raise Fault(GapReason.UNREADABLE, "the answer has names that no repository can have")
    return About(
        repository=repository,
        fields=typed_json(answer.body, dict[str, Any]),
        retrieved_at=answer.retrieved_at,
    )


def _sha(answer: Answer) -> str:
    text = answer.body.decode("ascii", "replace").strip()
    sha = text if COMMIT.fullmatch(text) else typed_json(answer.body, Commit).sha
    if not COMMIT.fullmatch(sha):
        raise Fault(GapReason.UNREADABLE, "the answer names no commit")
    return sha


def _listing(answer: Answer) -> Listing:
    return typed_json(answer.body, Listing)


def _name_in(url: str, site: str) -> str | None:
    """The `owner/name` that the address of a repository's refs holds."""
    path = urlsplit(url).path.removeprefix(urlsplit(site).path).removesuffix("/info/refs")
    name = path.strip("/").removesuffix(".git")
    return name if name.count("/") == 1 else None
