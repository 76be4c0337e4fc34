"""The folder of a site: what of it is ours, and how it changes without ever being half-written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.render.site.rows import Definition, Row, Terms

MANIFEST = ".openness-site.json"
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
    inputs: Mapping[str, Kept] = {}
    """By the name of the page."""
    shared: Mapping[str, Definition | Terms] = {}
    files: tuple[str, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """The manifest; an empty one for a folder that is not there, or is empty. `AuditError` for a
    folder of somebody else."""
    place = folder / MANIFEST
    try:
        if not folder.exists() or (
            not any(one for one in folder.iterdir() if not one.name.startswith(".openness-"))
            and not place.exists()
        ):
            return Manifest()
        found = msgspec.json.decode(place.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise AuditError(
            f"{folder} is not empty, and no site of this tool.", "Choose another -o."
        ) from error
    except OSError as error:
        raise AuditError(
            f"{folder} cannot be read: {error.strerror}.", "Choose another -o."
        ) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise AuditError(f"{place} is broken.", "Delete the site and make it anew.") from error
    if found.schema != _SCHEMA or not all(map(_is_below, found.files)):
        raise AuditError(f"{place} is not of this version.", "Delete the site and make it anew.")
    return found


def made_by() -> str:
    """A digest of the code, templates and criteria that pages are made with."""
    whole = hashlib.sha256()
    for name, top in (
        ("audit", Path(__file__).resolve().parents[1]),
        ("reports", data_dir("reports")),
        ("criteria", data_dir("criteria")),
    ):
        for path in sorted(top.rglob("*")):
            parts = path.relative_to(top).parts
            if not path.is_file() or {"__pycache__", "_data"} & set(parts):
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


def put_in_place(staged: Path, folder: Path, files: Iterable[str]) -> int:
    """Moves what differs from what is there; how many files that were."""
    moved = 0
    for name in files:
        new, old = staged / name, folder / name
        if old.is_file() and old.read_bytes() == new.read_bytes():
            continue
        old.parent.mkdir(parents=True, exist_ok=True)
        new.replace(old)
        moved += 1
    return moved


def remove(folder: Path, files: Iterable[str]) -> int:
    """Deletes files of ours, and folders that they leave empty."""
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
    put_in_place(staged, folder, [MANIFEST])


def _is_below(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name
