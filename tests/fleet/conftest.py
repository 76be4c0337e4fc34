from __future__ import annotations

from pathlib import Path

import pytest

from audit.fleet.store import Results

from .made import make


@pytest.fixture(scope="session")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The bundled models as a fleet; read only."""
    return make(tmp_path_factory.mktemp("fleet") / "results")


@pytest.fixture
def results(tmp_path: Path) -> Results:
    """An empty folder of results."""
    return Results(tmp_path / "results")
