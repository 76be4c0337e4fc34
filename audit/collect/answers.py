"""What a server said: an answer, or the fault for which there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TypeVar

import msgspec

from audit.collect.rate_limits import reached, reset_moment, spent
from audit.model import GapReason

PARTIAL_CONTENT = 206
T = TypeVar("T")

AGAIN = {408, 429, 500, 502, 503, 504}
"""Answers after which asking again may help."""

DISABLED = "Access to this resource is disabled."
"""What the Hub says of a repository that it took down."""

GONE = {404, 410}
EMPTY = 409
"""GitHub's answer for a repository without commits."""


class Deadline:
    """When a request has taken too long; what it waits to be let out does not count."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Puts it off."""
        self._end += seconds

    def is_over(self, after: float = 0.0) -> bool:
        """Whether it is past, or will be after so many seconds."""
        return monotonic() + after > self._end


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A body that came whole; header names are in lower case."""

    url: str
    """Where it came from, after redirects."""
    headers: Mapping[str, str]
    body: bytes
    retrieved_at: str = ""
    """When the server last vouched for it: UTC, ISO 8601, to the second."""

    @property
    def conditions(self) -> dict[str, str]:
        """Headers by which the server is asked for a body only if it has changed."""
        wanted = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {wanted[name]: self.headers[name] for name in wanted if self.headers.get(name)}


class Unchanged(Exception):  # noqa: N818  not an error: the answer at hand is right
    """The server said 304: what was kept is still what it serves."""


class Fault(Exception):  # noqa: N818  not an error of the run: most faults become gaps
    """Why there is no answer."""

    def __init__(
        self,
        reason: GapReason,
        detail: str,
        *,
        status: int | None = None,
        again: bool = False,
        pause: float | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        """In words that are the same for the same cause: it stands in snapshots."""
        self.status = status
        self.again = again
        """True when asking again may help."""
        self.pause = pause
        """Seconds after which the server wants to be asked again."""
        self.body = body
        """What the server said of a refusal, where it was read."""


def fault_of(status: int, headers: Mapping[str, str], now: datetime) -> Fault:
    """The fault that a status other than 200 stands for; header names in lower case."""
    code = headers.get("x-error-code", "")
    pause = retry_after(headers, now)
    if pause is None and status == 429 and (until := spent(headers, now)):
        pause = until.seconds
    if status == 429 or (status == 403 and _rate_is_spent(headers)):
        return _rate_limited(status, headers, pause)
    if status in AGAIN or status >= 500:
        detail = f"the server answered {status}"
        return Fault(
            GapReason.UNREACHABLE, detail, status=status, again=status in AGAIN, pause=pause
        )
    if headers.get("x-error-message") == DISABLED:
        return Fault(GapReason.UNREADABLE, "the host has disabled access", status=status)
    if code == "GatedRepo" or status in {401, 403}:
        return Fault(GapReason.GATED, _refusal(status, code), status=status)
    if status in GONE:
        return _gone(status, headers)
    detail = "withheld by the host (451)" if status == 451 else f"the server answered {status}"
    return Fault(GapReason.UNREADABLE, detail, status=status)


def _refusal(status: int, code: str) -> str:
    if code == "GatedRepo":
        return "gated: the owner asks something of those who download"
    return f"permission was refused ({status})"


def _gone(status: int, headers: Mapping[str, str]) -> Fault:
    what = "revision" if headers.get("x-error-code") == "RevisionNotFound" else "file"
    return Fault(GapReason.MISSING, f"no such {what} ({status})", status=status)


def _rate_is_spent(headers: Mapping[str, str]) -> bool:
    """GitHub answers 403 too: docs.github.com/rest, "Rate limits for the REST API"."""
    return headers.get("x-ratelimit-remaining") == "0" or "retry-after" in headers


def _rate_limited(status: int, headers: Mapping[str, str], pause: float | None) -> Fault:
    is_spent = headers.get("x-ratelimit-remaining") == "0"
    return Fault(
        GapReason.RATE_LIMITED,
        reached(reset_moment(headers) if is_spent else None),
        status=status,
        again=not is_spent or pause is not None,
        pause=pause,
    )


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of a `Retry-After` header, given in seconds or as a date (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def read_capped(chunks: Iterable[bytes], *, limit: int, deadline: Deadline) -> bytes:
    """All bytes; Fault when there are more than `limit` or they come too slowly."""
    body = bytearray()
    for chunk in metered(chunks, limit=limit, deadline=deadline):
        body += chunk
    return bytes(body)


def beginning(chunks: Iterable[bytes], *, size: int) -> Iterable[bytes]:
    """The chunks of the first so many bytes; no more are asked for."""
    for chunk in chunks:
        yield chunk[:size]
        size -= len(chunk)
        if size <= 0:
            return


def metered(chunks: Iterable[bytes], *, limit: int, deadline: Deadline) -> Iterable[bytes]:
    """The same chunks; Fault as in `read_capped`, at the chunk that is too many or too late."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise Fault(GapReason.TOO_LARGE, f"more than {limit} bytes")
        if deadline.is_over():
            raise Fault(GapReason.UNREACHABLE, "the answer came too slowly")
        yield chunk


def refuse_compressed(headers: Mapping[str, str]) -> None:
    """Fault for a compressed body: none was asked for, and a small one may unpack without end."""
    if headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        raise Fault(GapReason.UNREADABLE, "came compressed, which was not asked for")


def refuse_whole(status: int, asked: Mapping[str, str]) -> None:
    """Fault for a whole file where a part was asked for."""
    if status == 200 and "Range" in asked:
        raise Fault(GapReason.UNREADABLE, "the server gives no part of a file")


def refuse_web_page(headers: Mapping[str, str]) -> None:
    """Fault for HTML: a login page or a captive portal answers so for any file."""
    if headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml")):
        raise Fault(GapReason.UNREADABLE, "a web page came instead of the file")


def typed_json(body: bytes, shape: type[T]) -> T:
    """The body as JSON of that shape; Fault when it is no JSON or of another shape."""
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise Fault(GapReason.UNREADABLE, "the answer's JSON has an unknown shape") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        what = "a web page" if body.lstrip()[:1] == b"<" else "something else"
        raise Fault(GapReason.UNREADABLE, f"{what} came where JSON was due") from error
