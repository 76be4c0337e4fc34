"""What the user named, told apart: an id, an address, a file, a folder."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from audit.collect.store import is_snapshot
from audit.errors import AuditError
from audit.model import Target, TargetKind

_PART = r"[\w][\w.-]{0,95}"
_HUB_ID = re.compile(
    rf"^(?:hf:)?(?P<data>datasets/)?(?P<id>{_PART}(?:/{_PART})?)(?:@(?P<ref>\S+))?$"
)
_HUB_URL = re.compile(
    rf"^https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<data>datasets/)?(?P<id>{_PART}(?:/{_PART})?)"
    r"(?:/(?:tree|blob|resolve)/(?P<ref>[^/?#]+))?(?:[/?#]|$)"
)
_GITHUB = re.compile(
    rf"^(?:github:|https?://(?:www\.)?github\.com/)(?P<id>{_PART}/{_PART}?)(?:\.git)?"
    r"(?:(?:@|/(?:tree|blob|commit)/)(?P<ref>[^?#\s]+?))?(?:[/?#].*)?$"
)
_FORMS = (
    "Give owner/name, datasets/owner/name, github:owner/name@ref, a huggingface.co or github.com "
    "address, a folder, a git repository, a model.yaml, a snapshot, or bundled:NAME."
)


class Named(Struct, frozen=True, kw_only=True):
    """A target, and where it lies when it lies on this machine."""

    target: Target
    path: Path | None = None


def name_target(text: str) -> Named:
    """The target that `text` names; `AuditError` with the accepted forms when it names none."""
    text = text.strip()
    if text.startswith("bundled:"):
        name = text.removeprefix("bundled:")
        return Named(target=Target(kind=TargetKind.BUNDLED, id=text, name=safe_name(name)))
    if local := _local(text):
        return local
    if text.startswith(("./", "../", "/", "~")) or text.endswith((".yaml", ".yml", ".json")):
        raise AuditError(f"There is no file or folder {text}.", "Check the path.")
    return Named(target=remote_target(text))


def remote_target(text: str) -> Target:
    """The repository that an id or address names."""
    if found := _GITHUB.match(text):
        name = found["id"].removesuffix(".git")
        return _target(TargetKind.GITHUB, f"github:{name}", found["ref"])
    if found := _HUB_URL.match(text) or _HUB_ID.match(text):
        kind = TargetKind.HUB_DATASET if found["data"] else TargetKind.HUB_MODEL
        return _target(kind, f"hf:{found['data'] or ''}{found['id']}", found["ref"])
    raise AuditError(f"{text[:200]!r} is not a target.", _FORMS)


def safe_name(text: str) -> str:
    """A name that is fit for a file: letters, digits, dot, hyphen and underscore."""
    return re.sub(r"[^\w.-]+", "-", text).strip(".-")[:100] or "model"


def _target(kind: TargetKind, artifact: str, revision: str | None) -> Target:
    name = artifact.partition(":")[2].removeprefix("datasets/").replace("/", "--")
    return Target(kind=kind, id=artifact, name=safe_name(name), revision=revision)


def _local(text: str) -> Named | None:
    """A file or folder that is there; `PATH@REVISION` for a repository."""
    whole = Path(text).expanduser()
    place, _, revision = text.rpartition("@")
    if not whole.exists() and place and Path(place).expanduser().is_dir():
        return _repository(Path(place).expanduser(), revision)
    if whole.is_dir():
        return _folder(whole)
    if whole.is_file():
        return _file(whole)
    return None


def _repository(folder: Path, revision: str) -> Named:
    name = safe_name(folder.resolve().name.removesuffix(".git"))
    target = Target(kind=TargetKind.GIT, id=f"git:{name}", name=name, revision=revision)
    return Named(target=target, path=folder)


def _folder(folder: Path) -> Named:
    name = safe_name(folder.resolve().name)
    kind = TargetKind.SNAPSHOT if is_snapshot(folder) else TargetKind.FOLDER
    return Named(target=Target(kind=kind, id=f"{kind.value}:{name}", name=name), path=folder)


def _file(file: Path) -> Named:
    suffixes = {".yaml": TargetKind.MODEL_FILE, ".yml": TargetKind.MODEL_FILE}
    kind = suffixes.get(file.suffix, TargetKind.INVENTORY if file.suffix == ".json" else None)
    if kind is None:
        raise AuditError(f"{file} is not a model.yaml, an inventory or an assessment.", _FORMS)
    name = safe_name(file.stem)
    return Named(target=Target(kind=kind, id=f"file:{file.name}", name=name), path=file)
