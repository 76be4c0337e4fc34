"""The nouns that the loopback hub serves: files, revisions, repositories and the shelf of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Gate = Literal["auto", "manual", False]
Kind = Literal["models", "datasets"]
Named = tuple[str, ...]


def blob_sha(content: bytes) -> str:
    """The id that git gives these bytes: 40 hex digits."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def made_up_sha(*words: str) -> str:
    """A revision for what has none recorded: 40 hex digits, the same for the same words."""
    return hashlib.sha1("\0".join(words).encode()).hexdigest()


def lfs_pointer(sha256: str, size: int) -> bytes:
    """The text that git keeps in place of an LFS file (https://git-lfs.com/spec.html)."""
    version = "https://git-lfs.github.com/spec/v1"
    return f"version {version}\noid sha256:{sha256}\nsize {size}\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file of a listing; with `content` None it is listed but cannot be read."""

    path: str
    size: int | None = None
    """Bytes; None where nobody recorded it."""
    blob: str | None = None
    """The git object id, 40 hex digits."""
    lfs_sha256: str | None = None
    """Set for files kept in LFS: the sha256 of the bytes."""
    mode: str = "100644"
    content: bytes | Path | None = None

    def read(self) -> bytes | None:
        """The bytes, or None where they were not recorded."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


def stored(path: str, content: bytes, *, lfs: bool = False) -> StoredFile:
    """A file with its bytes, its size and the ids that git and LFS would give it."""
    if not lfs:
        return StoredFile(path=path, size=len(content), blob=blob_sha(content), content=content)
    sha256 = hashlib.sha256(content).hexdigest()
    pointer = blob_sha(lfs_pointer(sha256, len(content)))
    return StoredFile(
        path=path, size=len(content), blob=pointer, lfs_sha256=sha256, content=content
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A repository at one commit."""

    sha: str
    files: tuple[StoredFile, ...] | None
    """None where no listing was recorded; a folder whose files are unknown ends in "/"."""
    complete: bool = True
    """False where the listing is known to lack files."""
    made_up: bool = False
    """True where `sha` is ours, because none was recorded."""
    date: str | None = None
    """ISO 8601; None where nobody recorded it."""
    card: Mapping[str, Any] | None = None
    """The front matter of a Hub card; None where no card was seen."""
    tags: Named | None = None
    """The tags of a Hub repository."""
    title: str = ""
    """What the author said of the commit."""
    before: tuple[Revision, ...] = ()
    """The commits before it, the newest first; empty where nobody recorded them."""

    @property
    def lists_everything(self) -> bool:
        """True when a path that is not listed does not exist."""
        return self.complete and self.files is not None

    def file(self, path: str) -> StoredFile | None:
        """The listed file of that path."""
        return next((file for file in self.files or () if file.path == path), None)


def revision_of(revisions: Mapping[str, Revision], ref: str) -> Revision | None:
    """What a branch, other ref, full sha or unique sha prefix of 7 or more digits names."""
    name = ref.removeprefix("refs/heads/")
    if name in revisions:
        return revisions[name]
    if len(ref) < 7:
        return None
    found = {each.sha: each for each in revisions.values() if each.sha.startswith(ref)}
    return next(iter(found.values())) if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRepo:
    """A model or dataset repository of the Hub."""

    id: str
    revisions: Mapping[str, Revision]
    """`main`, further branches, `refs/pr/N`, or a bare sha, each with what stands there."""
    gated: Gate | None = False
    private: bool | None = False
    moved_from: Named = ()
    """Earlier ids, which redirect here."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Further JSON fields of the info answer, such as `pipeline_tag` or `storedPage`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GitRepo:
    """A GitHub repository; with no branches it is an empty one."""

    name: str
    branches: Mapping[str, Revision]
    default_branch: str = "main"
    archived: bool | None = False
    pushed_at: str | None = None
    license: str | None = None
    """The SPDX id that GitHub shows; None where it was not recorded."""
    moved_from: Named = ()
    tags: Mapping[str, Revision] = field(default_factory=dict)
    private: bool = False
    """True where only those with one of the shelf's `github_tokens` see anything."""
    parent: str | None = None
    """The repository that this is a fork of."""
    block: Mapping[str, str] | None = None
    """Why it is withheld, in the words of the API."""

    @property
    def number(self) -> int:
        """The id in `/repositories/{id}`."""
        return int(made_up_sha(self.name)[:7], 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper on arXiv."""

    id: str
    title: str = "A paper"
    abstract: str = "It tells of birds."
    comments: str | None = None
    license: str | None = "http://creativecommons.org/licenses/by/4.0/"
    versions: tuple[str, ...] = ("Mon, 1 Jan 2024 10:00:00 UTC (1,204 KB)",)
    html: bytes | None = None
    """The HTML version of the latest version; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All that one server serves; where a name stands twice, the first is served."""

    models: Iterable[HubRepo] = ()
    datasets: Iterable[HubRepo] = ()
    repos: Iterable[GitRepo] = ()
    papers: Iterable[Paper] = ()
    tokens: frozenset[str] = frozenset({"hf_granted"})
    """Hub tokens that may read gated and private repositories."""
    github_tokens: frozenset[str] = frozenset({"ghp_granted"})
    """GitHub tokens that may read private repositories."""

    def __post_init__(self) -> None:
        for name in ("models", "datasets", "repos", "papers"):
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def __bool__(self) -> bool:
        return any((self.models, self.datasets, self.repos, self.papers))

    def hub(self, kind: Kind, name: str) -> HubRepo | None:
        """The repository of that id, in any case, or that had that id once."""
        shelf = self.models if kind == "models" else self.datasets
        present = (repo for repo in shelf if repo.id.lower() == name.lower())
        moved = (repo for repo in shelf if name in repo.moved_from)
        return next(present, None) or next(moved, None)

    def git(self, name: str) -> GitRepo | None:
        """The repository of that `owner/name`, in any case, or that had that name once."""
        present = (repo for repo in self.repos if repo.name.lower() == name.lower())
        moved = (repo for repo in self.repos if name in repo.moved_from)
        return next(present, None) or next(moved, None)

    def paper(self, name: str) -> Paper | None:
        """The paper with that id."""
        return next((paper for paper in self.papers if paper.id == name), None)

    def lfs(self, sha256: str) -> StoredFile | None:
        """The LFS file with that content."""
        repos = (*self.models, *self.datasets)
        files = (f for repo in repos for r in repo.revisions.values() for f in r.files or ())
        return next((f for f in files if f.lfs_sha256 == sha256 and f.content is not None), None)


def joined(shelves: Iterable[Shelf]) -> Shelf:
    """All repositories of several shelves, the first of each name first."""
    parts = tuple(shelves)
    return Shelf(
        models=[repo for part in parts for repo in part.models],
        datasets=[repo for part in parts for repo in part.datasets],
        repos=[repo for part in parts for repo in part.repos],
        papers=[paper for part in parts for paper in part.papers],
    )


def read_json(path: Path) -> Any:
    """The JSON value of a file; {} where there is no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
