"""JSON of the GitHub API: repositories, commits, trees and single files."""

from __future__ import annotations

import base64
import re
from typing import Any

from .recorded import without_nulls
from .shelf import GitRepo, Revision, StoredFile, made_up_sha

Json = dict[str, Any]

LICENSE_FILE = re.compile(r"(?:licen[cs]e|copying)(?:[-.].*)?", re.IGNORECASE)
README_FILE = re.compile(r"readme(?:\..*)?", re.IGNORECASE)
TYPES = {"160000": "commit"}
"""Kinds of tree entries other than files, by mode: submodules."""


def repository(address: str, repo: GitRepo) -> Json:
    """The answer of `/repos/{owner}/{name}`, without what was not recorded."""
    known = without_nulls(archived=repo.archived, pushed_at=repo.pushed_at, size=kilobytes(repo))
    return {
        "id": repo.number,
        "name": repo.name.split("/")[1],
        "full_name": repo.name,
        "owner": {"login": repo.name.split("/")[0]},
        "private": repo.private,
        "fork": repo.parent is not None,
        **({"parent": {"full_name": repo.parent}} if repo.parent else {}),
        "html_url": f"https://github.com/{repo.name}",
        "url": f"{address}/repos/{repo.name}",
        "default_branch": repo.default_branch,
        "license": license_entry(repo),
        **known,
    }


def kilobytes(repo: GitRepo) -> int | None:
    """The size of the default branch in kilobytes; None where part of it was not recorded."""
    sizes = [file.size for file in head_files(repo)]
    head = repo.branches.get(repo.default_branch)
    if (head is not None and not head.lists_everything) or None in sizes:
        return None
    return sum(size or 0 for size in sizes) // 1024


def head_files(repo: GitRepo) -> tuple[StoredFile, ...]:
    """The files of the default branch that are known."""
    head = repo.branches.get(repo.default_branch)
    return (head.files or ()) if head else ()


def license_entry(repo: GitRepo) -> Json | None:
    """The license that was given; else "other" where there is a license file to read, or None.

    Which license GitHub's own detection found in a file was not recorded, and is not guessed.
    """
    if repo.license is not None:
        return {"key": repo.license.lower(), "name": repo.license, "spdx_id": repo.license}
    if any(LICENSE_FILE.fullmatch(file.path) for file in head_files(repo)):
        return {"key": "other", "name": "Other", "spdx_id": "NOASSERTION"}
    return None


def commit(address: str, repo: GitRepo, revision: Revision) -> Json:
    """The answer of `/commits/{ref}`; without a date where none was recorded."""
    person = without_nulls(date=revision.date)
    return {
        "sha": revision.sha,
        "html_url": f"https://github.com/{repo.name}/commit/{revision.sha}",
        "url": f"{address}/repos/{repo.name}/commits/{revision.sha}",
        "commit": {"author": person, "committer": person, "message": ""},
    }


def branches(address: str, repo: GitRepo) -> list[Json]:
    """The answer of `/branches`, in order of their names."""
    named = sorted(repo.branches.items())
    at = f"{address}/repos/{repo.name}/commits"
    return [
        {
            "name": name,
            "commit": {"sha": each.sha, "url": f"{at}/{each.sha}"},
            "protected": False,
        }
        for name, each in named
    ]


def tree(address: str, repo: GitRepo, revision: Revision, *, recursive: bool) -> Json:
    """The answer of `/git/trees/{ref}`: files and folders in order of their paths."""
    files = revision.files or ()
    entries = [*folders(files), *(entry(address, repo, file) for file in files)]
    shown = [each for each in entries if recursive or "/" not in each["path"]]
    return {
        "sha": revision.sha,
        "url": f"{address}/repos/{repo.name}/git/trees/{revision.sha}",
        "tree": sorted(shown, key=lambda each: str(each["path"])),
        "truncated": not revision.lists_everything,
    }


def folders(files: tuple[StoredFile, ...]) -> list[Json]:
    """An entry for every folder that a file stands in."""
    paths = {path for file in files for path in above(file.path)}
    return [
        {"path": path, "mode": "040000", "type": "tree", "sha": made_up_sha(path)}
        for path in sorted(paths)
    ]


def above(path: str) -> list[str]:
    """The folders of a path: "a/b/c" gives "a" and "a/b"."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


def entry(address: str, repo: GitRepo, file: StoredFile) -> Json:
    """A file in a tree, without a size where none is known."""
    return without_nulls(
        path=file.path,
        mode=file.mode,
        type=TYPES.get(file.mode, "blob"),
        sha=file.blob,
        size=file.size,
        url=f"{address}/repos/{repo.name}/git/blobs/{file.blob}",
    )


def document(raw: str, repo: GitRepo, revision: Revision, file: StoredFile, content: bytes) -> Json:
    """The answer of `/license` and `/readme`: one file with its content in base64."""
    return {
        "name": file.path,
        "path": file.path,
        "sha": file.blob,
        "size": len(content),
        "type": "file",
        "html_url": f"https://github.com/{repo.name}/blob/{repo.default_branch}/{file.path}",
        "download_url": f"{raw}/{repo.name}/{revision.sha}/{file.path}",
        "encoding": "base64",
        "content": base64.encodebytes(content).decode(),
    }
