"""Target -> its past: the wordings of files that may speak of terms, commit by commit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from audit.collect.answers import Fault
from audit.collect.git_fetch import Fetcher
from audit.collect.git_history import Read, read_log
from audit.collect.git_objects import Refs, borrowed, is_repository
from audit.collect.git_remote import at_server, error_of, no_such_commit
from audit.collect.http import Door
from audit.collect.hub_history import read_hub_past
from audit.collect.links import links_of
from audit.collect.local_role import role_of_local
from audit.collect.reading import NotThere
from audit.collect.targets import Named
from audit.errors import AuditError
from audit.model import Artifact, Role, Target, TargetKind, Tree, TreeFile
from audit.model.past import Past

REASON = "named by the user"


def collect_past(named: Named, door: Door) -> Past:
    """The past of a repository; NotThere, CollectError or AuditError where it has none to read."""
    match named.target.kind:
        case TargetKind.HUB_MODEL | TargetKind.HUB_DATASET:
            return read_hub_past(door, named)
        case TargetKind.GITHUB | TargetKind.GIT if named.path is None:
            return _of_a_server(door, named)
        case TargetKind.GIT | TargetKind.FOLDER if named.path is not None:
            return _of_a_clone(door, named.target, named.path)
        case _:
            problem = f"{named.target.id} has no history."
            raise AuditError(problem, "Name a git repository, or one of the Hub or of GitHub.")


def _of_a_clone(door: Door, target: Target, folder: Path) -> Past:
    if not is_repository(folder):
        raise NotThere(f"{folder} is not a git repository.", "Name its root folder.")
    refs = Refs(folder)
    commit = refs.commit(target.revision)
    if commit is None:
        problem = f"{folder.name} has no {target.revision or 'commit'}."
        raise NotThere(problem, "Check the branch, tag or commit.")
    name = f"git:{folder.resolve().name.removesuffix('.git')}"
    with borrowed(refs) as objects:
        most = door.settings.limits.document_bytes
        edge = _edge(refs.path("shallow"))
        read = read_log(objects, name, commit, most_bytes=most, at=door.stamp(), edge=edge)
    role = role_of_local(folder, commit)
    return _past(target, name, commit, role, read)


def _edge(file: Path) -> frozenset[str]:
    """The commits at which a clone ends that is not whole."""
    if not file.is_file():
        return frozenset()
    return frozenset(file.read_text(encoding="ascii", errors="replace").split())


def _of_a_server(door: Door, named: Named) -> Past:
    """A repository on a git server, with commits and trees fetched, then just the wordings."""
    target = named.target
    address = target.id.partition(":")[2]
    if target.kind is TargetKind.GITHUB:
        site = door.settings.github_site
        if site is None:
            problem = "It is not known where this GitHub's repositories are cloned from."
            raise AuditError(problem, "Set OPENNESS_GITHUB_SITE.")
        address = f"{site}/{address}"
    try:
        commit, read = _fetched(door, target, address)
    except Fault as fault:
        raise error_of(fault, address, target.revision) from fault
    return _past(target, target.id, commit, Role.CODE, read)


def _fetched(door: Door, target: Target, address: str) -> tuple[str, Read]:
    url, commit = at_server(door, address, target.revision)
    if commit is None:
        raise no_such_commit(address, target.revision)
    with tempfile.TemporaryDirectory(prefix="openness-git-") as folder:
        form = "sha256" if len(commit) == 64 else "sha1"
        fetcher = Fetcher(door.settings, url, Path(folder), object_format=form)
        fetcher.history(commit)
        most = door.settings.limits.document_bytes
        read = read_log(fetcher.objects, target.id, commit, most_bytes=most, at=door.stamp())
    return commit, read


def _past(target: Target, name: str, commit: str, role: Role, read: Read) -> Past:
    artifact = Artifact(
        id=name,
        role=role,
        revision=commit,
        url=links_of(name, commit).page,
        reason=REASON,
        tree=Tree(files=tuple(TreeFile(path=path) for path in read.paths), complete=False),
    )
    return Past(
        target=target,
        artifact=artifact,
        commits=read.commits,
        contents=read.contents,
        gaps=read.gaps,
    )
