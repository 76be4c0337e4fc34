"""Which addresses may be reached: public ones, and those of endpoints that the user chose."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from audit.collect.answers import Fault
from audit.collect.settings import is_web_address
from audit.model import GapReason

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Origin = tuple[str, str, int]

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""

PORTS = {"http": 80, "https": 443}


def origin(url: str) -> Origin:
    """Scheme, host and port: what a token belongs to."""
    parts = urlsplit(url)
    port = parts.port or PORTS.get(parts.scheme, 0)
    return parts.scheme, (parts.hostname or "").rstrip("."), port


class Guard:
    """Judges addresses when a connection is made, so that no name can change in between."""

    def __init__(self, endpoints: Iterable[str]) -> None:
        origins = [origin(endpoint) for endpoint in endpoints]
        self._chosen = {(host, port) for _, host, port in origins}
        self._loopback = any(is_loopback(host) for _, host, _ in origins)

    def check(self, url: str) -> None:
        """Fault for what is not an http or https address, or carries a name or password."""
        if not is_web_address(url):
            raise Fault(GapReason.UNREADABLE, "leads to something other than a web address")

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host; Fault when any of them may not be reached."""
        found = resolved(host, port)
        if (host.rstrip("."), port) in self._chosen:
            return found
        for text in found:
            if not self._may_be_reached(text):
                raise Fault(GapReason.UNREACHABLE, "leads to an address that is not public")
        return found

    def _may_be_reached(self, text: str) -> bool:
        address = unwrapped(ipaddress.ip_address(text.partition("%")[0]))
        return is_public(address) or (self._loopback and address.is_loopback)

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """A socket to the first address that answers; OSError when none does."""
        failure: OSError = OSError("the host has no address")
        for address in self.addresses(host, port):
            try:
                joined = socket.create_connection((address, port), timeout)
            except OSError as error:
                failure = error
            else:
                joined.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return joined
        raise failure


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host, in the resolver's order; OSError when it has none."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("the host's name is not valid") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that stands for it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """True for an address of the open internet; tunnels may hide another address and are not."""
    if isinstance(address, ipaddress.IPv6Address) and (address.sixtofour or address.teredo):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def is_address(host: str) -> bool:
    """True for an address in its usual notation, and not a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """True for `localhost` and the addresses of the machine itself."""
    if host == "localhost":
        return True
    try:
        return unwrapped(ipaddress.ip_address(host)).is_loopback
    except ValueError:
        return False
