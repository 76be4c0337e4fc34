"""Limits that several processes keep together, at a hub that counts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.hub import Hub, Shelf, hub_repo, serve

from .fleet_workers import Workers

QUOTA, SECONDS = 60, 3.0
MODELS = [hub_repo(f"acme/m{number}", {"README.md": f"# {number}\n"}) for number in range(60)]


def check_windows(hub: Hub, part: str = "api") -> None:
    assert not hub.windows.refused()
    assert hub.windows.most(part, SECONDS) <= QUOTA


def used(hub: Hub, windows: int, part: str = "api") -> float:
    """The share of the quota of the first windows that was used."""
    visits = hub.windows.visits(part)
    return sum(each < visits[0] + windows * SECONDS for each in visits) / (windows * QUOTA)


@pytest.mark.parametrize("sliding", [False, True])
def test_four_processes_keep_to_a_window_and_use_it(tmp_path: Path, sliding: bool) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS, sliding=sliding)
        with Workers(4, hub, tmp_path) as workers:
            workers.run("ask", seconds=3.4 * SECONDS)
        check_windows(hub)
        assert used(hub, 3) >= 0.9


def test_a_worker_that_is_killed_frees_what_it_held(tmp_path: Path) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS)
        hub.latency = 0.02
        with Workers(4, hub, tmp_path) as workers:
            workers.begin("ask", seconds=3.4 * SECONDS)
            time.sleep(1.02 * SECONDS)
            workers.kill(0)
            workers.finish()
        check_windows(hub)
        assert used(hub, 3) >= 0.9


def test_the_log_outlasts_all_workers(tmp_path: Path) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS)
        for _ in range(3):
            with Workers(2, hub, tmp_path) as workers:
                workers.begin("ask", seconds=30.0)
                time.sleep(0.6 * SECONDS)
                workers.kill(0)
                workers.kill(1)
        assert len(hub.windows.visits("api")) >= QUOTA
        check_windows(hub)
