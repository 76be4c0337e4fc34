from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.worlds import tiny, world
from tests.hub import Hub, serve

from .running import NOWHERE, Command


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A loopback hub with one small model and what it leads to."""
    with serve(world(tiny())) as running:
        yield running


@pytest.fixture
def offline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """The command where nothing answers."""
    folder = tmp_path / "empty"
    folder.mkdir()
    command = Command(monkeypatch, capsys, folder)
    command.point_at(NOWHERE)
    return command


@pytest.fixture
def openness(offline: Command, hub: Hub) -> Command:
    """The command, pointed at the loopback hub."""
    offline.point_at(hub.environment())
    return offline
