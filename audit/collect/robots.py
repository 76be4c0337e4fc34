"""What a site's robots.txt lets this tool read, by RFC 9309, and how often.

Pages and papers are read by these rules; the interfaces of hosts, made for programs, have rate
limits of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from audit.collect.addresses import Origin, origin
from audit.collect.answers import Answer, Fault
from audit.collect.settings import Settings, is_web_address
from audit.model import GapReason

if TYPE_CHECKING:
    from protego import Protego

    from audit.collect.shared_limits import SharedLimits

TOKEN = "openness-audit"  # noqa: S105  the product token of RFC 9309, 2.2.1
MOST_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least this much has to be read, and no more is."""
_ACCEPT = {"Accept": "text/plain, */*;q=0.1"}
_AGENT = re.compile(r"\s*user[- ]?agent\b[\s:]*(?P<name>[^#]*)", re.IGNORECASE)
_REFUSED = "the site's robots.txt asks programs not to read it"


class _Get(Protocol):
    """`Door.get`."""

    def __call__(
        self, url: str, *, headers: Mapping[str, str], limit: int, cut: bool
    ) -> Answer: ...


class Turns:
    """When each site may be asked next, by all that asks from this process, or that shares."""

    def __init__(self, sleep: Callable[[float], None], shared: SharedLimits | None = None) -> None:
        self._sleep = sleep
        self._shared = shared
        self._lock = Lock()
        self._next: dict[Origin, float] = {}

    def wait(self, place: Origin, delay: float) -> None:
        """Waits for one's turn; the next one's is `delay` seconds later."""
        if self._shared is not None:
            self._shared.pace(f"{place[0]}://{place[1]}:{place[2]}", delay)
            return
        with self._lock:
            now = monotonic()
            mine = max(now, self._next.get(place, 0.0))
            self._next[place] = mine + delay
        if mine > now:
            self._sleep(mine - now)


class _Site(Struct, frozen=True, kw_only=True):
    """What one origin allows."""

    rules: Protego | None = None
    fault: Fault | None = None
    """Why it could not be learned what it allows."""


class Robots:
    """The rules of each origin, fetched once."""

    def __init__(self, get: _Get, turns: Turns, settings: Settings) -> None:
        self._get = get
        self._turns = turns
        self._settings = settings
        self._lock = Lock()
        self._locks: dict[Origin, Lock] = {}
        self._sites: dict[Origin, _Site] = {}

    def wait(self, url: str) -> None:
        """Waits for this tool's turn at the address, as its robots.txt spaces them."""
        rules = self._site(url).rules
        delay = rules.crawl_delay(TOKEN) if rules is not None else None
        most = self._settings.limits.crawl_seconds
        self._turns.wait(origin(url), min(max(0.0, delay or 0.0), most))

    def check(self, url: str) -> None:
        """Fault when the address may not be read.

        Offline no site is asked, so that none has to allow it.
        """
        if not self._settings.offline:
            self._allowing(url)

    def _allowing(self, url: str) -> _Site:
        if not is_web_address(url):
            raise Fault(GapReason.UNREADABLE, "leads to something other than a web address")
        site = self._site(url)
        if site.fault is not None:
            said = f"robots.txt could not be read: {site.fault.detail}"
            raise Fault(site.fault.reason, said)
        if site.rules is not None and not site.rules.can_fetch(url, TOKEN):
            raise Fault(GapReason.NOT_LOOKED, _REFUSED)
        return site

    def _site(self, url: str) -> _Site:
        place = origin(url)
        with self._lock:
            lock = self._locks.setdefault(place, Lock())
        with lock:
            if place not in self._sites:
                self._sites[place] = self._read(url)
            return self._sites[place]

    def _read(self, url: str) -> _Site:
        """4xx allows all, and what cannot be reached nothing (RFC 9309, 2.3.1.3 and 2.3.1.4)."""
        from protego import Protego

        parts = urlsplit(url)
        try:
            address = f"{parts.scheme}://{parts.netloc}/robots.txt"
            answer = self._get(address, headers=_ACCEPT, limit=MOST_BYTES + 1, cut=True)
        except Fault as fault:
            is_client_error = fault.status is not None and 400 <= fault.status < 500
            if is_client_error and fault.reason is not GapReason.RATE_LIMITED:
                return _Site()
            return _Site(fault=fault)
        text = _whole_lines(answer.body).decode("utf-8-sig", "replace")
        return _Site(rules=Protego.parse("\n".join(_ours(text))))


def _whole_lines(body: bytes) -> bytes:
    """What is read of a robots.txt: part of an address would be another one."""
    if len(body) <= MOST_BYTES:
        return body
    read = body[:MOST_BYTES]
    return read[: max(read.rfind(b"\n"), read.rfind(b"\r"), 0)]


def _ours(text: str) -> Iterator[str]:
    """The lines, with one name for all other programs: their number squared is the parser's time
    where they are many."""
    for line in text.splitlines():
        found = _AGENT.match(line)
        if found is None:
            yield line
        else:
            name = found["name"].strip().lower()
            yield f"User-agent: {name if name in {'*', TOKEN} else 'another'}"
