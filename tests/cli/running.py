"""What the tests of the command line share: a run with what it printed and what it left."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from audit.cli import main

NOWHERE = {
    "HF_ENDPOINT": "http://127.0.0.1:9",
    "OPENNESS_GITHUB_API": "http://127.0.0.1:9",
    "OPENNESS_GITHUB_RAW": "http://127.0.0.1:9",
    "OPENNESS_ARXIV": "http://127.0.0.1:9",
}
"""The discard port, where nothing listens."""


class Ran(NamedTuple):
    """Exit code, stdout, stderr."""

    code: int
    out: str
    err: str


class Command:
    """The command, run in this process in an empty folder."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder
        monkeypatch.chdir(folder)

    def point_at(self, environment: Mapping[str, str]) -> None:
        """Sets where the collectors look."""
        for name, value in environment.items():
            self._monkeypatch.setenv(name, value)

    def __call__(self, *arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *self._capsys.readouterr())

    def fails(self, *arguments: str, code: int = 2) -> str:
        """The one line of a run that writes nothing."""
        before = tree(self.folder)
        ran = self(*arguments)
        assert (ran.code, ran.out) == (code, ""), ran
        assert_one_line(ran.err)
        assert tree(self.folder) == before
        return ran.err


def assert_one_line(err: str) -> None:
    """One line of plain text, without any sign that would steer a terminal."""
    assert err.startswith("openness: ")
    assert err.endswith("\n")
    assert err[:-1].isprintable(), err
    assert "Traceback" not in err


def tree(folder: Path) -> list[str]:
    """Everything below a folder, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def spawn(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.Popen[str]:
    """The command in a process of its own; `code` runs in place of the script."""
    begin = ["-c", code] if code else ["-m", "audit"]
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, *begin, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), **NOWHERE, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
