"""`model.yaml`: the artifacts of one model, listed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from audit.collect.targets import remote_target, safe_name
from audit.errors import AuditError
from audit.model import Role, Target, TargetKind
from audit.text.safe_yaml import UnsafeYamlError, load

_ARXIV = re.compile(r"(?:arxiv:|arxiv\.org/(?:abs|pdf|html)/)(\d{4}\.\d{4,5})", re.IGNORECASE)
_KEYS = {
    "weights": Role.WEIGHTS,
    "checkpoints": Role.CHECKPOINT,
    "code": Role.CODE,
    "data": Role.DATA,
    "papers": Role.PAPER,
    "base_models": Role.BASE_MODEL,
}
_EXAMPLE = "See the README for an example."


class Listed(Struct, frozen=True, kw_only=True):
    """One entry of a model file."""

    role: Role
    target: Target
    copy: Path | None = None
    """A local folder or repository that is read in place of the published one."""
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
    weights: Any = ()
    checkpoints: Any = ()
    code: Any = ()
    data: Any = ()
    papers: Any = ()
    base_models: Any = ()


def read_model_file(path: Path) -> ModelFile:
    """The model that a file lists; `AuditError` names the place of each mistake."""
    text = _text(path)
    try:
        listed = msgspec.convert(load(text) or {}, _File)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise _mistake(path, str(error)) from error
    entries = tuple(_entries(path, text, listed))
    if not entries:
        raise _mistake(path, f"it lists nothing under {', '.join(_KEYS)}")
    name = safe_name(listed.name or path.stem)
    target = Target(kind=TargetKind.MODEL_FILE, id=f"file:{path.name}", name=name)
    return ModelFile(target=target, entries=entries)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _mistake(path, "it cannot be read as UTF-8 text") from error


def _mistake(path: Path, problem: str) -> AuditError:
    return AuditError(f"{path.name}: {problem}.", _EXAMPLE)


def _entries(path: Path, text: str, listed: _File) -> Iterator[Listed]:
    for key, role in _KEYS.items():
        value = getattr(listed, key)
        for place, item in enumerate(value if isinstance(value, (list, tuple)) else [value]):
            where = f"{key}[{place}]"
            entry = _entry(path, where, item)
            copy = (path.parent / entry.copy).expanduser() if entry.copy else None
            if copy is not None and not copy.is_dir():
                raise _mistake(path, f"{where}.copy is not a folder")
            yield Listed(
                role=role,
                target=_target(path, where, role, entry),
                copy=copy,
                line=_line(text, entry.id),
            )


def _entry(path: Path, where: str, item: object) -> _Entry:
    try:
        return _Entry(id=item) if isinstance(item, str) else msgspec.convert(item, _Entry)
    except msgspec.ValidationError as error:
        raise _mistake(path, f"{where}: {error}") from error


def _target(path: Path, where: str, role: Role, entry: _Entry) -> Target:
    if role is Role.PAPER:
        return _paper(entry.id)
    try:
        text = entry.id
        if role is Role.DATA and re.fullmatch(r"(?:hf:)?[\w.-]+/[\w.-]+(?:@\S+)?", text):
            text = f"datasets/{text.removeprefix('hf:')}"
        target = remote_target(text)
    except AuditError as error:
        raise _mistake(path, f"{where}: {error.problem.rstrip('.')}") from error
    return msgspec.structs.replace(target, revision=entry.revision or target.revision)


def _paper(text: str) -> Target:
    found = _ARXIV.search(text) or re.fullmatch(r"(\d{4}\.\d{4,5})", text)
    name = f"arxiv:{found[1]}" if found else f"paper:{text[:200]}"
    return Target(kind=TargetKind.MODEL_FILE, id=name, name=safe_name(name))


def _line(text: str, entry: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if entry in line), 1)
