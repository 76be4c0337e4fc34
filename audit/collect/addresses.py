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
ISATAP = {0x0000_5EFE, 0x0200_5EFE}
"""The middle of an IPv6 address that ends in an IPv4 one (RFC 5214, 6.1)."""

UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that was given out of IPv6 so far (https://www.iana.org/assignments/ipv6-address-space)."""
SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "168.63.129.16/32",  # the platform of Azure, seen from within
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.88.99.0/24",  # the way into 6to4 (RFC 7526)
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation (RFC 9637)
    )
)
"""Addresses that are not public whatever the `ipaddress` of this Python says
(https://www.iana.org/assignments/iana-ipv4-special-registry, and that for IPv6)."""

PORTS = {"http": 80, "https": 443}


_NO_ADDRESS = "leads to something other than a web address"


def origin(url: str) -> Origin:
    """Scheme, host and port: what a token belongs to; Fault where they cannot be told apart."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Fault(GapReason.UNREADABLE, _NO_ADDRESS) from error
    return parts.scheme, (parts.hostname or "").rstrip("."), port


class Guard:
    """Judges addresses when a connection is made, so that no name can change in between."""

    def __init__(self, endpoints: Iterable[str]) -> None:
        origins = [origin(endpoint) for endpoint in endpoints]
        self._chosen = {(host, port) for _, host, port in origins}
        # However it is written, this machine at a chosen port is the server that was chosen.
        self._loopback_ports = {port for _, host, port in origins if is_loopback(host)}

    def check(self, url: str) -> None:
        """Fault for what is not an http or https address, or carries a name or password."""
        if not is_web_address(url):
            raise Fault(GapReason.UNREADABLE, _NO_ADDRESS)

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host; Fault when any of them may not be reached."""
        found = resolved(host, port)
        if (host.rstrip("."), port) in self._chosen:
            return found
        for text in found:
            if not self._may_be_reached(text, port):
                raise Fault(GapReason.UNREACHABLE, "leads to an address that is not public")
        return found

    def _may_be_reached(self, text: str, port: int) -> bool:
        address = unwrapped(ipaddress.ip_address(text.partition("%")[0]))
        return is_public(address) or (address.is_loopback and port in self._loopback_ports)

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
    if any(address in network for network in SPECIAL):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        is_tunnel = (int(address) >> 32 & 0xFFFFFFFF) in ISATAP
        return address in UNICAST and address.is_global and not is_tunnel
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
