"""What is said where there is no Ray, or no cluster; the engine itself is tested in `ray/`."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from audit.errors import AuditError
from audit.fleet.ray_engine import Ray
from audit.fleet.shards import Shard

SHARDS = (Shard(number=0, targets=("hf:acme/one",)),)


class RayError(Exception):
    """As `ray.exceptions.RayError`."""


class StubRay(ModuleType):
    """Ray as far as it is asked before there is a cluster."""

    def __init__(self) -> None:
        super().__init__("ray")
        self.exceptions = ModuleType("ray.exceptions")
        self.exceptions.RayError = RayError  # type: ignore[attr-defined]
        self.asked: list[dict[str, Any]] = []
        self.fails_with: Exception = ConnectionError("as it were")

    def init(self, **asked: Any) -> None:
        self.asked.append(asked)
        raise self.fails_with


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> StubRay:
    found = StubRay()
    monkeypatch.setitem(sys.modules, "ray", found)
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    for name in ("RAY_USAGE_STATS_ENABLED", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"):
        monkeypatch.setenv(name, "0")  # so that what the engine sets goes with the test
    return found


def _problem(folder: Path) -> str:
    with pytest.raises(AuditError) as caught:
        list(Ray(2, folder).map_shards(lambda shard: shard.number, SHARDS, lambda: False))
    return str(caught.value)


def _port(*, listens: bool) -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if listens:
            server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def closed() -> Iterator[int]:
    yield from _port(listens=False)


@pytest.fixture
def listening() -> Iterator[int]:
    yield from _port(listens=True)


def test_without_ray_the_extra_is_named(
    ray: StubRay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert "pip install 'openness-audit[ray]'" in _problem(tmp_path)


def test_ray_is_not_asked_for_a_cluster_that_is_not_there(
    ray: StubRay, closed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It would try for five minutes."""
    monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{closed}")
    assert f"no Ray cluster at 127.0.0.1:{closed}" in _problem(tmp_path)
    assert ray.asked == []


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "a..b:6379", "[::1]:1"])
def test_an_address_that_cannot_be_is_told(
    ray: StubRay, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", address)
    assert f"no Ray cluster at {address}" in _problem(tmp_path)
    assert ray.asked == []


@pytest.mark.parametrize(
    "error", [RayError("no answer"), RuntimeError("no node here"), TimeoutError()]
)
def test_what_listens_but_is_no_cluster_is_told(
    error: Exception,
    ray: StubRay,
    listening: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    ray.fails_with = error
    monkeypatch.setenv("RAY_ADDRESS", f"127.0.0.1:{listening}")
    assert f"no Ray cluster at 127.0.0.1:{listening}" in _problem(tmp_path)
    (asked,) = ray.asked
    assert "num_cpus" not in asked


def test_ray_client_is_refused(
    ray: StubRay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "ray://127.0.0.1:10001")
    assert "Ray Client is not supported" in _problem(tmp_path)
    assert ray.asked == []


@pytest.mark.parametrize("address", ["", "local"])
def test_a_local_ray_that_does_not_start_is_told_as_such(
    ray: StubRay, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", address)
    assert _problem(tmp_path).startswith("Ray does not start on this machine: ConnectionError.")
    (asked,) = ray.asked
    assert (asked["address"], asked["num_cpus"]) == ("local", 2)
