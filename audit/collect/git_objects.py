"""The `git` program, asked for refs and objects only.

A stranger's repository may carry settings that run programs. So only its refs are asked for in
place; its objects are read through an empty repository of our own, which borrows them: no setting,
hook, replacement or lazy fetch of the stranger's has a say there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from audit.collect.git_program import failed, listing, run_git
from audit.errors import AuditError

SYMLINK = "120000"
SUBMODULE = "160000"
CHANGES = 200
LONGEST_WORDS = 200
"""Characters."""


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


class Change(Struct, frozen=True, kw_only=True):
    """A commit that changed a file."""

    sha: str
    date: str
    """When its author made it, as the author's clock said: ISO 8601."""
    words: str
    """The first line of what the author said of it."""


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

    def __init__(
        self, git_dir: Path, objects: Path, bring: Callable[[Iterable[str]], None] | None = None
    ) -> None:
        self._git_dir = git_dir
        self._environment = {"GIT_OBJECT_DIRECTORY": str(objects)}
        self.bring = bring
        """What fetches the files that are asked for, where they are still at a server."""

    def entries(self, commit: str, *, whole: bool) -> tuple[Entry, ...]:
        """The files below a commit, or only those at its root."""
        depth = ("-r",) if whole else ()
        arguments = ("ls-tree", *depth, "-l", "-z", "--full-tree", commit)
        output = listing(self._git_dir, arguments, self._environment)
        entries = (_entry(line) for line in output.split(b"\0") if line)
        return tuple(entry for entry in entries if entry.mode != "040000")

    def blobs(self, shas: Iterable[str], *, most: int) -> dict[str, bytes]:
        """The contents of those that are at hand, or can be brought, and of at most `most` bytes.

        A small object may unpack without end, so that sizes are asked first.
        """
        wanted = tuple(dict.fromkeys(shas))
        if self.bring is not None:
            self.bring(wanted)
        small = [sha for sha, size in self.sizes(wanted).items() if size <= most]
        names = "".join(f"{sha}\n" for sha in small)
        return dict(_batched(self._ask("cat-file", "--batch", given=names.encode())))

    def sizes(self, shas: Iterable[str]) -> dict[str, int]:
        """The bytes of each of those that are at hand."""
        names = "".join(f"{sha}\n" for sha in shas).encode()
        form = "--batch-check=%(objectname) %(objectsize)"
        lines = self._ask("cat-file", form, given=names).decode("ascii", "replace").splitlines()
        said = (line.partition(" ") for line in lines)
        return {sha: int(size) for sha, _, size in said if size.isdigit()}

    def holds(self, tip: str, commit: str) -> bool:
        """True when a commit is the tip or an ancestor of it, or when that cannot be told."""
        arguments = ("merge-base", "--is-ancestor", commit, tip)
        return run_git(self._git_dir, arguments, environment=self._environment).returncode != 1

    def history(self, commit: str, path: str, about: str = "") -> tuple[Change, ...]:
        """The last changes of a file up to a commit, the newest first, as far as they are at hand.

        At most `CHANGES`, with `about` those whose lines match that extended expression; a file
        that was renamed has the changes under its present name only.
        """
        form = f"--format=%H%x00%aI%x00%<({LONGEST_WORDS},trunc)%s"
        how = ("log", "-z", form, f"--max-count={CHANGES}", "--no-show-signature", "--no-renames")
        only = (f"-G{about}",) if about else ()
        output = self._ask(*how, *only, commit, "--", f":(top,literal){path}")
        parts = output.decode("utf-8", "replace").split("\0")
        rows = zip(parts[::3], parts[1::3], parts[2::3], strict=False)
        return tuple(Change(sha=sha, date=date, words=words.rstrip()) for sha, date, words in rows)

    def log(self, *how: str) -> bytes:
        """What `git log` prints; CollectError for more than a repository of files would have."""
        return listing(self._git_dir, ("log", "--no-show-signature", *how), self._environment)

    def _ask(self, *arguments: str, given: bytes = b"") -> bytes:
        result = run_git(self._git_dir, arguments, given=given, environment=self._environment)
        if result.returncode != 0:
            raise failed(arguments[0], result.returncode, result.stderr)
        return result.stdout


@contextmanager
def borrowed(refs: Refs) -> Iterator[Objects]:
    """A repository's objects behind an empty repository without its settings."""
    objects, shallow = refs.path("objects"), refs.path("shallow")
    object_format = refs.object_format()
    with tempfile.TemporaryDirectory(prefix="openness-git-") as folder:
        git_dir = Path(folder)
        empty_repository(git_dir, object_format)
        if shallow.is_file():
            shutil.copyfile(shallow, git_dir / "shallow")
        yield Objects(git_dir, objects)


def empty_repository(git_dir: Path, object_format: str) -> None:
    """Makes a repository that holds nothing, and no setting but its form."""
    for name in ("objects", "refs"):
        (git_dir / name).mkdir(parents=True)
    (git_dir / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    config = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
    config += f"[extensions]\n\tobjectFormat = {object_format}\n"
    (git_dir / "config").write_text(config, encoding="ascii")


def missing(git_dir: Path, objects: Path, shas: Iterable[str]) -> tuple[str, ...]:
    """Those objects that are not at hand, each once."""
    names = tuple(dict.fromkeys(shas))
    given = "".join(f"{sha}\n" for sha in names).encode()
    result = run_git(
        git_dir,
        ("cat-file", "--batch-check=%(objectname)"),
        given=given,
        environment={"GIT_OBJECT_DIRECTORY": str(objects)},
    )
    lines = result.stdout.decode("ascii", "replace").splitlines()
    return tuple(line.partition(" ")[0] for line in lines if line.endswith(" missing"))


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
