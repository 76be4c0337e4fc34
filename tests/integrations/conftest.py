from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class GitHub(ThreadingHTTPServer):
    """A loopback GitHub with the comments of one pull request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.uploads: list[dict[str, Any]] = []
        self.tokens: set[str] = set()
        self.refuses = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: GitHub

    def do_GET(self) -> None:
        page = int((re.search(r"[?&]page=(\d+)", self.path) or ["", "1"])[1])
        self.answer(200, self.server.comments[100 * (page - 1) : 100 * page])

    def do_POST(self) -> None:
        body = self.body()
        if self.path.endswith("/code-scanning/sarifs"):
            self.server.uploads.append(body)
            self.answer(202, {"id": "1"})
            return
        number = len(self.server.comments) + 1
        comment = {"id": number, "body": body["body"], "user": {"type": "Bot"}}
        self.server.comments.append(comment)
        self.answer(201, comment)

    def do_PATCH(self) -> None:
        number = int(self.path.rpartition("/")[2])
        self.server.comments[number - 1]["body"] = self.body()["body"]
        self.answer(200, self.server.comments[number - 1])

    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return found

    def answer(self, status: int, body: object) -> None:
        self.server.asked.append((self.command, self.path))
        self.server.tokens.add(self.headers.get("Authorization", ""))
        content = json.dumps(body).encode()
        self.send_response(403 if self.server.refuses else status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing."""


@pytest.fixture
def github() -> Iterator[GitHub]:
    with GitHub() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
