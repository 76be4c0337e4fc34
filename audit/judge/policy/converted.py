"""YAML that people write, turned into records; each mistake is named with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from audit.errors import AuditError
from audit.text.safe_yaml import UnsafeYamlError, load
from audit.text.yaml_keys import key_twice

S = TypeVar("S", bound=Struct)
_AT = re.compile(r" - at `\$\.?(?P<at>[^`]*)`")
_INDEX = re.compile(r"\[[^\]]*\]")


def mistake(file: str, place: str, problem: str) -> AuditError:
    """The error that names the file, the place in it and what was expected."""
    where = f"{file}, {place}" if place else file
    return AuditError(f"{where}: {problem}.", "Correct the file.")


def mapping_in(text: str, file: str) -> dict[str, Any]:
    """The mapping in a YAML text, no key of it twice, its days as text; `AuditError` else."""
    try:
        plain = load(text)
    except UnsafeYamlError as error:
        raise mistake(file, "", str(error)) from error
    if found := key_twice(text):
        raise mistake(file, f"line {found[0]}", f"the key {found[1][:80]!r} stands twice")
    if not isinstance(plain, dict):
        raise mistake(file, "", "expected a mapping")
    return with_days_as_text(plain)  # type: ignore[no-any-return]


def converted(plain: object, kind: type[S], file: str, place: str = "") -> S:
    """The record; `AuditError` says what is wrong in it, and what would be right."""
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise mistake(file, place, _in_words(str(error), kind)) from error


def _in_words(problem: str, kind: type[Struct]) -> str:
    found = _AT.search(problem)
    at = found["at"] if found else ""
    said = _AT.sub("", problem)
    said = said[:1].lower() + said[1:]
    where = f"{at}: " if at else ""
    names = [name for name in _INDEX.sub("", at).split(".") if name]
    if "unknown field" in problem:
        inner = _struct_at(kind, names)
        known = f", expected {', '.join(inner.__struct_encode_fields__)}" if inner else ""
        return f"{where}{said}{known}"
    if "enum" in problem and names:
        known = ", ".join(_choices_at(kind, names))
        return f"{where}{said}, expected {known}" if known else f"{where}{said}"
    return f"{where}{said}"


def _struct_at(kind: type[Struct], names: list[str]) -> type[Struct] | None:
    """The record that stands at a path of fields."""
    for name in names:
        inner = _type_of(kind, name)
        structs = [one for one in _flat(inner) if isinstance(one, type) and issubclass(one, Struct)]
        if not structs:
            return None
        kind = structs[0]
    return kind


def _choices_at(kind: type[Struct], names: list[str]) -> list[str]:
    """The words that a field takes, where it takes just these."""
    owner = _struct_at(kind, names[:-1])
    if owner is None:
        return []
    choices: list[str] = []
    for one in _flat(_type_of(owner, names[-1])):
        if get_origin(one) is Literal:
            choices += map(str, get_args(one))
        elif isinstance(one, type) and issubclass(one, Enum):
            choices += [str(member.value) for member in one]
    return choices


def _type_of(kind: type[Struct], name: str) -> Any:
    known: Mapping[str, str] = dict(
        zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    )
    return get_type_hints(kind).get(known.get(name, ""))


def _flat(hint: Any) -> Iterator[Any]:
    """A type and all that it is made of."""
    yield hint
    if get_origin(hint) is not Literal:
        for part in get_args(hint):
            yield from _flat(part)


def with_days_as_text(plain: Any) -> Any:
    """The data with each day that YAML made of bare digits as it was written."""
    if isinstance(plain, date):
        return plain.isoformat()
    if isinstance(plain, list):
        return [with_days_as_text(one) for one in plain]
    if isinstance(plain, dict):
        return {key: with_days_as_text(value) for key, value in plain.items()}
    return plain
