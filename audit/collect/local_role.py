"""What a folder on disk is a copy of: a model repository of the Hub, or code."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from audit.collect.folder import WEIGHTS
from audit.collect.git_objects import Refs, borrowed, is_bare, is_repository
from audit.model import Role

CARD_BYTES = 10_000_000
"""More than any card has."""
_FENCE = b"---"
"""How a model card begins: with the fence of its metadata."""


def role_of_local(folder: Path, revision: str | None) -> Role:
    """Weights where the folder, or its files at the revision, look like a model; else code."""
    if is_repository(folder) and (revision is not None or is_bare(folder)):
        return _role_in_git(folder, revision)
    try:
        names = [entry.name for entry in folder.iterdir()]
        return _role(names, _head(folder / "README.md"))
    except OSError:
        return Role.CODE


def _role_in_git(folder: Path, revision: str | None) -> Role:
    refs = Refs(folder)
    commit = refs.commit(revision)
    if commit is None:
        return Role.CODE
    with borrowed(refs) as objects:
        root = {entry.path: entry for entry in objects.entries(commit, whole=False)}
        card = root.get("README.md")
        text = b""
        if card and card.is_file:
            text = objects.blobs([card.sha], most=CARD_BYTES).get(card.sha, b"")
    return _role(root, text)


def _head(card: Path) -> bytes:
    if not card.is_file():
        return b""
    with card.open("rb") as file:
        return file.read(len(_FENCE))


def _role(names: Collection[str], card: bytes) -> Role:
    has_weights = any(name.rpartition(".")[2].lower() in WEIGHTS for name in names)
    is_model = card.startswith(_FENCE) or has_weights or "config.json" in names
    return Role.WEIGHTS if is_model else Role.CODE
