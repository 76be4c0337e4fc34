from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit.cli.commands import COMMANDS
from audit.cli.completion import SHELLS

from .running import Command


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_for_each_shell(offline: Command, shell: str) -> None:
    ran = offline("completion", shell)
    assert ran.code == 0
    assert "openness" in ran.out


def test_another_shell_is_one_line(offline: Command) -> None:
    assert "invalid choice: 'tcsh'" in offline.fails("completion", "tcsh")


def completions(line: str, tmp_path: Path) -> list[str]:
    """What the command answers a shell."""
    out = tmp_path / "out"
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(out),
        "_ARGCOMPLETE_SHELL": "fish",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_TYPE": "9",
        "ARGCOMPLETE_USE_TEMPFILES": "1",
    }
    code = "import sys; sys.argv[0] = 'openness'; from audit.cli import run; run()"
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, check=True, timeout=60
    )
    return [word.split("\t")[0].strip() for word in out.read_text().split("\013") if word.strip()]


def test_commands_are_completed(tmp_path: Path) -> None:
    assert set(completions("openness ", tmp_path)) >= set(COMMANDS)
    assert completions("openness compl", tmp_path) == ["completion"]


def test_options_and_choices_are_completed(tmp_path: Path) -> None:
    assert "--offline" in completions("openness audit --off", tmp_path)
    assert set(completions("openness cache ", tmp_path)) >= {"clear", "show"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_takes_the_script(offline: Command) -> None:
    script = offline("completion", "bash").out
    checked = script + "\ncomplete -p openness\n"
    done = subprocess.run(["bash", "-c", checked], capture_output=True, text=True, check=True)
    assert "_python_argcomplete" in done.stdout
