"""The fault table of papers, pages and robots.txt, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Command
from tests.hub import Hub

from .endpoints import TINY, Endpoint
from .fault_rows import LIMITS
from .fault_table import Fine, assert_costs_no_more, collected_at, collected_in_peace, ready
from .web_endpoints import ENDPOINTS, PAPER, PROJECT, TERMS, running_web
from .web_fault_rows import CELLS, Row


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[Hub, dict[str, str]]]:
    with running_web() as running:
        yield running


@pytest.fixture
def hub(web: tuple[Hub, dict[str, str]]) -> Hub:
    return web[0]


@pytest.fixture
def openness(
    web: tuple[Hub, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Iterator[Command]:
    """The command, pointed at the hub, in a folder and a home of its own."""
    yield ready(*web, monkeypatch, capsys, tmp_path)
    web[0].faults.clear()


@pytest.fixture
def fine(openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Fine:
    if not _FINE:
        _FINE.append(collected_in_peace(openness, hub, LIMITS, monkeypatch))
    hub.received.clear()
    return _FINE[0]


_FINE: list[Fine] = []


def test_the_web_without_faults(fine: Fine) -> None:
    assert fine.gaps == set()
    assert {key for key in fine.documents if key[0] != TINY} == {
        *((PAPER, path) for path in ("abs.html", "abs.md", "paper.html", "paper.md")),
        *((page, path) for page in (PROJECT, TERMS) for path in ("page.html", "page.md")),
    }


def test_the_table_has_every_endpoint(fine: Fine) -> None:
    """An endpoint that collecting asks and the table lacks fails here, and the other way round."""
    asked = {path for path in fine.asked if "/acme/tiny" not in path}
    assert asked == {path for path in asked for at in ENDPOINTS if at.matches(path)}
    assert all(any(at.matches(path) for path in asked) for at in ENDPOINTS)


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
    assert_costs_no_more(ran, fine, row, endpoint)
