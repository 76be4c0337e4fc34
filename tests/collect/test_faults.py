"""The fault table: every endpoint answers in turn with every fault, through the command line."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import certifi
import pytest

from audit.collect.settings import Limits, Settings
from audit.collect.store import is_snapshot
from audit.model import Snapshot
from tests.cli.running import Command, assert_one_line
from tests.hub import Hub

from .endpoints import (
    CODE,
    ENDPOINTS,
    ENGINE,
    TINY,
    Documents,
    Endpoint,
    Gaps,
    documents,
    environment,
    gaps,
    running_world,
    saved,
)
from .fault_rows import CELLS, LIMITS, Row

SECONDS = 15.0
"""No cell takes longer, on however busy a machine."""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with running_world() as running:
        yield running


@pytest.fixture
def openness(
    hub: Hub,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Command]:
    """The command, pointed at the hub, in a folder and a home of its own."""
    for name in ("HOME", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("SSL_CERT_FILE", str(one_certificate(tmp_path)))
    folder = tmp_path / "work"
    folder.mkdir()
    command = Command(monkeypatch, capsys, folder)
    command.point_at(environment(hub))
    hub.faults.clear()
    hub.received.clear()
    yield command
    hub.faults.clear()


def one_certificate(folder: Path) -> Path:
    """A file to trust that is read faster than the usual one, 500 times."""
    end = "-----END CERTIFICATE-----\n"
    first = Path(certifi.where()).read_text(encoding="utf-8").partition(end)[0]
    file = folder / "one.pem"
    file.write_text(first + end, encoding="utf-8")
    return file


def limit_by(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the command wait less long; no variable of the environment does."""
    usual = Settings.from_environment

    def hurried(environ: Mapping[str, str], own: Limits | None = None) -> Settings:
        return usual(environ, own or limits)

    monkeypatch.setattr(Settings, "from_environment", hurried)


@dataclass(frozen=True)
class Fine:
    """What is collected when nothing goes wrong."""

    documents: Documents
    gaps: Gaps
    asked: frozenset[str]


@pytest.fixture
def fine(openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Fine:
    if not _FINE:
        with monkeypatch.context() as patch:
            limit_by(LIMITS, patch)
            assert openness("collect", "acme/tiny", "-o", "fine").code == 0
        found = saved(Path("fine"))
        asked = frozenset(request.path for request in hub.received)
        _FINE.append(Fine(documents(found), gaps(found), asked))
    hub.received.clear()
    return _FINE[0]


_FINE: list[Fine] = []


def test_the_world_without_faults(fine: Fine) -> None:
    assert fine.gaps == set()
    assert {artifact for artifact, _ in fine.documents} == {
        endpoint.artifact for endpoint in ENDPOINTS
    }


def test_the_table_has_every_kind_of_endpoint(fine: Fine) -> None:
    """An endpoint that collecting asks and the table lacks fails here, and the other way round."""

    def kind(path: str) -> str:
        parts = (
            path.replace(".git/", "/")
            .replace("README.md", "FILE")
            .replace("LICENSE", "FILE")
            .split("/")
        )
        names = {"acme", "other", "tiny", "base", "mix", "tiny-code", "engine"}
        kept = [part for part in parts if part not in names]
        return "/".join("SHA" if len(part) == 40 else part for part in kept)

    struck = {path for path in fine.asked for at in ENDPOINTS if at.matches(path)}
    files = {"config.json", "train.py"}
    known = {kind(path) for path in struck}
    assert {kind(p) for p in fine.asked if p.rpartition("/")[2] not in files} == known
    assert all(any(at.matches(path) for path in fine.asked) for at in ENDPOINTS)


@pytest.mark.parametrize(
    ("row", "endpoint"), CELLS, ids=[f"{row.name}-{at.name}" for row, at in CELLS]
)
def test_a_fault_costs_what_meets_it_and_nothing_else(
    openness: Command,
    hub: Hub,
    fine: Fine,
    monkeypatch: pytest.MonkeyPatch,
    row: Row,
    endpoint: Endpoint,
) -> None:
    limit_by(row.limits, monkeypatch)
    hub.faults[endpoint.met_by] = row.fault()
    begun = time.monotonic()
    ran = openness("collect", "acme/tiny", "-o", "snap")
    assert time.monotonic() - begun < SECONDS
    assert hub.faults.struck, "the fault was met by no request"
    if endpoint.is_target and row.exit:
        assert (ran.code, ran.out) == (row.exit, "")
        assert_one_line(ran.err)
        assert not is_snapshot(Path("snap"))
        return
    assert (ran.code, ran.err) == (0, "")
    found = saved(Path("snap"))
    if row.reason(endpoint) == "rate-limited":
        assert_all_is_explained(found, fine, endpoint)
    else:
        assert_documents(found, fine, row, endpoint)
        assert gaps(found) == expected_gaps(row, endpoint)


def expected_gaps(row: Row, endpoint: Endpoint) -> Gaps:
    reason = row.reason(endpoint)
    return set() if reason is None else {(endpoint.artifact, endpoint.file, reason)}


def assert_documents(found: Snapshot, fine: Fine, row: Row, endpoint: Endpoint) -> None:
    """All documents are there, and byte for byte the same, but those that met the fault."""
    got, lost = documents(found), lost_with(endpoint, fine)
    harmed = row.reason(endpoint) is not None or (row.name == "404" and endpoint.is_look)
    assert set(got) == set(fine.documents) - (lost if harmed else set())
    changed = {key for key, sha in got.items() if sha != fine.documents[key]}
    assert changed <= (lost if row.alters else set())


def lost_with(endpoint: Endpoint, fine: Fine) -> set[tuple[str, str]]:
    """The documents that hang on an endpoint."""
    whole = endpoint.artifact == ENGINE or (endpoint.file is None and not endpoint.is_listing)
    gone = {*endpoint.loses, *([endpoint.artifact] if whole else [])}
    return {
        (artifact, path)
        for artifact, path in fine.documents
        if artifact in gone or (artifact, path) == (endpoint.artifact, endpoint.file)
    }


def assert_all_is_explained(found: Snapshot, fine: Fine, endpoint: Endpoint) -> None:
    """A host whose limit is reached is left alone: what else it has is a gap for that reason."""
    got, noted = documents(found), gaps(found)
    assert got.items() <= fine.documents.items()
    assert {reason for _, _, reason in noted} <= {"rate-limited"}
    unread = {artifact for artifact, path, _ in noted if path is None}
    if (ENGINE, "README.md", "rate-limited") in noted:  # nobody could see whether it links back
        unread.add(ENGINE)
    led_to = {CODE, ENGINE} if (TINY, "README.md") not in got else set()
    host = endpoint.artifact.partition(":")[0]
    for artifact, path in set(fine.documents) - set(got) - lost_with(endpoint, fine):
        assert artifact in unread | led_to or (artifact, path, "rate-limited") in noted
        assert artifact.startswith(host) or artifact in led_to
    assert endpoint.is_hint or (endpoint.artifact, endpoint.file, "rate-limited") in noted
