"""Reads one system of the corpus's seeds: `github/`, `github_other_branches/`, `huggingface/`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .pages import PageFacts, hub_repo
from .shelf import GitRepo, Revision, Shelf, read_json
from .trees import branch_folders, tree_files


def is_system(folder: Path) -> bool:
    """True for a folder in this layout."""
    return (folder / "github" / "tree.json").is_file() or (
        (folder / "huggingface").is_dir() and not (folder / "meta.json").is_file()
    )


def read_system(folder: Path) -> Shelf:
    """The repositories of one system."""
    records = [read_json(path) for path in sorted((folder / "huggingface").glob("*.json"))]
    return Shelf(
        models=[hub_repo(facts(each)) for each in records if each["repo_type"] == "model"],
        datasets=[hub_repo(facts(each)) for each in records if each["repo_type"] == "dataset"],
        repos=read_repository(folder),
    )


def facts(record: Mapping[str, Any]) -> PageFacts:
    """The page facts of one record."""
    return PageFacts(
        id=record["id"],
        header_seen=record["license_state"] != "unknown",
        license=record["license"],
        licenses_elsewhere=record.get("license_at_other_revisions") or {},
        tags=None if record["tags"] is None else tuple(record["tags"]),
        pipeline_tag=record["pipeline_tag"],
        language=record["language"],
        base_model=record["base_model"],
        datasets=record["datasets"],
        gated=record["gated"],
        siblings=record["siblings"],
        complete=record["siblings_complete"] is True,
        revision=record["revision"],
        stored_page=next(iter(record["stored_page_urls"]), None),
    )


def read_repository(folder: Path) -> tuple[GitRepo, ...]:
    """The system's GitHub repository, if there is one."""
    tree = read_json(folder / "github" / "tree.json")
    if not tree:
        return ()
    whole = Revision(
        sha=tree["revision"],
        files=tree_files(tree["files"], folder / "github"),
        date=tree["commit_date"],
    )
    branches = branch_folders(
        folder / "github_other_branches", tree["branches"], {tree["branch"]: whole}
    )
    return (
        GitRepo(
            name=tree["repo"],
            default_branch=tree["default_branch"],
            branches=branches,
            archived=None,
        ),
    )
