"""A whole fleet keeps to the window of the hub, and uses it."""

from __future__ import annotations

from pathlib import Path

from tests.fleet.world import fleet, targets, world
from tests.hub import serve

MODELS, QUOTA, SECONDS = 40, 20, 4.0


def test_four_workers_together_ask_no_more_than_one_may(tmp_path: Path) -> None:
    """Nearly all of the window is used in `benchmarks/fleet_limits.py`, on a machine of its own."""
    with serve(world(MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS)
        listed = targets(tmp_path / "ids.txt", MODELS)
        code, out, error = fleet(hub, listed, tmp_path / "out", "--workers=4", "--shard-size=2")
        assert (code, error) == (0, "")
        assert out.startswith(f"{MODELS} models: {MODELS} audited")
        assert hub.windows.refused() == []
        assert len(hub.windows.visits("api")) >= 2 * MODELS
        assert hub.windows.most("api", SECONDS) == QUOTA
