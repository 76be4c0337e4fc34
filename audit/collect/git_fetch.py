"""The `git` program, fetching from a stranger's server into an empty repository of our own.

Only http and https are spoken, to the one host whose addresses were judged and are pinned
(`http.curloptResolve`, git 2.37), so that its name cannot come to mean another address; no redirect
is followed, nor an alternate, which git then refuses too. No setting, hook, template, helper,
password, proxy or submodule has a say. What comes is bounded in time and in bytes on disk.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from audit import __version__
from audit.collect.addresses import PORTS, Guard, is_address
from audit.collect.answers import Fault
from audit.collect.git_objects import Objects, empty_repository, missing
from audit.collect.git_program import ENVIRONMENT, program, run_git
from audit.collect.settings import Settings
from audit.errors import AuditError
from audit.model import GapReason

POLL_SECONDS = 0.05
OLDEST = (2, 37)
"""The first git that can be told the addresses of a host."""
_HOST = re.compile(r"(?!(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)\.?$)[a-z0-9][a-z0-9.-]*")
"""A name; one that ends in a number is an address in a notation that not everyone reads alike."""

FIXED = {
    "core.askPass": "",
    # Larger objects are streamed, whatever they unpack to.
    "core.bigFileThreshold": "2m",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "credential.helper": "",
    "fetch.fsckObjects": "false",
    "fetch.negotiationAlgorithm": "noop",
    "fetch.recurseSubmodules": "false",
    "fetch.unpackLimit": "1",
    "fetch.writeCommitGraph": "false",
    "gc.auto": "0",
    "http.emptyAuth": "false",
    "http.followRedirects": "false",
    "http.lowSpeedLimit": "200",
    "http.proxy": "",
    "http.userAgent": f"openness-audit/{__version__}",
    "maintenance.auto": "false",
    "protocol.allow": "never",
    "protocol.http.allow": "always",
    "protocol.https.allow": "always",
    "transfer.bundleURI": "false",
}
"""What git is told, whatever the machine's own settings are."""

SAID = (
    (
        re.compile(r"not our ref|unadvertised object|remote ref"),
        GapReason.MISSING,
        "no such commit",
    ),
    (
        re.compile(r"Authentication failed|could not read (?:Username|Password)|error: 40[13]\b"),
        GapReason.GATED,
        "permission was refused",
    ),
    (re.compile(r"error: 30\d\b|redirect"), GapReason.UNREACHABLE, "leads elsewhere"),
    (re.compile(r"too slow|timed out"), GapReason.UNREACHABLE, "the answer came too slowly"),
    (re.compile(r"error: 4\d\d\b|not found"), GapReason.MISSING, "no such repository"),
)
"""Reasons by what git says of a fetch that failed, in English (`LC_ALL=C`)."""


class Fetcher:
    """A repository on a server, of which commits and single files are fetched."""

    def __init__(self, settings: Settings, url: str, folder: Path, *, object_format: str) -> None:
        if settings.offline:
            raise Fault(GapReason.NOT_LOOKED, "offline")
        self._limits = settings.limits
        self._url = url
        self._folder = folder / "fetched"
        self._git_dir = folder / "own"
        self._commits: tuple[str, ...] = ()
        self._deadline = monotonic() + settings.limits.clone_seconds
        self._options = options(settings, url)
        for place in (self._folder, self._git_dir):
            empty_repository(place, object_format)
        self.objects = Objects(self._git_dir, self._folder / "objects", bring=self.bring)

    def commits(self, shas: Iterable[str]) -> None:
        """Fetches commits with their trees and no history; Fault when they are not to be had.

        A server that knows no filter sends the files, too.
        """
        self._commits = tuple(shas)
        self._fetch("--depth=1", "--filter=blob:none", wanted=self._commits)
        with suppress(FileNotFoundError):
            shutil.copyfile(self._folder / "shallow", self._git_dir / "shallow")

    def history(self, sha: str) -> None:
        """Fetches a commit with all commits and trees before it; Fault as `commits`."""
        self._commits = (sha,)
        self._fetch("--filter=blob:none", wanted=self._commits)

    def bring(self, shas: Iterable[str]) -> None:
        """Fetches those files that are not at hand, all at once; Fault when that fails."""
        absent = missing(self._git_dir, self._folder / "objects", shas)
        if not absent:
            return
        try:
            self._fetch("--filter=blob:none", wanted=absent)
        except Fault as fault:
            if fault.reason is not GapReason.MISSING:
                raise
            # Servers of old give whole commits only.
            self._fetch("--depth=1", "--no-filter", "--refetch", wanted=self._commits)

    def _fetch(self, *how: str, wanted: Iterable[str]) -> None:
        names = "".join(f"{sha}\n" for sha in wanted)
        quiet = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
        command = [program(), *self._options, f"--git-dir={self._folder}", "fetch", *quiet]
        command += ["--no-recurse-submodules", *how, "--stdin", "origin"]
        given = self._folder / "wanted"
        given.write_text(names, encoding="ascii")
        said = self._folder / "said"
        with given.open("rb") as stdin, said.open("wb") as stderr:
            process = subprocess.Popen(  # noqa: S603  a fixed program; a judged address
                command,
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                cwd=self._folder,
                env=self._environment(),
                start_new_session=True,
            )
            self._watch(process)
        if process.returncode != 0:
            with said.open("rb") as file:
                said_by_git = file.read(10_000).decode("utf-8", "replace")
            raise fault_of_fetch(said_by_git.replace(self._url, ""))

    def _environment(self) -> dict[str, str]:
        return {
            **ENVIRONMENT,
            "PATH": os.environ.get("PATH", os.defpath),
            # libcurl would look for a .netrc in the user's own folder.
            "HOME": str(self._folder),
            "GIT_ALLOW_PROTOCOL": urlsplit(self._url).scheme,
            "GIT_ASKPASS": "",
            "GCM_INTERACTIVE": "never",
        }

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Waits for the end; Fault when it takes too long or too much is written."""
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(POLL_SECONDS)
                if _bytes_below(self._folder) > self._limits.clone_bytes:
                    most = self._limits.clone_bytes
                    raise Fault(GapReason.TOO_LARGE, f"more than {most} bytes came")
                if process.returncode is not None:
                    return
                if monotonic() > self._deadline:
                    seconds = round(self._limits.clone_seconds)
                    raise Fault(GapReason.UNREACHABLE, f"git took more than {seconds} seconds")
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def options(settings: Settings, url: str) -> list[str]:
    """The settings for one address, as `-c` options."""
    seconds = max(1, round(settings.limits.read_seconds))
    chosen = {
        **FIXED,
        "extensions.partialClone": "origin",
        "http.curloptResolve": _pin(settings, url),
        "http.lowSpeedTime": str(seconds),
        "remote.origin.promisor": "true",
        "remote.origin.url": url,
    }
    if settings.ca_bundle is not None:
        key = "http.sslCAPath" if Path(settings.ca_bundle).is_dir() else "http.sslCAInfo"
        chosen[key] = settings.ca_bundle
    return [word for key, value in chosen.items() for word in ("-c", f"{key}={value}")]


def _pin(settings: Settings, url: str) -> str:
    """Where the host of an address stands, as curl is told; Fault when that may not be reached.

    Nothing for a host that is an address itself.
    """
    guard, parts = Guard(settings.endpoints), urlsplit(url)
    guard.check(url)
    host = parts.hostname or ""
    if not _HOST.fullmatch(host) and not is_address(host):
        raise Fault(GapReason.UNREACHABLE, "the host's name is not valid")
    if version() < OLDEST:
        least = ".".join(map(str, OLDEST))
        raise AuditError(f"git is older than {least}.", f"Install git {least} or a newer one.")
    port = parts.port or PORTS[parts.scheme]
    try:
        found = guard.addresses(host, port)
    except OSError as error:
        raise Fault(GapReason.UNREACHABLE, "no connection, or it broke") from error
    addresses = ",".join(f"[{each}]" if ":" in each else each for each in found)
    return "" if is_address(host) else f"{host}:{port}:{addresses}"


def version() -> tuple[int, ...]:
    """The version of git; (0,) where it does not say."""
    said = run_git(Path(os.devnull), ("version",)).stdout.decode("ascii", "replace")
    found = re.search(r"(\d{1,4})\.(\d{1,4})", said)
    return tuple(map(int, found.groups())) if found else (0,)


def fault_of_fetch(said: str) -> Fault:
    """The reason that git gave; words of the server's own are not repeated."""
    lines = [line for line in said.splitlines() if not line.startswith("remote:")]
    text = "\n".join(lines)
    for words, reason, detail in SAID:
        if words.search(text):
            return Fault(reason, detail)
    return Fault(GapReason.UNREACHABLE, "git could not fetch it")


def _bytes_below(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += (Path(root) / name).lstat().st_size
    return total
