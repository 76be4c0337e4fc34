"""The httpx2 side of the door: `huggingface_hub`, whose every request takes this client.

The variables that keep it from Xet (Rust, out of reach of any guard), from telemetry and from
tokens found on disk are set by `http.py` before this module is imported.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import certifi
import httpcore2
import httpx2
from huggingface_hub import HfApi, get_session, set_client_factory
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from huggingface_hub.utils import logging as hub_logging
from huggingface_hub.utils._http import default_client_factory

from audit import __version__
from audit.collect.addresses import Guard, origin
from audit.collect.answers import (
    PARTIAL_CONTENT,
    Answer,
    Deadline,
    Fault,
    Unchanged,
    fault_of,
    metered,
    read_capped,
    refuse_compressed,
    refuse_web_page,
    refuse_whole,
)
from audit.collect.settings import ADDRESS, USER_AGENT, Settings
from audit.collect.web_session import MAX_REDIRECTS, NOT_MODIFIED, may_carry_token
from audit.errors import NotKept
from audit.model import GapReason

if TYPE_CHECKING:
    from audit.collect.shared_limits import SharedLimits

_TOLD = (HfHubHTTPError, HFValidationError, httpx2.HTTPError)
"""What the client raises that says what was wrong."""
_HEARD: ContextVar[list[Answer] | None] = ContextVar("_HEARD", default=None)
_CONDITIONS: ContextVar[Mapping[str, str] | None] = ContextVar("_CONDITIONS", default=None)
_DEADLINE: ContextVar[Deadline | None] = ContextVar("_DEADLINE", default=None)


class HubSession:
    """A client for the Hub that reaches only what the guard allows."""

    def __init__(
        self,
        settings: Settings,
        guard: Guard,
        now: Callable[[], datetime],
        shared: SharedLimits | None = None,
    ) -> None:
        self._settings = settings
        self._shared = shared
        self._guard = guard
        self._now = now
        # A server's `X-HF-Warning` is not ours to print.
        hub_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        # Its log repeats the headers of an answer, in which a server may repeat the token.
        logging.getLogger(httpcore2.__name__).setLevel(logging.INFO)
        self._client: httpx2.Client | None = None
        self._lock = Lock()
        self.api = HfApi(
            endpoint=settings.hf_endpoint,
            token=settings.hf_token or False,
            library_name="openness-audit",
            library_version=__version__,
            user_agent=f"(+{ADDRESS})",
        )
        self.client()

    def client(self) -> httpx2.Client:
        """The client of `huggingface_hub`, which has one for the whole process, made ours.

        Whoever installs another one closes this one.
        """
        with self._lock:
            if self._client is None or self._client.is_closed or get_session() is not self._client:
                set_client_factory(self._new_client)
                self._client = get_session()
            return self._client

    def close(self) -> None:
        """Closes the pooled connections and gives `huggingface_hub` its own client back."""
        if self._client is not None and get_session() is self._client:
            set_client_factory(default_client_factory)
        self._client = None

    def info(
        self,
        kind: str,
        repo_id: str,
        revision: str | None,
        conditions: Mapping[str, str],
        deadline: Deadline,
    ) -> Answer:
        """The JSON of `HfApi.model_info` or `dataset_info` as it came; Fault when there is none.

        Unchanged when a condition was met.

        The bytes are kept because the parsed answer loses what is null against what is absent,
        and because some cards make the client's own parser fail.
        """
        self.client()
        ask = self.api.dataset_info if kind == "dataset" else self.api.model_info
        timeout = self._settings.limits.read_seconds
        with self._faults(), _listening(conditions, deadline) as heard:
            try:
                ask(repo_id, revision=revision, files_metadata=True, timeout=timeout)
            except (Fault, Unchanged, NotKept, *_TOLD):
                raise
            except Exception as error:
                # Whatever the parser says of a stranger's card, the answer itself did come.
                if not heard:
                    detail = "the answer is not what was asked for"
                    raise Fault(GapReason.UNREADABLE, detail) from error
        return heard[-1]

    def get(
        self, url: str, conditions: Mapping[str, str], limit: int, deadline: Deadline
    ) -> Answer:
        """A file of the Hub; Fault when there is none, Unchanged when a condition was met."""
        self._guard.check(url)
        token = self._settings.hf_token
        headers = {**conditions, **({"Authorization": f"Bearer {token}"} if token else {})}
        with (
            self._faults(),
            _until(deadline),
            self.client().stream("GET", url, headers=headers) as response,
        ):
            if response.status_code == NOT_MODIFIED:
                raise Unchanged
            refuse_whole(response.status_code, conditions)
            if response.status_code != (PARTIAL_CONTENT if "Range" in conditions else 200):
                raise fault_of(response.status_code, response.headers, self._now())
            refuse_web_page(response.headers)
            body = read_capped(response.iter_raw(), limit=limit, deadline=deadline)
            return Answer(url=str(response.url), headers=dict(response.headers), body=body)

    def _new_client(self) -> httpx2.Client:
        limits = self._settings.limits
        return httpx2.Client(
            transport=_GuardedTransport(self._settings, self._guard, self._shared),
            timeout=httpx2.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={"Accept-Encoding": "identity", "User-Agent": USER_AGENT},
            event_hooks={"request": [self._before], "response": [_listen]},
            follow_redirects=True,
            max_redirects=MAX_REDIRECTS,
            trust_env=False,
        )

    def _before(self, request: httpx2.Request) -> None:
        """Called for each redirect too: the token goes to the Hub alone."""
        place = origin(str(request.url))
        self._guard.check(str(request.url))
        if place != origin(self._settings.hf_endpoint) or not may_carry_token(place):
            request.headers.pop("authorization", None)
        request.headers.pop("cookie", None)
        request.headers.update(_CONDITIONS.get() or {})

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turns what the client raises into faults."""
        try:
            yield
        except HfHubHTTPError as error:
            response = error.response
            raise fault_of(response.status_code, response.headers, self._now()) from error
        except HFValidationError as error:
            raise Fault(GapReason.MISSING, "not a name that the Hub allows") from error
        except httpx2.TimeoutException as error:
            raise Fault(GapReason.UNREACHABLE, "no answer in time", again=True) from error
        except (httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
            raise _broken(error) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise Fault(GapReason.UNREADABLE, "the answer is not what the Hub sends") from error


def _broken(error: Exception) -> Fault:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Fault(GapReason.UNREACHABLE, "the server's certificate is not trusted")
        cause = cause.__cause__ or cause.__context__
    return Fault(GapReason.UNREACHABLE, "no connection, or it broke", again=True)


@contextmanager
def _listening(conditions: Mapping[str, str], deadline: Deadline) -> Iterator[list[Answer]]:
    """A list that gets the good answers within the block."""
    heard: list[Answer] = []
    tokens = _HEARD.set(heard), _CONDITIONS.set(conditions)
    try:
        with _until(deadline):
            yield heard
    finally:
        _HEARD.reset(tokens[0])
        _CONDITIONS.reset(tokens[1])


@contextmanager
def _until(deadline: Deadline) -> Iterator[None]:
    """The requests within the block, and their bodies, have this deadline."""
    token = _DEADLINE.set(deadline)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


def _listen(response: httpx2.Response) -> None:
    heard = _HEARD.get()
    if heard is None:
        return
    if response.status_code == NOT_MODIFIED:
        raise Unchanged
    if response.status_code == 200:
        body = response.read()
        heard.append(Answer(url=str(response.url), headers=dict(response.headers), body=body))


class _GuardedTransport(httpx2.BaseTransport):
    """Connects through the guard and meters each body."""

    def __init__(self, settings: Settings, guard: Guard, shared: SharedLimits | None) -> None:
        self._shared = shared
        context = ssl_context(settings.ca_bundle)
        self._limits = settings.limits
        self._inner = httpx2.HTTPTransport(verify=context, trust_env=False)
        # httpx2 has no public way to say how its pool connects; tests hold that this one does.
        self._inner._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            network_backend=_GuardedBackend(guard),
            max_connections=self._limits.workers,
            max_keepalive_connections=self._limits.workers,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = _DEADLINE.get() or Deadline(self._limits.request_seconds)
        response = self._let_out(request, deadline)
        stream = response.stream
        if not isinstance(stream, httpx2.SyncByteStream):
            raise TypeError("a synchronous client got an asynchronous body")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Metered(response, stream, self._limits.listing_bytes, deadline),
            extensions=response.extensions,
        )

    def _let_out(self, request: httpx2.Request, deadline: Deadline) -> httpx2.Response:
        if self._shared is None:
            return self._inner.handle_request(request)
        with self._shared.turn(str(request.url), deadline) as turn:
            response = self._inner.handle_request(request)
            turn.heard(response.status_code, response.headers)
            return response

    def close(self) -> None:
        self._inner.close()


class _Metered(httpx2.SyncByteStream):
    """A body that ends in a Fault when it is compressed, too long or too slow."""

    def __init__(
        self,
        response: httpx2.Response,
        stream: httpx2.SyncByteStream,
        limit: int,
        deadline: Deadline,
    ) -> None:
        self._response = response
        self._stream = stream
        self._limit = limit
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        refuse_compressed(self._response.headers)
        yield from metered(self._stream, limit=self._limit, deadline=self._deadline)

    def close(self) -> None:
        self._stream.close()


class _GuardedBackend(httpcore2.SyncBackend):
    """Connects to the addresses that the guard has judged."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception = httpcore2.ConnectError("the host has no address")
        for address in self._judged(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    def _judged(self, host: str, port: int) -> list[str]:
        try:
            return self._guard.addresses(host, port)
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error


@cache
def ssl_context(ca_bundle: str | None) -> ssl.SSLContext:
    """Trusts the certificates of a file or folder, or those that requests trusts."""
    if ca_bundle is not None and Path(ca_bundle).is_dir():
        return ssl.create_default_context(capath=ca_bundle)
    return ssl.create_default_context(cafile=ca_bundle or certifi.where())
