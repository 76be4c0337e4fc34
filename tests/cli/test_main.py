"""The command as a process: start-up, signals, closed streams."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from audit import __version__
from audit.cli import main, run
from audit.cli.commands import COMMANDS
from tests.hub import Hub

from .running import assert_one_line, spawn, tree

HEAVY = {
    "bs4",
    "huggingface_hub",
    "httpx2",
    "jinja2",
    "license_expression",
    "msgspec",
    "requests",
    "rich",
    "yaml",
}
LOADED = """
import json, sys
from audit.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""

MODULES = """
import sys
from audit.cli import main
main(sys.argv[1:])
loaded = {name for name in sys.modules if name.startswith("audit.")}
of_cli = {"audit.cli", "audit.cli.main", "audit.cli.commands", "audit.cli.output"}
sys.exit(loaded != of_cli | {"audit.cli.verify", "audit.errors"})
"""


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "--help"], ["--version"]])
def test_help_is_answered_without_what_only_a_run_needs(
    arguments: list[str], tmp_path: Path
) -> None:
    process = spawn(*arguments, folder=tmp_path, code=LOADED)
    out, err = process.communicate()
    code, loaded = json.loads(err)
    assert code == 0
    assert "openness" in out
    assert not HEAVY & set(loaded)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"openness {__version__}\n"


def test_only_the_command_that_is_named_is_loaded(tmp_path: Path) -> None:
    process = spawn("verify", "--help", folder=tmp_path, code=MODULES)
    process.communicate()
    assert process.returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: openness {name} ")
    assert main(["--help"]) == 0
    assert f"\n    {name} " in capsys.readouterr().out.replace("\n", " \n")


def test_a_command_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adit", "acme/tiny"]) == 2
    err = capsys.readouterr().err
    assert_one_line(err)
    assert all(repr(name) in err for name in COMMANDS)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for command in ("audit", "collect", "export-facts"):
        assert command in out
        assert main([command, "--help"]) == 0
    assert "bundled:NAME" in capsys.readouterr().out


def test_ctrl_c_while_collecting(hub: Hub, tmp_path: Path) -> None:
    hub.latency = 1.5
    process = spawn(
        "audit", "acme/tiny", "-o", "build/demo", folder=tmp_path, environment=hub.environment()
    )
    while not hub.requests and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    hub.latency = 0
    assert (process.returncode, out) == (130, "")
    assert_one_line(err)
    assert tree(tmp_path) == []


@pytest.mark.parametrize("arguments", [["--help"], ["audit", "acme/tiny"]])
def test_a_reader_that_stops_early(hub: Hub, tmp_path: Path, arguments: list[str]) -> None:
    process = spawn(*arguments, folder=tmp_path, environment=hub.environment())
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    ("redirection", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), (">/dev/full", 2)]
)
def test_streams_that_are_closed_or_full(
    hub: Hub, tmp_path: Path, redirection: str, code: int
) -> None:
    ran = subprocess.run(
        ["sh", "-c", f'"$0" -m audit audit acme/tiny {redirection}', sys.executable],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            "PATH": "/usr/bin:/bin",
            **hub.environment(),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code
    assert tree(tmp_path) == ["acme--tiny.html", "acme--tiny.json"]
    if code:
        assert ran.stderr == (
            "openness: The output cannot be written: No space left on device. Check where it "
            "goes.\n"
        )
    else:
        assert ran.stderr == ""


def test_a_terminal_that_knows_few_letters(hub: Hub, tmp_path: Path) -> None:
    process = spawn(
        "audit",
        "acme/tiny",
        folder=tmp_path,
        environment={**hub.environment(), "PYTHONIOENCODING": "ascii"},
    )
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.isascii()


def run_here(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr(sys, "argv", ["openness", *arguments])
    with warnings.catch_warnings(), pytest.raises(SystemExit) as done:
        run()
    return done.value.code


def test_the_script(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here(monkeypatch, "--version") == 0
    assert run_here(monkeypatch) == 2
    assert_one_line(capsys.readouterr().err)
    monkeypatch.setattr(sys, "warnoptions", ["error"])
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run_here(monkeypatch) == 2
    assert main(["--version"]) == 0


class Closing(io.StringIO):
    """A stream that fails when it is flushed, as one does whose reader went away."""

    def __init__(self, error: OSError, handle: int) -> None:
        super().__init__()
        self._error = error
        self._handle = handle

    def flush(self) -> None:
        raise self._error

    def fileno(self) -> int:
        return self._handle


@pytest.mark.parametrize(
    ("error", "code"), [(BrokenPipeError(32, "Broken pipe"), 0), (OSError(28, "No space"), 2)]
)
def test_a_stream_that_fails_late(
    error: OSError,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", Closing(error, file.fileno()))
        assert main(["--version"]) == code
        monkeypatch.undo()
    assert ("No space" in capsys.readouterr().err) is (code == 2)
