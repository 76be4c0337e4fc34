"""The webhook example: who may start an audit, and of what."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator

import pytest

from integrations.hub_webhook import LONGEST, Webhook, moved

SECRET = "made up"
Started = tuple[Webhook, list[str]]


def message(name: object = "acme/heron", kind: str = "model", **event: str) -> dict[str, object]:
    about = {"action": "update", "scope": "repo.content"} | event
    return {"event": about, "repo": {"type": kind, "name": name}, "webhook": {"version": 3}}


@pytest.fixture
def started() -> Iterator[Started]:
    audited: list[str] = []
    with Webhook(0, SECRET, audited.append) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server, audited
        server.shutdown()
        thread.join()


def post(server: Webhook, body: bytes, **headers: str) -> int:
    link = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    link.request("POST", "/", body, sent)
    status = link.getresponse().status
    link.close()
    return status


def test_what_moved_is_audited(started: Started) -> None:
    server, audited = started
    for each in (message(), message("acme/mix", "dataset")):
        assert post(server, json.dumps(each).encode(), X_Webhook_Secret=SECRET) == 202
    server.waiting.join()
    assert audited == ["acme/heron", "datasets/acme/mix"]


@pytest.mark.parametrize("secret", [{}, {"X_Webhook_Secret": "wrong"}, {"X_Webhook_Secret": ""}])
def test_without_the_secret_nothing_happens(started: Started, secret: dict[str, str]) -> None:
    server, audited = started
    assert post(server, json.dumps(message()).encode(), **secret) == 401
    server.waiting.join()
    assert audited == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"[]", 204),
        (json.dumps(message("--offline")).encode(), 204),
    ],
)
def test_what_is_no_message(started: Started, body: bytes, status: int) -> None:
    assert post(started[0], body, X_Webhook_Secret=SECRET) == status


def test_what_is_too_long(started: Started) -> None:
    long = {"X_Webhook_Secret": SECRET, "Content_Length": str(LONGEST + 1)}
    assert post(started[0], b"", **long) == 413
    assert post(started[0], b"", **long | {"Content_Length": "1" * 20}) == 411


@pytest.mark.parametrize(
    "each",
    [
        None,
        {"event": [], "repo": "acme/heron"},
        message("acme"),
        message("../../etc/passwd"),
        message("acme/heron; ls"),
        message("acme/heron\n"),
        message(["acme/heron"]),
        message(kind="space"),
        message(scope="discussion.comment"),
        message(scope="repo.config"),
        message(action="delete"),
    ],
)
def test_what_is_not_a_move_of_content(each: object) -> None:
    assert moved(each) is None


def test_a_secret_is_needed() -> None:
    with pytest.raises(ValueError, match="anybody"):
        Webhook(0, "", print)
