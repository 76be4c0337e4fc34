"""Reads the files of the European Open Source AI Index and of its forerunner.

The form: https://github.com/Language-Technology-Assessment/main-database/blob/main/readme.md. Each
parameter has a class (open, partial or closed; empty counts as closed), a link and notes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from audit.errors import AuditError
from audit.registers.cells import Cell, Register, addresses, hub_ids, plain_text
from audit.text.safe_yaml import UnsafeYamlError, load
from audit.text.yaml_lines import lines_of_keys, quoted

LEVELS = ("open", "partial", "closed")
LOWEST = "closed"
_SHARED = (
    "code",
    "preprint",
    "paper",
    "modelcard",
    "datasheet",
)
_INDEX = (
    "datasources_basemodel",
    "datasources_endmodel",
    "weights_basemodel",
    "weights_endmodel",
    "trainingcode",
    "hardware_architecture",
    "licenses",
    *_SHARED,
)
_TOOLS = ("package", "api")
_FORERUNNER = (
    "opencode",
    "llmdata",
    "llmweights",
    "rldata",
    "rlweights",
    "license",
    "architecture",
    *_SHARED,
    *_TOOLS,
)


class Edition(NamedTuple):
    """One version of the index."""

    framework: str
    prefix: str
    keys: tuple[str, ...]
    name: str
    source: str


EDITIONS = (
    Edition(
        "osai-index-2026",
        "OSAI26",
        _INDEX,
        "European Open Source AI Index",
        "https://osai-index.eu",
    ),
    Edition(
        "osai-index-2025",
        "OSAI25",
        (*_INDEX, *_TOOLS),
        "European Open Source AI Index",
        "https://osai-index.eu",
    ),
    Edition(
        "opening-up-chatgpt",
        "OUC",
        _FORERUNNER,
        "Opening up ChatGPT",
        "https://opening-up-chatgpt.github.io",
    ),
)
_WEIGHTS = ("weights_endmodel", "rlweights", "weights_basemodel", "llmweights")
"""Where the model's own address stands, the surest first."""


def read_osai(text: str, file: str) -> tuple[Register, Edition]:
    """What a file says of one model, and the version of the index that it is of; `AuditError`
    where it is no file of the index's."""
    plain = _plain(text, file)
    edition = _edition(plain, file)
    lines = lines_of_keys(text)
    unread: list[str] = []
    cells = tuple(_cells(plain, edition, text, lines, unread))
    links = {cell.title: cell.links for cell in cells}
    hubs = (name for key in _WEIGHTS for name in hub_ids(links.get(key, ())))
    system = plain.get("system") or plain.get("project")
    title = plain_text(system.get("name")) if isinstance(system, dict) else None
    register = Register(
        name=edition.name,
        source=edition.source,
        file=file,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=(title or "").strip() or file,
        model=next(hubs, None),
        date=None,
        cells=cells,
        unread=tuple(unread),
    )
    return register, edition


def _plain(text: str, file: str) -> Mapping[str, Any]:
    try:
        plain = load(text)
    except UnsafeYamlError as error:
        raise AuditError(f"{file}: {error}.", "Give a model file of the index.") from error
    if not isinstance(plain, dict):
        raise AuditError(f"{file} holds no parameters.", "Give a model file of the index.")
    return plain


def _edition(plain: Mapping[str, Any], file: str) -> Edition:
    """The version of whose own parameters the most are there; of two, the one with fewer."""
    found = {edition: sum(key in plain for key in edition.keys) for edition in EDITIONS}
    best = max(EDITIONS, key=lambda edition: (found[edition], -len(edition.keys)))
    if found[best] < len(best.keys) // 2:
        problem = f"{file} holds {found[best]} of the {len(best.keys)} parameters of the index."
        raise AuditError(problem, "Give a model file of the index.")
    return best


def _cells(
    plain: Mapping[str, Any],
    edition: Edition,
    text: str,
    lines: Mapping[str, tuple[int, int]],
    unread: list[str],
) -> Iterator[Cell]:
    written = text.splitlines()
    for key in edition.keys:
        place = lines.get(key)
        found = plain.get(key)
        cell = found if isinstance(found, dict) else {}
        yield Cell(
            kind="requirement",
            subject=f"{edition.prefix}-{key}",
            title=key,
            finding=_level(key, plain_text(cell.get("class")), unread),
            said=" ".join((plain_text(cell.get("notes")) or "").split()),
            links=addresses(cell.get("link")),
            lines=place,
            quote=quoted(written, place) if place else None,
        )


def _level(key: str, word: str | None, unread: list[str]) -> str | None:
    """The level that is given; None where there is none, which the index counts as closed."""
    level = (word or "").strip().lower()
    if level in LEVELS:
        return level
    if level:
        unread.append(f"{key}: {level[:40]!r} is no class, expected {', '.join(LEVELS)}")
    return None
