"""The `git` program, asked for refs and objects only.

A stranger's repository may carry settings that run programs. So only its refs are asked for in
place; its objects are read through an empty repository of our own, which borrows them: no setting,
hook, replacement or lazy fetch of the stranger's has a say there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from audit.errors import AuditError, CollectError

SYMLINK = "120000"
SUBMODULE = "160000"
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


class Entry(Struct, frozen=True, kw_only=True):
    """A line of a tree."""

    mode: str
    sha: str
    size: int | None
    """Bytes; None for a submodule, and where the object is not at hand."""
    path: str

    @property
    def is_link(self) -> bool:
        """True for a symbolic link."""
        return self.mode == SYMLINK

    @property
    def is_submodule(self) -> bool:
        """True for the place of another repository."""
        return self.mode == SUBMODULE

    @property
    def is_file(self) -> bool:
        """True for a file with content of its own."""
        return self.mode.startswith("100")


def is_repository(folder: Path) -> bool:
    """True for a bare repository and for the root of a work tree."""
    return is_bare(folder) or (folder / ".git").exists()


def is_bare(folder: Path) -> bool:
    """True for a repository without a work tree."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


class Refs:
    """The names of a repository's commits."""

    def __init__(self, folder: Path) -> None:
        self._git_dir = folder if is_bare(folder) else folder / ".git"

    def commit(self, revision: str | None) -> str | None:
        """The commit of a branch, tag or commit, or of HEAD; None when there is none."""
        name = revision or "HEAD"
        if name.startswith("-") or "\0" in name:
            return None
        for candidate in (name, f"refs/remotes/origin/{name}"):
            found = self._ask("rev-parse", "--verify", "--quiet", candidate + "^{commit}")
            if found is not None:
                return found
        return None

    def branch(self, revision: str | None) -> str | None:
        """The branch of that name, or that HEAD stands on; None when it is no branch."""
        if revision is None:
            return self._ask("symbolic-ref", "--quiet", "--short", "HEAD")
        for place in ("refs/heads/", "refs/remotes/origin/"):
            if self._ask("show-ref", "--verify", place + revision) is not None:
                return revision
        return None

    def default_branch(self) -> str | None:
        """The branch that the origin's HEAD names, or this repository's own."""
        origin = self._ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
        if origin is not None:
            return origin.removeprefix("refs/remotes/origin/")
        return self._ask("symbolic-ref", "--quiet", "--short", "HEAD")

    def path(self, name: str) -> Path:
        """Where a part of the repository lies, such as its `objects`."""
        found = self._ask("rev-parse", "--path-format=absolute", "--git-path", name)
        if found is None:
            raise AuditError(f"git cannot read {self._git_dir}.", "Check that it is a repository.")
        return Path(found)

    def object_format(self) -> str:
        """`sha1` or `sha256`."""
        return self._ask("rev-parse", "--show-object-format") or "sha1"

    def _ask(self, *arguments: str) -> str | None:
        result = run_git(self._git_dir, arguments)
        text = result.stdout.decode("utf-8", "replace").strip()
        return text if result.returncode == 0 and text else None


class Objects:
    """The objects of a repository, read through one of our own."""

    def __init__(self, git_dir: Path, objects: Path) -> None:
        self._git_dir = git_dir
        self._environment = {"GIT_OBJECT_DIRECTORY": str(objects)}

    def entries(self, commit: str, *, whole: bool) -> tuple[Entry, ...]:
        """The files below a commit, or only those at its root."""
        depth = ("-r",) if whole else ()
        output = self._ask("ls-tree", *depth, "-l", "-z", "--full-tree", commit)
        entries = (_entry(line) for line in output.split(b"\0") if line)
        return tuple(entry for entry in entries if entry.mode != "040000")

    def blobs(self, shas: Iterable[str]) -> dict[str, bytes]:
        """The contents of those that are at hand."""
        names = "".join(f"{sha}\n" for sha in dict.fromkeys(shas))
        return dict(_batched(self._ask("cat-file", "--batch", given=names.encode())))

    def holds(self, tip: str, commit: str) -> bool:
        """True when a commit is the tip or an ancestor of it, or when that cannot be told."""
        arguments = ("merge-base", "--is-ancestor", commit, tip)
        return run_git(self._git_dir, arguments, environment=self._environment).returncode != 1

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes:
        result = run_git(self._git_dir, arguments, given=given, environment=self._environment)
        if result.returncode != 0:
            said = result.stderr.decode("utf-8", "replace").strip().splitlines()
            problem = said[-1] if said else f"status {result.returncode}"
            raise CollectError(f"git {arguments[0]} failed: {problem}.", "Try `git fsck` on it.")
        return result.stdout


@contextmanager
def borrowed(refs: Refs) -> Iterator[Objects]:
    """A repository's objects behind an empty repository without its settings."""
    objects, shallow = refs.path("objects"), refs.path("shallow")
    object_format = refs.object_format()
    with tempfile.TemporaryDirectory(prefix="openness-git-") as folder:
        git_dir = Path(folder)
        for name in ("objects", "refs"):
            (git_dir / name).mkdir()
        (git_dir / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
        config = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
        config += f"[extensions]\n\tobjectFormat = {object_format}\n"
        (git_dir / "config").write_text(config, encoding="ascii")
        if shallow.is_file():
            shutil.copyfile(shallow, git_dir / "shallow")
        yield Objects(git_dir, objects)


def run_git(
    git_dir: Path,
    arguments: Iterable[str],
    *,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """What git prints; AuditError when there is no git, CollectError when it takes too long."""
    program = shutil.which("git")
    if program is None:
        raise AuditError("git is not installed.", "Install it, or audit a folder of files.")
    command = [program, "-c", "safe.directory=*", "--no-pager", f"--git-dir={git_dir}", *arguments]
    try:
        return subprocess.run(  # noqa: S603  a fixed program; revisions never start with a dash
            command,
            input=given,
            capture_output=True,
            env={"PATH": os.environ.get("PATH", os.defpath), **ENVIRONMENT, **(environment or {})},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        problem = f"git took more than {SECONDS} seconds."
        raise CollectError(problem, "Audit a smaller clone, such as one of depth 1.") from error


def _entry(line: bytes) -> Entry:
    about, _, path = line.partition(b"\t")
    mode, _, sha, size = about.decode("ascii").split()
    return Entry(
        mode=mode,
        sha=sha,
        size=int(size) if size.isdigit() else None,
        path=path.decode("utf-8", "replace"),
    )


def _batched(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Ids and contents from what `cat-file --batch` prints."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        words = output[at:end].decode("ascii").split()
        at = end + 1
        if len(words) == 3:
            size = int(words[2])
            yield words[0], output[at : at + size]
            at += size + 1
