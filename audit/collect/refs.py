"""What a git server says of its branches and tags: smart HTTP's first answer, read without git.

`GET URL/info/refs?service=git-upload-pack` lists every ref with its commit, tags with the commit
behind them, and the default branch (https://git-scm.com/docs/http-protocol, "Smart Server
Response"). It is no call of an API and counts in no API's rate limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from audit.collect.answers import Answer, Fault
from audit.model import GapReason

SERVICE = "/info/refs?service=git-upload-pack"
SMART = "application/x-git-upload-pack-advertisement"
FLUSHES = 2
"""One stands behind the service's name, and one at the end."""
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
KEPT = ("refs/heads/", "refs/tags/")
"""Others, such as one for each pull request, are many and nobody's revision."""
_NAMES = tuple(name.encode() for name in KEPT)
_SHA = re.compile(COMMIT.pattern.encode())
_LENGTH = re.compile(rb"[0-9a-fA-F]{4}")
_HEAD = re.compile(rb"(?:^|\s)symref=HEAD:refs/heads/(\S+)")


class Advertised(Struct, frozen=True, kw_only=True):
    """A repository's branches and tags, each with its commit."""

    tips: Mapping[str, str]
    """Commits by full names, and that of `HEAD`."""
    default_branch: str | None = None

    @property
    def is_empty(self) -> bool:
        """True for a repository without commits."""
        return not self.tips

    def commit(self, revision: str) -> str | None:
        """The commit of a branch, tag, full ref or full commit; None when nothing is called so."""
        if COMMIT.fullmatch(revision):
            return revision
        names = (f"refs/heads/{revision}", f"refs/tags/{revision}", revision)
        return next((self.tips[name] for name in names if name in self.tips), None)

    def is_branch(self, revision: str) -> bool:
        """True for the name of a branch."""
        return f"refs/heads/{revision}" in self.tips

    def branch_at(self, commit: str) -> str | None:
        """A branch whose last commit this is, the default one first; None when there is none."""
        default = f"refs/heads/{self.default_branch}"
        if self.tips.get(default) == commit:
            return self.default_branch
        heads = (name for name, tip in self.tips.items() if tip == commit)
        return next((n.removeprefix(KEPT[0]) for n in heads if n.startswith(KEPT[0])), None)


def advertised(answer: Answer) -> Advertised:
    """The refs of an answer; Fault when it is not what a git server says."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != SMART:
        raise Fault(GapReason.UNREADABLE, "no git server answers there")
    packed = list(packets(answer.body))
    lines = [line for line in packed if line]
    if not lines or not lines[0].startswith(b"# service=git-upload-pack"):
        raise _unknown()
    if (
        packed.count(b"") < FLUSHES
    ):  # else a list that broke off would be that of an empty repository
        raise _cut_short()
    lines = [line for line in lines[1:] if not line.startswith(b"version ")]
    if lines and lines[0].startswith(b"ERR "):
        raise Fault(GapReason.UNREADABLE, "the git server answered with an error")
    tips = dict(_tips(lines))
    head = _HEAD.search(lines[0].partition(b"\0")[2]) if lines else None
    name = head[1].decode("utf-8", "replace") if head else None
    return Advertised(tips=tips, default_branch=name if f"{KEPT[0]}{name}" in tips else None)


def packets(body: bytes) -> Iterator[bytes]:
    """The payloads of pkt-lines, empty for a flush; Fault when they are cut or broken.

    https://git-scm.com/docs/gitprotocol-common, "pkt-line Format".
    """
    at, size = 0, 1
    while at < len(body):
        length = body[at : at + 4]
        if not _LENGTH.fullmatch(length):
            raise _unknown()
        size = int(length, 16)
        if size in {1, 2, 3} or at + size > len(body):
            raise _unknown()
        yield body[at + 4 : at + size].removesuffix(b"\n") if size else b""
        at += size or 4
    if size:
        raise _cut_short()


def _tips(lines: list[bytes]) -> Iterator[tuple[str, str]]:
    """Names and commits; a tag's own object comes first and the commit behind it wins."""
    for line in lines:
        sha, _, name = line.partition(b"\0")[0].partition(b" ")
        if not _SHA.fullmatch(sha):
            raise _unknown()
        if (name == b"HEAD" or name.startswith(_NAMES)) and sha.strip(b"0"):
            yield name.decode("utf-8", "replace").removesuffix("^{}"), sha.decode("ascii")


def _cut_short() -> Fault:
    return Fault(GapReason.UNREADABLE, "the list of branches was cut short")


def _unknown() -> Fault:
    return Fault(GapReason.UNREADABLE, "the list of branches has an unknown shape")
