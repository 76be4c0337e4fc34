"""Real repositories over smart HTTP, by git's own `http-backend`, on a loopback origin."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .answer import Answer, Request
from .faults import Faults
from .server import Server, running


class GitServer:
    """A running server: its address, what was asked of it, and how it misbehaves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = ""
        self.protocol = True
        """False: version 2 of the protocol is not spoken."""
        self.instead: Callable[[Request], Answer | None] = lambda _: None
        """Gives an answer in place of the right one, or None."""
        self.faults = Faults()
        """What becomes of the answers on their way."""
        self.received: list[Request] = []

    @property
    def fetches(self) -> int:
        """How often objects were asked for."""
        return sum(b"command=fetch" in each.body for each in self.received)

    def respond(self, request: Request) -> Answer:
        """What `git http-backend` answers (https://git-scm.com/docs/git-http-backend)."""
        self.received.append(request)
        instead = self.instead(request)
        if instead is not None:
            return instead
        done = subprocess.run(
            ["git", "http-backend"],
            input=request.body,
            env=self._environment(request),
            capture_output=True,
            check=False,
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        lines = (line.partition(": ") for line in head.decode("latin-1").split("\r\n"))
        headers = {name: value for name, _, value in lines if name}
        status = int(headers.pop("Status", "200").split()[0])
        return Answer(status=status, headers=headers, body=body)

    def _environment(self, request: Request) -> dict[str, str]:
        spoken = request.headers.get("git-protocol", "") if self.protocol else ""
        return {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_PROTOCOL": spoken,
            "PATH_INFO": "/" + "/".join(request.segments),
            "QUERY_STRING": request.target.partition("?")[2],
            "REQUEST_METHOD": request.method,
            "CONTENT_TYPE": request.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(request.body)),
            "HTTP_CONTENT_ENCODING": request.headers.get("content-encoding", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }


@contextmanager
def serve_git(root: Path) -> Iterator[GitServer]:
    """A server of the bare repositories below a folder, on 127.0.0.1 until the context ends."""
    server = GitServer(root)
    with running(Server(server.respond, faults=server.faults)) as origin:
        server.url = f"http://127.0.0.1:{origin.server_port}"
        yield server
