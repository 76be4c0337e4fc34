"""Tokens go to their own host and to no other place: every byte that is left behind is searched."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli.running import spawn
from tests.hub import Hub
from tests.hub import faults as f

from .briefs import FaultServer, misbehaving
from .endpoints import ENDPOINTS, environment, running_world

HF = "hf_Canary+of/the=Hub7"
GH = "ghp_Canary+of/GitHub=7"
CANARIES = (HF, GH)
PLACES = {endpoint.name: endpoint for endpoint in ENDPOINTS}

LOUD = """\
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from audit.cli import main
code = main(sys.argv[1:])
for name, logger in list(logging.root.manager.loggerDict.items()):
    print("logger", name, file=sys.stderr)
sys.exit(code)
"""
"""The command where every library says all that it would ever say."""


def spellings(secret: str) -> set[bytes]:
    """The secret as it is, escaped, and in base64 at each of three alignments."""
    plain = secret.encode()
    packed = set()
    for lead in range(3):
        text = base64.b64encode(b"\0" * lead + plain)
        packed.add(text[4 if lead else 0 :].rstrip(b"=")[:-2])
    return {plain, quote(secret, safe="").encode(), quote(secret).encode(), *packed}


def found_in(content: bytes) -> list[str]:
    """The canaries that the bytes hold in any spelling."""
    return [name for name in CANARIES if any(each in content for each in spellings(name))]


def test_the_search_finds_what_it_is_for() -> None:
    for lead in range(3):
        packed = base64.b64encode(b"user: "[:lead] + HF.encode() + b" and more")
        assert found_in(b"x" + packed + b"y") == [HF]
    assert found_in(quote(GH, safe="").encode()) == [GH]
    assert found_in(b"Authorization: Bearer " + HF.encode()) == [HF]
    assert found_in(b"hf_ and ghp_ are how tokens begin") == []


@dataclass(frozen=True)
class Run:
    """What a run left: its output and every file below its folder."""

    code: int
    output: bytes
    folder: Path

    def leaks(self) -> dict[str, list[str]]:
        """Where the canaries are, by the name of the place."""
        places = {"output": self.output}
        for path in self.folder.rglob("*"):
            places[f"name of {path.name}"] = str(path).encode()
            if path.is_file():
                places[str(path.relative_to(self.folder))] = path.read_bytes()
        return {name: found for name, held in places.items() if (found := found_in(held))}


def run(hub: Hub, folder: Path, *arguments: str, also: str = "") -> Run:
    """A loud run with both tokens, whose caches lie in the folder, too."""
    home = str(folder / "home")
    surroundings = {
        **environment(hub),
        "OPENNESS_PRIVATE_SITES": f"{hub.lfs_endpoint} {also}",
        "HOME": home,
        "HF_HOME": home,
        "OPENNESS_CACHE": f"{home}/own",
        "HF_TOKEN": HF,
        "GITHUB_TOKEN": GH,
        "OPENNESS_TRACEBACK": "1",
        "HF_DEBUG": "1",
    }
    process = spawn(*arguments, folder=folder, environment=surroundings, code=LOUD)
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, (out + err).encode(), folder)


@pytest.fixture
def stranger() -> Iterator[FaultServer]:
    """A host that no token belongs to."""
    with misbehaving(lambda request: request.say(200, b"[]", Content_Type="text/plain")) as server:
        yield server


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running_world() as running:
        yield running


def misbehave(hub: Hub, stranger: FaultServer) -> None:
    """Every way to lure a token elsewhere: redirects, pages elsewhere, errors that repeat it."""
    elsewhere = f.to(stranger.url + "/file")
    pages = f.changed(Link=f'<{stranger.url}/page2>; rel="next"')
    for name, fault in {
        "target info": pages,
        "target card": pages,
        "target license": elsewhere,
        "base license": f.to(hub.lfs_endpoint + "/lfs/0"),
        "base info": f.changed(Set_Cookie="id=1", X_HF_Warning="w; mind"),
        "data info": f.echo(500),
        "data card": f.echo(403),
        "code tree": pages,
        "code license": elsewhere,
        "look for a link back": f.echo(404),
    }.items():
        hub.faults[PLACES[name].met_by] = fault
    hub.faults["/raw/acme/tiny-code/HEAD/README.md"] = f.echo(403)
    hub.faults[lambda request: request.path.endswith("/config.json")] = f.echo(429)


def collect_and_audit(hub: Hub, folder: Path, also: str = "") -> Run:
    """A snapshot of the model under its old name, and the reports on it."""
    collected = run(hub, folder, "collect", "old/tiny", "-o", "snap", also=also)
    assert collected.code == 0, collected.output
    audited = run(hub, folder, "audit", "snap", "-o", "reports")
    assert audited.code == 0, audited.output
    assert list((folder / "reports").iterdir())
    return Run(0, collected.output + audited.output, folder)


def test_no_token_is_left_anywhere(hub: Hub, stranger: FaultServer, tmp_path: Path) -> None:
    misbehave(hub, stranger)
    left = collect_and_audit(hub, tmp_path, stranger.url)
    assert b"DEBUG" in left.output
    assert left.leaks() == {}
    assert hub.faults.struck


def test_each_token_is_sent_to_its_own_host_alone(
    hub: Hub, stranger: FaultServer, tmp_path: Path
) -> None:
    misbehave(hub, stranger)
    collect_and_audit(hub, tmp_path, stranger.url)
    sent = {"hub": set[str](), "github": set[str](), "lfs": set[str]()}
    for request in hub.received:
        name = request.segments[0] if request.segments[0] in {"lfs"} else ""
        # Papers, pages and refs are asked of the same origin here, which no two services share.
        is_github = request.segments[0] != "api" and "resolve" not in request.segments
        text = " ".join([request.target, *request.headers, *request.headers.values()])
        sent[name or ("github" if is_github else "hub")].update(found_in(text.encode()))
    assert sent == {"hub": {HF}, "github": {GH}, "lfs": set()}
    assert {path for path, _ in stranger.asked} >= {"/file"}
    for path, headers in stranger.asked:
        assert found_in(" ".join([path, *headers, *headers.values()]).encode()) == []
        assert not {"authorization", "cookie", "referer"} & set(headers)


ERRORS = [
    ("target info", f.echo(401)),
    ("target info", f.echo(403)),
    ("target info", f.echo(404)),
    ("target info", f.echo(429)),
    ("target info", f.echo(500)),
    ("target info", f.echo(418)),
]


@pytest.mark.parametrize(("place", "fault"), ERRORS)
def test_an_error_that_repeats_what_was_sent_is_not_told(
    hub: Hub, tmp_path: Path, place: str, fault: f.Fault
) -> None:
    hub.faults[PLACES[place].met_by] = fault
    ran = run(hub, tmp_path, "collect", "acme/tiny", "-o", "snap")
    assert ran.code in {2, 3}
    assert ran.leaks() == {}


@pytest.mark.parametrize("place", ["target card", "base license", "code license", "target info"])
def test_an_answer_that_repeats_what_was_sent_is_not_kept(
    hub: Hub, tmp_path: Path, place: str
) -> None:
    """Its own host knows the token anyway, but whoever is given the snapshot does not."""
    hub.faults[PLACES[place].met_by] = f.echo(200)
    ran = run(hub, tmp_path, "collect", "acme/tiny", "-o", "snap")
    assert ran.leaks() == {}
