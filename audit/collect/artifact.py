"""Reads one artifact by its id, wherever it is published."""

from __future__ import annotations

from contextlib import suppress

from audit.collect.answers import Fault
from audit.collect.arxiv import read_arxiv
from audit.collect.folder import read_local
from audit.collect.git_remote import read_git_remote
from audit.collect.github import read_github
from audit.collect.http import Door
from audit.collect.hub import read_hub_dataset, read_hub_model
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.targets import Named
from audit.collect.web import read_page
from audit.errors import AuditError
from audit.model import Gap, GapReason

_REFUSED = 401
"""The Hub's answer for a repository that is private and, to strangers, for one that is not there:
gated ones are shown."""


def read_named(door: Door, named: Named, brief: Brief) -> Reading:
    """What was named, from its place on this machine where it has one.

    NotThere when there is no such artifact, CollectError when nothing of it could be read.
    """
    target = named.target
    if named.path is not None:
        return read_local(door, named.path, target.revision, brief)
    *longer, shortest = (target.revision, *named.shorter)
    for revision in longer:
        with suppress(NotThere):
            return read_artifact(door, target.id, revision, brief)
    return read_artifact(door, target.id, shortest, brief)


def read_artifact(door: Door, artifact: str, revision: str | None, brief: Brief) -> Reading:
    """Reads an artifact by its id; errors as in `read_named`."""
    host, _, name = artifact.partition(":")
    if host == "github":
        return read_github(door, name, revision, brief)
    if host == "hf" and name.startswith("datasets/"):
        return read_hub_dataset(door, name.removeprefix("datasets/"), revision, brief)
    if host == "hf":
        return read_hub_model(door, name, revision, brief)
    if host == "git" and name.startswith(("http://", "https://")):
        return read_git_remote(door, name, revision, brief)
    if host == "arxiv":
        return read_arxiv(door, name, brief, revision)
    return read_page(door, name, brief)


def gap_of(artifact: str, error: AuditError, at: str) -> Gap:
    """The gap that an artifact leaves of which nothing could be read, when it was asked for."""
    reason = _reason(error, of_hub=artifact.startswith("hf:"))
    return Gap(artifact=artifact, path=None, reason=reason, detail=error.problem, at=at)


def _reason(error: AuditError, *, of_hub: bool) -> GapReason:
    fault = error.__cause__
    if isinstance(fault, Fault) and not (of_hub and fault.status == _REFUSED):
        return fault.reason
    return GapReason.MISSING if isinstance(error, NotThere) else GapReason.UNREACHABLE
