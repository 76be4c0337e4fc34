"""What a watch keeps between runs, and where the things it watches stand now.

A state folder holds for each target the assessment as it was last reported, and where each of its
artifacts stood when that was asked last.

    STATE/NAME-DIGEST.json   of one target; the digest is that of its name in the list
    STATE/.lock              held while a process watches
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from audit.collect.answer_store import write_whole
from audit.collect.answers import Fault
from audit.collect.git_objects import Refs, is_repository
from audit.collect.git_remote import at_server, error_of
from audit.collect.github_api import GitHub
from audit.collect.http import Door
from audit.collect.hub import ask_hub
from audit.collect.reading import NotThere
from audit.collect.store import FILE as SNAPSHOT
from audit.collect.store import is_snapshot
from audit.collect.targets import Named, name_target
from audit.errors import AuditError
from audit.model import Assessment, GateKind, TargetKind

_ASKED = {"hf", "github", "git"}
MOST_TARGETS = 10_000
LONGEST_LIST = 5_000_000
"""Bytes of a list."""
_LOCK = ".lock"
_DIGITS = 12


class Stand(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an artifact stands, as one question tells it; None for what is not told."""

    revision: str | None = None
    gate: GateKind | None = None
    there: bool = True


class Kept(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept of one target."""

    schema: str = "openness-watched/1"
    target: str
    """As the list names it."""
    stands: dict[str, Stand]
    """By artifact; those that have to be read to be told are not in it."""
    assessment: Assessment


def listed(file: Path) -> tuple[tuple[str, Named], ...]:
    """The targets of a list, each as it is written: one a line, `#` begins a comment.

    AuditError that names the line where one is no target, and for a list without any.
    """
    texts = list(_lines(file))
    if not texts:
        raise AuditError(f"{file} names no target.", "Write one target a line.")
    if len(texts) > MOST_TARGETS:
        raise AuditError(f"{file} names more than {MOST_TARGETS:,} targets.", "Split it.")
    return tuple({text: _named(file, number, text) for number, text in texts}.items())


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        with file.open("rb") as stream:
            content = stream.read(LONGEST_LIST + 1)
    except OSError as error:
        raise AuditError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    if len(content) > LONGEST_LIST:
        raise AuditError(f"{file} is too large for a list of targets.", "Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuditError(f"{file} is not a text in UTF-8.", "Write one target a line.") from error
    for number, line in enumerate(text.splitlines(), 1):
        target = "" if line.lstrip().startswith("#") else line.partition(" #")[0].strip()
        if target:
            yield number, target


def _named(file: Path, number: int, text: str) -> Named:
    try:
        named = name_target(text)
    except AuditError as error:
        raise AuditError(f"{file}:{number}: {error.problem}", error.advice) from error
    if named.target.kind is TargetKind.BUNDLED:
        problem = f"{file}:{number}: {text} comes with the tool and does not move."
        raise AuditError(problem, "Name the model itself.")
    return named


@contextmanager
def watching(state: Path) -> Iterator[None]:
    """The state folder, made if need be, for this process alone; AuditError when another has it."""
    lock = FileLock(state / _LOCK, timeout=0)
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise AuditError(f"Another process watches with {state}.", "Wait until it ends.") from error
    except OSError as error:
        raise _unwritable(state, error) from error
    try:
        yield
    finally:
        lock.release()


def place_of(state: Path, text: str, named: Named) -> Path:
    """Where a target's state is kept."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return state / f"{named.target.name[:80]}-{digest}.json"


def known(place: Path) -> Kept | None:
    """What was kept of a target; None where there is nothing, AuditError where it is broken."""
    advice = "Remove it: the target is then recorded anew."
    try:
        kept = msgspec.json.decode(place.read_bytes(), type=Kept)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AuditError(f"{place} cannot be read: {error.strerror}.", "Check it.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(f"{place} is not the state of a watch: {error}.", advice) from error
    if kept.schema != "openness-watched/1":
        raise AuditError(f"{place} is of another version: {kept.schema!r}.", advice)
    return kept


def keep(place: Path, kept: Kept) -> None:
    """Writes what is known of a target, whole or not at all."""
    content = msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"
    try:
        write_whole(place, content)
    except OSError as error:
        raise _unwritable(place, error) from error


def _unwritable(place: Path, error: OSError) -> AuditError:
    return AuditError(f"{place} cannot be written: {error.strerror}.", "Check the folder.")


def asked_of(assessment: Assessment, named: Named) -> tuple[str, ...]:
    """The ids of what is asked where it stands: the target, and what it was seen to be made of."""
    own = (named.target.id,) if named.path is not None else ()
    if named.target.kind in (TargetKind.SNAPSHOT, TargetKind.INVENTORY):
        return own
    others = (
        one.id
        for one in assessment.artifacts
        if one.revision is not None and one.id.partition(":")[0] in _ASKED
    )
    return tuple(dict.fromkeys((*own, *others)))


def stand_of(door: Door, artifact: str, named: Named) -> Stand | None:
    """Where an artifact of a target stands now, by one question; None where only reading tells.

    CollectError when no answer came.
    """
    is_target = artifact.lower() == named.target.id.lower()
    revision = named.target.revision if is_target else None
    try:
        if named.path is not None and is_target:
            return _local(named.path, revision)
        return _remote(door, artifact, revision)
    except NotThere:
        return Stand(there=False)


def _remote(door: Door, artifact: str, revision: str | None) -> Stand | None:
    host, _, name = artifact.partition(":")
    if host == "hf":
        return _of_the_hub(door, name, revision)
    if host == "github":
        return _of_github(door, name, revision)
    if host == "git" and name.startswith(("http://", "https://")):
        return Stand(revision=_at_server(door, name, revision))
    return None


def _local(path: Path, revision: str | None) -> Stand | None:
    """The commit of a repository, the digest of a file; a folder of files has to be read."""
    file = path / SNAPSHOT if is_snapshot(path) else path
    if file.is_file():
        with file.open("rb") as stream:
            return Stand(revision=hashlib.file_digest(stream, "sha256").hexdigest())
    if revision is not None and is_repository(path):
        return Stand(revision=Refs(path).commit(revision))
    return None


def _of_the_hub(door: Door, name: str, revision: str | None) -> Stand:
    kind = "dataset" if name.startswith("datasets/") else "model"
    info, fields, _ = ask_hub(door, kind, name.removeprefix("datasets/"), revision)
    return Stand(revision=info.commit, gate=_gate(fields))


def _gate(fields: dict[str, object]) -> GateKind | None:
    """The gate as the probes read it of the same record."""
    for key, kind in (("private", GateKind.PRIVATE), ("disabled", GateKind.DISABLED)):
        if fields.get(key):
            return kind
    gated = fields.get("gated")
    if gated is None:
        return None
    if gated is False:
        return GateKind.NONE
    return GateKind.AUTO if gated == "auto" else GateKind.MANUAL


def _of_github(door: Door, name: str, revision: str | None) -> Stand:
    """The commit of the default branch or of the revision that is watched."""
    asked = GitHub(door)
    _, refs = asked.refs(name)
    wanted = revision or (refs.default_branch if refs else None)
    found = refs.commit(wanted) if refs and wanted else None
    if found is not None:
        return Stand(revision=found)
    try:
        ref = revision or asked.about(name).repository.default_branch
        return Stand(revision=asked.commit(name, ref))
    except Fault as fault:
        raise error_of(fault, f"github:{name}", revision) from fault


def _at_server(door: Door, address: str, revision: str | None) -> str | None:
    try:
        return at_server(door, address, revision)[1]
    except Fault as fault:
        raise error_of(fault, address, revision) from fault
