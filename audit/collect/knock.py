"""Whether anybody listens at an address of the user's own."""

from __future__ import annotations

import socket

KNOCK_SECONDS = 5.0


def knock(address: str) -> None:
    """`OSError` where nobody listens at `host:port`; what is no such address is not asked."""
    host, _, port = address.rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), KNOCK_SECONDS).close()
