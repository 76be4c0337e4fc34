"""A fleet on a real cluster of three nodes on loopback, of which one is taken away.

Runs where `OPENNESS_RAY_TESTS=required`, as it starts some twelve processes and takes a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fleet.world import digests, environment, fleet, targets, world
from tests.hub import Hub, serve

MODELS = 60
UNDER_WAY = 30
"""Requests that a node has under way at most: its one worker's threads
(`run._shared_among`), for files and for artifacts."""
pytestmark = [
    pytest.mark.ray,
    pytest.mark.skipif(
        os.environ.get("OPENNESS_RAY_TESTS") != "required",
        reason="OPENNESS_RAY_TESTS is not `required`",
    ),
    pytest.mark.filterwarnings("ignore"),  # of Ray's own code
]


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serve(world(MODELS)) as found:
        yield found


@pytest.fixture
def cluster() -> Iterator[Any]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    started: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    for _ in range(2):
        started.add_node(num_cpus=1)
    yield started
    started.shutdown()


def _requests(hub: Hub, since: int) -> Counter[str]:
    return Counter(one.target for one in hub.received[since:] if one.method == "GET")


def test_a_node_that_goes_costs_no_result_and_no_document(
    hub: Hub, cluster: Any, tmp_path: Path
) -> None:
    """The same bytes as from processes, each result once. What the node that goes had asked for and
    not yet written down when it was killed, nobody can have kept: that, and no more, is asked for
    again."""
    listed = targets(tmp_path / "ids.txt", MODELS)
    begun = len(hub.received)
    assert fleet(hub, listed, tmp_path / "pool", "--workers=2", "--shard-size=5")[0] == 0
    of_pool = _requests(hub, begun)
    assert set(of_pool.values()) == {1}

    begun = len(hub.received)
    process = _on(cluster, hub, listed, tmp_path / "ray")
    _until_done(tmp_path / "ray", 4, process)
    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    out, error = process.communicate(timeout=300)
    assert (process.returncode, error) == (0, "")
    assert out.startswith(f"{MODELS} models: ")
    assert digests(tmp_path / "ray") == digests(tmp_path / "pool")

    of_ray = _requests(hub, begun)
    assert set(of_ray) == set(of_pool)
    again = {path for path, count in of_ray.items() if count > 1}
    assert len(again) <= UNDER_WAY
    assert max(of_ray.values()) <= 2


def _on(cluster: Any, hub: Hub, listed: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "audit", "fleet", str(listed), "-o", str(folder)]
    command += ["--engine=ray", "--workers=3", "--shard-size=5"]
    variables = {**environment(hub), "RAY_ADDRESS": cluster.address}
    return subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _until_done(folder: Path, shards: int, process: subprocess.Popen[str]) -> None:
    """Waits until so many shards came to their end."""
    end = time.monotonic() + 120
    while len(list((folder / "work" / "ledger").glob("*.json"))) < shards:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)
