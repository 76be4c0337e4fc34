"""The sockets: a hub on two loopback origins, started and stopped as a context."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .answer import Answer, Request, tagged, unchanged
from .arxiv import arxiv_answer
from .faults import Faults
from .github import RateLimit, api_answer, raw_answer, refs_answer
from .hugging_face import hub_answer, lfs_answer
from .shelf import Shelf
from .site import Site
from .windows import Windows

Respond = Callable[[Request], Answer]

POLL = 0.05
"""Seconds within which a server notices that it is to stop."""


class Handler(BaseHTTPRequestHandler):
    """Turns bytes on a kept-alive connection into a `Request`, and an `Answer` into bytes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        self.answer()

    def do_HEAD(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        """Reads the rest of the request and sends the answer to it."""
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        answer = self.server.respond(request)
        fault = self.server.faults.of(request)
        if fault is None:
            self.send(answer)
        else:
            fault(self, answer)

    def send(self, answer: Answer) -> None:
        """Sends an answer with its true length."""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing: the hub keeps the requests."""


class Server(ThreadingHTTPServer):
    """One origin; stopping it ends the connections that clients keep open."""

    daemon_threads = False
    request_queue_size = 128

    def __init__(
        self,
        respond: Respond,
        port: int = 0,
        faults: Faults | None = None,
        address: str = "127.0.0.1",
    ) -> None:
        self.respond = respond
        self.faults = Faults() if faults is None else faults
        self.open: set[socket.socket] = set()
        super().__init__((address, port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answers a connection in a thread of its own and remembers it."""
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Closes a connection and forgets it."""
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints the traceback of a bug; a client that went away is none."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def end_connections(self) -> None:
        """Ends every connection at once, so that its thread ends."""
        for connection in tuple(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, answering until the context ends; then every socket is closed."""
    thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.end_connections()
        server.server_close()


class Hub:
    """A running hub: its addresses, what was asked of it, and how it misbehaves."""

    def __init__(self, shelf: Shelf, *, page_size: int, github_limit: int | None) -> None:
        self.shelf = shelf
        self.page_size = page_size
        self.limit = RateLimit(github_limit)
        self.latency = 0.0
        """Seconds to wait before each answer."""
        self.instead: dict[str, Answer] = {}
        """Answers to give for a path (without a query) in place of the right one."""
        self.pages: dict[str, tuple[str, bytes]] = {}
        """Pages of the web by path, each with its content type (empty for none)."""
        self.robots: str | None = "User-agent: *\nAllow: /\n"
        """The robots.txt; None where there is none."""
        self.windows = Windows()
        """How often the Hub's own paths may be asked; the other services are not counted here."""
        self.faults = Faults()
        """What becomes of the answers to a path, or to requests of a kind, on their way."""
        self.received: list[Request] = []
        """Every request with its headers, to both origins, in order of arrival."""
        self.hf_endpoint = ""
        self.lfs_endpoint = ""

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path with query of every request so far."""
        return [(request.method, request.target) for request in self.received]

    @property
    def site(self) -> Site:
        """The shelf at its addresses."""
        return Site(
            shelf=self.shelf,
            origin=self.hf_endpoint,
            lfs_origin=self.lfs_endpoint,
            page_size=self.page_size,
        )

    @property
    def github_api(self) -> str:
        """The address that stands for https://api.github.com."""
        return self.site.github

    @property
    def github_raw(self) -> str:
        """The address that stands for https://raw.githubusercontent.com."""
        return self.site.raw

    @property
    def arxiv(self) -> str:
        """The address that stands for https://arxiv.org."""
        return self.site.arxiv

    def environment(self) -> dict[str, str]:
        """The variables that point the real clients here."""
        return {
            "HF_ENDPOINT": self.hf_endpoint,
            "OPENNESS_GITHUB_API": self.github_api,
            "OPENNESS_GITHUB_RAW": self.github_raw,
            "OPENNESS_GITHUB_SITE": self.site.github_site,
            "OPENNESS_ARXIV": self.arxiv,
            "OPENNESS_PRIVATE_SITES": self.lfs_endpoint,
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }

    def respond(self, request: Request) -> Answer:
        """The answer of the first origin: Hub, GitHub API, raw files, arXiv or a page."""
        self.arrived(request)
        if request.path in self.instead:
            return self.instead[request.path]
        if request.path in self.pages:
            kind, body = self.pages[request.path]
            answer = Answer(headers={"Content-Type": kind} if kind else {}, body=body)
            return unchanged(request, tagged(answer))
        if request.path == "/robots.txt":
            return unchanged(request, self._robots_answer())
        match request.segments[0]:
            case "github":
                return api_answer(self.site, request, self.limit)
            case "site":
                return refs_answer(self.site, request)
            case "raw":
                return raw_answer(self.site, request)
            case "arxiv":
                return arxiv_answer(self.site, request)
            case _:
                said, refusal = self.windows.counted(request)
                return refusal or hub_answer(self.site, request).with_headers(said)

    def _robots_answer(self) -> Answer:
        headers = {"Content-Type": "text/plain"}
        if self.robots is None:
            return Answer(status=404, headers=headers, body=b"Not Found")
        return tagged(Answer(headers=headers, body=self.robots.encode()))

    def respond_lfs(self, request: Request) -> Answer:
        """The answer of the second origin, which holds the LFS files."""
        self.arrived(request)
        return self.instead.get(request.path) or lfs_answer(self.site, request)

    def arrived(self, request: Request) -> None:
        """Logs a request and waits as long as answers are to take."""
        self.received.append(request)
        time.sleep(self.latency)


@contextmanager
def serve(
    shelf: Shelf, *, port: int = 0, page_size: int = 1000, github_limit: int | None = None
) -> Iterator[Hub]:
    """A hub that serves the shelf on 127.0.0.1 until the context ends.

    `port` 0 is any free one; `page_size` is that of the Hub's lists; `github_limit` is how many
    GitHub API requests are answered before the rate limit is used up, None for no end.
    """
    hub = Hub(shelf, page_size=page_size, github_limit=github_limit)
    with ExitStack() as stack:
        main = stack.enter_context(running(Server(hub.respond, port, hub.faults)))
        lfs = stack.enter_context(running(Server(hub.respond_lfs, faults=hub.faults)))
        hub.hf_endpoint = f"http://127.0.0.1:{main.server_port}"
        hub.lfs_endpoint = f"http://localhost:{lfs.server_port}"
        yield hub
