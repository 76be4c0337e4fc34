"""The benchmark of cold processes: what it runs works, and its figures are whole."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from audit.cli import main as openness
from benchmarks.startup import BARE, BUDGETS, COMMANDS, figures, main, table


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != BARE])
def test_each_command_works(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    beginning, _, *arguments = COMMANDS[name]
    assert beginning == "-m"
    assert openness(arguments) in (0, 1)
    assert capsys.readouterr().out


def test_the_figures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: object, **more: object) -> None:
        ran.append(arguments)

    ran: list[object] = []
    monkeypatch.setattr(subprocess, "run", run)
    found = figures(3)
    assert len(ran) == 3 * len(COMMANDS)
    assert set(found) == set(COMMANDS) >= set(BUDGETS)
    assert found[BARE]["to pass"] == 1
    assert "budget" in table(found)
    assert main(["--runs", "1", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == set(COMMANDS)
    assert main(["--runs", "1"]) == 0
    assert sys.executable not in capsys.readouterr().out
