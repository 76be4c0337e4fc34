"""One HTTP request and one answer, and the shapes that both services share."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

NOT_RECORDED = {"X-Not-Recorded": "1"}
"""On a 451: it may exist in the world, but its bytes were not recorded here.

Hosts answer 451 where they withhold what they have; to a client that is not an absence.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asked for; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as sent, without the query."""
        return urlsplit(self.target).path

    @property
    def segments(self) -> tuple[str, ...]:
        """The decoded parts of the path."""
        return tuple(unquote(part) for part in self.path.strip("/").split("/"))

    @property
    def query(self) -> dict[str, list[str]]:
        """The values of each query parameter."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    def asks(self, name: str) -> bool:
        """True when a query parameter is set to true, in any case."""
        return self.query.get(name, [""])[-1].lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """A query parameter as a number of 0 or more."""
        value = self.query.get(name, [""])[-1]
        return int(value) if value.isascii() and value.isdigit() else default

    def next_target(self, **changed: object) -> str:
        """This path and query with some parameters changed."""
        query = {**self.query, **{name: [value] for name, value in changed.items()}}
        return f"{self.path}?{urlencode(query, doseq=True)}"

    @property
    def token(self) -> str | None:
        """The bearer token sent, if any."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token if scheme.lower() in {"bearer", "token"} and token else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back; a HEAD request gets the same without the body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """The same answer with further headers."""
        return replace(self, headers={**self.headers, **headers})


def json_answer(
    value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Answer:
    """A JSON body with its content type."""
    body = json.dumps(value, ensure_ascii=False, default=str).encode()
    content_type = {"Content-Type": "application/json; charset=utf-8"}
    return Answer(status=status, headers={**content_type, **(headers or {})}, body=body)


def in_range(request: Request, whole: Answer) -> Answer:
    """The bytes that a Range header asks for as 206, 416 past the end, else the whole answer."""
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("range", ""))
    if whole.status != 200 or found is None or not any(found.groups()):
        return whole
    size = len(whole.body)
    start = int(found[1]) if found[1] else max(0, size - int(found[2]))
    end = min(int(found[2]) if found[1] and found[2] else size - 1, size - 1)
    if start > end:
        return Answer(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = replace(whole, status=206, body=whole.body[start : end + 1])
    return part.with_headers({"Content-Range": f"bytes {start}-{end}/{size}"})


def tagged(answer: Answer) -> Answer:
    """The same answer with an ETag that follows from its body."""
    return answer.with_headers({"ETag": f'"{hashlib.sha256(answer.body).hexdigest()}"'})


def unchanged(request: Request, answer: Answer) -> Answer:
    """304 without a body when the client already holds this ETag, else the answer."""
    etag = answer.headers.get("ETag")
    held = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if etag is None or etag not in held:
        return answer
    kept = {name: value for name, value in answer.headers.items() if name != "Content-Type"}
    return Answer(status=304, headers=kept)
