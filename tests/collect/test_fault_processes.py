"""Faults met by the command in a process of its own, and what older caches must not bring back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.collect.store import is_snapshot
from tests.cli.running import assert_one_line, spawn
from tests.hub import Hub
from tests.hub import faults as f

from .endpoints import ENDPOINTS, Endpoint, Gaps, environment, gaps, running_world, saved

PLACES = {endpoint.name: endpoint for endpoint in ENDPOINTS}
CARD = PLACES["target card"]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running_world() as running:
        yield running


def collect(hub: Hub, folder: Path, **more: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of collecting into `snap`."""
    home = str(folder / "home")
    surroundings = {
        **environment(hub),
        "HOME": home,
        "HF_HOME": home,
        "OPENNESS_CACHE": f"{home}/own",
    }
    process = spawn(
        "collect", "acme/tiny", "-o", "snap", folder=folder, environment={**surroundings, **more}
    )
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


FAILING = [
    ("target info", f.status(401), 2),
    ("target info", f.status(404), 2),
    ("target info", f.status(500), 3),
    ("target info", f.status(429, Retry_After="86400"), 3),
    ("target info", f.reset_in_body, 3),
    ("target info", f.body(f.HTML), 3),
    ("target info", f.endless, 3),
]


@pytest.mark.parametrize(("place", "fault", "code"), FAILING)
def test_a_target_that_cannot_be_read(
    hub: Hub, tmp_path: Path, place: str, fault: f.Fault, code: int
) -> None:
    hub.faults[PLACES[place].met_by] = fault
    begun = time.monotonic()
    returned, out, err = collect(hub, tmp_path)
    assert time.monotonic() - begun < 20
    assert (returned, out) == (code, "")
    assert_one_line(err)
    assert not is_snapshot(tmp_path / "snap")


@pytest.mark.parametrize("fault", [f.body(f.HTML), f.body(b"[]"), f.body(b"")])
def test_one_bad_answer_is_not_met_again_by_the_next_run(
    hub: Hub, tmp_path: Path, fault: f.Fault
) -> None:
    with hub.faults.at(PLACES["target info"].met_by, fault):
        assert collect(hub, tmp_path)[0] == 3
    assert collect(hub, tmp_path)[0] == 0


@pytest.mark.parametrize("place", ["base info", "code about", "code license"])
def test_one_bad_answer_is_asked_for_again_with_the_gaps(
    hub: Hub, tmp_path: Path, place: str
) -> None:
    with hub.faults.at(PLACES[place].met_by, f.body(f.HTML, "text/html")):
        assert collect(hub, tmp_path)[0] == 0
    assert len(gaps(saved(tmp_path / "snap"))) == 1
    process = spawn(
        *("collect", "snap", "--retry-gaps"), folder=tmp_path, environment=environment(hub)
    )
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert gaps(saved(tmp_path / "snap")) == set()


PARTLY = [
    ("target card", f.status(403), "gated"),
    ("base license", f.short_body, "unreachable"),
    ("code tree", f.body(f.NESTED), "unreadable"),
    ("data info", f.to("http://169.254.169.254/"), "unreachable"),
    ("code license", f.endless_chunks, "too-large"),
]


@pytest.mark.parametrize(("place", "fault", "reason"), PARTLY)
def test_a_part_that_cannot_be_read(
    hub: Hub, tmp_path: Path, place: str, fault: f.Fault, reason: str
) -> None:
    at = PLACES[place]
    hub.faults[at.met_by] = fault
    returned, out, err = collect(hub, tmp_path)
    assert (returned, err) == (0, "")
    assert "1 gaps" in out
    assert gaps(saved(tmp_path / "snap")) == expected(at, reason)


def expected(at: Endpoint, reason: str) -> Gaps:
    return {(at.artifact, at.file, reason)}


OLD = b"---\nlicense: apache-2.0\n---\n# What the card said before\n"
REFUSALS = [f.status(401), f.status(500), f.reset]


@pytest.mark.parametrize("fault", REFUSALS)
def test_an_older_copy_is_never_taken_for_what_is_refused_now(
    hub: Hub, tmp_path: Path, fault: f.Fault
) -> None:
    """A snapshot, our caches and the client's own cache all hold the card, and none is used.

    With a token, as without one our own cache takes a file at a commit for unchanged for a day.
    """
    download(hub, tmp_path / "home")
    with hub.faults.at(CARD.met_by, f.body(OLD)):
        assert collect(hub, tmp_path, HF_TOKEN="hf_granted")[0] == 0
    assert holds(tmp_path / "snap", OLD)
    hub.faults[CARD.met_by] = fault
    returned, _, err = collect(hub, tmp_path, HF_TOKEN="hf_granted")
    assert (returned, err) == (0, "")
    found = saved(tmp_path / "snap")
    assert (CARD.artifact, CARD.file) in {(gap.artifact, gap.path) for gap in found.gaps}
    assert "README.md" not in {document.path for document in found.artifacts[0].documents}
    assert not holds(tmp_path / "snap", b"What the card said before")
    assert not holds(tmp_path / "snap", b"# Tiny")


def holds(folder: Path, text: bytes) -> bool:
    """Whether any file of a folder has these bytes in it."""
    return any(text in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def download(hub: Hub, home: Path) -> None:
    """Puts the card into the cache of `huggingface_hub`, at its commit and at `main`."""
    code = (
        "from huggingface_hub import HfApi, hf_hub_download as get\n"
        "sha = HfApi().model_info('acme/tiny').sha\n"
        "for revision in (sha, 'main'):\n"
        "    print(get('acme/tiny', 'README.md', revision=revision))\n"
    )
    surroundings = {**os.environ, **hub.environment(), "HF_HOME": str(home)}
    subprocess.run([sys.executable, "-c", code], env=surroundings, check=True, capture_output=True)
    assert list(home.rglob("README.md"))
