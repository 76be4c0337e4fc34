"""Which models the Hub has: its list, by what its API can be asked for.

The parameters are those of `GET /api/models` (https://huggingface.co/docs/hub/api, "Repo listing
API"); the list comes in pages, the newest, most used or most liked first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice
from urllib.parse import urlencode

from msgspec import Struct, field

from audit.collect.answers import Answer, Fault, typed_json
from audit.collect.http import Door
from audit.collect.hub import COMMIT, REPO_ID
from audit.collect.paging import following, goes_on
from audit.collect.reading import failure
from audit.model import GapReason

MOST_A_PAGE = 1_000
FIELDS = ("sha", "lastModified", "createdAt")
"""What is asked for beside the id."""
_ADVICE = "Check HF_ENDPOINT and HF_TOKEN."


class Sort(StrEnum):
    """By what the list is sorted, the highest first; the Hub's own names."""

    CREATED = "createdAt"
    DOWNLOADS = "downloads"
    LIKES = "likes"
    MODIFIED = "lastModified"
    TRENDING = "trendingScore"


class Query(Struct, frozen=True, kw_only=True):
    """Which models, and how many."""

    author: str | None = None
    task: str | None = None
    """The Hub's `pipeline_tag`."""
    tags: tuple[str, ...] = ()
    """All of them."""
    sort: Sort | None = None
    since: date | None = None
    """Created since then where the list is sorted by that, else changed. Those of which the Hub
    does not say it are listed."""
    limit: int | None = None


class Listed(Struct, frozen=True, kw_only=True):
    """A model of the list."""

    id: str
    sha: str | None = None
    """The commit, if the Hub names one."""


class _Entry(Struct):
    id: str
    sha: str | None = None
    last_modified: str | None = field(default=None, name="lastModified")
    created_at: str | None = field(default=None, name="createdAt")


def list_models(door: Door, query: Query) -> Iterator[Listed]:
    """The models in the order of the list, each once.

    AuditError when a page cannot be had or is not what the Hub sends: a part of the list does not
    pass for all of it.
    """
    try:
        yield from islice(_once(_entries(door, query)), query.limit)
    except Fault as fault:
        raise failure(fault, "The Hub's list of models", _ADVICE) from fault


def _once(entries: Iterator[_Entry]) -> Iterator[Listed]:
    """While pages are read, models move from one to the next."""
    seen: set[str] = set()
    for entry in entries:
        if not REPO_ID.fullmatch(entry.id):
            raise Fault(GapReason.UNREADABLE, "an entry has a name that no model can have")
        if entry.id not in seen:
            seen.add(entry.id)
            is_commit = entry.sha is not None and COMMIT.fullmatch(entry.sha)
            yield Listed(id=entry.id, sha=entry.sha if is_commit else None)


def _entries(door: Door, query: Query) -> Iterator[_Entry]:
    sort = query.sort or (Sort.MODIFIED if query.since else None)
    for entry in _all(door, _address(door, query, sort)):
        moment = entry.created_at if sort is Sort.CREATED else entry.last_modified
        if _is_before(moment, query.since):
            if sort in (Sort.CREATED, Sort.MODIFIED):
                return
            continue
        yield entry


def _all(door: Door, url: str | None) -> Iterator[_Entry]:
    pages: set[str] = set()
    while url is not None:
        if url in pages:
            raise Fault(GapReason.UNREADABLE, "its pages go round in circles")
        pages.add(url)
        answer = door.hub_list(url, _page)
        yield from _page(answer)
        after = following(answer, url)
        if after is None and goes_on(answer):
            raise Fault(GapReason.UNREADABLE, "its next page is none of the list")
        url = after


def _page(answer: Answer) -> list[_Entry]:
    return typed_json(answer.body, list[_Entry])


def _address(door: Door, query: Query, sort: Sort | None) -> str:
    limit = min(query.limit or MOST_A_PAGE, MOST_A_PAGE)
    asked = {
        "author": query.author,
        "pipeline_tag": query.task,
        "filter": query.tags or None,
        "sort": sort and sort.value,
        "direction": -1 if sort else None,
        "limit": limit,
        "expand": FIELDS,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    return f"{door.settings.hf_endpoint}/api/models?{urlencode(given, doseq=True)}"


def _is_before(moment: str | None, day: date | None) -> bool:
    """Whether a time is before the beginning of a day, UTC; False where it is not known."""
    if moment is None or day is None:
        return False
    try:
        said = datetime.fromisoformat(moment)
    except ValueError:
        return False
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return (said if said.tzinfo else said.replace(tzinfo=UTC)) < begin
