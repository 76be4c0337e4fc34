"""Repositories of any git server, by their address: trees first, then the chosen files alone.

What the server holds is asked through the door, as `refs` says; `git` itself, as `git_fetch` bounds
it, fetches one commit without its history and without its files, and then only those to be read.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from audit.collect.addresses import origin
from audit.collect.answers import Fault
from audit.collect.draft import Draft, listed
from audit.collect.git import Place, read_objects
from audit.collect.git_fetch import Fetcher
from audit.collect.http import Door
from audit.collect.links import links_of
from audit.collect.reading import Brief, NotThere, Reading, failure
from audit.collect.refs import COMMIT, SERVICE, Advertised, advertised
from audit.errors import AuditError, CollectError
from audit.model import GapReason

ADVICE = "Check the address, or name a clone on this machine: FOLDER@REVISION."
_SHORT = re.compile(r"[0-9a-f]{7,39}")


def read_git_remote(door: Door, address: str, revision: str | None, brief: Brief) -> Reading:
    """A repository at a branch, tag or commit, or at its default branch.

    `address` is that of the repository without `.git`. NotThere or CollectError when nothing of it
    can be read; AuditError without a fitting `git`.
    """
    try:
        return _read(door, address, revision, brief)
    except Fault as fault:
        raise error_of(fault, address, revision) from fault


def error_of(fault: Fault, address: str, revision: str | None) -> AuditError:
    """What to say where nothing of a repository could be read."""
    if fault.detail == "no such commit":
        return no_such_commit(address, revision)
    if fault.reason is GapReason.GATED:
        problem = f"{address}: the server asks who you are: it is private, or not there."
        return NotThere(problem, ADVICE)
    if fault.reason is GapReason.MISSING:
        return NotThere(f"{address}: there is no such repository.", ADVICE)
    if "not public" in fault.detail:
        advice = "If it is a server of your own, name it in OPENNESS_PRIVATE_SITES."
        return CollectError(f"{address}: {fault.detail}.", advice)
    return failure(fault, address, ADVICE)


def no_such_commit(address: str, revision: str | None) -> NotThere:
    """What to say where the repository has no such revision."""
    problem = f"{address} has no {revision or 'commit'}."
    return NotThere(problem, "Check the branch or tag, or write the whole commit.")


def _read(door: Door, address: str, revision: str | None, brief: Brief) -> Reading:
    url, refs = _refs(door, address)
    draft = Draft(door, brief, f"git:{address}")
    place = _place(refs, revision, brief)
    if place is None and (revision or not refs.is_empty):
        raise no_such_commit(address, revision)
    if place is None:
        draft.remark("the repository is empty")
        return draft.finish(tree=listed((), complete=True), revision=None, url=address)
    with tempfile.TemporaryDirectory(prefix="openness-git-") as folder:
        form = "sha256" if len(place.commit) == 64 else "sha1"
        fetcher = Fetcher(door.settings, url, Path(folder), object_format=form)
        others = (place.default_commit,) if place.default_commit else ()
        fetcher.commits(dict.fromkeys((place.commit, *others)))
        tree = read_objects(draft, fetcher.objects, place, brief, address)
    return draft.finish(
        tree=tree,
        revision=place.commit,
        url=links_of(draft.id, place.commit).page,
        branch=place.branch,
        default_branch=place.default_branch,
    )


def at_server(door: Door, address: str, revision: str | None) -> tuple[str, str | None]:
    """Where git is to fetch from, and the commit of a revision there; None where there is none.

    Fault when there is no such repository.
    """
    url, refs = _refs(door, address)
    return url, _commit(refs, revision or refs.default_branch or "HEAD")


def _refs(door: Door, address: str) -> tuple[str, Advertised]:
    """Where git is to fetch from, and what is there; Fault when there is no such repository."""
    try:
        return _refs_at(door, f"{address}.git")
    except Fault as fault:
        if fault.reason not in {GapReason.MISSING, GapReason.UNREADABLE}:
            raise
    return _refs_at(door, address)


def _refs_at(door: Door, url: str) -> tuple[str, Advertised]:
    limit = door.settings.limits.listing_bytes
    answer = door.get(url + SERVICE, limit=limit)
    if origin(answer.url)[1] != origin(url)[1]:
        raise Fault(GapReason.UNREACHABLE, "leads to another host")
    if not answer.url.endswith(SERVICE):
        raise Fault(GapReason.UNREADABLE, "leads to something other than a git repository")
    return answer.url.removesuffix(SERVICE), advertised(answer)


def _place(refs: Advertised, revision: str | None, brief: Brief) -> Place | None:
    """The commit to read; the default branch's only where another branch or a tag is read."""
    commit = _commit(refs, revision or refs.default_branch or "HEAD")
    if commit is None:
        return None
    named = revision is not None and not COMMIT.fullmatch(revision)
    branch = refs.branch_at(commit) or brief.branch
    if revision is None or refs.is_branch(revision):
        branch = revision or refs.default_branch
    default = refs.commit(refs.default_branch) if refs.default_branch else None
    is_elsewhere = (named or branch is not None) and default != commit
    return Place(
        commit=commit,
        branch=branch,
        default_branch=refs.default_branch,
        default_commit=default if is_elsewhere else None,
    )


def _commit(refs: Advertised, revision: str) -> str | None:
    found = refs.commit(revision)
    if found is None and _SHORT.fullmatch(revision):
        tips = {tip for tip in refs.tips.values() if tip.startswith(revision)}
        return tips.pop() if len(tips) == 1 else None
    return found
