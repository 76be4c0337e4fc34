"""The past of a git repository, read from one `git log` and the blobs that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from msgspec import Struct

from audit.collect.git_objects import LONGEST_WORDS, Objects
from audit.collect.links import Links, links_of
from audit.collect.past import may_speak_of_terms
from audit.model import Document, Gap, GapReason
from audit.model.difference import Commit
from audit.model.past import PastCommit, PastFile

NAMES = (
    "*licen[cs]e*",
    "*copying*",
    "*notice*",
    "*terms*",
    "*copyright*",
    "*eula*",
    "*use*policy*",
    "licenses/*",
    "licences/*",
    "*许可*",
    "*协议*",
    "*授权*",
    "readme*",
    "*card*.md",
    "datasheet*.md",
    "setup.*",
    "pyproject.toml",
    "cargo.toml",
    "package.json",
    "citation.cff",
)
"""What git is asked for; of what it finds, `may_speak_of_terms` decides."""
MOST_COMMITS = 5_000
"""The last commits of those that touched files that may speak of terms."""
MOST_AT_ONCE = 400
"""Blobs that one call gives."""
MOST_BYTES = 200_000_000
"""Of all the wordings together."""
_FORM = f"%x01%H%x00%P%x00%aI%x00%<({LONGEST_WORDS},trunc)%s"
_ABSENT = "0"
_ORDINARY = ("100644", "100755")


class Touched(Struct, frozen=True, kw_only=True):
    """A path that a commit changed, with its blobs; None where there is none."""

    path: str
    before: tuple[str | None, ...]
    """In each of the commits before it."""
    after: str | None


class Logged(Struct, frozen=True, kw_only=True):
    """A commit as `git log` tells of it."""

    sha: str
    parents: tuple[str, ...]
    date: str
    words: str
    touched: tuple[Touched, ...]


class Blob(Struct, frozen=True, kw_only=True):
    """What a file held."""

    content: bytes
    sha256: str


class Read(Struct, frozen=True, kw_only=True):
    """What was read of a log."""

    commits: tuple[PastCommit, ...]
    contents: dict[str, bytes]
    gaps: tuple[Gap, ...]
    paths: tuple[str, ...]


def read_log(
    objects: Objects,
    artifact: str,
    tip: str,
    *,
    most_bytes: int,
    at: str,
    edge: frozenset[str] = frozenset(),
) -> Read:
    """The commits up to a tip that touched files that may speak of terms, the oldest first.

    A merge counts where a file is in it as in none of its parents. At most `MOST_COMMITS`, the last
    ones; what could not be read is a gap. At the `edge` of a shallow clone nobody knows what stood
    before.
    """
    told_of = list(commits(objects, tip))
    logged = [one for one in told_of if one.touched and one.sha not in edge]
    gaps: list[Gap] = []
    if any(one.sha in edge for one in told_of):
        detail = "the clone is shallow: what stood before its first commits is not at hand"
        gaps.append(Gap(artifact=artifact, path=None, reason=GapReason.CUT_SHORT, detail=detail))
    if len(logged) > MOST_COMMITS:
        detail = f"the last {MOST_COMMITS:,} commits on terms were read, and there are more"
        gaps.append(Gap(artifact=artifact, path=None, reason=GapReason.CUT_SHORT, detail=detail))
    kept = logged[:MOST_COMMITS]
    blobs = _blobs(objects, kept, most_bytes)
    gaps += _unread(artifact, kept, blobs)
    told = tuple(_commit(artifact, one, blobs, at) for one in reversed(kept))
    return Read(
        commits=told,
        contents={blob.sha256: blob.content for blob in blobs.values()},
        gaps=tuple(gaps),
        paths=tuple(sorted({file.path for one in kept for file in one.touched})),
    )


def commits(objects: Objects, tip: str) -> Iterator[Logged]:
    """The commits that touched files that may speak of terms, the newest first."""
    how = ("-z", "--full-history", "--raw", "-c", "--root", "--no-abbrev", "--no-renames")
    globs = [f":(top,icase,glob)**/{name}" for name in NAMES]
    output = objects.log(*how, "--date-order", f"--format={_FORM}", tip, "--", *globs)
    yield from parsed(output)


def parsed(output: bytes) -> Iterator[Logged]:
    """The commits of a log in the form above; each entry's path stands behind it."""
    words = iter(output.decode("utf-8", "replace").split("\0"))
    word = next(words, "")
    while word:
        head = [word.removeprefix("\1"), next(words, ""), next(words, ""), next(words, "")]
        touched: list[Touched] = []
        for word in words:
            if word.startswith("\1"):
                break
            entry = word.lstrip("\n")
            if entry.startswith(":"):
                touched += _touched(entry, next(words, ""))
        else:
            word = ""
        yield Logged(
            sha=head[0],
            parents=tuple(head[1].split()),
            date=head[2],
            words=head[3].rstrip(),
            touched=tuple(touched),
        )


def _touched(entry: str, path: str) -> Iterator[Touched]:
    """`:MODE... SHA... STATUS`, one mode and one sha for each parent and one for the commit."""
    parents = len(entry) - len(entry.lstrip(":"))
    parts = entry.lstrip(":").split()
    if len(parts) != 2 * parents + 3 or not may_speak_of_terms(path):
        return
    modes, shas = parts[: parents + 1], parts[parents + 1 : 2 * parents + 2]
    *before, after = (
        sha if mode in _ORDINARY else None for mode, sha in zip(modes, shas, strict=True)
    )
    if any(one != after for one in before):
        yield Touched(path=path, before=tuple(before), after=after)


def _blobs(objects: Objects, logged: Iterable[Logged], most_bytes: int) -> dict[str, Blob]:
    """The blobs that are at hand, or can be brought, and are not too large: the newest first, until
    they are `MOST_BYTES` together."""
    wanted = list(
        dict.fromkeys(sha for one in logged for file in one.touched for sha in _both(file))
    )
    if objects.bring is not None:
        objects.bring(wanted)
    found: dict[str, Blob] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        held = objects.blobs(wanted[start : start + MOST_AT_ONCE], most=most_bytes)
        for sha, content in held.items():
            found[sha] = Blob(content=content, sha256=sha256(content).hexdigest())
        if sum(len(blob.content) for blob in found.values()) > MOST_BYTES:
            break
    return found


def _both(file: Touched) -> Iterator[str]:
    yield from (sha for sha in (file.after, *file.before) if sha)


def _unread(artifact: str, logged: Iterable[Logged], blobs: Mapping[str, Blob]) -> Iterator[Gap]:
    paths = {
        file.path for one in logged for file in one.touched if not blobs.keys() >= set(_both(file))
    }
    detail = "a wording of the past is too large, or this clone does not hold it"
    for path in sorted(paths):
        yield Gap(artifact=artifact, path=path, reason=GapReason.UNREADABLE, detail=detail)


def _commit(artifact: str, one: Logged, blobs: Mapping[str, Blob], at: str) -> PastCommit:
    here = links_of(artifact, one.sha)
    page = here.page.replace("/tree/", "/commit/") if here.page and "/tree/" in here.page else None
    files = (
        _file(artifact, one, file, blobs, at)
        for file in one.touched
        if blobs.keys() >= set(_both(file))
    )
    commit = Commit(sha=one.sha, date=one.date, words=one.words, url=page)
    return PastCommit(commit=commit, parents=one.parents, files=tuple(files))


def _file(
    artifact: str, one: Logged, file: Touched, blobs: Mapping[str, Blob], at: str
) -> PastFile:
    first, *others = (
        _document(file.path, sha, blobs, links_of(artifact, parent), at)
        for sha, parent in zip(file.before, one.parents or (None,), strict=False)
    )
    return PastFile(
        path=file.path,
        before=first,
        after=_document(file.path, file.after, blobs, links_of(artifact, one.sha), at),
        others=tuple(others),
    )


def _document(
    path: str, sha: str | None, blobs: Mapping[str, Blob], links: Links, at: str
) -> Document | None:
    if sha is None:
        return None
    blob = blobs[sha]
    return Document(
        path=path,
        url=links.file(path),
        sha256=blob.sha256,
        size=len(blob.content),
        retrieved_at=at,
    )
