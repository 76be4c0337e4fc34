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


POLICY = re.compile(r"(?:^|[;,])\s*q=(\d{1,9})\s*;\s*w=(\d{1,6})(?=[;,\s]|$)")
"""Part of `RateLimit-Policy` as the Hub sends it: `"fixed window";"api";q=500;w=300`."""
PART = re.compile(r'^\s*"(\w{1,40})"')


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer says of the limits; None where it says nothing."""

    part: str | None = None
    """The server's own name of what it counts."""
    requests: int | None = None
    """How many are allowed in a window."""
    seconds: float | None = None
    """How long a window is."""
    left: int | None = None
    reset: float | None = None
    """Seconds until the window ends."""
    refused: bool = False
    """Whether it refused because it was asked too often."""
    hold: float | None = None
    """Seconds for which it wants not to be asked, where it refused and says it."""


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


def told(status: int, headers: Mapping[str, str], pause: float | None, now: datetime) -> Told:
    """What an answer says of the limits; `pause` is its `Retry-After` in seconds."""
    said = headers.get("ratelimit", "")[:200]
    part, left = PART.search(said), _number(REMAINING, said)
    reset: float | None = _number(SECONDS, said)
    if left is None or reset is None:
        left, reset = _plain(headers, "x-ratelimit-remaining"), _until_reset(headers, now)
    policy = POLICY.search(headers.get("ratelimit-policy", "")[:200])
    requests, seconds = (int(policy[1]), int(policy[2])) if policy else (None, None)
    refused = status == 429 or (status == 403 and (left == 0 or pause is not None))
    hold = reset if pause is None and left == 0 else pause
    return Told(
        part=part[1] if part else None,
        requests=(requests if policy else _plain(headers, "x-ratelimit-limit")) or None,
        seconds=seconds or None,
        left=left if reset is not None else None,
        reset=reset,
        refused=refused,
        hold=hold if refused else None,
    )


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None


def _plain(headers: Mapping[str, str], name: str) -> int | None:
    value = headers.get(name, "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else None


def _until_reset(headers: Mapping[str, str], now: datetime) -> float | None:
    until = reset_moment(headers)
    return None if until is None else max(0.0, (until - now).total_seconds())


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
