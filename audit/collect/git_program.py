"""The `git` program, run without the machine's settings and with an end to what it prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from audit.collect.answers import Fault
from audit.errors import AuditError, CollectError
from audit.model import GapReason

SECONDS = 120

ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
"""What git is told of the world, besides where its programs are."""

LISTING_BYTES = 100_000_000
"""More than the names of a million files have."""


def program() -> str:
    """Where git is; AuditError where it is not."""
    found = shutil.which("git")
    if found is None:
        raise AuditError("git is not installed.", "Install it, or audit a folder of files.")
    return found


def run_git(
    git_dir: Path,
    arguments: Iterable[str],
    *,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """What git prints; AuditError when there is no git, CollectError when it takes too long."""
    try:
        return subprocess.run(  # noqa: S603  a fixed program; revisions never start with a dash
            _command(git_dir, arguments),
            input=given,
            capture_output=True,
            env=_environment(environment or {}),
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error


def listing(git_dir: Path, arguments: tuple[str, ...], environment: Mapping[str, str]) -> bytes:
    """What git lists; CollectError for more than a repository of files would have.

    A few small trees that hold each other many times are a list without end.
    """
    with (
        tempfile.TemporaryFile() as stderr,
        subprocess.Popen(  # noqa: S603  a fixed program; commits are names of objects
            _command(git_dir, arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=_environment(environment),
        ) as process,
    ):
        output = _bounded(process)
        if len(output) > LISTING_BYTES:
            detail = f"its list of files has more than {LISTING_BYTES:,} bytes"
            problem = f"The repository is too large: {detail}."
            raise CollectError(problem, "Name another.") from Fault(GapReason.TOO_LARGE, detail)
        if process.returncode < 0:
            raise _too_slow()
        if process.returncode != 0:
            stderr.seek(0)
            raise failed(arguments[0], process.returncode, stderr.read(10_000))
    return output


def _bounded(process: subprocess.Popen[bytes]) -> bytes:
    """What a process prints, a byte more than is taken at most; it has ended then."""
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    try:
        output = process.stdout.read(LISTING_BYTES + 1) if process.stdout else b""
        if len(output) > LISTING_BYTES:
            process.kill()
        process.wait()
    except BaseException:
        process.kill()
        raise
    finally:
        timer.cancel()
    return output


def _too_slow() -> CollectError:
    problem = f"git took more than {SECONDS} seconds."
    return CollectError(problem, "Audit a smaller clone, such as one of depth 1.")


def failed(command: str, status: int, stderr: bytes) -> CollectError:
    """The error for a command that git did not carry out."""
    said = stderr.decode("utf-8", "replace").strip().splitlines()
    problem = said[-1] if said else f"status {status}"
    return CollectError(f"git {command} failed: {problem}.", "Try `git fsck` on it.")


def _command(git_dir: Path, arguments: Iterable[str]) -> list[str]:
    return [program(), "-c", "safe.directory=*", "--no-pager", f"--git-dir={git_dir}", *arguments]


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), **ENVIRONMENT, **more}
