"""Builds small repositories from dicts of path to text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import yaml

from .recorded import tags_with_metadata, texts
from .shelf import (
    Gate,
    GitRepo,
    HubRepo,
    Named,
    Revision,
    StoredFile,
    made_up_sha,
    stored,
)

Content = str | bytes
Files = Mapping[str, Content]

DATE = "2025-01-01T00:00:00.000Z"
IN_LFS = {".bin", ".ckpt", ".gguf", ".h5", ".onnx", ".parquet", ".pt", ".pth", ".safetensors"}
"""Suffixes that the Hub keeps in LFS by default."""


def hub_repo(
    name: str,
    files: Files,
    *,
    revision: str | None = None,
    branches: Mapping[str, Files] | None = None,
    listed: Iterable[StoredFile] = (),
    complete: bool = True,
    served: bool = True,
    gated: Gate | None = False,
    private: bool = False,
    tags: Iterable[str] = (),
    moved_from: Named = (),
    fields: Mapping[str, Any] | None = None,
) -> HubRepo:
    """A model or dataset of these files; `listed` ones, and all if not `served`, have no bytes.

    The card, the tags, the revision and the ids of files follow from the content. Files with a
    suffix of `IN_LFS` are kept in LFS.
    """
    main = hub_revision(
        files, listed=listed, sha=revision, complete=complete, served=served, tags=tags
    )
    others = {ref: hub_revision(content, tags=tags) for ref, content in (branches or {}).items()}
    return HubRepo(
        id=name,
        revisions={"main": main, **others},
        gated=gated,
        private=private,
        moved_from=tuple(moved_from),
        fields=fields or {},
    )


def hub_past(name: str, *commits: tuple[str, str, Files], gated: Gate | None = False) -> HubRepo:
    """A model with a history: title, date and all the files of each commit, the oldest first."""
    revisions: list[Revision] = []
    for number, (title, date, files) in enumerate(commits):
        plain = hub_revision(files)
        sha = made_up_sha(name, str(number), plain.sha)
        before = tuple(reversed(revisions))
        revisions.append(replace(plain, sha=sha, date=date, title=title, before=before))
    named = {one.sha: one for one in revisions}
    return HubRepo(id=name, revisions={"main": revisions[-1], **named}, gated=gated)


def git_repo(
    name: str,
    files: Files,
    *,
    revision: str | None = None,
    branch: str = "main",
    default_branch: str | None = None,
    branches: Mapping[str, Files] | None = None,
    complete: bool = True,
    archived: bool = False,
    pushed_at: str | None = DATE,
    license: str | None = None,  # noqa: A002 - GitHub's word
    moved_from: Named = (),
    tags: Mapping[str, Files] | None = None,
    private: bool = False,
    parent: str | None = None,
    block: Mapping[str, str] | None = None,
    listed: Iterable[StoredFile] = (),
) -> GitRepo:
    """A GitHub repository of these files, empty when there are none and no branches."""
    others = {ref: git_revision(ref, content) for ref, content in (branches or {}).items()}
    own = {branch: git_revision(branch, files, sha=revision, complete=complete, listed=listed)}
    return GitRepo(
        name=name,
        branches={**own, **others} if files or others else {},
        default_branch=default_branch or branch,
        archived=archived,
        pushed_at=pushed_at,
        license=license,
        moved_from=tuple(moved_from),
        tags={tag: git_revision(tag, content) for tag, content in (tags or {}).items()},
        private=private,
        parent=parent,
        block=block,
    )


def hub_revision(
    files: Files,
    *,
    listed: Iterable[StoredFile] = (),
    sha: str | None = None,
    complete: bool = True,
    served: bool = True,
    tags: Iterable[str] = (),
) -> Revision:
    """What the Hub shows of these files: listing, card and the tags that follow from it."""
    held = tuple(stored(path, as_bytes(text), lfs=in_lfs(path)) for path, text in files.items())
    shown = held if served else tuple(replace(file, content=None) for file in held)
    listing = by_path((*shown, *listed))
    card = front_matter(as_bytes(files.get("README.md", b"")))
    return Revision(
        sha=sha or listing_sha(listing),
        files=listing,
        complete=complete,
        date=DATE,
        card=card,
        tags=hub_tags(tags, card or {}),
    )


def git_revision(
    branch: str,
    files: Files,
    *,
    sha: str | None = None,
    complete: bool = True,
    listed: Iterable[StoredFile] = (),
) -> Revision:
    """A branch of a GitHub repository; `listed` entries may be links or submodules."""
    held = (stored(path, as_bytes(text)) for path, text in files.items())
    listing = by_path((*held, *listed))
    sha = sha or listing_sha(listing, branch)
    return Revision(sha=sha, files=listing, complete=complete, date=DATE)


def as_bytes(text: Content) -> bytes:
    """The UTF-8 bytes of a text, or the bytes themselves."""
    return text.encode() if isinstance(text, str) else text


def in_lfs(path: str) -> bool:
    """True for the kinds of files that the Hub keeps in LFS."""
    return PurePosixPath(path).suffix in IN_LFS


def by_path(files: Iterable[StoredFile]) -> tuple[StoredFile, ...]:
    """The files in order of their paths."""
    return tuple(sorted(files, key=lambda file: file.path))


def listing_sha(listing: Iterable[StoredFile], *words: str) -> str:
    """A revision that changes when a file does."""
    entries = (f"{file.path} {file.blob} {file.lfs_sha256} {file.size}" for file in listing)
    return made_up_sha(*words, *entries)


def front_matter(readme: bytes) -> dict[str, Any] | None:
    """The YAML between the first two `---` lines; None where there is none that is a mapping."""
    lines = readme.decode("utf-8", errors="replace").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in lines[1:]:
        return None
    try:
        card = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))
    except yaml.YAMLError:
        return None
    return card if isinstance(card, dict) else None


def hub_tags(tags: Iterable[str], card: Mapping[str, Any]) -> Named:
    """The tags that the Hub makes of a card, after those given."""
    own = [*tags, *texts(card.get("library_name")), *texts(card.get("tags"))]
    return tags_with_metadata([*own, *texts(card.get("language")), "region:us"], card)
