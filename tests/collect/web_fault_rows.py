"""The rows of the fault table of papers, pages and robots.txt, with the reasons expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from audit.collect.settings import Limits
from tests.hub import faults as f

from .endpoints import Endpoint
from .fault_rows import FAR, HURRIED, LIMITS, Make, packed, web_page
from .web_endpoints import ABSTRACT, ENDPOINTS, ROBOTS, VERSION


@dataclass(frozen=True, kw_only=True)
class Row:
    """A fault, and for each kind of endpoint the gap's reason; None where it does no harm."""

    name: str
    fault: Make
    paper: str | None
    """Of a paper, when its abstract page meets the fault."""
    version: str | None
    """Of its text, when its HTML version does."""
    page: str | None
    """Of a page."""
    robots: str | None
    """Of all that its site's robots.txt is about."""
    limits: Limits = LIMITS
    only: Callable[[Endpoint], bool] = lambda _: True
    """The endpoints where the fault makes sense."""
    alters: bool = False

    def reason(self, endpoint: Endpoint) -> str | None:
        """The reason that is expected of this cell."""
        if endpoint in ROBOTS:
            return self.robots
        if endpoint == ABSTRACT:
            return self.paper
        return self.version if endpoint == VERSION else self.page


def alike(name: str, fault: Make, reason: str | None) -> Row:
    """A row in which every endpoint fails for one reason."""
    return Row(name=name, fault=fault, paper=reason, version=reason, page=reason, robots=reason)


def allowing(name: str, fault: Make, reason: str) -> Row:
    """A row in which a robots.txt allows all: it is not there, or has no rules."""
    return replace(alike(name, fault, reason), robots=None)


def limited(name: str, **headers: str) -> Row:
    return alike(name, lambda: f.status(429, b"", **headers), "rate-limited")


def html(body: bytes) -> Make:
    return lambda: f.body(body, "text/html; charset=utf-8")


def is_exact(endpoint: Endpoint) -> bool:
    """False where any page will do, so that a wrong one cannot be told from the right one."""
    return endpoint in [ABSTRACT, *ROBOTS]


SHELL = b"<!doctype html><html><body><div id=root></div><script src=/x.js></script></body></html>"
FORBIDDEN = b"User-agent: *\nDisallow: /\n"

ROWS = [
    allowing("401", lambda: f.status(401), "gated"),
    allowing("403 gated", lambda: f.GATED, "gated"),
    allowing("404", lambda: f.status(404), "missing"),
    allowing("408", lambda: f.status(408), "unreachable"),
    allowing("410", lambda: f.status(410), "missing"),
    allowing("451", lambda: f.status(451), "unreadable"),
    limited("429"),
    limited("429 now", Retry_After="0"),
    limited("429 in a day", Retry_After="86400"),
    limited("429 at a date", Retry_After=FAR),
    alike("500", lambda: f.status(500, b"oops"), "unreachable"),
    alike("501", lambda: f.status(501), "unreachable"),
    alike("502 then fine", lambda: f.first(2, f.status(502)), None),
    alike("429 then fine", lambda: f.first(1, f.status(429, Retry_After="0")), None),
    alike("reset", lambda: f.reset, "unreachable"),
    alike("reset in mid-body", lambda: f.reset_in_body, "unreachable"),
    alike("short body", lambda: f.short_body, "unreachable"),
    alike("short body then fine", lambda: f.first(1, f.short_body), None),
    alike("long body", lambda: f.long_body, None),
    alike("no HTTP", lambda: f.no_http, "unreachable"),
    alike("wrong gzip", packed, "unreadable"),
    allowing("endless", lambda: f.endless, "too-large"),
    allowing("endless chunks", lambda: f.endless_chunks, "too-large"),
    replace(alike("drip", lambda: f.drip(0.3), "unreachable"), limits=HURRIED),
    alike("redirect loop", lambda: f.round_in_circles, "unreadable"),
    alike("redirect to 10.0.0.1", lambda: f.to("http://10.0.0.1/"), "unreachable"),
    alike("redirect to metadata", lambda: f.to("http://169.254.169.254/"), "unreachable"),
    alike("redirect to a file", lambda: f.to("file:///etc/passwd"), "unreadable"),
    alike("redirect without a place", lambda: f.status(302), "unreadable"),
    replace(allowing("web page", web_page, "unreadable"), only=is_exact),
    allowing("picture", lambda: f.body(b"\x89PNG\r\n\x1a\n\0", "image/png"), "unreadable"),
    allowing("nothing", lambda: f.body(b""), "unreadable"),
    allowing("a page that scripts write", html(SHELL), "unreadable"),
    allowing("deep nesting", html(b"<div>" * 100_000), "unreadable"),
    replace(
        alike("forbidden", lambda: f.body(FORBIDDEN), "not-looked"),
        only=lambda endpoint: endpoint in ROBOTS,
    ),
    alike("cookies", lambda: f.changed(Set_Cookie="id=1; Path=/"), None),
    alike("link elsewhere", lambda: f.changed(Link='<http://10.0.0.1/>; rel="next"'), None),
    alike("1,000 headers", lambda: f.many_headers(1_000), "unreachable"),
    alike("1 MB header", lambda: f.long_header(1_000_000), "unreachable"),
]
CELLS = [(row, endpoint) for row in ROWS for endpoint in ENDPOINTS if row.only(endpoint)]
