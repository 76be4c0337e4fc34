"""`model.yaml`: the artifacts of one model, listed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from audit.collect.settings import is_web_address
from audit.collect.targets import Named, file_id, remote_target, safe_name
from audit.collect.web import address_of
from audit.errors import AuditError
from audit.model import Role, Target, TargetKind
from audit.text.safe_yaml import MOST_BYTES, UnsafeYamlError, load

_ARXIV = re.compile(r"(?:arxiv:|arxiv\.org/(?:abs|pdf|html)/)(\d{4}\.\d{4,5})", re.IGNORECASE)
_KEYS = {
    "weights": Role.WEIGHTS,
    "checkpoints": Role.CHECKPOINT,
    "code": Role.CODE,
    "data": Role.DATA,
    "papers": Role.PAPER,
    "pages": Role.PAGE,
    "base_models": Role.BASE_MODEL,
}
_EXAMPLE = "See the README for an example."
_ENTRY = "expected an id, or a mapping with id and maybe revision and copy"


class Listed(Struct, frozen=True, kw_only=True):
    """One entry of a model file."""

    role: Role
    named: Named
    """What is listed; its path is a local copy, read in place of the published one."""
    line: int


class ModelFile(Struct, frozen=True, kw_only=True):
    """A model as its artifacts are listed."""

    target: Target
    entries: tuple[Listed, ...]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    revision: str | None = None
    copy: str | None = None


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    name: str | None = None
    weights: Any = None
    checkpoints: Any = None
    code: Any = None
    data: Any = None
    papers: Any = None
    pages: Any = None
    base_models: Any = None


def read_model_file(path: Path) -> ModelFile:
    """The model that a file lists; `AuditError` names the place of each mistake."""
    text = _text(path)
    try:
        listed = msgspec.convert(load(text) or {}, _File)
    except UnsafeYamlError as error:
        raise _mistake(path, str(error)) from error
    except msgspec.ValidationError as error:
        raise _mistake(path, f"{error}; expected name, {', '.join(_KEYS)}") from error
    entries = tuple(_entries(path, text, listed))
    if not entries:
        raise _mistake(path, f"it lists nothing under {', '.join(_KEYS)}")
    name = safe_name(listed.name or path.stem)
    target = Target(kind=TargetKind.MODEL_FILE, id=file_id(path), name=name)
    return ModelFile(target=target, entries=entries)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _mistake(path, f"it cannot be read: {error.strerror}") from error
    if len(content) > MOST_BYTES:
        raise _mistake(path, f"it has more than {MOST_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _mistake(path, "it is not text in UTF-8") from error


def _mistake(path: Path, problem: str) -> AuditError:
    return AuditError(f"{path.name}: {problem}.", _EXAMPLE)


def _entries(path: Path, text: str, listed: _File) -> Iterator[Listed]:
    places: dict[str, str] = {}
    for where, role, item in _items(listed):
        entry = _entry(path, where, item)
        named = _named(path, where, role, entry)
        first = places.setdefault(named.target.id.lower(), where)
        if first != where:
            raise _mistake(path, f"{where}: {entry.id} stands under {first} already")
        yield Listed(role=role, named=named, line=_line(text, entry.id))


def _items(listed: _File) -> Iterator[tuple[str, Role, object]]:
    """Every entry with its place; one entry may stand without a list around it."""
    for key, role in _KEYS.items():
        value = getattr(listed, key)
        if isinstance(value, list):
            yield from ((f"{key}[{place}]", role, item) for place, item in enumerate(value))
        elif value is not None:
            yield key, role, value


def _entry(path: Path, where: str, item: object) -> _Entry:
    try:
        entry = _Entry(id=item) if isinstance(item, str) else msgspec.convert(item, _Entry)
    except msgspec.ValidationError as error:
        raise _mistake(path, f"{where}: {error}; {_ENTRY}") from error
    if not entry.id.strip():
        raise _mistake(path, f"{where}: the id is empty; {_ENTRY}")
    return entry


def _named(path: Path, where: str, role: Role, entry: _Entry) -> Named:
    copy = _copy(path, where, entry.copy) if entry.copy else None
    if role in (Role.PAPER, Role.PAGE):
        return Named(target=_text_apart(entry.id, role), path=copy)
    text = entry.id.strip()
    if role is Role.CODE and re.fullmatch(r"[\w-][\w.-]*/[\w.-]+(?:@\S+)?", text):
        text = f"github:{text}"
    if role is Role.DATA and re.fullmatch(r"(?:hf:)?[\w.-]+/[\w.-]+(?:@\S+)?", text):
        text = f"datasets/{text.removeprefix('hf:').removeprefix('datasets/')}"
    try:
        named = remote_target(text)
    except AuditError as error:
        raise _mistake(path, f"{where}: {error.problem.rstrip('.')}") from error
    if entry.revision is None:
        return msgspec.structs.replace(named, path=copy)
    return Named(target=msgspec.structs.replace(named.target, revision=entry.revision), path=copy)


def _copy(path: Path, where: str, text: str) -> Path:
    try:
        copy = path.parent / Path(text).expanduser()
        if copy.is_dir():
            return copy
    except (OSError, RuntimeError, ValueError) as error:
        raise _mistake(path, f"{where}.copy cannot be read") from error
    raise _mistake(path, f"{where}.copy is not a folder")


def _text_apart(text: str, role: Role) -> Target:
    """A paper, or a page such as a post: by its address, its arXiv number, or its name alone."""
    found = _ARXIV.search(text) or re.fullmatch(r"(\d{4}\.\d{4,5})", text.strip())
    address = address_of(text)
    apart = address if is_web_address(address) else address[:200]
    name = f"arxiv:{found[1]}" if found else f"{role.value}:{apart}"
    return Target(kind=TargetKind.MODEL_FILE, id=name, name=safe_name(name))


def _line(text: str, entry: str) -> int:
    """The line of an id that is not the beginning of a longer one."""
    whole = re.compile(rf"(?<![\w.-]){re.escape(entry)}(?![\w.-])")
    return next((n for n, line in enumerate(text.splitlines(), 1) if whole.search(line)), 1)
