"""JSON of the Hub API: what it says of a repository, its files and its history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .recorded import without_nulls
from .shelf import HubRepo, Kind, Revision, StoredFile, blob_sha, lfs_pointer, made_up_sha

Json = dict[str, Any]

MARKS = {"sha": "revisionMadeUp", "siblings": "siblingsTruncated"}
"""Fields that go with another one."""

EPOCH = "1970-01-01T00:00:00.000Z"
"""The date of a commit whose date was not recorded: the real client demands one."""


def info(kind: Kind, repo: HubRepo, revision: Revision, *, blobs: bool = False) -> Json:
    """The answer of `/api/models/{id}` and `/api/datasets/{id}`, without what is not known."""
    known = without_nulls(
        _id=made_up_sha(kind, repo.id)[:24],
        id=repo.id,
        modelId=repo.id if kind == "models" else None,
        author=repo.id.split("/")[0] if "/" in repo.id else None,
        sha=revision.sha,
        revisionMadeUp=revision.made_up or None,
        lastModified=revision.date,
        private=repo.private,
        gated=repo.gated,
        tags=None if revision.tags is None else list(revision.tags),
        cardData=revision.card,
        siblings=siblings(revision, blobs=blobs),
        siblingsTruncated=True if revision.files is not None and not revision.complete else None,
    )
    return {**known, **repo.fields}


def expanded(whole: Json, wanted: Iterable[str]) -> Json:
    """Only the fields asked for by `expand`, with the id and what goes with them."""
    names = {"_id", "id", "storedPage", "recordedFrom", *wanted}
    names |= {MARKS[name] for name in names if name in MARKS}
    return {name: value for name, value in whole.items() if name in names}


def siblings(revision: Revision, *, blobs: bool) -> list[Json] | None:
    """The files, with sizes and ids when `blobs` are asked for; None where not recorded."""
    if revision.files is None:
        return None
    files = [file for file in revision.files if not file.path.endswith("/")]
    if not blobs:
        return [{"rfilename": file.path} for file in files]
    return [
        without_nulls(
            rfilename=file.path, size=file.size, blobId=file.blob, lfs=lfs(file, key="sha256")
        )
        for file in files
    ]


def lfs(file: StoredFile, *, key: str) -> Json | None:
    """The LFS part of a file's entry; the key of the hash differs between lists."""
    if file.lfs_sha256 is None or file.size is None:
        return None
    pointer = lfs_pointer(file.lfs_sha256, file.size)
    return {key: file.lfs_sha256, "size": file.size, "pointerSize": len(pointer)}


def file_entry(file: StoredFile) -> Json:
    """A file in a tree; size and oid are null where not recorded, as the client demands keys."""
    pointer = lfs(file, key="oid")
    entry = {"type": "file", "oid": oid(file), "size": file.size, "path": file.path}
    return {**entry, "lfs": pointer} if pointer else entry


def oid(file: StoredFile) -> str | None:
    """The git object id; that of the pointer for an LFS file that has only a hash."""
    if file.blob is None and file.lfs_sha256 is not None and file.size is not None:
        return blob_sha(lfs_pointer(file.lfs_sha256, file.size))
    return file.blob


def folder_entry(path: str) -> Json:
    """A folder in a tree."""
    return {"type": "directory", "oid": made_up_sha(path), "size": 0, "path": path}


def tree(revision: Revision, folder: str, *, recursive: bool) -> list[Json] | None:
    """Entries at or below a folder in order of their paths; None where there is no such folder."""
    prefix = f"{folder}/" if folder else ""
    below = [file for file in revision.files or () if file.path.startswith(prefix)]
    if folder and not below:
        return None
    folders = {prefix + part for file in below for part in parents(file.path[len(prefix) :])}
    files = [file for file in below if not file.path.endswith("/")]
    entries = [*map(folder_entry, folders), *map(file_entry, files)]
    shown = [each for each in entries if recursive or "/" not in each["path"][len(prefix) :]]
    return sorted(shown, key=lambda entry: str(entry["path"]))


def parents(path: str) -> list[str]:
    """Every folder that a path goes through: "a/b/c" gives "a" and "a/b"."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


def refs(repo: HubRepo, *, pull_requests: bool) -> Json:
    """The answer of `/refs`."""
    named = {ref: each for ref, each in repo.revisions.items() if ref != each.sha}
    entries = [
        {
            "name": ref,
            "ref": ref if ref.startswith("refs/") else f"refs/heads/{ref}",
            "targetCommit": revision.sha,
        }
        for ref, revision in named.items()
    ]
    answer = {
        "branches": [each for each in entries if each["ref"].startswith("refs/heads/")],
        "converts": [],
        "tags": [],
    }
    if pull_requests:
        answer["pullRequests"] = [each for each in entries if each["ref"].startswith("refs/pr/")]
    return answer


def commits(revision: Revision) -> list[Json]:
    """The history of a revision, the newest first; itself alone where no other was recorded."""
    return [
        {
            "id": one.sha,
            "title": one.title,
            "message": "",
            "authors": [],
            "date": one.date or EPOCH,
        }
        for one in (revision, *revision.before)
    ]
