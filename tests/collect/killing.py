"""Runs the command in children that are killed: at a moment, or at a step on the disk.

The helper has one thread and has imported everything, so that a child is there at once:

    with Killing(hub.environment()) as killing:
        killing.run(["collect", "acme/tiny", "-o", "snap"], kill_after=0.1)
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
POLL = 0.001
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Ended(NamedTuple):
    """How a child ended."""

    code: int | None
    """None when it was killed."""
    seconds: float
    said: str
    steps: int
    """How many steps on the disk it came to; 0 when nobody counted."""


class Killing:
    """The helper process; use it in a `with` statement."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._helper = subprocess.Popen(
            [sys.executable, "-m", "tests.collect.killing"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Killing:
        return self

    def __exit__(self, *error: object) -> None:
        self._helper.communicate(timeout=60)
        assert self._helper.returncode == 0

    def run(
        self,
        arguments: Sequence[str],
        *,
        kill_after: float | None = None,
        counted: Path | None = None,
        kill_at: int = 0,
    ) -> Ended:
        """The command in a child of its own.

        It is killed after some seconds, or just before the step numbered `kill_at` (from 1) that
        changes something below the folder `counted`.
        """
        order = [list(arguments), kill_after, str(counted) if counted else None, kill_at]
        assert self._helper.stdin is not None
        assert self._helper.stdout is not None
        self._helper.stdin.write(json.dumps(order) + "\n")
        self._helper.stdin.flush()
        return Ended(*json.loads(self._helper.stdout.readline()))


def _serve() -> None:
    from audit.cli.main import main

    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(_run(main, *order)), flush=True)


def _run(
    main: Callable[[Sequence[str]], int],
    arguments: list[str],
    kill_after: float | None,
    counted: str | None,
    kill_at: int,
) -> tuple[Any, ...]:
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as steps:
        started = time.monotonic()
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            if counted is not None:
                _count_steps(counted, kill_at, steps.fileno())
            _be(main, arguments)
        status = _waited_for(child, None if kill_after is None else started + kill_after)
        seconds = time.monotonic() - started
        code = None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
        for file in (said, steps):
            file.seek(0)
        return code, seconds, said.read(), len(steps.read())


def _be(main: Callable[[Sequence[str]], int], arguments: list[str]) -> None:
    """The child: the command, to its end."""
    code = 70
    try:
        code = main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _count_steps(folder: str, kill_at: int, log: int) -> None:
    """Has this process write a byte for each step below the folder, and die before the given one.

    Python tells of a file that is opened, renamed or removed before it happens
    (https://docs.python.org/3/library/audit_events.html).
    """
    steps = 0

    def told(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if not _is_step(event, arguments) or not str(arguments[0]).startswith(folder):
            return
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(10)
        os.write(log, b".")

    sys.addaudithook(told)


def _is_step(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return bool(arguments[2] & WRITES)
    return event in {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.truncate"}


def _waited_for(child: int, moment: float | None) -> int:
    """The status of a child that ended, or was killed at the moment."""
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if moment is not None and time.monotonic() >= moment:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            moment = None
        time.sleep(POLL)


def _get_ready() -> None:
    """Imports, and makes once, what a collection needs on its way, so that no child has to."""
    import audit.collect.journal
    import audit.collect.run
    import audit.collect.web_session
    import audit.render.untrusted  # noqa: F401
    from audit.collect.http import Door
    from audit.collect.settings import Settings

    with Door(Settings.from_environment(os.environ)) as door:
        door.hub()
    time.strptime("0", "%S")


if __name__ == "__main__":
    _get_ready()
    _serve()
