"""The rows of the fault table, with the reasons that are expected of each kind of endpoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec.structs import replace as with_limits

from audit.collect.settings import Limits
from tests.hub import Answer
from tests.hub import faults as f

from .briefs import QUICK
from .endpoints import ENDPOINTS, Endpoint

LIMITS = with_limits(QUICK, read_seconds=5.0, request_seconds=20.0)
HURRIED = with_limits(QUICK, read_seconds=1.0, request_seconds=1.5)
"""For answers that never end by themselves."""

Make = Callable[[], f.Fault]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A fault, and for each kind of endpoint the gap's reason; None where it does no harm."""

    name: str
    fault: Make
    info: str | None
    """Of an artifact of the Hub, when its metadata meets the fault."""
    github: str | None
    """Of a repository of GitHub, when the API's record of it does."""
    listing: str | None
    """Of the list of its files, when the API's answer does: its own commit is there."""
    file: str | None
    """Of a file of the Hub that is listed."""
    raw: str | None
    """Of a file of GitHub that is listed."""
    look: str | None
    """Of the README that is looked into for a link back."""
    exit: int
    """The exit code when the target's own metadata meets the fault."""
    limits: Limits = LIMITS
    only: Callable[[Endpoint], bool] = lambda _: True
    """The endpoints where the fault makes sense."""
    alters: bool = False
    """True where the metadata are read, but say something else."""

    def reason(self, endpoint: Endpoint) -> str | None:
        """The reason that is expected of this cell."""
        if endpoint.is_hint:
            return "rate-limited" if self.github == "rate-limited" else None
        if endpoint.is_look:
            return self.look
        if endpoint.is_listing:
            return self.listing
        if endpoint.is_json:
            return self.info if endpoint.is_hub else self.github
        return self.file if endpoint.is_hub else self.raw


def alike(name: str, fault: Make, reason: str | None, code: int) -> Row:
    """A row in which every endpoint fails for one reason."""
    return Row(
        name=name,
        fault=fault,
        info=reason,
        github=reason,
        listing=reason,
        file=reason,
        raw=reason,
        look=reason,
        exit=code,
    )


def of_json(name: str, fault: Make, reason: str | None, code: int = 3) -> Row:
    """A row of a fault that only JSON can have."""
    return replace(alike(name, fault, reason, code), only=is_record)


def of_hub(name: str, fault: Make, reason: str | None, code: int = 3) -> Row:
    """A row of a fault that only the Hub's metadata can have."""
    row = alike(name, fault, reason, code)
    return replace(row, only=lambda at: at.is_json and at.is_hub, alters=reason is None)


def is_record(endpoint: Endpoint) -> bool:
    """True where a JSON object is due."""
    return endpoint.is_json


def limited(name: str, **headers: str) -> Row:
    return alike(name, lambda: f.status(429, b"", **headers), "rate-limited", 3)


def web_page() -> f.Fault:
    return f.body(f.HTML, "text/html; charset=utf-8")


def packed() -> f.Fault:
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    return f.says(Answer(headers=headers, body=f.RUBBISH))


FAR = "Fri, 31 Dec 2100 23:59:59 GMT"

ROWS = [
    replace(alike("401", lambda: f.status(401), "gated", 2), info="missing"),
    alike("403 gated", lambda: f.GATED, "gated", 2),
    Row(
        name="404",
        fault=lambda: f.status(404),
        info="missing",
        github="missing",
        listing="unreadable",
        file="unreadable",
        raw="unreadable",
        look=None,
        exit=2,
    ),
    alike("408", lambda: f.status(408), "unreachable", 3),
    limited("429"),
    limited("429 now", Retry_After="0"),
    limited("429 in a day", Retry_After="86400"),
    limited("429 at a date", Retry_After=FAR),
    alike("500", lambda: f.status(500, b"oops"), "unreachable", 3),
    alike("502 then fine", lambda: f.first(2, f.status(502)), None, 0),
    alike("429 then fine", lambda: f.first(1, f.status(429, Retry_After="0")), None, 0),
    alike("reset", lambda: f.reset, "unreachable", 3),
    alike("reset in mid-body", lambda: f.reset_in_body, "unreachable", 3),
    alike("short body", lambda: f.short_body, "unreachable", 3),
    alike("short body then fine", lambda: f.first(1, f.short_body), None, 0),
    alike("long body", lambda: f.long_body, None, 0),
    alike("no HTTP", lambda: f.no_http, "unreachable", 3),
    alike("wrong gzip", packed, "unreadable", 3),
    alike("endless", lambda: f.endless, "too-large", 3),
    alike("endless chunks", lambda: f.endless_chunks, "too-large", 3),
    replace(alike("drip", lambda: f.drip(0.3), "unreachable", 3), limits=HURRIED),
    alike("redirect loop", lambda: f.round_in_circles, "unreadable", 3),
    alike("redirect to 10.0.0.1", lambda: f.to("http://10.0.0.1/"), "unreachable", 3),
    alike("redirect to metadata", lambda: f.to("http://169.254.169.254/"), "unreachable", 3),
    alike("redirect to a file", lambda: f.to("file:///etc/passwd"), "unreadable", 3),
    alike("redirect without a place", lambda: f.status(302), "unreadable", 3),
    alike("web page", web_page, "unreadable", 3),
    of_json("a list", lambda: f.edited(lambda right: [right]), "unreadable"),
    of_json("null", lambda: f.body(b"null"), "unreadable"),
    of_json("nothing", lambda: f.body(b""), "unreadable"),
    of_json("deep nesting", lambda: f.body(f.NESTED), "unreadable"),
    of_json("half an object", lambda: f.body(b'{"id": "acme/tiny", "sib'), "unreadable"),
    of_hub("siblings are text", lambda: f.field("siblings", "README.md"), "unreadable"),
    of_hub("sha is a number", lambda: f.field("sha", 1), "unreadable"),
    of_hub("id is a list", lambda: f.field("id", ["acme/tiny"]), "unreadable"),
    of_hub("card is a list", lambda: f.field("cardData", ["mit"]), None, 0),
    of_hub(
        "card crashes the client",
        lambda: f.field("cardData", {"license": "mit", "ignore_metadata_errors": True}),
        None,
        0,
    ),
    of_hub("tags are numbers", lambda: f.field("tags", [1, None, {"a": 1}]), None, 0),
    alike("cookies", lambda: f.changed(Set_Cookie="id=1; Path=/"), None, 0),
    alike("link elsewhere", lambda: f.changed(Link='<http://10.0.0.1/>; rel="next"'), None, 0),
    replace(
        alike("1,000 headers", lambda: f.many_headers(1_000), None, 0),
        github="unreachable",
        listing="unreachable",
        raw="unreachable",
        look="unreachable",
    ),
    alike("1 MB header", lambda: f.long_header(1_000_000), "unreachable", 3),
]
CELLS = [(row, endpoint) for row in ROWS for endpoint in ENDPOINTS if row.only(endpoint)]
