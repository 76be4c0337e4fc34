"""Settings files: YAML, JSON, TOML, INI and `.env`, line by line, whether they parse or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model.use import Kind, Use, is_id

_KEY = re.compile(
    r"""^[\s\-{,]*(?:export\s+|ENV\s+|ARG\s+)?["']?(?P<key>[A-Za-z_][\w.-]{0,60})["']?\s*[:=]\s*"""
    r"""(?P<value>[^\n]*)""",
)
_VALUE = re.compile(r"""["']?(?P<id>[\w.-]+/[\w.-]+)["']?""", re.ASCII)
_ITEM = re.compile(r"""^(?P<indent>\s*)-\s+["']?(?P<id>[\w.-]+/[\w.-]+)["']?\s*,?\s*(?:#.*)?$""")
_MODEL = re.compile(
    r"(?:^|[_.-])(?:model|model[_-]?(?:id|name|repo|repo[_-]?id|path|name[_-]or[_-]path)"
    r"|(?:base|teacher|draft|reward|embedding|reranker?|llm|vlm|vision|text|speculative)[_-]?model"
    r"(?:[_-]?(?:id|name|path))?|pretrained(?:[_-]\w+)*|name[_-]or[_-]path|checkpoint|repo[_-]?id"
    r"|tokenizer(?:[_-](?:id|name|path|name[_-]or[_-]path))?|adapter(?:[_-]name[_-]or[_-]path)?"
    r"|vision[_-]?(?:tower|encoder)|text[_-]?encoder|vae|lora|model[_-]?tag)s?$",
    re.IGNORECASE,
)
_DATASET = re.compile(
    r"(?:^|[_.-])(?:datasets?|dataset[_-]?(?:id|name|repo|path)s?|hf[_-]?dataset|hf[_-]hub[_-]url"
    r"|train[_-]?dataset|eval[_-]?dataset)$",
    re.IGNORECASE,
)
_REVISION = re.compile(r"(?:^|[_.-])revision$|^commit$", re.IGNORECASE)
_NEAR = 4
"""Lines around a name in which a revision belongs to it."""
_LONGEST = 2_000


def settings(path: str, lines: tuple[str, ...]) -> Iterator[Use]:
    """Names under keys that are known to name a model or data set."""
    for number, key, name in _named(lines):
        kind = _kind(key)
        if kind is not None and is_id(name):
            revision = _revision(lines, number)
            way = f"{key}:"
            yield Use(kind=kind, id=name, path=path, line=number, way=way, revision=revision)


def _named(lines: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Line, key and each value that is shaped as a name, those of lists by the key before them."""
    listing = ""
    for number, line in enumerate(lines, 1):
        found = _KEY.match(line) if len(line) < _LONGEST else None
        if found is not None:
            value = found["value"].strip()
            listing = found["key"] if value in ("", "[") else ""
            yield from ((number, found["key"], name) for name in _values(value))
        elif listing and (item := _ITEM.match(line)):
            yield number, listing, item["id"]


def _values(value: str) -> Iterator[str]:
    """One name, or those of a list on one line."""
    plain = value.partition(" #")[0].strip().rstrip(",}").strip()
    parts = plain.strip("[]").split(",") if plain.startswith("[") else [plain]
    for part in parts:
        if found := _VALUE.fullmatch(part.strip()):
            yield found["id"]


def _revision(lines: tuple[str, ...], number: int) -> str | None:
    """A revision on a line beside the name, as far in as it, with no other name between."""
    margin = _margin(lines[number - 1])
    for step in (range(number, number + _NEAR), range(number - 2, number - 2 - _NEAR, -1)):
        for at in step:
            if not 0 <= at < len(lines) or not lines[at].strip():
                break
            found = _KEY.match(lines[at][:_LONGEST])
            if found is None or _margin(lines[at]) != margin or _kind(found["key"]):
                break
            if _REVISION.search(found["key"]):
                return found["value"].strip().rstrip(",").strip("\"'") or None
    return None


def _margin(line: str) -> int:
    """How far in the key stands; the dash of a list item counts as space."""
    return len(line) - len(line.lstrip(" \t-{"))


def _kind(key: str) -> Kind | None:
    if _DATASET.search(key):
        return Kind.DATASET
    return Kind.MODEL if _MODEL.search(key) else None
