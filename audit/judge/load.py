"""Reads frameworks from `criteria/frameworks/`, and names each mistake with its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.judge.check import framework_problems
from audit.judge.framework import Framework, Level, Requirement, Result, Step, Warn, Words
from audit.judge.rule import Applies, AtLeast, Rule
from audit.text.safe_yaml import UnsafeYamlError, load

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

S = TypeVar("S", bound=Struct)


_EXPECTED = {
    "access": "expected open or gated",
    "available": "expected whole or part",
    "freedom": "expected use, study, modify or share",
    "check": "expected automatic, assisted or manual",
    "kind": "expected binary, advisory, checklist, conditions, completeness, tiered, labels or "
    "score",
    "sum": "expected mean or total",
    "count": "expected automatic, assisted or manual",
}
_UNKNOWN_FIELD = "unknown field"


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, by id."""
    found = tuple(map(framework, framework_ids()))
    _check_unique(found)
    return found


@cache
def framework_ids() -> tuple[str, ...]:
    """The ids of all frameworks, in order."""
    folder = data_dir("criteria").joinpath("frameworks")
    names = (file.name for file in folder.iterdir())
    return tuple(name.removesuffix(".yaml") for name in sorted(names) if name.endswith(".yaml"))


@cache
def framework(name: str) -> Framework:
    """One framework by its id, as `framework_ids` has it."""
    return _read(data_dir("criteria").joinpath("frameworks", f"{name}.yaml"))


def _check_unique(found: Iterable[Framework]) -> None:
    """A requirement id stands for one requirement, whichever framework is asked."""
    owner: dict[str, str] = {}
    for framework in found:
        for name in framework.requirements:
            if name in owner:
                raise _mistake(f"{framework.id}.yaml", name, f"{owner[name]} has it too")
            owner[name] = framework.id


def _read(file: Traversable) -> Framework:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _mistake(file.name, "", "it cannot be read as UTF-8 text") from error
    return read_framework(text, file.name)


def read_framework(text: str, name: str) -> Framework:
    """The framework in `text`; `AuditError` names the file, the requirement and the mistake."""
    try:
        plain = load(text)
    except UnsafeYamlError as error:
        raise _mistake(name, "", str(error)) from error
    named = plain.get("requirements") if isinstance(plain, dict) else None
    for key, requirement in named.items() if isinstance(named, dict) else ():
        _converted(requirement, Requirement, name, str(key))
    framework = _converted(plain, Framework, name, "")
    for place, problem in framework_problems(framework, name):
        raise _mistake(name, place, problem)
    return framework


def _mistake(file: str, place: str, problem: str) -> AuditError:
    where = f"criteria/frameworks/{file}" + (f", {place}" if place else "")
    advice = "Correct the requirement." if place else "Correct the file."
    return AuditError(f"{where}: {problem}.", advice)


def _converted(plain: object, kind: type[S], file: str, place: str) -> S:
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise _mistake(file, place, f"{error}{_expected(str(error), kind)}") from error


_INDEX = re.compile(r"\[\d+\]|\[\.\.\.\]")
_PARTS: dict[str, type[Struct]] = {
    **dict.fromkeys(("rule", "all", "any", "not", "claimed", "when", "then", "of"), Rule),
    "at-least": AtLeast,
    "applies": Applies,
    "levels": Level,
    "warn": Warn,
    "result": Result,
    "steps": Step,
    "words": Words,
}
"""What stands in a field, by the field's name."""


def _expected(problem: str, kind: type[Struct]) -> str:
    """What would have been right, where the problem does not say it."""
    _, found, rest = problem.rpartition("`$")
    at = _INDEX.sub("", rest.rstrip("`")) if found else ""
    field = at.rpartition(".")[2]
    if _UNKNOWN_FIELD in problem:
        names = _PARTS.get(field) if at else kind
        return f"; expected {', '.join(names.__struct_encode_fields__)}" if names else ""
    expected = _EXPECTED.get(field)
    return f"; {expected}" if expected and "enum" in problem else ""


@cache
def criteria_digest() -> str:
    """sha256 over all criteria files, by name and content."""
    digest = hashlib.sha256()
    for name, content in sorted(_files(data_dir("criteria"), "")):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".yaml", ".bin")):
            yield f"{prefix}{entry.name}", entry.read_bytes()
