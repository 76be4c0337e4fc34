"""What a fleet is given: a file of targets, or a question to the Hub."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from audit.collect.answer_store import write_whole
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.fleet.store import Results
from audit.model import TargetKind

if TYPE_CHECKING:
    from audit.collect.hub_list import Query
    from audit.collect.settings import Settings

LONGEST_LINE = 1_000
_LOCAL = {TargetKind.SNAPSHOT, TargetKind.INVENTORY, TargetKind.BUNDLED}


class Asked(Struct, frozen=True, kw_only=True):
    """The targets of a fleet, and where they come from in words."""

    targets: tuple[str, ...]
    words: str


def from_file(file: Path) -> Asked:
    """The targets of a file: one a line, `#` begins a comment.

    `AuditError` names the line where one is no target, and says so where there is none.
    """
    targets = tuple(_lines(file))
    if not targets:
        raise AuditError(f"{file} names no target.", "Write one target a line.")
    return Asked(targets=targets, words=f"the targets of {file.name}")


def from_hub(query: Query, settings: Settings, folder: Path) -> Asked:
    """The models that the Hub names in answer to a question; `CollectError` when it does not.

    A run that was cut goes on with the answer that it had, whatever the Hub would say now.
    """
    from audit.collect.http import Door
    from audit.collect.hub_list import list_models

    results = Results(folder)
    results.check_ours()
    work = results.work
    place, words = work / "listed.json", _question(query)
    begun = _read_listed(place)
    if begun is not None and begun.words == words:
        return begun
    with Door(settings, shared=work / "limits") as door:
        targets = tuple(model.id for model in list_models(door, query))
    if not targets:
        raise AuditError("The Hub names no model for this question.", "Ask for less.")
    asked = Asked(targets=targets, words=words)
    write_whole(place, msgspec.json.encode(asked), durable=False)
    return asked


def _question(query: Query) -> str:
    told = msgspec.to_builtins(query)
    said = (f"{name} {value}" for name, value in told.items() if value)
    return "models of the Hub: " + (", ".join(said) or "all")


def _read_listed(place: Path) -> Asked | None:
    try:
        return msgspec.json.decode(place.read_bytes(), type=Asked)
    except (OSError, msgspec.MsgspecError):
        return None


def from_dump(file: Path, memory: str) -> Asked:
    """The models that a dump of metadata names; rows without an id that the Hub allows are left
    out."""
    from audit.fleet.metadata.read_dump import ids_of

    targets = tuple(ids_of(file, memory))
    if not targets:
        raise AuditError(f"{file} names no model.", "Give a dump with a column `id`.")
    return Asked(targets=targets, words=f"the models of {file.name}")


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8-sig", newline=None) as stream:
            for number, line in enumerate(stream, 1):
                text = "" if line.lstrip().startswith("#") else line.partition(" #")[0].strip()
                if text:
                    yield _checked(file, number, text)
    except OSError as error:
        raise AuditError(f"{file} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise AuditError(f"{file} is not a text in UTF-8.", "Write one target a line.") from error


def _checked(file: Path, number: int, text: str) -> str:
    if len(text) > LONGEST_LINE:
        raise AuditError(f"{file}:{number}: the line is too long.", "Write one target a line.")
    try:
        named = name_target(text)
    except AuditError as error:
        raise AuditError(f"{file}:{number}: {error.problem}", error.advice) from error
    if named.target.kind in _LOCAL:
        problem = f"{file}:{number}: {text} is collected already."
        raise AuditError(problem, "Give such results to `openness site` or `openness brief`.")
    return text
