"""The Hub's list of models: `GET /api/models`, filtered, sorted and in pages.

As the Hub does, it leaves private repositories out, takes `filter` several times, and sorts by one
field with the highest first. The cursor stands in the `Link` header.
"""

from __future__ import annotations

from typing import Any

from .answer import Answer, Request, json_answer
from .hub_info import Json, expanded, info
from .shelf import HubRepo, Kind, revision_of
from .site import Site

SHORT = ("_id", "id", "modelId", "private", "tags", "pipeline_tag", "createdAt", "likes")
"""What the Hub tells of each when neither `full` nor `expand` is asked for."""
SORTED_BY = ("createdAt", "downloads", "lastModified", "likes", "trendingScore")
MOST = 1000


def list_answer(site: Site, request: Request, kind: Kind) -> Answer:
    """One page of the list, with a link to the next."""
    sort = request.query.get("sort", [""])[-1]
    if sort and sort not in SORTED_BY:
        return json_answer({"error": f"Invalid sort parameter {sort}"}, status=400)
    shelf = site.shelf.models if kind == "models" else site.shelf.datasets
    found = [one for one in (whole(kind, repo) for repo in shelf) if is_asked_for(one, request)]
    if sort:
        found.sort(key=lambda one: highest_first(one, sort), reverse=True)
    limit = min(request.number("limit", site.page_size), site.page_size, MOST)
    start = request.number("cursor", 0)
    headers = {}
    if start + limit < len(found):
        following = site.origin + request.next_target(cursor=start + limit)
        headers["Link"] = f'<{following}>; rel="next"'
    page = [shown(one, request) for one in found[start : start + limit]]
    return json_answer(page, headers=headers)


def whole(kind: Kind, repo: HubRepo) -> Json:
    """All that is told of a repository at its main branch."""
    revision = revision_of(repo.revisions, "main")
    return {} if revision is None else info(kind, repo, revision)


def is_asked_for(one: Json, request: Request) -> bool:
    """Whether a repository is listed, and has all that is asked for."""
    if not one or one.get("private"):
        return False
    author = request.query.get("author", [None])[-1]
    task = request.query.get("pipeline_tag", [None])[-1]
    search = request.query.get("search", [""])[-1].lower()
    has = {*(one.get("tags") or ()), one.get("pipeline_tag"), one.get("library_name")}
    return (
        (author is None or str(one.get("author", "")).lower() == author.lower())
        and (task is None or one.get("pipeline_tag") == task)
        and has.issuperset(request.query.get("filter", []))
        and search in one["id"].lower()
    )


def highest_first(one: Json, sort: str) -> tuple[bool, Any]:
    """What a repository is sorted by; those without it come last."""
    value = one.get(sort)
    return value is not None, "" if value is None else value


def shown(one: Json, request: Request) -> Json:
    """The fields that are asked for."""
    wanted = request.query.get("expand", []) + request.query.get("expand[]", [])
    if wanted:
        return expanded(one, wanted)
    if request.asks("full"):
        return one
    return {name: value for name, value in one.items() if name in SHORT}
