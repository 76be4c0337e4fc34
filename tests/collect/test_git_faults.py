"""The fault table of a git server's refs, which are asked for through the door; what comes after is
between the server and git. A code repository that a model lists fails alone, and for its reason."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from audit.collect.git_remote import read_git_remote
from audit.collect.reading import NotThere
from audit.collect.refs import SMART
from audit.collect.run import collect
from audit.collect.settings import Limits
from audit.collect.targets import name_target
from audit.errors import AuditError, CollectError
from tests.hub import Request
from tests.hub import faults as f
from tests.hub.git_server import GitServer, serve_git

from .briefs import CODE, door_to, paths
from .fault_rows import FAR, HURRIED, LIMITS, Make, packed, web_page
from .test_git import commit, git
from .test_git_remote import publish

SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Row:
    """A fault of the refs; reason and error are None where it does no harm."""

    name: str
    fault: Make
    reason: str | None
    error: type[AuditError] | None = CollectError
    limits: Limits = LIMITS


def harmless(name: str, fault: Make) -> Row:
    return Row(name=name, fault=fault, reason=None, error=None)


def absent(name: str, fault: Make, reason: str) -> Row:
    """A row in which the server says that there is nothing to see."""
    return Row(name=name, fault=fault, reason=reason, error=NotThere)


def limited(name: str, **headers: str) -> Row:
    return Row(name=name, fault=lambda: f.status(429, b"", **headers), reason="rate-limited")


def unreachable(name: str, fault: Make) -> Row:
    return Row(name=name, fault=fault, reason="unreachable")


def unreadable(name: str, fault: Make) -> Row:
    return Row(name=name, fault=fault, reason="unreadable")


def said(body: bytes) -> Callable[[], f.Fault]:
    """What looks like an answer of a git server."""
    return lambda: f.body(body, SMART)


ROWS = [
    absent("401", lambda: f.status(401), "gated"),
    absent("403", lambda: f.status(403), "gated"),
    absent("404", lambda: f.status(404), "missing"),
    absent("410", lambda: f.status(410), "missing"),
    unreadable("451", lambda: f.status(451)),
    unreachable("408", lambda: f.status(408)),
    limited("429"),
    limited("429 now", Retry_After="0"),
    limited("429 in a day", Retry_After="86400"),
    limited("429 at a date", Retry_After=FAR),
    unreachable("500", lambda: f.status(500, b"oops")),
    harmless("502 then fine", lambda: f.first(2, f.status(502))),
    harmless("429 then fine", lambda: f.first(1, f.status(429, Retry_After="0"))),
    unreachable("reset", lambda: f.reset),
    unreachable("reset in mid-body", lambda: f.reset_in_body),
    unreachable("short body", lambda: f.short_body),
    harmless("short body then fine", lambda: f.first(1, f.short_body)),
    harmless("long body", lambda: f.long_body),
    unreachable("no HTTP", lambda: f.no_http),
    unreadable("wrong gzip", packed),
    Row(name="endless", fault=lambda: f.endless, reason="too-large"),
    Row(name="endless chunks", fault=lambda: f.endless_chunks, reason="too-large"),
    replace(unreachable("drip", lambda: f.drip(0.3)), limits=HURRIED),
    unreadable("redirect loop", lambda: f.round_in_circles),
    unreachable("redirect to 10.0.0.1", lambda: f.to("http://10.0.0.1/")),
    unreachable("redirect to metadata", lambda: f.to("http://169.254.169.254/")),
    unreadable("redirect to a file", lambda: f.to("file:///etc/passwd")),
    unreadable("redirect without a place", lambda: f.status(302)),
    unreadable("web page", web_page),
    unreadable("nothing", said(b"")),
    unreadable("no lines", said(b"refs/heads/main\n" * 9)),
    unreadable("half a list", said(b"001e# service=git-upload-pack\n0000")),
    unreadable("an error", said(b"001e# service=git-upload-pack\n0000000bERR no0000")),
    harmless("cookies", lambda: f.changed(Set_Cookie="id=1; Path=/")),
    unreachable("1,000 headers", lambda: f.many_headers(1_000)),
    unreachable("1 MB header", lambda: f.long_header(1_000_000)),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    folder = tmp_path_factory.mktemp("git")
    work = folder / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    commit(work, {"LICENSE": "MIT\n", "README.md": "# Code\n"})
    publish(work, folder / "served")
    with serve_git(folder / "served") as running:
        yield running


@pytest.fixture(autouse=True)
def _as_new(server: GitServer) -> Iterator[None]:
    yield
    server.faults.clear()


def is_for_refs(request: Request) -> bool:
    """True for what the door asks, and not git."""
    return request.path.endswith("/info/refs") and "git-protocol" not in request.headers


def settings_of(server: GitServer) -> dict[str, str]:
    return {"OPENNESS_PRIVATE_SITES": server.url}


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_a_fault_of_the_refs_is_an_error_with_words(server: GitServer, row: Row) -> None:
    server.faults[is_for_refs] = row.fault()
    begun = time.monotonic()
    with door_to(settings_of(server), row.limits) as door:
        address = f"{server.url}/acme/code"
        if row.error is None:
            reading = read_git_remote(door, address, None, CODE)
            assert (paths(reading), reading.gaps) == (["LICENSE", "README.md"], ())
        else:
            with pytest.raises(AuditError) as caught:
                read_git_remote(door, address, None, CODE)
            assert type(caught.value) is row.error
            assert caught.value.problem.isprintable()
    names = {request.path.removesuffix("/info/refs") for request in server.faults.struck}
    # Only what is not there as `code.git` may be there as `code`.
    other = {"/acme/code"} if row.reason in {"missing", "unreadable"} else set()
    assert names == {"/acme/code.git", *other}
    assert time.monotonic() - begun < SECONDS


FAILING = [row for row in ROWS if row.reason is not None]


@pytest.mark.parametrize("row", FAILING, ids=[row.name for row in FAILING])
def test_a_repository_that_a_model_lists_is_a_gap_for_the_right_reason(
    server: GitServer, row: Row, tmp_path: Path
) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "README.md").write_text("# Tiny\n")
    file = tmp_path / "model.yaml"
    lines = ("weights: {id: acme/tiny, copy: weights}", f"code: {server.url}/acme/code.git", "")
    file.write_text("\n".join(lines))
    server.faults[is_for_refs] = row.fault()
    with door_to(settings_of(server), row.limits) as door:
        snapshot, _ = collect(name_target(str(file)), door)
    (weights,) = snapshot.artifacts
    assert [document.path for document in weights.documents] == ["README.md"]
    ((artifact, path, reason),) = {
        (gap.artifact, gap.path, gap.reason.value) for gap in snapshot.gaps
    }
    assert (artifact, path, reason) == (f"git:{server.url}/acme/code", None, row.reason)
