"""From files to uses: which reader is for which file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from audit.model.use import Use
from audit.uses.addresses import addresses
from audit.uses.commands import commands, modelfile
from audit.uses.notebooks import UnreadError, code_of
from audit.uses.python import UnparsedError, python
from audit.uses.settings import settings

IGNORED = "openness: ignore"
"""A line with these words is left out, and counted."""
_PYTHON = frozenset({".py", ".pyi", ".pyw"})
_SETTINGS = frozenset(
    {".yaml", ".yml", ".json", ".toml", ".ini", ".cfg", ".conf", ".env", ".properties"}
)
_COMMANDS = frozenset(
    {
        ".sh",
        ".bash",
        ".zsh",
        ".fish",
        ".ps1",
        ".bat",
        ".cmd",
        ".mk",
        ".txt",
        ".yaml",
        ".yml",
        ".toml",
        ".service",
        ".slurm",
        ".sbatch",
        ".json",
    }
)
_BY_NAME = ("Dockerfile", "Containerfile", "Makefile", "justfile", "Procfile", "Modelfile")
_LOCKS = frozenset({"package-lock.json", "poetry.lock", "uv.lock", "Cargo.lock", "openness.lock"})


class Found(Struct, frozen=True, kw_only=True):
    """What a code base names, and what of it could not be read."""

    uses: tuple[Use, ...]
    ignored: int
    """Names on lines that ask to be left out."""
    unread: tuple[tuple[str, str], ...]
    """Files that may name something, and why they were not read."""
    files: int
    """How many files were read."""


def is_read(path: str) -> bool:
    """Whether a file of this name may say what is used."""
    place = PurePosixPath(path)
    name = place.name
    if name in _LOCKS:
        return False
    suffix = place.suffix.lower()
    known = _PYTHON | _SETTINGS | _COMMANDS | {".ipynb"}
    return suffix in known or name.startswith((*_BY_NAME, ".env"))


def read_uses(files: Iterable[tuple[str, str]], folders: Iterable[str] = ()) -> Found:
    """Every name in the files, by path and text, in order; a name that is a folder of the code
    base itself is a place on disk and no name."""
    local = frozenset(folders)
    unread: list[tuple[str, str]] = []
    uses: set[Use] = set()
    ignored = count = 0
    for path, text in files:
        count += 1
        lines = tuple(text.splitlines())
        for use in _read(path, text, lines, unread):
            if IGNORED in lines[use.line - 1 : use.line][0]:
                ignored += 1
            elif use.id not in local:
                uses.add(use)
    return Found(
        uses=tuple(sorted(_each_once(uses), key=_order)),
        ignored=ignored,
        unread=tuple(sorted(unread)),
        files=count,
    )


def _order(use: Use) -> tuple[str, int, str, str]:
    return use.path, use.line, use.kind, use.id


def _each_once(uses: Iterable[Use]) -> Iterator[Use]:
    """One use of each name on a line: the one with a revision, then the first way."""
    known: dict[tuple[str, int, str, str], Use] = {}
    for use in sorted(uses, key=lambda one: (one.revision is None, one.way)):
        known.setdefault(_order(use), use)
    return iter(known.values())


def _read(
    path: str, text: str, lines: tuple[str, ...], unread: list[tuple[str, str]]
) -> Iterator[Use]:
    place = PurePosixPath(path)
    suffix, name = place.suffix.lower(), place.name
    yield from addresses(path, lines)
    if suffix in _PYTHON:
        yield from _python(path, text, unread)
    elif suffix == ".ipynb":
        yield from _notebook(path, text, unread)
    elif name.startswith("Modelfile"):
        yield from modelfile(path, lines)
    else:
        if suffix in _SETTINGS or name.startswith((".env", "Dockerfile", "Containerfile")):
            yield from settings(path, lines)
        if suffix in _COMMANDS or name.startswith(_BY_NAME):
            yield from commands(path, lines)


def _python(path: str, text: str, unread: list[tuple[str, str]]) -> Iterator[Use]:
    try:
        yield from python(path, text)
    except UnparsedError:
        unread.append((path, "it does not parse as Python 3"))


def _notebook(path: str, text: str, unread: list[tuple[str, str]]) -> Iterator[Use]:
    try:
        code, magic = code_of(text)
    except UnreadError as error:
        unread.append((path, str(error)))
        return
    yield from commands(path, tuple(magic.splitlines()))
    yield from _python(path, code, unread)
