"""What every test stands on: no network but loopback, and the hub client's quiet settings."""

from __future__ import annotations

import os
import re
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("openness", deadline=None)  # a busy machine is no bug
settings.load_profile("openness")

# Read by huggingface_hub when it is imported, so they are set before anything else is.
os.environ.update(
    HF_HUB_DISABLE_XET="1",
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_DISABLE_IMPLICIT_TOKEN="1",
)
os.environ["OPENNESS_CACHE"] = ""  # what one test was told must not answer another
for name in ("HF_TOKEN", "GITHUB_TOKEN", "HF_ENDPOINT", "HF_HUB_OFFLINE"):
    os.environ.pop(name, None)

DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,}\.?", re.IGNORECASE)
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Real inputs with labels, where a checkout has them beside it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
    parser.addoption("--kills", type=int, default=60, help="how often collections are killed")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real inputs; the test is skipped where it is not there."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real inputs is not beside this checkout")
    return CORPUS


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses every connection that leaves this machine; no name is looked up anywhere."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    lookup = socket.getaddrinfo

    def looked_up(host: Any, *rest: Any, **more: Any) -> Any:
        if DOMAIN.fullmatch(str(host)):
            raise socket.gaierror(socket.EAI_NONAME, "a test has no names to look up")
        return lookup(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.removeprefix("::ffff:")).is_loopback
    except ValueError:
        return host == "localhost"
