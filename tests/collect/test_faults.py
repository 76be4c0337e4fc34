"""The fault table: every endpoint answers in turn with every fault, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.collect.store import is_snapshot
from tests.cli.running import Command, assert_one_line
from tests.hub import Hub

from .endpoints import ENDPOINTS, Endpoint, environment, running_world
from .fault_rows import CELLS, LIMITS, Row
from .fault_table import Fine, assert_costs_no_more, collected_at, collected_in_peace, ready


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
    command = ready(hub, environment(hub), monkeypatch, capsys, tmp_path)
    yield command
    hub.faults.clear()


@pytest.fixture
def fine(openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Fine:
    if not _FINE:
        _FINE.append(collected_in_peace(openness, hub, LIMITS, monkeypatch))
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
    ran = collected_at(openness, hub, row, endpoint, monkeypatch)
    if endpoint.is_target and row.exit:
        assert (ran.code, ran.out) == (row.exit, "")
        assert_one_line(ran.err)
        assert not is_snapshot(Path("snap"))
    else:
        assert_costs_no_more(ran, fine, row, endpoint)
