"""Reads one model of the corpus: `github/<owner>__<name>/`, `huggingface/`, `meta.json`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .pages import PageFacts, hub_repo
from .shelf import GitRepo, Revision, Shelf, read_json
from .trees import tree_files

OWN_PAGE = {"stored-page", "none"}
"""Kinds of evidence that need no remark."""


def is_model(folder: Path) -> bool:
    """True for a folder in this layout."""
    return (folder / "meta.json").is_file()


def read_model(folder: Path) -> Shelf:
    """The repositories of one model."""
    records = [read_json(path) for path in sorted((folder / "huggingface").glob("*.json"))]
    trees = sorted((folder / "github").glob("*/tree.json"))
    return Shelf(
        models=[hub_repo(facts(each)) for each in records],
        repos=[read_repository(path) for path in trees],
    )


def facts(record: Mapping[str, Any]) -> PageFacts:
    """The page facts of one record; tags without a license are a header that showed none."""
    siblings, evidence = record["siblings"], record["evidence"]
    return PageFacts(
        id=record["id"],
        header_seen=record["license"] is not None or record["tags"] is not None,
        license=record["license"],
        license_name=record["license_name"],
        tags=None if record["tags"] is None else tuple(record["tags"]),
        base_model=record["base_model"],
        datasets=record["datasets"],
        gated=record["gated"],
        siblings=siblings,
        complete=record["siblings_list_truncated_in_excerpt"] is False,
        revision=record["siblings_revision"],
        stored_page=record["stored_page_url"],
        evidence=None if evidence in OWN_PAGE else evidence,
    )


def read_repository(path: Path) -> GitRepo:
    """The GitHub repository of one tree file, as it stood when the labels were given."""
    tree = read_json(path)
    revision = Revision(
        sha=tree["revision"],
        files=tree_files(tree["files"], path.parent),
        complete=not tree["truncated_list"],
        date=tree["commit_date"],
    )
    return GitRepo(
        name=tree["repo"],
        default_branch=tree["branch"],
        branches={tree["branch"]: revision},
        archived=None,
    )
