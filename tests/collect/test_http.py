"""The one door: what is sent, what is refused, and what comes of faults, with both clients."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import msgspec
import pytest

from audit import __version__
from audit.collect import addresses
from audit.collect.addresses import Guard, is_public, unwrapped
from audit.collect.answers import Deadline, Fault, fault_of, retry_after, typed_json
from audit.collect.github import read_github
from audit.collect.http import Door
from audit.collect.hub import read_hub_model
from audit.collect.hub_session import ssl_context
from audit.collect.patience import LEFT_ALONE_SECONDS, SILENCES, TRIES, Patience
from audit.collect.settings import HUB, USER_AGENT, Limits, Settings
from audit.collect.web_session import github_tokens
from audit.errors import AuditError, CollectError, ExitCode
from audit.model import GapReason
from tests.collect.briefs import (
    CODE,
    NOON,
    QUICK,
    WEIGHTS,
    Misbehaving,
    door_to,
    environment_of,
    misbehaving,
)
from tests.hub import Shelf, hub_repo, serve

Ask = Callable[[Door, str], bytes]
Behaviour = Callable[[Misbehaving], None]


def by_requests(door: Door, path: str) -> bytes:
    return door.raw_bytes(door.settings.github_raw + path)


def by_hub_client(door: Door, path: str) -> bytes:
    return door.hub_bytes(door.settings.hf_endpoint + path)


BOTH = pytest.mark.parametrize("ask", [by_requests, by_hub_client])


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment must make no difference."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")


def fault(
    ask: Ask, behave: Behaviour, limits: Limits = QUICK, environment: dict[str, str] | None = None
) -> tuple[Fault, int]:
    """The fault of asking such a server, and how often it was asked."""
    with misbehaving(behave) as server:
        given = {**environment_of(server.url), **(environment or {})}
        with door_to(given, limits) as door, pytest.raises(Fault) as caught:
            ask(door, "/file")
        return caught.value, len(server.asked)


@BOTH
def test_a_file(ask: Ask) -> None:
    with (
        misbehaving(lambda request: request.say(200, b"text")) as server,
        door_to(environment_of(server.url)) as door,
    ):
        assert ask(door, "/file") == b"text"
    path, headers = server.asked[0]
    assert path == "/file"
    assert headers["accept-encoding"] == "identity"
    assert "authorization" not in headers


STATUSES = [
    (401, {}, GapReason.GATED, 1),
    (403, {"X_Error_Code": "GatedRepo"}, GapReason.GATED, 1),
    (403, {"X_Error_Message": "Access to this resource is disabled."}, GapReason.UNREADABLE, 1),
    (403, {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": "1"}, GapReason.RATE_LIMITED, 1),
    (404, {}, GapReason.MISSING, 1),
    (451, {}, GapReason.UNREADABLE, 1),
    (410, {}, GapReason.MISSING, 1),
    (408, {}, GapReason.UNREACHABLE, 3),
    (418, {}, GapReason.UNREADABLE, 1),
    (429, {}, GapReason.RATE_LIMITED, 3),
    (429, {"Retry_After": "0"}, GapReason.RATE_LIMITED, 3),
    (429, {"Retry_After": "86400"}, GapReason.RATE_LIMITED, 1),
    (500, {}, GapReason.UNREACHABLE, 3),
    (502, {}, GapReason.UNREACHABLE, 3),
    (503, {"Retry_After": "3600"}, GapReason.UNREACHABLE, 1),
    (505, {}, GapReason.UNREACHABLE, 1),
    (206, {}, GapReason.UNREADABLE, 1),
]


@BOTH
@pytest.mark.parametrize(("status", "headers", "reason", "times"), STATUSES)
def test_a_status_becomes_a_reason(
    ask: Ask, status: int, headers: dict[str, str], reason: GapReason, times: int
) -> None:
    found, asked = fault(ask, lambda request: request.say(status, b"", **headers))
    assert (found.reason, asked) == (reason, times)


def test_the_end_of_a_rate_limit_is_said() -> None:
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1767355200"}
    found = fault_of(403, headers, NOON)
    assert found.detail == "the server's rate limit is reached until 2026-01-02T12:00:00Z"


@BOTH
def test_an_error_that_passes_is_waited_for(ask: Ask) -> None:
    statuses = iter([500, 502, 200])
    with (
        misbehaving(lambda request: request.say(next(statuses), b"fine")) as server,
        door_to(environment_of(server.url)) as door,
    ):
        assert ask(door, "/file") == b"fine"


def reset(request: Misbehaving) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    request.close_connection = True
    request.connection.close()


def reset_in_body(request: Misbehaving) -> None:
    request.say(200, b"some", Content_Length="1000")
    request.wfile.flush()
    reset(request)


def short_body(request: Misbehaving) -> None:
    request.say(200, b"some", Content_Length="1000")
    request.close_connection = True


def no_http(request: Misbehaving) -> None:
    request.wfile.write(b"\0\1\2 what\r\n\r\n")
    request.close_connection = True


@BOTH
@pytest.mark.parametrize("behave", [reset, reset_in_body, short_body, no_http])
def test_a_broken_connection(ask: Ask, behave: Behaviour) -> None:
    found, asked = fault(ask, behave)
    assert (found.reason, asked) == (GapReason.UNREACHABLE, 3)


def endless(request: Misbehaving) -> None:
    request.send_response(200)
    request.end_headers()
    request.close_connection = True
    while True:
        request.wfile.write(b"x" * 65_536)


def endless_chunks(request: Misbehaving) -> None:
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    while True:
        request.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")


def drip(request: Misbehaving) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(400):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


def silence(request: Misbehaving) -> None:
    time.sleep(1.5)
    request.close_connection = True


def bomb(request: Misbehaving) -> None:
    request.say(200, b"\x1f\x8b", Content_Encoding="gzip")


def web_page(request: Misbehaving) -> None:
    request.say(200, b"<html>", Content_Type="text/html; charset=utf-8")


ODD = [
    (endless, GapReason.TOO_LARGE),
    (endless_chunks, GapReason.TOO_LARGE),
    (drip, GapReason.UNREACHABLE),
    (silence, GapReason.UNREACHABLE),
    (bomb, GapReason.UNREADABLE),
    (web_page, GapReason.UNREADABLE),
]


@BOTH
@pytest.mark.parametrize(("behave", "reason"), ODD)
def test_an_odd_answer_ends_soon(ask: Ask, behave: Behaviour, reason: GapReason) -> None:
    limits = msgspec.structs.replace(QUICK, read_seconds=0.5, request_seconds=1.0)
    begun = time.monotonic()
    found, _ = fault(ask, behave, limits)
    assert found.reason is reason
    assert time.monotonic() - begun < 5


def to(location: str) -> Behaviour:
    return lambda request: request.say(302, Location=location)


@BOTH
@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
    ],
)
def test_a_redirect_to_an_address_that_is_not_public(ask: Ask, location: str) -> None:
    found, asked = fault(ask, to(location))
    assert (found.detail, asked) == ("leads to an address that is not public", 1)


@BOTH
@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "http://a:b@c/"])
def test_a_redirect_to_something_else(ask: Ask, location: str) -> None:
    found, asked = fault(ask, to(location))
    assert (found.reason, asked) == (GapReason.UNREADABLE, 1)


@BOTH
def test_a_redirect_loop(ask: Ask) -> None:
    found, asked = fault(ask, to("/file"))
    assert (found.reason, asked) == (GapReason.UNREADABLE, 6)


@BOTH
def test_a_token_goes_to_its_own_host_alone(ask: Ask) -> None:
    with (
        misbehaving(lambda request: request.say(200, b"elsewhere")) as other,
        misbehaving(to(other.url + "/file")) as server,
    ):
        tokens = {"HF_TOKEN": "hf_secret", "GITHUB_TOKEN": "gh_secret"}
        with door_to({**environment_of(server.url, other.url), **tokens}) as door:
            assert ask(door, "/file") == b"elsewhere"
    assert "secret" in server.asked[0][1]["authorization"]
    assert "authorization" not in other.asked[0][1]


@BOTH
def test_cookies_are_not_sent_back(ask: Ask) -> None:
    with (
        misbehaving(lambda request: request.say(200, b"", Set_Cookie="a=b; Path=/")) as server,
        door_to(environment_of(server.url)) as door,
    ):
        ask(door, "/1")
        ask(door, "/2")
    assert "cookie" not in server.asked[1][1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout k -out c"
    command = [program, *asked.split(), "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "k").read_bytes() + (folder / "c").read_bytes())
    return both


@BOTH
def test_a_certificate_is_trusted_only_when_told(ask: Ask, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with misbehaving(lambda request: request.say(200, b"safe")) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        environment = environment_of(f"https://127.0.0.1:{server.server_port}")
        with door_to(environment) as door, pytest.raises(Fault, match="certificate"):
            ask(door, "/file")
        with door_to({**environment, "SSL_CERT_FILE": str(certificate)}) as door:
            assert ask(door, "/file") == b"safe"


@BOTH
def test_a_redirect_to_nowhere(ask: Ask) -> None:
    found, _ = fault(ask, to("http://["))
    assert found.reason in {GapReason.UNREADABLE, GapReason.UNREACHABLE}


def test_a_hub_that_names_a_bad_redirect() -> None:
    with (
        misbehaving(to("http://10.0.0.1/")) as server,
        door_to(environment_of(server.url)) as door,
        pytest.raises(Fault, match="not public"),
    ):
        door.hub_info("model", "acme/tiny", None)


def test_the_token_of_github_goes_to_its_raw_files_if_they_are_githubs() -> None:
    def hosts(**values: str) -> set[str]:
        settings = Settings(github_token="t", **values)  # type: ignore[arg-type]
        return {host for _, host, _ in github_tokens(settings)}

    assert hosts() == {"api.github.com", "raw.githubusercontent.com"}
    assert hosts(github_raw="https://mirror.example") == {"api.github.com"}
    assert hosts(github_api="http://ghe.example", github_raw="http://ghe.example") == set()


def test_no_connection_is_an_error_of_the_run_within_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    begun = time.monotonic()
    with door_to(environment_of(f"http://127.0.0.1:{port}")) as door:
        with pytest.raises(CollectError) as caught:
            read_hub_model(door, "acme/tiny", None, WEIGHTS)
        with pytest.raises(CollectError):
            read_github(door, "acme/code", None, CODE)
    assert caught.value.exit_code is ExitCode.NO_EVIDENCE
    assert time.monotonic() - begun < 5


def test_a_host_that_stays_silent_is_left_alone() -> None:
    with (
        misbehaving(lambda request: request.say(500)) as server,
        door_to(environment_of(server.url)) as door,
    ):
        for _ in range(SILENCES + 1):
            with pytest.raises(Fault):
                by_requests(door, "/file")
        with pytest.raises(Fault) as caught:
            by_requests(door, "/file")
    assert len(server.asked) == SILENCES * TRIES
    assert caught.value.detail == "not asked again: the server answered 500"


def test_pauses_double_and_follow_the_server() -> None:
    pauses: list[float] = []
    patience = Patience(Limits(), pauses.append, lambda: 1.0)
    faults = [
        Fault(GapReason.UNREACHABLE, "", again=True),
        Fault(GapReason.UNREACHABLE, "", again=True, pause=7.0),
    ]

    def attempt(_: Deadline) -> str:
        if faults:
            raise faults.pop(0)
        return "fine"

    assert patience.ask("host", attempt) == "fine"
    assert pauses == [0.5, pytest.approx(7.0, abs=0.1)]
    assert LEFT_ALONE_SECONDS > 0


def test_retry_after() -> None:
    date = (NOON + timedelta(seconds=9)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert retry_after({"retry-after": "5"}, NOON) == 5.0
    assert retry_after({"retry-after": date}, NOON) == 9.0
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:00:00 -0000"}, NOON) == 0.0
    assert retry_after({"retry-after": "soon"}, NOON) is None
    assert retry_after({}, NOON) is None


PUBLIC = ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
HIDDEN = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
    *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"),
    *("2002:7f00:1::", "2001:0:7f00:1::", "fd00:ec2::254"),
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses(text: str) -> None:
    assert is_public(unwrapped(ip_address(text)))


@pytest.mark.parametrize("text", HIDDEN)
def test_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(unwrapped(ip_address(text)))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]"])
def test_loopback_is_refused_but_for_the_ports_that_were_chosen(host: str) -> None:
    chosen = "http://127.0.0.1:8000"
    for endpoints in ([], [HUB], [HUB, chosen], [chosen, "http://localhost:8001"]):
        with pytest.raises(Fault, match="not public"):
            Guard(endpoints).addresses(host, 80)
    assert Guard([HUB, chosen]).addresses(host, 8000)


def test_any_hidden_address_of_a_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolved", lambda host, port: ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(Fault, match="not public"):
        Guard([HUB]).addresses("mixed.example", 443)
    assert Guard([HUB]).addresses("huggingface.co", 443) == ["1.1.1.1", "10.0.0.1"]


def test_a_name_that_is_none() -> None:
    with pytest.raises(OSError, match="not valid"):
        Guard([HUB]).addresses("a" * 70 + ".example", 80)


class Shape(msgspec.Struct):
    name: str


def test_json_of_a_shape() -> None:
    assert typed_json(b'{"name": "x", "more": 1}', Shape).name == "x"
    with pytest.raises(Fault, match="unknown shape"):
        typed_json(b'{"name": 1}', Shape)
    with pytest.raises(Fault, match="a web page came"):
        typed_json(b" <html>", Shape)
    with pytest.raises(Fault, match="something else"):
        typed_json(b'{"name": ', Shape)


def test_settings_of_an_empty_environment() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"HF_ENDPOINT": " ", "HF_HUB_OFFLINE": "0"}) == Settings()


def test_settings_of_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "HF_ENDPOINT": "https://hub.example/",
            "HF_TOKEN": "hf_x",
            "GITHUB_TOKEN": "gh_x",
            "HF_HUB_OFFLINE": "yes",
            "REQUESTS_CA_BUNDLE": str(tmp_path),
        }
    )
    assert settings.hf_endpoint == "https://hub.example"
    assert settings.offline
    assert settings.ca_bundle == str(tmp_path)
    assert "hf_x" not in repr(settings)
    assert "gh_x" not in repr(settings)
    ssl_context(settings.ca_bundle)


@pytest.mark.parametrize(
    ("environment", "site"),
    [
        ({}, "https://github.com"),
        ({"OPENNESS_GITHUB_API": "https://api.github.com/"}, "https://github.com"),
        ({"OPENNESS_GITHUB_API": "https://ghe.example/api/v3"}, "https://ghe.example"),
        ({"OPENNESS_GITHUB_API": "https://proxy.example/github"}, None),
        ({"OPENNESS_GITHUB_SITE": "https://mirror.example/"}, "https://mirror.example"),
    ],
)
def test_the_site_beside_githubs_api(environment: dict[str, str], site: str | None) -> None:
    settings = Settings.from_environment(environment)
    assert settings.github_site == site
    assert (site in settings.endpoints) is (site is not None)


@pytest.mark.parametrize("name", ["OPENNESS_GITHUB_SITE", "OPENNESS_PRIVATE_SITES"])
def test_a_site_that_is_no_address(name: str) -> None:
    with pytest.raises(AuditError, match=name):
        Settings.from_environment({name: "git.example"})


@pytest.mark.parametrize(
    "address", ["hub.example", "ftp://hub.example", "http://a:b@c", "http://["]
)
def test_an_endpoint_that_is_no_address(address: str) -> None:
    with pytest.raises(AuditError, match="HF_ENDPOINT"):
        Settings.from_environment({"HF_ENDPOINT": address})


def test_a_certificate_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="SSL_CERT_FILE"):
        Settings.from_environment({"SSL_CERT_FILE": str(tmp_path / "none.pem")})


@pytest.fixture
def idle_door() -> Iterator[Door]:
    with Door(Settings()) as door:
        yield door


def test_the_clock_is_utc(idle_door: Door) -> None:
    assert idle_door.stamp().endswith("Z")


def test_the_hub_client_is_the_configured_one(idle_door: Door) -> None:
    assert idle_door.hub().endpoint == HUB
    idle_door.close()
    assert idle_door.hub().endpoint == HUB


def test_two_doors_do_not_take_each_others_client() -> None:
    with (
        misbehaving(lambda request: request.say(200, b'{"id": "a/b", "siblings": []}')) as one,
        misbehaving(lambda request: request.say(200, b'{"id": "c/d", "siblings": []}')) as two,
        door_to({**environment_of(one.url), "HF_TOKEN": "hf_one"}) as first,
        door_to({**environment_of(two.url), "HF_TOKEN": "hf_two"}) as second,
    ):
        for _ in range(2):
            assert b"a/b" in first.hub_info("model", "a/b", None).body
            assert b"c/d" in second.hub_info("model", "c/d", None).body
    assert {headers["authorization"] for _, headers in one.asked} == {"Bearer hf_one"}
    assert {headers["authorization"] for _, headers in two.asked} == {"Bearer hf_two"}


def test_both_clients_say_who_asks_and_where_to_complain() -> None:
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    address = tomllib.loads(project.read_text())["project"]["urls"]["Homepage"]
    assert f"openness-audit/{__version__} (+{address})" == USER_AGENT
    shelf = Shelf(models=[hub_repo("acme/tiny", {"README.md": "x"})])
    with serve(shelf) as hub, door_to(hub.environment()) as door:
        door.hub_info("model", "acme/tiny", None)
        door.hub_bytes(f"{hub.hf_endpoint}/acme/tiny/resolve/main/README.md")
        door.raw_bytes(f"{hub.hf_endpoint}/acme/tiny/resolve/main/README.md")
        agents = [request.headers["user-agent"] for request in hub.received]
    assert len(agents) >= 3
    assert all(agent.startswith(f"openness-audit/{__version__}") for agent in agents)
    assert all(f"(+{address})" in agent for agent in agents)
