"""Reads frameworks from `criteria/frameworks/`, and names each mistake with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.judge.check import cycle, rule_problems
from audit.judge.rule import Rule
from audit.text.safe_yaml import UnsafeYamlError, load

S = TypeVar("S", bound=Struct)


class Requirement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One requirement of a framework."""

    name: str
    says: str
    rule: Rule
    required: bool = True
    source: str | None = None


class Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of requirements with an outcome of its own."""

    name: str
    requirements: tuple[str, ...]


class Framework(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published definition as data."""

    id: str
    name: str
    publisher: str
    version: str
    date: str
    kind: Literal["binary"]
    source: str
    notes: tuple[str, ...] = ()
    elements: dict[str, Element]
    requirements: dict[str, Requirement]


_EXPECTED = {
    "access": "expected open or gated",
    "available": "expected whole or part",
    "freedom": "expected use, study, modify or share",
    "kind": "expected binary",
}
_UNKNOWN_FIELD = "unknown field"


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, by id."""
    folder = data_dir("criteria").joinpath("frameworks")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")),
        key=lambda file: file.name,
    )
    return tuple(_read(file) for file in files)


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
    for place, problem in _problems(framework, name):
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


def _expected(problem: str, kind: type[Struct]) -> str:
    """What would have been right, where the problem does not say it."""
    _, found, rest = problem.rpartition("`$")
    at = rest.rstrip("`") if found else ""
    if _UNKNOWN_FIELD in problem:
        is_rule = kind is Requirement and at.startswith(".rule")
        names = (Rule if is_rule else kind).__struct_encode_fields__
        return f"; expected {', '.join(names)}" if is_rule or not at else ""
    expected = _EXPECTED.get(at.rpartition(".")[2])
    return f"; {expected}" if expected and "enum" in problem else ""


def _problems(framework: Framework, file: str) -> Iterator[tuple[str, str]]:
    if f"{framework.id}.yaml" != file:
        yield "", f"its id is {framework.id}, expected the name of the file"
    for key, element in framework.elements.items():
        if not element.requirements:
            yield f"element {key}", "it has no requirements, expected at least one"
        for named in element.requirements:
            if named not in framework.requirements:
                known = ", ".join(framework.requirements)
                yield f"element {key}", f"there is no requirement {named}; known: {known}"
    rules = {key: requirement.rule for key, requirement in framework.requirements.items()}
    for key, rule in rules.items():
        for problem in rule_problems(rule, framework.requirements):
            yield key, problem
    if found := cycle(rules):
        yield found[0], f"it builds on itself: {' -> '.join((*found, found[0]))}"


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
