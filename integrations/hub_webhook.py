"""Audits a repository of the Hugging Face Hub anew when it moves: an example of a webhook.

    OPENNESS_WEBHOOK_SECRET=... python integrations/hub_webhook.py 8080 --policy use-commercially

Stands on Python alone, listens on loopback (a proxy that speaks TLS goes before it) and takes what
https://huggingface.co/docs/hub/webhooks describes. A message without the secret is refused before
it is read; of one with it the repository's name alone is taken, and only in the Hub's spelling.
"""

from __future__ import annotations

import hmac
import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST = 1_000_000
"""Bytes of a message."""
WAITING = 100
"""Repositories that may wait; the Hub tries again later when it is told that there are too many."""
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_KINDS = {"model": "", "dataset": "datasets/"}

Audit = Callable[[str], None]


def moved(message: Any) -> str | None:
    """The target that moved, as `openness check` takes it; None where no content did."""
    event, repo = (_part(message, name) for name in ("event", "repo"))
    scope, action = str(event.get("scope", "")), event.get("action")
    if scope.split(".")[:2] not in (["repo"], ["repo", "content"]):
        return None
    if action not in ("create", "update"):
        return None
    kind, name = repo.get("type"), str(repo.get("name"))
    if kind not in _KINDS or not _NAME.fullmatch(name):
        return None
    return _KINDS[kind] + name


def _part(message: Any, name: str) -> dict[str, Any]:
    found = message.get(name) if isinstance(message, dict) else None
    return found if isinstance(found, dict) else {}


class Webhook(ThreadingHTTPServer):
    """Takes messages, and audits one repository after the other."""

    daemon_threads = True

    def __init__(self, port: int, secret: str, audit: Audit) -> None:
        if not secret:
            raise ValueError("without a secret anybody could start audits")
        super().__init__(("127.0.0.1", port), Handler)
        self.secret = secret
        self.waiting: queue.Queue[str] = queue.Queue(WAITING)
        self._audit = audit
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while True:
            target = self.waiting.get()
            try:
                self._audit(target)
            except OSError as error:
                print(f"{target}: {error}", file=sys.stderr)
            finally:
                self.waiting.task_done()


class Handler(BaseHTTPRequestHandler):
    """One message: 401 without the secret, 400 where it is none, 202 where an audit waits."""

    server: Webhook
    timeout = 30

    def do_POST(self) -> None:
        """Answers one message; the audit comes later, as the Hub does not wait for long."""
        self.send_response(self._status())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self) -> int:
        given = self.headers.get("X-Webhook-Secret", "").encode()
        if not hmac.compare_digest(given, self.server.secret.encode()):
            return 401
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 9):
            return 411
        return 413 if int(length) > LONGEST else self._taken(self.rfile.read(int(length)))

    def _taken(self, body: bytes) -> int:
        try:
            target = moved(json.loads(body))
        except (ValueError, RecursionError):
            return 400
        if target is None:
            return 204
        try:
            self.server.waiting.put_nowait(target)
        except queue.Full:
            return 503
        return 202

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing of strangers."""


def checked(*options: str) -> Audit:
    """An audit by `openness check` with these options, told on stdout."""

    def audit(target: str) -> None:
        command = [sys.executable, "-m", "audit", "check", *options, "--", target]
        ran = subprocess.run(command, check=False)  # noqa: S603 - the name was checked
        print(f"{target}: exit code {ran.returncode}", flush=True)

    return audit


def main(port: str, *options: str) -> None:
    """Listens until it is stopped."""
    secret = os.environ.get("OPENNESS_WEBHOOK_SECRET", "")
    with Webhook(int(port), secret, checked(*options)) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
