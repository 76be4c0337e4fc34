"""Reads frameworks from `criteria/frameworks/`, and names each mistake with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.judge.rule import Rule, leading_word
from audit.licenses.catalog import open_set
from audit.model.vocabulary import QUESTIONS, ROWS
from audit.text.safe_yaml import UnsafeYamlError, load


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
    kind: str
    source: str
    notes: tuple[str, ...] = ()
    elements: dict[str, Element]
    requirements: dict[str, Requirement]


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, by id."""
    folder = data_dir("criteria").joinpath("frameworks")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")),
        key=lambda file: file.name,
    )
    return tuple(read_framework(file.read_text(encoding="utf-8"), file.name) for file in files)


def read_framework(text: str, name: str) -> Framework:
    """The framework in `text`; `AuditError` names the file, the requirement and the mistake."""
    try:
        framework = msgspec.convert(load(text), Framework)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise AuditError(f"criteria/frameworks/{name}: {error}.", "Correct the file.") from error
    for place, problem in _problems(framework):
        raise AuditError(
            f"criteria/frameworks/{name}, {place}: {problem}.", "Correct the requirement."
        )
    return framework


def _problems(framework: Framework) -> Iterator[tuple[str, str]]:
    for key, element in framework.elements.items():
        for named in element.requirements:
            if named not in framework.requirements:
                yield f"element {key}", f"there is no requirement {named}"
    for key, requirement in framework.requirements.items():
        for problem in _in_rule(framework, requirement.rule):
            yield key, problem


def _in_rule(framework: Framework, rule: Rule) -> Iterator[str]:
    try:
        leading_word(rule)
    except ValueError as error:
        yield str(error)
        return
    yield from _unknown_names(framework, rule)
    for inner in (*(rule.all or ()), *(rule.any or ()), rule.not_, rule.claimed):
        if inner is not None:
            yield from _in_rule(framework, inner)


def _unknown_names(framework: Framework, rule: Rule) -> Iterator[str]:
    rows = [rule.component] if rule.component is not None else []
    for row in (*rows, *rule.of, *(rule.copyleft or ())):
        if row not in ROWS:
            yield f"there is no component {row}; known: {', '.join(ROWS)}"
    if rule.component is not None and not (rule.available or rule.license or rule.access):
        yield f"component {rule.component} needs available, license or access"
    if rule.question is not None and rule.question not in QUESTIONS:
        yield f"there is no question {rule.question}; known: {', '.join(QUESTIONS)}"
    for name in rule.requirements or ():
        if name not in framework.requirements:
            yield f"there is no requirement {name}"
    for wanted in (rule.license, rule.upstream):
        if wanted is not None:
            open_set(wanted)


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
