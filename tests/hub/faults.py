"""How the loopback hub misbehaves: what becomes of a right answer on its way to the client.

    hub.faults["/api/models/acme/tiny"] = status(429, retry_after="3600")
    hub.faults[lambda request: request.path.endswith("/LICENSE")] = first(2, status(502))

A fault is a function of the open connection and the answer that would have been right.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from .answer import Answer, Request, json_answer

if TYPE_CHECKING:
    from .server import Handler

Fault = Callable[["Handler", Answer], None]
Where = str | Callable[[Request], bool]
"""A path without its query, or whatever tells requests apart."""

HTML = b"<!doctype html><html><title>Sign in</title><p>Welcome to the network.</html>\n"
RUBBISH = b"\x1f\x8b\x08\x00 this was never packed"


class Faults:
    """The faults by where they strike; the first that fits does."""

    def __init__(self) -> None:
        self._all: dict[Where, Fault] = {}
        self.struck: list[Request] = []
        """The requests that met a fault, in order of arrival."""

    def __setitem__(self, where: Where, fault: Fault) -> None:
        self._all[where] = fault

    def __delitem__(self, where: Where) -> None:
        del self._all[where]

    def clear(self) -> None:
        """Makes the hub behave again, and forgets what it did."""
        self._all.clear()
        self.struck.clear()

    def of(self, request: Request) -> Fault | None:
        """The fault that the request meets."""
        for where, fault in self._all.items():
            if request.path == where if isinstance(where, str) else where(request):
                self.struck.append(request)
                return fault
        return None

    @contextmanager
    def at(self, where: Where, fault: Fault) -> Iterator[None]:
        """The hub with one fault until the context ends."""
        self[where] = fault
        try:
            yield
        finally:
            del self[where]


def says(answer: Answer) -> Fault:
    """Another answer."""
    return lambda handler, _: handler.send(answer)


def status(code: int, body: bytes = b"", **headers: str) -> Fault:
    """A status; underscores in the names of headers stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return says(Answer(status=code, headers=named, body=body))


GATED = status(403, X_Error_Code="GatedRepo", X_Error_Message="Access is restricted.")


def to(location: str, code: int = 302) -> Fault:
    """A redirect."""
    return status(code, Location=location)


def round_in_circles(handler: Handler, answer: Answer) -> None:
    """A redirect to the same place."""
    handler.send(Answer(status=302, headers={"Location": handler.path}))


def first(times: int, fault: Fault) -> Fault:
    """The fault for so many requests, then the right answers."""
    turns = count()

    def until_then(handler: Handler, answer: Answer) -> None:
        struck = next(turns) < times
        (fault if struck else _right)(handler, answer)

    return until_then


def _right(handler: Handler, answer: Answer) -> None:
    handler.send(answer)


def changed(**headers: str) -> Fault:
    """The right answer with other headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, answer: handler.send(answer.with_headers(named))


def edited(edit: Callable[[Any], Any]) -> Fault:
    """The right JSON, edited."""

    def edit_it(handler: Handler, answer: Answer) -> None:
        handler.send(json_answer(edit(json.loads(answer.body)), headers=answer.headers))

    return edit_it


def field(name: str, value: object) -> Fault:
    """The right JSON object with one field replaced."""
    return edited(lambda right: {**right, name: value})


def body(content: bytes, content_type: str | None = None) -> Fault:
    """The right status and headers around something else."""
    kind = {} if content_type is None else {"Content-Type": content_type}
    return lambda handler, answer: handler.send(
        Answer(status=answer.status, headers={**answer.headers, **kind}, body=content)
    )


def begin(handler: Handler, answer: Answer, **headers: str) -> None:
    """The head of the right answer, with other headers; the connection ends with the body."""
    handler.close_connection = True
    handler.send_response(answer.status)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {**answer.headers, **named}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.flush()


def reset(handler: Handler, answer: Answer) -> None:
    """Ends the connection at once with a TCP reset instead of an answer."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        handler.connection.close()


def reset_in_body(handler: Handler, answer: Answer) -> None:
    """A TCP reset behind the first bytes of the body."""
    short_body(handler, answer)
    handler.wfile.flush()
    time.sleep(0.02)  # what was sent is dropped by a reset that comes with it
    reset(handler, answer)


def short_body(handler: Handler, answer: Answer) -> None:
    """Half of the body; the connection ends as if that were all."""
    begin(handler, answer, Content_Length=str(len(answer.body)))
    handler.wfile.write(answer.body[: len(answer.body) // 2])


def long_body(handler: Handler, answer: Answer) -> None:
    """The right body, and more behind it than `Content-Length` says."""
    begin(handler, answer, Content_Length=str(len(answer.body)))
    handler.wfile.write(answer.body + b" HTTP/1.1 200 OK\r\n\r\nand more\n" * 50)


def endless(handler: Handler, answer: Answer) -> None:
    """A body that goes on until the client has enough."""
    begin(handler, answer)
    while True:
        handler.wfile.write(b"x" * 65_536)


def endless_chunks(handler: Handler, answer: Answer) -> None:
    """The same in chunks."""
    begin(handler, answer, Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def endless_head(handler: Handler, answer: Answer) -> None:
    """Headers without end."""
    handler.close_connection = True
    handler.send_response(200)
    for turn in count():
        handler.send_header(f"X-More-{turn}", "x" * 1000)
        if turn % 50 == 0:
            handler.flush_headers()


def drip(seconds: float) -> Fault:
    """The body byte by byte, so many seconds apart."""

    def drip_it(handler: Handler, answer: Answer) -> None:
        begin(handler, answer, Content_Length=str(len(answer.body)))
        for byte in answer.body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(seconds)

    return drip_it


def drip_head(seconds: float) -> Fault:
    """The status line, then header after header, so many seconds apart."""

    def drip_it(handler: Handler, answer: Answer) -> None:
        handler.close_connection = True
        handler.send_response(200)
        for turn in range(90):
            handler.send_header(f"X-More-{turn}", "x")
            handler.flush_headers()
            handler.wfile.flush()
            time.sleep(seconds)

    return drip_it


def silence(handler: Handler, answer: Answer) -> None:
    """No answer until the client, or the test, hangs up."""
    handler.close_connection = True
    handler.connection.settimeout(30)
    handler.connection.recv(1)


def no_http(handler: Handler, answer: Answer) -> None:
    """Bytes that are no HTTP."""
    handler.close_connection = True
    handler.wfile.write(b"\0\1\2 what\r\n\r\n")


def many_headers(number: int) -> Fault:
    """The right answer under so many headers."""
    return changed(**{f"X-Header-{turn}": "x" for turn in range(number)})


def long_header(size: int) -> Fault:
    """The right answer under one header of so many bytes."""
    return changed(X_Header="x" * size)


def echo(code: int) -> Fault:
    """A status with the request's own headers in the body and in headers."""

    def echo_it(handler: Handler, answer: Answer) -> None:
        sent: Mapping[str, str] = dict(handler.headers.items())
        said = "; ".join(f"{name}: {value}" for name, value in sent.items())
        headers = {"X-Error-Message": said, "X-HF-Warning": said, "WWW-Authenticate": said}
        handler.send(json_answer({"error": said, "headers": sent}, status=code, headers=headers))

    return echo_it


NESTED = b"[" * 100_000
