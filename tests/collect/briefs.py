"""What the collector tests share: a clock, briefs, doors and a server that misbehaves."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from audit.collect.http import Door
from audit.collect.reading import Brief, Depth, Reading
from audit.collect.settings import Limits, Settings
from audit.model import Role

NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

WEIGHTS = Brief(role=Role.WEIGHTS, reason="named as the target")
CODE = Brief(role=Role.CODE, reason="named as the code")
TERMS = Brief(role=Role.BASE_MODEL, reason="base model", own=False, depth=Depth.TERMS)

QUICK = Limits(backoff_seconds=0.0, connect_seconds=2.0, read_seconds=2.0)


def door_to(environment: Mapping[str, str], limits: Limits = QUICK) -> Door:
    """A door for these variables, whose clock stands still."""
    return Door(Settings.from_environment(environment, limits), now=lambda: NOON)


def paths(reading: Reading) -> list[str]:
    return [document.path for document in reading.artifact.documents]


def text(reading: Reading, path: str) -> str:
    found = next(each for each in reading.artifact.documents if each.path == path)
    return reading.contents[found.sha256].decode()


def gaps(reading: Reading) -> dict[str | None, str]:
    return {gap.path: gap.reason.value for gap in reading.gaps}


class FaultServer(ThreadingHTTPServer):
    """A server that answers each GET with a function on the open connection."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Misbehaving], None], address: str = "127.0.0.1") -> None:
        self.answer = answer
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__((address, 0), Misbehaving)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is tested."""


class Misbehaving(BaseHTTPRequestHandler):
    """One request to a `FaultServer`."""

    protocol_version = "HTTP/1.1"
    server: FaultServer

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, headers))
        with contextlib.suppress(ConnectionError):
            self.server.answer(self)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; underscores in header names stand for dashes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing."""


@contextmanager
def misbehaving(
    answer: Callable[[Misbehaving], None],
    kind: type[FaultServer] = FaultServer,
    address: str = "127.0.0.1",
) -> Iterator[FaultServer]:
    """A server on loopback until the context ends."""
    server = kind(answer, address)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def environment_of(url: str, *private: str) -> dict[str, str]:
    """The variables that point every client at one address, and allow some others."""
    names = (
        "HF_ENDPOINT",
        "OPENNESS_GITHUB_API",
        "OPENNESS_GITHUB_RAW",
        "OPENNESS_ARXIV",
    )
    return dict.fromkeys(names, url) | {"OPENNESS_PRIVATE_SITES": " ".join(private)}
