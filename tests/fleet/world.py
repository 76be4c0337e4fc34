"""A hub of models that share base models, served to fleets that run as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from benchmarks.misfortunes import name_of, world
from tests.hub import Hub

__all__ = ["digests", "fleet", "name_of", "started", "targets", "world"]
STAMP = "1760000000"


def targets(file: Path, models: int) -> Path:
    """A list of models, in a file."""
    file.write_text("".join(f"{name_of(number)}\n" for number in range(models)), encoding="utf-8")
    return file


def environment(hub: Hub) -> Mapping[str, str]:
    """What a fleet needs to find the hub, and to write the same bytes at any time."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, **hub.environment(), "SOURCE_DATE_EPOCH": STAMP, "OPENNESS_CACHE": ""}


def started(hub: Hub, listed: Path, folder: Path, *more: str) -> subprocess.Popen[str]:
    """A fleet that goes on beside the test, in a process group of its own."""
    command = [sys.executable, "-m", "audit", "fleet", str(listed), "-o", str(folder), *more]
    return subprocess.Popen(
        command,
        env=dict(environment(hub)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def fleet(hub: Hub, listed: Path, folder: Path, *more: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a fleet that was left to its end."""
    process = started(hub, listed, folder, *more)
    out, error = process.communicate(timeout=300)
    return process.returncode, out, error


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file of results, but the log, which tells times."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("log.jsonl", ".lock")
    }
