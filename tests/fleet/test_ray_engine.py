"""What is said where there is no Ray, or no cluster; the engine itself is tested in `ray/`."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from audit import __version__
from audit.errors import AuditError
from audit.fleet.ray_engine import Ray, _answer, _check_node, _look
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

    def get(self, reference: object, *, timeout: float) -> object:
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


def test_a_node_without_this_tool_is_named(ray: StubRay) -> None:
    ray.fails_with = RayError("No module named 'audit'")
    with pytest.raises(AuditError, match="The node abc does not answer: RayError"):
        _answer(ray, "abc", object())


def test_a_node_has_to_read_what_was_just_written(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    assert _look(str(mark)) == (__version__, "")
    mark.write_text("now", encoding="ascii")
    _check_node("abc", _look(str(mark)), "now", tmp_path)
    with pytest.raises(AuditError, match="The node abc does not see"):
        _check_node("abc", _look(str(mark)), "later", tmp_path)


def test_a_node_with_another_version_is_named(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"The node abc has openness-audit 0\.0\.0a0"):
        _check_node("abc", ("0.0.0a0", "now"), "now", tmp_path)
