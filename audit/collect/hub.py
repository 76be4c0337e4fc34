"""Models and datasets of the Hugging Face Hub, pinned to the commit that the Hub names.

The real client asks, so that its rules for names, redirects and errors hold; what it answers is
read from the JSON itself (see `hub_session.HubSession.info`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from audit.collect.answers import Fault, typed_json
from audit.collect.canonical import excerpt
from audit.collect.draft import Draft, Read, listed
from audit.collect.http import Door
from audit.collect.links import Links, based_on, links_of, public_hub
from audit.collect.reading import Brief, NotThere, Reading, failure
from audit.collect.select import likely
from audit.collect.tensor_headers import DOCUMENT, counted, whole_model
from audit.model import GapReason, Tree, TreeFile

COMMIT = re.compile(r"[0-9a-f]{40}")
REPO_ID = re.compile(r"(?:[\w-][\w.-]{0,95}/)?[\w-][\w.-]{0,95}")

REFUSED = 401

FIELDS = (
    "author",
    "baseModels",
    "cardData",
    "createdAt",
    "disabled",
    "gated",
    "id",
    "lastModified",
    "library_name",
    "pipeline_tag",
    "private",
    "sha",
    "tags",
)
"""Fields of the answer that are kept as they came."""
PARTS = {"config": ("architectures", "model_type"), "safetensors": ("parameters", "total")}
"""Fields of which only some parts are kept."""


class Lfs(Struct):
    """What the Hub says of a large file."""

    sha256: str | None = None
    size: int | None = None


class Sibling(Struct, rename="camel"):
    """A file of a repository."""

    rfilename: str
    size: int | None = None
    blob_id: str | None = None
    lfs: Lfs | None = None


class Info(Struct, rename="camel"):
    """The fields that are needed of what the Hub says of a repository."""

    id: str
    sha: str | None = None
    siblings: list[Sibling] | None = None
    siblings_truncated: bool = False
    revision_made_up: bool = False
    """Said by a server of recordings that had to invent the commit."""
    stored_page: str | None = None
    """Said by a server of recordings: where the page was seen."""

    @property
    def commit(self) -> str | None:
        """The commit, if the Hub names one."""
        return self.sha if self.sha is not None and COMMIT.fullmatch(self.sha) else None

    @property
    def shows_all(self) -> bool:
        """True when a file that is not listed is not there."""
        return self.siblings is not None and not self.siblings_truncated


def read_hub_model(door: Door, repo_id: str, revision: str | None, brief: Brief) -> Reading:
    """A model repository; NotThere or CollectError when not even its metadata can be read."""
    return _read(door, "model", repo_id, revision, brief)


def read_hub_dataset(door: Door, repo_id: str, revision: str | None, brief: Brief) -> Reading:
    """A dataset repository; NotThere or CollectError when not even its metadata can be read."""
    return _read(door, "dataset", repo_id, revision, brief)


def _read(door: Door, kind: str, repo_id: str, revision: str | None, brief: Brief) -> Reading:
    info, fields, asked_at = ask_hub(door, kind, repo_id, revision)
    if not REPO_ID.fullmatch(info.id):
        info = replace(info, id=repo_id)  # a stranger's answer: the id goes into addresses
    prefix = "datasets/" if kind == "dataset" else ""
    draft = Draft(door, brief, f"hf:{prefix}{info.id}")
    pinned = None if info.revision_made_up else info.commit
    hub = public_hub(door.settings.hf_endpoint)
    links = based_on(brief.url) if brief.url else links_of(draft.id, pinned, hub=hub)
    address = f"{hub}/api/{kind}s/{info.id}" + (f"/revision/{pinned}" if pinned else "")
    draft.add(f"api/{kind}-info.json", excerpt(fields, FIELDS, PARTS), address, asked_at)
    draft.announce(pinned, links.page)
    tree = _tree(info, draft)
    _read_files(draft, info, _reader(door, kind, info), links)
    if kind == "model" and draft.counts_parameters and not _says_parameters(fields):
        _count_parameters(door, draft, info, links)
    return draft.finish(
        tree=tree,
        revision=pinned,
        url=info.stored_page or links.page,
        remark="" if info.id == repo_id else f" (asked for as {repo_id})",
    )


def ask_hub(
    door: Door, kind: str, repo_id: str, revision: str | None
) -> tuple[Info, dict[str, Any], str]:
    """What the Hub says of a repository: the typed part, all of it, and when it said so."""
    what = f"{kind} {repo_id}" + (f" at {revision}" if revision else "")
    try:
        answer = door.hub_info(kind, repo_id, revision, lambda told: typed_json(told.body, Info))
        typed, fields = typed_json(answer.body, Info), typed_json(answer.body, dict[str, Any])
        return typed, fields, answer.retrieved_at
    except Fault as fault:
        if fault.status == REFUSED and door.settings.hf_token is not None:
            detail = "does not accept HF_TOKEN, or does not show it (401)"
            known = Fault(GapReason.GATED, detail)
            raise failure(known, f"The Hub on {what}", "Check HF_TOKEN.") from known
        if fault.reason is GapReason.MISSING and "revision" not in fault.detail:
            problem = f"The Hub has no {kind} {repo_id}, or does not show it."
            raise NotThere(problem, _ADVICE) from fault
        raise failure(fault, f"The Hub on {what}", _ADVICE) from fault


_ADVICE = "Check the spelling; if it is private, set HF_TOKEN."


def _tree(info: Info, draft: Draft) -> Tree | None:
    if info.siblings is None:
        draft.gap(None, GapReason.NOT_LOOKED, "the Hub's answer has no list of files")
        return None
    if info.siblings_truncated:
        draft.gap(None, GapReason.CUT_SHORT, "the list of files is not complete")
    return listed(map(_tree_file, info.siblings), complete=not info.siblings_truncated)


def _tree_file(sibling: Sibling) -> TreeFile:
    if sibling.lfs is None:
        return TreeFile(path=sibling.rfilename, size=sibling.size, sha=sibling.blob_id)
    size = sibling.size if sibling.lfs.size is None else sibling.lfs.size
    return TreeFile(path=sibling.rfilename, size=size, sha=sibling.lfs.sha256 or sibling.blob_id)


def _read_files(draft: Draft, info: Info, read: Read, links: Links) -> None:
    files = [_tree_file(sibling) for sibling in info.siblings or ()]
    draft.read_each(draft.choose(files), read, links)
    if not info.shows_all:
        draft.try_each(likely(file.path for file in files), read, links)


def _says_parameters(fields: dict[str, Any]) -> bool:
    said = fields.get("safetensors")
    return isinstance(said, dict) and type(said.get("total")) is int


def _count_parameters(door: Door, draft: Draft, info: Info, links: Links) -> None:
    """Keeps the counts of the files' headers; where they cannot be had, no count is stated."""
    files = whole_model(_tree_file(sibling) for sibling in info.siblings or ())
    if not files or not info.shows_all:
        return

    def part(path: str, first: int, last: int) -> bytes:
        return door.hub_part(_url(door, "model", info, path), first, last).body

    with suppress(Fault):
        draft.add(DOCUMENT, counted(files, part), links.file(files[0].path))


def _url(door: Door, kind: str, info: Info, path: str) -> str:
    from huggingface_hub import hf_hub_url

    endpoint = door.hub().endpoint
    return hf_hub_url(info.id, path, repo_type=kind, revision=info.commit, endpoint=endpoint)


def _reader(door: Door, kind: str, info: Info) -> Read:
    """Reads a file at the commit that the Hub named."""
    return lambda path: door.hub_file(_url(door, kind, info, path))
