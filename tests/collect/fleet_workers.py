"""Processes that ask a hub through one folder of limits and answers, and can be killed.

with Workers(4, hub, folder) as workers:
    workers.run("ask", seconds=9.0)
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.hub import Hub

ROOT = Path(__file__).resolve().parents[2]
THREADS = 8
INTERRUPTED = 130
MODELS = 60
"""Those that `ask` asks for: `acme/m0` and so on."""


class Workers:
    """Started and ready within the block; each does one job."""

    def __init__(self, number: int, hub: Hub, folder: Path, **environment: str) -> None:
        self._processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.collect.fleet_workers", str(folder)],
                cwd=ROOT,
                env={**os.environ, **hub.environment(), **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(number)
        ]

    def __enter__(self) -> Workers:
        for process in self._processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *error: object) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()

    def begin(self, job: str, **given: Any) -> None:
        """Has all of them begin at once."""
        for process in self._processes:
            assert process.stdin is not None
            process.stdin.write(json.dumps([job, given]) + "\n")
            process.stdin.flush()

    def finish(self) -> list[Any]:
        """What each of them says at its end; None for one that was killed."""
        said = []
        for process in self._processes:
            assert process.stdout is not None
            line = process.stdout.readline()
            said.append(json.loads(line) if line else None)
        return said

    def run(self, job: str, **given: Any) -> list[Any]:
        """Both."""
        self.begin(job, **given)
        return self.finish()

    def interrupt(self, number: int) -> int:
        """Ctrl-C; the exit code, within ten seconds."""
        self._processes[number].send_signal(signal.SIGINT)
        return self._processes[number].wait(10)

    def kill(self, number: int) -> None:
        """kill -9."""
        self._processes[number].kill()
        self._processes[number].wait()


def ask(folder: Path, seconds: float) -> int:
    """Asks the Hub's API without a pause; how many answers came."""
    from audit.collect.http import Door
    from audit.collect.settings import Settings

    end, answers = time.monotonic() + seconds, 0

    def go_on(door: Door, first: int) -> None:
        nonlocal answers
        number = first
        while time.monotonic() < end:
            door.hub_info("model", f"acme/m{number % MODELS}", None)
            answers += 1
            number += 1

    with Door(Settings.from_environment(os.environ), shared=folder / "limits") as door:
        door.hub()
        threads = [
            threading.Thread(target=go_on, args=(door, number), daemon=True)
            for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        while time.monotonic() < end:
            time.sleep(0.05)
        return answers


def read(folder: Path, paths: list[str]) -> dict[str, str]:
    """What each path of the Hub answers, through one folder of answers."""
    from audit.collect.answers import Fault
    from audit.collect.http import Door
    from audit.collect.settings import Settings
    from audit.collect.shared_answers import SharedAnswers

    with Door(Settings.from_environment(os.environ), shared=folder / "limits") as whole:
        door = whole.begin(SharedAnswers(folder / "answers"))

        def one(path: str) -> tuple[str, str]:
            try:
                return path, door.hub_bytes(door.settings.hf_endpoint + path).decode()
            except Fault as fault:
                return path, f"{fault.reason.value}: {fault.detail} {fault.status}"

        return dict(door.side_by_side(one, paths))


def visit(folder: Path, paths: list[str]) -> None:
    """Reads pages at the pace that their site asks for."""
    from audit.collect.http import Door
    from audit.collect.settings import Settings
    from audit.collect.shared_answers import SharedAnswers

    with Door(Settings.from_environment(os.environ), shared=folder / "limits") as whole:
        door = whole.begin(SharedAnswers(folder / "answers"))

        def one(path: str) -> None:
            url = door.settings.hf_endpoint + path
            door.robots.check(url)
            door.get(url, turn=lambda: door.robots.wait(url))

        list(door.side_by_side(one, paths))


JOBS: dict[str, Any] = {"ask": ask, "read": read, "visit": visit}


def main() -> None:
    """Imports what will be needed, says that it is ready, does one job and says what came of it."""
    import audit.collect.hub_session
    import audit.collect.shared_answers
    import audit.collect.shared_limits
    import audit.collect.web_session  # noqa: F401

    folder = Path(sys.argv[1])
    print("ready", flush=True)
    job, given = json.loads(sys.stdin.readline())
    try:
        said = JOBS[job](folder, **given)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    print(json.dumps(said), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
