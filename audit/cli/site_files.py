"""The folder of a site: what of it is ours, and how it changes without ever being half-written."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.render.site.rows import Definition, Row, Terms

MANIFEST = ".openness-site.json"
STAGING = ".openness-site.new"
"""Where files are written in full before they are moved into their places."""
_SCHEMA = "openness-site-manifest/1"


class Kept(Struct, frozen=True, kw_only=True):
    """What was made of one input."""

    key: str
    """The digest of the input and of all that its pages depend on."""
    row: Row
    files: tuple[str, ...]


class Manifest(Struct, frozen=True, kw_only=True):
    """What lies in the folder, and from what it was made."""

    schema: str = _SCHEMA
    key: str = ""
    """The digest of all inputs, and of all else that the pages depend on."""
    inputs: Mapping[str, Kept] = {}
    """By the name of the page."""
    shared: Mapping[str, Definition | Terms] = {}
    files: tuple[str, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """The manifest; an empty one for a folder that is not there, or is empty. `AuditError` for a
    folder of somebody else."""
    place = folder / MANIFEST
    try:
        if not place.exists():
            _check_empty(folder)
            return Manifest()
        found = msgspec.json.decode(place.read_bytes(), type=Manifest)
    except OSError as error:
        problem = f"{folder} cannot be read: {error.strerror}."
        raise AuditError(problem, "Choose another -o.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise AuditError(f"{place} is broken.", "Delete the site and make it anew.") from error
    if found.schema != _SCHEMA or not all(map(_is_below, found.files)):
        raise AuditError(f"{place} is not of this version.", "Delete the site and make it anew.")
    return found


def _check_empty(folder: Path) -> None:
    if folder.exists() and any(one.name != STAGING for one in folder.iterdir()):
        raise AuditError(f"{folder} is not empty, and no site of this tool.", "Choose another -o.")


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty folder of ours below the folder, which goes at the end."""
    place = folder / STAGING
    shutil.rmtree(place, ignore_errors=True)  # of a run that was killed
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def made_by() -> str:
    """A digest of the code, templates and criteria that pages are made with."""
    whole = hashlib.sha256()
    for name, top in (
        ("audit", Path(__file__).resolve().parents[1]),
        ("reports", data_dir("reports")),
        ("criteria", data_dir("criteria")),
    ):
        for path in sorted(top.rglob("*"), key=lambda one: one.relative_to(top).parts):
            parts = path.relative_to(top).parts
            if {"__pycache__", "_data"} & set(parts) or not path.is_file():
                continue
            whole.update(f"{name}/{'/'.join(parts)}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def check_strangers(folder: Path, files: Iterable[str], ours: Iterable[str]) -> None:
    """`AuditError` where a file would be written over one that is not ours."""
    known = set(ours)
    for name in files:
        place = folder / name
        if name not in known and (place.exists() or place.is_symlink()):
            raise AuditError(f"{place} is not of this site.", "Move it, or choose another -o.")


def differ(staged: Path, folder: Path, files: Iterable[str]) -> list[str]:
    """The files whose bytes are not those that are in place."""
    return [name for name in files if not _is_same(staged / name, folder / name)]


def put_in_place(staged: Path, folder: Path, files: Iterable[str]) -> None:
    """Moves files that were written in full to their places."""
    for name in files:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        (staged / name).replace(place)


def remove(folder: Path, files: Iterable[str]) -> int:
    """Deletes files of ours, and folders that they leave empty; how many files that were."""
    removed = 0
    for name in files:
        place = folder / name
        if place.is_file() or place.is_symlink():
            place.unlink()
            removed += 1
        for parent in list(place.parents)[: len(PurePosixPath(name).parts) - 1]:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
    return removed


def write_manifest(folder: Path, manifest: Manifest, staged: Path) -> None:
    """Writes it where it differs."""
    content = msgspec.json.encode(manifest, order="deterministic") + b"\n"
    (staged / MANIFEST).write_bytes(content)
    put_in_place(staged, folder, differ(staged, folder, [MANIFEST]))


def _is_same(one: Path, other: Path) -> bool:
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    return one.read_bytes() == other.read_bytes()


def _is_below(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name
