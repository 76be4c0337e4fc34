"""What the services say of how often they may be asked.

The Hub counts in windows of five minutes, apart for its API, its files and its pages, by token or
by address (https://huggingface.co/docs/hub/rate-limits). GitHub counts the calls of its REST API by
the hour, and beside that allows 900 a minute and 100 at once
(https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). What a server says
in its answers corrects these figures: a paid account of the Hub has more. Fetches by `git`, raw
files and the refs of a repository are no calls of the REST API and are not counted there.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from msgspec import Struct

from audit.collect.rate_limits import bucket
from audit.collect.settings import GITHUB_API, HUB, Settings


class Window(Struct, frozen=True, array_like=True):
    """So many requests in so many seconds."""

    requests: int
    seconds: float


class Quota(Struct, frozen=True, kw_only=True):
    """What is known before a server is asked."""

    windows: tuple[Window, ...] = ()
    """The first is the one that the server's answers tell about."""
    at_once: int | None = None


HUB_SECONDS = 300.0
HUB_PARTS = ("api", "resolvers", "pages")
"""The Hub's own names of what it counts apart; they stand in its `RateLimit` header."""
HUB_ANONYMOUS = {"api": 500, "resolvers": 3_000, "pages": 100}
HUB_WITH_TOKEN = {"api": 1_000, "resolvers": 5_000, "pages": 200}
GITHUB_SECONDS = 3_600.0
GITHUB_ANONYMOUS, GITHUB_WITH_TOKEN = 60, 5_000
GITHUB_A_MINUTE = Window(900, 60.0)
GITHUB_AT_ONCE = 100


def counted_as(url: str, settings: Settings) -> str:
    """The name of what a request is counted in: a host, or a part of a service."""
    place = bucket(url, settings.endpoints)
    if place.removesuffix("/api") != settings.hf_endpoint:
        return place
    return part_of_hub(settings, _hub_part(urlsplit(url).path, place))


def part_of_hub(settings: Settings, part: str) -> str:
    """The name of one of the Hub's `HUB_PARTS`."""
    return f"{settings.hf_endpoint} {part}"


def _hub_part(path: str, place: str) -> str:
    # The Hub sends on from `/resolve/` to `/api/resolve-cache/` for files that are not large.
    if "/resolve/" in path or "/api/resolve-cache/" in path:
        return "resolvers"
    return "api" if place.endswith("/api") else "pages"


def is_service(name: str, settings: Settings) -> bool:
    """Whether a name of `counted_as` is of a service that was named to this tool."""
    return name.partition(" ")[0].removesuffix("/api") in settings.endpoints


def quota(name: str, settings: Settings) -> Quota:
    """The documented quota of a name of `counted_as`; an empty one where none is known."""
    place, _, part = name.partition(" ")
    if place == HUB and part:
        known = HUB_WITH_TOKEN if settings.hf_token else HUB_ANONYMOUS
        return Quota(windows=(Window(known[part], HUB_SECONDS),))
    if place == GITHUB_API == settings.github_api:
        most = GITHUB_WITH_TOKEN if settings.github_token else GITHUB_ANONYMOUS
        hourly = Window(most, GITHUB_SECONDS)
        return Quota(windows=(hourly, GITHUB_A_MINUTE), at_once=GITHUB_AT_ONCE)
    return Quota()
