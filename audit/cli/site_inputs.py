"""The assessments that a site is made of, each read only as far as its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from audit.bundled import FOLDER
from audit.cli.named import named_targets
from audit.errors import AuditError
from audit.fleet.store import assessment_files, is_fleet
from audit.model import Assessment, Inventory, SnapshotReference, Target

_SCHEMAS = ("openness-assessment/1", "openness-inventory/1")


class Input(Struct, frozen=True, kw_only=True):
    """One file."""

    path: str
    bytes_digest: str
    id: str
    name: str
    collected: str
    digest: str


class _Schema(Struct):
    schema: str = ""


class _Head(Struct):
    schema: str = ""
    target: Target | None = None
    snapshot: SnapshotReference | None = None


def inputs(results: Sequence[str]) -> list[Input]:
    """Every assessment that was named or lies in a folder, ordered by model, then day; what was
    given twice stands once. `AuditError` for a file that is none, but in a folder it is passed
    over when it is JSON of another kind."""
    found = {one.bytes_digest: one for one in _all(results)}
    if not found:
        raise AuditError("There is no assessment in what was given.", "Make one with audit.")
    return sorted(found.values(), key=_order)


def _order(one: Input) -> tuple[str, ...]:
    return one.id, one.name, one.collected, one.digest, one.bytes_digest


def assessment_of(path: Path) -> Assessment:
    """The assessment of a file as it was judged, an inventory judged now; `AuditError` where it
    holds neither."""
    from audit.judge.signoff import assess_reviewed
    from audit.judge.sound import problems
    from audit.pipeline import without_verdicts

    try:
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Head).schema == "openness-inventory/1":
            inventory = msgspec.json.decode(content, type=Inventory)
            found = None
        else:
            found = msgspec.json.decode(content, type=Assessment)
            inventory = without_verdicts(found)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _broken(path, error) from error
    for problem in problems(inventory):
        raise AuditError(f"{path} is not sound: {problem}.", "Make it anew with `openness audit`.")
    return found or assess_reviewed(inventory, ())


def _all(results: Sequence[str]) -> Iterator[Input]:
    for text in results:
        if text.startswith("bundled:"):
            for named in named_targets([text]):
                name = named.target.id.removeprefix("bundled:")
                path = FOLDER / f"{name}.json"
                if not path.is_file():
                    raise AuditError(f"There is no bundled model {name!r}.", "Try bundled:all.")
                yield from _input(path, is_named=True)
        elif is_fleet(Path(text)):
            for path in assessment_files(Path(text), with_past=True):
                yield from _input(path, is_named=True)
        elif Path(text).is_dir():
            for path in sorted(Path(text).glob("*.json")):
                if path.is_file():
                    yield from _input(path, is_named=False)
        else:
            yield from _input(Path(text), is_named=True)


def _input(path: Path, *, is_named: bool) -> Iterator[Input]:
    try:
        content = path.read_bytes()
        if not is_named and not _is_ours(content):
            return
        head = msgspec.json.decode(content, type=_Head)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _broken(path, error) from error
    if head.schema not in _SCHEMAS or head.target is None or head.snapshot is None:
        raise AuditError(
            f"{path} is neither an inventory nor an assessment.", "Make it with `openness audit`."
        )
    yield Input(
        path=str(path),
        bytes_digest=hashlib.sha256(content).hexdigest(),
        id=head.target.id,
        name=head.target.name,
        collected=head.snapshot.collected,
        digest=head.snapshot.digest,
    )


def _is_ours(content: bytes) -> bool:
    """Whether JSON calls itself an assessment or inventory; in a folder, other kinds are left."""
    try:
        schema = msgspec.json.decode(content, type=_Schema).schema
    except msgspec.ValidationError:
        return False
    return schema.startswith(("openness-assessment/", "openness-inventory/"))


def _broken(path: Path, error: Exception) -> AuditError:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return AuditError(f"{path} cannot be used: {why}.", "Make it anew with `openness audit`.")
