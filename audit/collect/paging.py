"""Lists that come in pages: the `Link` header names the next (RFC 8288)."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from audit.collect.addresses import origin
from audit.collect.answers import Answer

_NEXT = re.compile(r'<([^<>\s]{1,2000})>;\s*rel="next"')


def goes_on(answer: Answer) -> bool:
    """Whether a next page is named, wherever it is."""
    return _NEXT.search(answer.headers.get("link", "")) is not None


def following(answer: Answer, url: str) -> str | None:
    """The next page, where the server that was asked names one of its own."""
    found = _NEXT.search(answer.headers.get("link", ""))
    if found is None:
        return None
    named = urljoin(url, found[1])
    same = origin(named) == origin(url) and urlsplit(named).path == urlsplit(url).path
    return named if same and named != url else None
