"""What is asserted of each cell of a fault table, whatever world it is about."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import certifi
import pytest

from audit.collect.settings import Limits, Settings
from audit.model import Snapshot
from tests.cli.running import Command, Ran
from tests.hub import Hub
from tests.hub import faults as f

from .endpoints import CODE, ENGINE, TINY, Documents, Endpoint, Gaps, documents, gaps, saved

SECONDS = 15.0
"""No cell takes longer, on however busy a machine."""


class Row(Protocol):
    """A fault, and the reason that is expected of each endpoint; None where it does no harm."""

    @property
    def name(self) -> str: ...

    @property
    def limits(self) -> Limits: ...

    @property
    def alters(self) -> bool:
        """True where all is read, but what is read says something else."""

    def fault(self) -> f.Fault: ...

    def reason(self, endpoint: Endpoint) -> str | None: ...


def ready(
    hub: Hub,
    environment: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
) -> Command:
    """The command, pointed at a hub that behaves, in a folder and a home of its own."""
    for name in ("HOME", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / "home"))
    monkeypatch.setenv("SSL_CERT_FILE", str(one_certificate(folder)))
    work = folder / "work"
    work.mkdir()
    command = Command(monkeypatch, capsys, work)
    command.point_at(environment)
    hub.faults.clear()
    hub.received.clear()
    return command


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


def collected_in_peace(
    openness: Command, hub: Hub, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> Fine:
    """What is collected of a hub without faults."""
    with monkeypatch.context() as patch:
        limit_by(limits, patch)
        assert openness("collect", "acme/tiny", "-o", "fine").code == 0
    found = saved(Path("fine"))
    asked = frozenset(request.path for request in hub.received)
    return Fine(documents(found), gaps(found), asked)


def collected_at(
    openness: Command, hub: Hub, row: Row, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> Ran:
    """The command's run while an endpoint has the fault, within its time."""
    limit_by(row.limits, monkeypatch)
    hub.faults[endpoint.met_by] = row.fault()
    begun = time.monotonic()
    ran = openness("collect", "acme/tiny", "-o", "snap")
    assert time.monotonic() - begun < SECONDS
    assert hub.faults.struck, "the fault was met by no request"
    return ran


def assert_costs_no_more(ran: Ran, fine: Fine, row: Row, endpoint: Endpoint) -> None:
    """The rest is right, and what is not there is a gap for the right reason."""
    assert (ran.code, ran.err) == (0, "")
    found = saved(Path("snap"))
    if row.reason(endpoint) == "rate-limited":
        assert_all_is_explained(found, fine, endpoint)
    else:
        assert_documents(found, fine, row, endpoint)
        assert gaps(found) == expected_gaps(row, endpoint)


def expected_gaps(row: Row, endpoint: Endpoint) -> Gaps:
    reason = row.reason(endpoint)
    met = (endpoint.artifact, *endpoint.also)
    return set() if reason is None else {(each, endpoint.file, reason) for each in met}


def assert_documents(found: Snapshot, fine: Fine, row: Row, endpoint: Endpoint) -> None:
    """All documents are there, and byte for byte the same, but those that met the fault."""
    got, lost = documents(found), lost_with(endpoint, fine)
    harmed = row.reason(endpoint) is not None or (row.name == "404" and endpoint.is_look)
    assert set(got) == set(fine.documents) - (lost if harmed else set())
    changed = {key for key, sha in got.items() if sha != fine.documents[key]}
    assert changed <= (lost if row.alters else set())


def lost_with(endpoint: Endpoint, fine: Fine) -> set[tuple[str, str]]:
    """The documents that hang on an endpoint."""
    return {key for key in fine.documents if endpoint.lost(*key)}


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
