"""The requests side of the door: GitHub and plain files.

Proxies, `.netrc` and cookies are not used (`trust_env` is off): a proxy would resolve names itself,
so that no address could be judged, and `.netrc` would send passwords that nobody asked to be sent.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from audit.collect.addresses import Guard, is_loopback, origin
from audit.collect.answers import (
    Answer,
    Deadline,
    Fault,
    Unchanged,
    beginning,
    fault_of,
    read_capped,
    refuse_compressed,
)
from audit.collect.settings import GITHUB_API, GITHUB_RAW, USER_AGENT, Settings
from audit.model import GapReason

if TYPE_CHECKING:
    from audit.collect.shared_limits import SharedLimits

MAX_REDIRECTS = 5
CHUNK = 65_536
WITHHELD = {403, 451}
"""Refusals whose reason a host may tell in the body."""
NOT_MODIFIED = 304
MOVED = {301, 302, 303, 307, 308}


class WebSession:
    """One pooled session that reaches only what the guard allows."""

    def __init__(
        self,
        settings: Settings,
        guard: Guard,
        now: Callable[[], datetime],
        shared: SharedLimits | None = None,
    ) -> None:
        self._shared = shared
        self._guard = guard
        self._now = now
        self._timeout = (settings.limits.connect_seconds, settings.limits.read_seconds)
        self._tokens = github_tokens(settings)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = settings.ca_bundle or True
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _GuardedAdapter(guard, settings.limits.host_requests))

    def close(self) -> None:
        """Closes the pooled connections."""
        self._session.close()

    def get(
        self,
        url: str,
        headers: Mapping[str, str],
        limit: int,
        deadline: Deadline,
        *,
        cut: bool = False,
    ) -> Answer:
        """The answer to a GET, after at most 5 redirects; Fault when there is none.

        With `cut`, only the beginning of a body that is longer than the limit. Unchanged when a
        condition among the headers was met.
        """
        for _ in range(MAX_REDIRECTS + 1):
            self._guard.check(url)
            with _faults(), self._sent(url, headers, deadline) as response:
                if response.status_code not in MOVED:
                    return self._answer(response, url, limit, deadline, cut=cut)
                url = urljoin(url, response.headers.get("location", ""))
        raise Fault(GapReason.UNREADABLE, f"more than {MAX_REDIRECTS} redirects")

    def _sent(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> requests.Response:
        if self._shared is None:
            return self._get(url, headers)
        with self._shared.turn(url, deadline) as turn:
            response = self._get(url, headers)
            turn.heard(response.status_code, _lower(response))
            return response

    def _get(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        return self._session.get(
            url,
            headers={**_STANDARD, **headers, **self._authorization(url)},
            timeout=self._timeout,
            stream=True,
            allow_redirects=False,
        )

    def has_token(self, url: str) -> bool:
        """Whether a request for that address carries a token."""
        return origin(url) in self._tokens

    def _authorization(self, url: str) -> dict[str, str]:
        token = self._tokens.get(origin(url))
        return {"Authorization": f"Bearer {token}"} if token else {}

    def _answer(
        self, response: requests.Response, url: str, limit: int, deadline: Deadline, *, cut: bool
    ) -> Answer:
        headers = _lower(response)
        if response.status_code == NOT_MODIFIED:
            raise Unchanged
        if response.status_code != 200:
            fault = fault_of(response.status_code, headers, self._now())
            if response.status_code in WITHHELD and "content-encoding" not in headers:
                fault.body = _words(response, deadline)
            raise fault
        refuse_compressed(headers)
        chunks = _chunks(response)
        taken = beginning(chunks, size=limit) if cut else chunks
        body = read_capped(taken, limit=limit, deadline=deadline)
        return Answer(url=url, headers=headers, body=body)


def _lower(response: requests.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


_STANDARD = {
    "User-Agent": USER_AGENT,
    "Accept-Encoding": "identity",
}


def github_tokens(settings: Settings) -> dict[tuple[str, str, int], str]:
    """Where GitHub's token may go: its API, and the raw files if they are of the same service."""
    if settings.github_token is None:
        return {}
    api, raw = origin(settings.github_api), origin(settings.github_raw)
    services_own = (origin(GITHUB_API), origin(GITHUB_RAW))
    owners = {api, raw} if (api, raw) == services_own or api[1] == raw[1] else {api}
    return {each: settings.github_token for each in owners if may_carry_token(each)}


def may_carry_token(place: tuple[str, str, int]) -> bool:
    """False where a token would travel in the clear."""
    scheme, host, _ = place
    return scheme == "https" or is_loopback(host)


def _words(response: requests.Response, deadline: Deadline) -> bytes:
    """What is said of a refusal; nothing where that is too much or breaks off."""
    try:
        with _faults():
            return read_capped(_chunks(response), limit=CHUNK, deadline=deadline)
    except Fault:
        return b""


def _chunks(response: requests.Response) -> Iterator[bytes]:
    """What has come so far, each time: `read` would wait for a full chunk of a slow drip."""
    raw = response.raw
    while chunk := raw.read1(CHUNK, decode_content=False):
        yield chunk


@contextmanager
def _faults() -> Iterator[None]:
    """Turns what the two libraries raise into faults."""
    try:
        yield
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise Fault(GapReason.UNREACHABLE, "no answer in time", again=True) from error
    except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
        raise Fault(GapReason.UNREACHABLE, "the server's certificate is not trusted") from error
    except (requests.ConnectionError, urllib3.exceptions.ProtocolError) as error:
        raise Fault(GapReason.UNREACHABLE, "no connection, or it broke", again=True) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise Fault(GapReason.UNREADABLE, "the answer is not valid HTTP") from error


class _GuardedAdapter(HTTPAdapter):
    """Connects through the guard."""

    def __init__(self, guard: Guard, most: int) -> None:
        self._guard = guard
        super().__init__(pool_maxsize=most)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._guard)


def _guarded_pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """Connection pools whose connections the guard makes."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port, self.timeout)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port, self.timeout)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
