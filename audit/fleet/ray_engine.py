"""The engine for a cluster: Ray Core tasks, which another node takes when one goes.

Why Ray: it runs a lost task again without those that were done, and teams that train models have
it. Everything a shard needs is passed as an argument: what is in a runtime environment or a name
stands on a cluster's dashboard, and the settings hold tokens.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from audit import __version__
from audit.collect.knock import knock
from audit.errors import AuditError
from audit.fleet.shards import Lost, Shard, Work
from audit.fleet.store import Results

D = TypeVar("D")
TRIES = 5
"""How often a shard is begun whose worker or node ended."""
_LOOK_SECONDS = 0.5
_ASK_SECONDS = 60.0
"""For a node to tell what it sees; the first task of a node starts a process there."""
_SEEN = "seen-by-nodes"
_QUIET = {"logging_level": logging.ERROR, "log_to_driver": False}
_VARIABLES = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}


class Ray:
    """The cluster that `RAY_ADDRESS` names, or one of this machine for the length of a run."""

    def __init__(self, workers: int, folder: Path) -> None:
        """`folder` is that of the results, which every node must see."""
        self.workers = workers
        self._folder = folder

    def map_shards(
        self, work: Work[D], shards: Sequence[Shard], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Shard, D | Lost]]:
        """As `shards.Engine`."""
        with _connected(self.workers) as ray:
            _check_nodes(ray, self._folder)
            begin = _task(ray, work)
            waiting = deque(shards)
            in_hand: dict[Any, Shard] = {}
            try:
                while in_hand or (waiting and not stopped()):
                    while waiting and len(in_hand) < self.workers and not stopped():
                        shard = waiting.popleft()
                        in_hand[begin(shard)] = shard
                    done, _ = ray.wait(list(in_hand), timeout=_LOOK_SECONDS)
                    for reference in done:
                        yield in_hand.pop(reference), _result(ray, reference)
            finally:
                for reference in in_hand:
                    ray.cancel(reference, force=True)


def _task(ray: Any, work: Work[D]) -> Callable[[Shard], Any]:
    """What begins a shard on some node."""
    task = ray.remote(num_cpus=1, max_retries=TRIES - 1, retry_exceptions=False)(_run)
    given = ray.put(work)

    def begin(shard: Shard) -> Any:
        return task.options(name=f"shard {shard.number}").remote(given, shard)

    return begin


def _run(work: Work[D], shard: Shard) -> D:
    return work(shard)


def _result(ray: Any, reference: Any) -> Any:
    """What a shard came to; its own error where it had one."""
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, AuditError):
            raise error.cause from None
        raise
    except (ray.exceptions.RayError, OSError) as error:
        return Lost(why=f"its workers ended: {type(error).__name__}")


@contextmanager
def _connected(workers: int) -> Iterator[Any]:
    """Ray, joined to a cluster, or to a new one of this machine that ends with the block."""
    os.environ.update(_VARIABLES)
    try:
        ray: Any = import_module("ray")
    except ImportError as error:
        raise AuditError(
            "--engine ray needs Ray.", "Install it with `pip install 'openness-audit[ray]'`."
        ) from error
    _join(ray, workers, os.environ.get("RAY_ADDRESS") or "local")
    # It tells of nodes that went, on stdout: that is for results, and the log tells of them.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        try:
            yield ray
        finally:
            ray.shutdown()


def _join(ray: Any, workers: int, address: str) -> None:
    """Joins the cluster at an address; `local` is a new one of this machine."""
    if address.startswith("ray://"):
        raise AuditError(
            f"RAY_ADDRESS is {address}: Ray Client is not supported.",
            "Run this on a node of the cluster, with the address of its head.",
        )
    own = {"num_cpus": workers, "include_dashboard": False} if address == "local" else {}
    try:
        knock(address)
        ray.init(address=address, **own, **_QUIET)
    except (OSError, RuntimeError, ValueError, OverflowError, ray.exceptions.RayError) as error:
        if own:
            raise AuditError(
                f"Ray does not start on this machine: {type(error).__name__}.",
                "Look into /tmp/ray/session_latest/logs, or leave out --engine ray.",
            ) from error
        raise AuditError(
            f"There is no Ray cluster at {address} of which this machine is a node.",
            "Start one, or unset RAY_ADDRESS.",
        ) from error


def _check_nodes(ray: Any, folder: Path) -> None:
    """`AuditError` for a node that has another version, or does not see the folder of results."""
    written = secrets.token_hex(8)
    # Its name is new each time: NFS remembers for a while what was not there.
    mark = Results(folder).work / f"{_SEEN}-{written}"
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(written, encoding="ascii")
    affinity = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
    look = ray.remote(num_cpus=0, max_retries=0)(_look)
    try:
        nodes = [node["NodeID"] for node in ray.nodes() if node["Alive"]]
        asked = {
            node: look.options(scheduling_strategy=affinity(node, soft=False)).remote(str(mark))
            for node in nodes
        }
        for node, reference in asked.items():
            _check_node(node, _answer(ray, node, reference), written, folder)
    finally:
        mark.unlink(missing_ok=True)


def _answer(ray: Any, node: str, reference: Any) -> Any:
    """What a node told; `AuditError` where it cannot, as where this tool is not installed."""
    try:
        return ray.get(reference, timeout=_ASK_SECONDS)
    except ray.exceptions.RayError as error:
        raise AuditError(
            f"The node {node[:12]} does not answer: {type(error).__name__}.",
            f"Install openness-audit {__version__} there, or take it out of the cluster.",
        ) from error


def _look(mark: str) -> tuple[str, str]:
    """The version of this tool on a node, and what it reads there."""
    try:
        return __version__, Path(mark).read_text(encoding="ascii")
    except OSError:
        return __version__, ""


def _check_node(node: str, told: tuple[str, str], written: str, folder: Path) -> None:
    version, read = told
    if version != __version__:
        raise AuditError(
            f"The node {node[:12]} has openness-audit {version}, this one has {__version__}.",
            "Install the same version on all nodes.",
        )
    if read != written:
        raise AuditError(
            f"The node {node[:12]} does not see {folder}.", "Choose a disk that all nodes share."
        )
