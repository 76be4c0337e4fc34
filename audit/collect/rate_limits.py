"""What servers say of how often they may still be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

import msgspec

REMAINING = re.compile(r"(?:^|[;,])\s*r(?:emaining)?=(\d{1,9})(?=[;,\s]|$)")
SECONDS = re.compile(r"(?:^|[;,])\s*(?:t|reset)=(\d{1,9})(?=[;,\s]|$)")
"""Parts of the `RateLimit` header as the Hub sends it: `"api";r=499;t=287`
(https://huggingface.co/docs/hub/rate-limits)."""


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """No request is left until some time has passed."""

    seconds: float
    detail: str


def spent(headers: Mapping[str, str], now: datetime) -> Spent | None:
    """How long to wait when an answer says that it was the last one; header names in lower case."""
    if headers.get("x-ratelimit-remaining") == "0":
        until = reset_moment(headers)
        if until is not None and until > now:
            return Spent(seconds=(until - now).total_seconds(), detail=reached(until))
    said = headers.get("ratelimit", "")[:200]
    left, seconds = REMAINING.search(said), SECONDS.search(said)
    if left is not None and seconds is not None and int(left[1]) == 0:
        return Spent(seconds=float(seconds[1]), detail=reached(None))
    return None


def reset_moment(headers: Mapping[str, str]) -> datetime | None:
    """The end of the window in `X-RateLimit-Reset`, seconds since 1970 (docs.github.com/rest)."""
    reset = headers.get("x-ratelimit-reset", "")
    if reset.isascii() and reset.isdigit() and len(reset) <= 11:
        return datetime.fromtimestamp(int(reset), UTC)
    return None


def reached(until: datetime | None) -> str:
    """In words that stand in snapshots."""
    end = "" if until is None else f" until {until:%Y-%m-%dT%H:%M:%SZ}"
    return f"the server's rate limit is reached{end}"


def bucket(url: str, endpoints: Iterable[str]) -> str:
    """What has limits of its own: a host, or a service that the user placed on a host with others.

    The Hub counts its API apart from files.
    """
    parts = urlsplit(url)
    services = (service for service in endpoints if url.startswith(f"{service}/"))
    place = max(services, key=len, default=f"{parts.scheme}://{parts.netloc}")
    return f"{place}/api" if url.startswith(f"{place}/api/") else place
