"""The guard against every notation that the literature on request forgery lists (`notations`)."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect import addresses
from audit.collect.addresses import Guard, is_public, unwrapped
from audit.collect.answers import Fault
from audit.collect.http import Door
from audit.collect.settings import HUB, Settings
from tests.collect.briefs import QUICK, FaultServer, Misbehaving, environment_of, misbehaving
from tests.collect.notations import HIDDEN_V4, HIDDEN_V6, LOOPBACK, METADATA, NAMES, PUBLIC, TRICKS

Ask = Callable[[Door, str], bytes]


def by_requests(door: Door, url: str) -> bytes:
    return door.get(url).body


def by_hub_client(door: Door, url: str) -> bytes:
    return door.hub_bytes(url)


BOTH = pytest.mark.parametrize("ask", [by_requests, by_hub_client])


@pytest.mark.parametrize("text", [*HIDDEN_V4, *HIDDEN_V6, *METADATA])
def test_an_address_that_is_not_public(text: str) -> None:
    assert not is_public(unwrapped(ipaddress.ip_address(text)))
    with pytest.raises(Fault, match="not public"):
        Guard([HUB]).addresses(text, 80)


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_that_is_public(text: str) -> None:
    assert is_public(unwrapped(ipaddress.ip_address(text)))
    found = Guard([HUB]).addresses(text, 80)
    assert [ipaddress.ip_address(each) for each in found] == [ipaddress.ip_address(text)]


@given(st.ip_addresses(v=4))
def test_a_hidden_address_stays_hidden_in_every_wrapping(inner: ipaddress.IPv4Address) -> None:
    def judged(network: str) -> bool:
        base = int(ipaddress.IPv6Address(network))
        return is_public(unwrapped(ipaddress.IPv6Address(base | int(inner))))

    assert judged("::ffff:0:0") == judged("64:ff9b::") == is_public(inner)
    for tunnel in ("::", "::ffff:0:0:0", "64:ff9b:1::", "2606:4700::5efe:0:0"):
        assert not judged(tunnel)


@given(st.ip_addresses())
def test_what_python_calls_hidden_is_hidden(address: ipaddress.IPv4Address) -> None:
    seen = unwrapped(address)
    assert not is_public(seen) or (seen.is_global and not seen.is_multicast)


def listen_everywhere(request: Misbehaving) -> None:
    request.say(200, request.connection.getsockname()[0].encode(), Content_Type="text/plain")


@contextmanager
def on_all_addresses() -> Iterator[FaultServer]:
    """A server on every address of the machine, in both families, that tells which was reached."""

    class Dual(FaultServer):
        address_family = socket.AF_INET6

        def server_bind(self) -> None:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            super().server_bind()

    with misbehaving(listen_everywhere, Dual, "::") as server:
        yield server


@pytest.fixture(scope="module")
def machine() -> Iterator[FaultServer]:
    with on_all_addresses() as server:
        yield server


def to_the_world() -> Door:
    """A door for a user who set no endpoint."""
    return Door(Settings(limits=QUICK))


def asked_in_vain(ask: Ask, url: str, server: FaultServer) -> Fault:
    """The fault of asking, when nothing at all came to the server."""
    server.asked.clear()
    with to_the_world() as door, pytest.raises(Fault) as caught:
        ask(door, url)
    assert server.asked == []
    return caught.value


@BOTH
@pytest.mark.parametrize("host", LOOPBACK)
def test_no_way_to_write_this_machine_reaches_it(ask: Ask, host: str, machine: FaultServer) -> None:
    found = asked_in_vain(ask, f"http://{host}:{machine.server_port}/", machine)
    assert found.reason.value in {"unreachable", "unreadable"}


BOTH_CONNECT = [
    *("127.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost", "LOCALHOST", "[::1]"),
    *("[::ffff:127.0.0.1]", "127.127.127.127"),
]
CONNECTABLE = [
    *((ask, host) for host in BOTH_CONNECT for ask in (by_requests, by_hub_client)),
    *((by_requests, host) for host in ("0177.0.0.1", "127.0.0.1.", "017700000001")),
    (by_hub_client, "127。0。0。1"),
]
"""Which of these a client would connect to, were there no guard."""


@pytest.mark.parametrize(("ask", "host"), CONNECTABLE)
def test_the_same_ways_lead_here_where_the_user_chose_loopback(
    ask: Ask, host: str, machine: FaultServer
) -> None:
    """Shows that the test above refuses what would otherwise connect."""
    local = Settings.from_environment(environment_of("http://127.0.0.1:9", machine.url), QUICK)
    with Door(local) as door:
        reached = ask(door, f"http://{host}:{machine.server_port}/").decode()
    assert unwrapped(ipaddress.ip_address(reached)).is_loopback


@BOTH
@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_with_an_address_reaches_this_machine(
    ask: Ask, trick: str, machine: FaultServer
) -> None:
    asked_in_vain(ask, trick.format(host=f"127.0.0.1:{machine.server_port}"), machine)


@BOTH
@pytest.mark.parametrize("port", ["0", "-1", "65536", "99999", "080808080", "8o", "", " 80", "٨٠"])
def test_an_odd_port_is_a_fault(ask: Ask, port: str) -> None:
    with to_the_world() as door, pytest.raises(Fault):
        ask(door, f"http://127.0.0.1:{port}/")


@BOTH
@pytest.mark.parametrize("address", [*HIDDEN_V4, *METADATA, *HIDDEN_V6])
def test_a_redirect_to_a_hidden_address_is_not_followed(ask: Ask, address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    refuses_redirect(ask, f"http://{host}/")


@BOTH
@pytest.mark.parametrize("host", [*LOOPBACK, "127.0.0.1#@a.example", "a.example\\@127.0.0.1"])
def test_a_redirect_of_the_world_to_this_machine_is_not_followed(
    ask: Ask, host: str, machine: FaultServer
) -> None:
    machine.asked.clear()
    refuses_redirect(ask, f"http://{host}:{machine.server_port}/".encode().decode("latin-1"))
    assert machine.asked == []


def refuses_redirect(ask: Ask, location: str) -> None:
    """Asks an endpoint on loopback that the user chose beside a public one, and is sent on."""
    with misbehaving(lambda request: request.say(302, Location=location)) as server:
        chosen = Settings(hf_endpoint=server.url, github_api=server.url, limits=QUICK)
        with Door(chosen) as door, pytest.raises(Fault):
            ask(door, server.url + "/file")
        assert {path for path, _ in server.asked} == {"/file"}


class Resolver:
    """A resolver whose answers change from one question to the next."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, int]] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self._answers[min(len(self.asked), len(self._answers)) - 1]


@BOTH
@pytest.mark.parametrize(("name", "address"), NAMES)
@pytest.mark.parametrize("among", [[], ["1.1.1.1"]])
def test_a_public_name_of_a_hidden_address(
    ask: Ask, name: str, address: str, among: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "resolved", Resolver([*among, address]))
    with to_the_world() as door, pytest.raises(Fault) as caught:
        ask(door, f"http://{name}/")
    assert caught.value.detail == "leads to an address that is not public"


@BOTH
def test_what_was_judged_is_what_is_connected_to(
    ask: Ask, machine: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolver = Resolver(["127.0.0.5"], ["127.0.0.9"])
    monkeypatch.setattr(addresses, "resolved", resolver)
    local = Settings.from_environment(environment_of("http://127.0.0.1:9", machine.url), QUICK)
    url = f"http://rebound.example:{machine.server_port}/"
    with Door(local) as door:
        reached = ask(door, url).decode()
    assert unwrapped(ipaddress.ip_address(reached)) == ipaddress.ip_address("127.0.0.5")
    assert resolver.asked == [("rebound.example", machine.server_port)]


@BOTH
def test_a_name_that_turns_to_this_machine_after_it_was_judged(
    ask: Ask, machine: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, int]] = []

    def unreachable(self: socket.socket, place: tuple[str, int]) -> None:
        tried.append(place)
        raise OSError(101, "Network is unreachable")

    machine.asked.clear()
    monkeypatch.setattr(addresses, "resolved", Resolver(["1.1.1.1"], ["127.0.0.1"]))
    monkeypatch.setattr(socket.socket, "connect", unreachable)
    once = Settings(limits=msgspec.structs.replace(QUICK, request_seconds=0.0))
    with Door(once) as door, pytest.raises(Fault, match="no connection"):
        ask(door, f"http://rebound.example:{machine.server_port}/")
    assert tried == [("1.1.1.1", machine.server_port)]
    assert machine.asked == []


@BOTH
def test_a_name_is_judged_anew_for_every_connection(
    ask: Ask, machine: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "resolved", Resolver(["127.0.0.5"], ["10.0.0.1"]))
    local = Settings.from_environment(environment_of("http://127.0.0.1:9", machine.url), QUICK)
    url = f"http://rebound.example:{machine.server_port}/"
    with Door(local) as door:
        ask(door, url)
    with Door(local) as door, pytest.raises(Fault, match="not public"):
        ask(door, url)


@BOTH
def test_a_redirect_is_judged_though_the_name_was_connected_to_before(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send_back(request: Misbehaving) -> None:
        port = request.server.server_port
        request.close_connection = True
        request.say(302, Location=f"http://rebound.example:{port}/next", Connection="close")

    monkeypatch.setattr(addresses, "resolved", Resolver(["127.0.0.1"], ["169.254.169.254"]))
    with misbehaving(send_back) as server:
        local = Settings.from_environment(environment_of("http://127.0.0.1:9", server.url), QUICK)
        with Door(local) as door, pytest.raises(Fault, match="not public"):
            ask(door, f"http://rebound.example:{server.server_port}/")
        assert len(server.asked) == 1
