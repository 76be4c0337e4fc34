"""Reads folders of small models written for tests; the layout stands in the package's docstring."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .recorded import texts
from .shelf import GitRepo, HubRepo, Shelf, StoredFile, read_json
from .trees import files_in
from .written import DATE, Content, Files, git_repo, hub_repo


def is_small(folder: Path) -> bool:
    """True for a folder in the layout of this package's docstring."""
    return any((folder / part).is_dir() for part in ("hub", "github"))


def read_small(folder: Path) -> Shelf:
    """The repositories of a folder in the layout of this package's docstring."""
    return Shelf(
        models=[read_hub(path) for path in repositories_in(folder / "hub")],
        datasets=[read_hub(path) for path in repositories_in(folder / "hub" / "datasets")],
        repos=[read_git(path) for path in repositories_in(folder / "github")],
    )


def repositories_in(folder: Path) -> tuple[Path, ...]:
    """The folders of repositories: neither `datasets` nor another branch's, `<repo>@<branch>`."""
    found = sorted(path for path in folder.glob("*") if path.is_dir())
    return tuple(path for path in found if path.name != "datasets" and "@" not in path.name)


def read_hub(folder: Path) -> HubRepo:
    """A repository of the Hub from its folder and `.hub.json`."""
    about = read_json(folder / ".hub.json")
    listed = [listed_file(entry) for entry in about.get("siblings", ())]
    return hub_repo(
        folder.name.replace("__", "/", 1),
        contents(folder),
        revision=about.get("revision"),
        branches=other_branches(folder, about),
        complete=about.get("complete", True),
        gated=about.get("gated", False),
        private=about.get("private", False),
        tags=about.get("tags", ()),
        moved_from=texts(about.get("moved_from")),
        fields=about.get("fields"),
        listed=listed,
        served=about.get("served", True),
    )


def read_git(folder: Path) -> GitRepo:
    """A GitHub repository from its folder and `.github.json`."""
    about = read_json(folder / ".github.json")
    return git_repo(
        folder.name.replace("__", "/", 1),
        contents(folder),
        revision=about.get("revision"),
        branch=about.get("branch") or about.get("default_branch") or "main",
        default_branch=about.get("default_branch"),
        branches=other_branches(folder, about),
        complete=about.get("complete", True),
        archived=about.get("archived", False),
        pushed_at=about.get("pushed_at", DATE),
        license=about.get("license"),
        moved_from=texts(about.get("moved_from")),
    )


def contents(folder: Path) -> dict[str, Content]:
    """The bytes of a folder's files by path."""
    return {file.path: file.read() or b"" for file in files_in(folder)}


def other_branches(folder: Path, about: Mapping[str, Any]) -> dict[str, Files]:
    """The files of each other branch, from folders named from the repository's parent."""
    named = about.get("other_branches", {})
    return {ref: contents(folder.parent / path) for ref, path in named.items()}


def listed_file(entry: Mapping[str, Any]) -> StoredFile:
    """A file that is listed but has no bytes."""
    return StoredFile(
        path=entry["path"], size=entry.get("size"), lfs_sha256=entry.get("lfs_sha256")
    )
