"""Finds a Chromium, and runs it once: no profile of the user's, no network, a limit on its time."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from audit.errors import AuditError

VARIABLE = "OPENNESS_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
LONGEST_RUN = 120.0
"""Seconds."""
_ADVICE = f"Install Chromium or Google Chrome, or set {VARIABLE} to the path of one."
_QUIET = (
    "--headless",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    # Every name leads nowhere, and so does every address: the page has all that it shows. Its own
    # content policy keeps scripts out; the command to print needs the browser to run its own.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
)


def find_browser(environment: Mapping[str, str] | None = None) -> str:
    """The path of a browser: the one that was named, else the first on the path.

    `AuditError` where there is none.
    """
    values = os.environ if environment is None else environment
    if named := values.get(VARIABLE):
        found = shutil.which(named, path=values.get("PATH"))
        if found is None:
            raise AuditError(f"{VARIABLE} is {named!r}, which cannot be run.", _ADVICE)
        return found
    on_path = (shutil.which(name, path=values.get("PATH")) for name in NAMES)
    elsewhere = (place for place in PLACES if os.access(place, os.X_OK))
    for found in (*on_path, *elsewhere):
        if found is not None:
            return found
    raise AuditError("A PDF needs a browser to print it, and none was found.", _ADVICE)


def run_browser(
    browser: str, arguments: Sequence[str], folder: Path, *, seconds: float = LONGEST_RUN
) -> None:
    """Runs the browser with an empty profile in the folder until it ends.

    `AuditError` where it does not start, fails, or takes longer.
    """
    command = [browser, *_QUIET, f"--user-data-dir={folder / 'profile'}", *_as_root(), *arguments]
    try:
        running = subprocess.Popen(  # noqa: S603 - the user's own browser
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise AuditError(f"{browser} does not start: {error.strerror}.", _ADVICE) from error
    try:
        code = running.wait(seconds)
    except subprocess.TimeoutExpired as error:
        problem = f"{browser} did not print within {seconds:g} seconds."
        raise AuditError(problem, "Try again, or print the HTML report by hand.") from error
    finally:
        _end(running)
    if code:
        problem = f"{browser} ended with code {code} and printed nothing."
        raise AuditError(problem, _ADVICE)


def _as_root() -> tuple[str, ...]:
    """Chromium refuses to keep its sandbox for root, as whom containers run."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()


def _end(running: subprocess.Popen[bytes]) -> None:
    """Ends the browser with the processes that it started."""
    if sys.platform == "win32":
        running.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    running.wait()
