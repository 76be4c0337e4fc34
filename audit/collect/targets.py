"""What the user named, told apart: an id, an address, a file, a folder."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from audit.errors import AuditError
from audit.model import Target, TargetKind

LONGEST_NAME = 120
"""Bytes; file systems take 255, and endings are put behind it."""
MOST_WORDS = 4
"""Parts of a branch's name, as in `user/topic/fix`, that are tried."""
_NO_REPOSITORIES = (
    "datasets|spaces|models|papers|docs|blog|collections|organizations|settings|join|login|pricing"
)
"""First parts of the Hub's addresses that lead to something else."""
_PART = r"[\w][\w.-]{0,95}"
_HUB_ID = re.compile(
    rf"^(?:hf:)?(?P<data>datasets/)?(?P<id>{_PART}(?:/{_PART})?)(?:@(?P<ref>\S+))?$"
)
_HUB_URL = re.compile(
    r"^https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<data>datasets/)?"
    rf"(?!(?:{_NO_REPOSITORIES})(?:[/?#]|$))(?P<id>{_PART}(?:/{_PART})?)"
    r"(?:/(?:tree|blob|resolve)/(?P<ref>[^/?#]+))?(?:[/?#]|$)",
    re.IGNORECASE,
)
_GITHUB_ID = re.compile(rf"^github:(?P<id>{_PART}/{_PART})(?:@(?P<ref>\S+))?$", re.IGNORECASE)
_GITHUB_URL = re.compile(
    r"^(?:https?://(?:www\.)?github\.com/|(?:ssh://)?git@github\.com[:/])"
    rf"(?P<id>{_PART}/{_PART})"
    r"(?:@(?P<at>[^?#\s]+)|/(?:tree|blob|commit)/(?P<ref>[^?#\s]+)|/[^?#\s]*)?(?:[?#].*)?$",
    re.IGNORECASE,
)
_GIT_URL = re.compile(
    r"^(?P<plus>git\+)?(?P<url>https?://[^/\s@?#]+/[^\s@?#]+?)(?P<dot>\.git)?/?"
    r"(?:@(?P<ref>[^\s?#]+))?(?:[?#]\S*)?$",
    re.IGNORECASE,
)
"""As pip writes it; without `git+`, only an address that ends in `.git` is known to be git's."""
_GIT_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?/[\w.~%+/-]+", re.ASCII
)
_SECRET = re.compile(r"^(?:git\+)?https?://[^/\s]*@", re.IGNORECASE)
_FORMS = (
    "Give owner/name, datasets/owner/name, github:owner/name@ref, a huggingface.co or github.com "
    "address, git+https://host/path@ref, a folder, a git repository, a model.yaml, "
    "a snapshot, or bundled:NAME."
)


class Named(Struct, frozen=True, kw_only=True):
    """A target, and where it lies when it lies on this machine."""

    target: Target
    path: Path | None = None
    shorter: tuple[str, ...] = ()
    """Revisions to try next: an address does not tell where a branch's name ends."""


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
    return remote_target(text)


def remote_target(text: str) -> Named:
    """The repository that an id or address names."""
    if _SECRET.match(text):
        raise AuditError("The address holds a name or password.", "Leave it out.")
    if found := _GITHUB_ID.match(text):
        return _github(found["id"], found["ref"])
    if found := _GITHUB_URL.match(text):
        return _github_address(found["id"], found["at"], found["ref"])
    if found := _HUB_URL.match(text) or _HUB_ID.match(text):
        kind = TargetKind.HUB_DATASET if found["data"] else TargetKind.HUB_MODEL
        name = f"hf:{(found['data'] or '').lower()}{found['id']}"
        return Named(target=_target(kind, name, unquote(found["ref"] or "") or None))
    if (found := _GIT_URL.match(text)) and (found["plus"] or found["dot"]):
        return _git(found["url"], found["ref"])
    raise AuditError(f"{text[:200]!r} is not a target.", _FORMS)


def safe_name(text: str) -> str:
    """A name that is fit for a file: letters, digits, dot, hyphen and underscore."""
    plain = re.sub(r"[^\w.-]+", "-", text).encode()[:LONGEST_NAME].decode("utf-8", "ignore")
    return plain.strip(".-") or "model"


def _github(name: str, revision: str | None) -> Named:
    plain = name.removesuffix(".git")
    return Named(target=_target(TargetKind.GITHUB, f"github:{plain}", revision))


def _github_address(name: str, at: str | None, rest: str | None) -> Named:
    """`rest` is a revision and maybe a path behind it: the longest revision is tried first."""
    words = [word for word in unquote(rest or "").split("/") if word][:MOST_WORDS]
    if at or not words:
        return _github(name, at)
    revisions = tuple("/".join(words[:end]) for end in range(len(words), 0, -1))
    named = _github(name, revisions[0])
    return Named(target=named.target, shorter=revisions[1:])


def _git(url: str, ref: str | None) -> Named:
    """A repository on a git server; those of GitHub and the Hub are read in their own ways."""
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    address = f"{scheme.lower()}://{host.lower()}/{path.strip('/')}"
    if found := _GITHUB_URL.match(address) or _HUB_URL.match(address):
        if found.re is _GITHUB_URL:
            return _github(found["id"], ref)
        kind = TargetKind.HUB_DATASET if found["data"] else TargetKind.HUB_MODEL
        return Named(target=_target(kind, f"hf:{found['data'] or ''}{found['id']}", ref))
    if not _GIT_ADDRESS.fullmatch(address):
        raise AuditError(f"{url[:200]!r} is not the address of a git repository.", _FORMS)
    name = safe_name(address.partition("://")[2].replace("/", "--"))
    target = Target(kind=TargetKind.GIT, id=f"git:{address}", name=name, revision=ref)
    return Named(target=target)


def _target(kind: TargetKind, artifact: str, revision: str | None) -> Target:
    name = artifact.partition(":")[2].removeprefix("datasets/").replace("/", "--")
    return Target(kind=kind, id=artifact, name=safe_name(name), revision=revision)


def _local(text: str) -> Named | None:
    """A file or folder that is there; `PATH@REVISION` for a repository."""
    if not text:
        return None
    try:
        return _at(text)
    except (OSError, RuntimeError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise AuditError(f"{text[:200]} cannot be read: {words}.", "Check the path.") from error


def _at(text: str) -> Named | None:
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
    target = Target(kind=TargetKind.GIT, id=f"git:{name}", name=name, revision=revision or None)
    return Named(target=target, path=folder)


def _folder(folder: Path) -> Named:
    from audit.collect.store import is_snapshot

    name = safe_name(folder.resolve().name)
    kind = TargetKind.SNAPSHOT if is_snapshot(folder) else TargetKind.FOLDER
    return Named(target=Target(kind=kind, id=f"{kind.value}:{name}", name=name), path=folder)


def _file(file: Path) -> Named:
    kinds = {
        ".yaml": TargetKind.MODEL_FILE,
        ".yml": TargetKind.MODEL_FILE,
        ".json": TargetKind.INVENTORY,
    }
    kind = kinds.get(file.suffix.lower())
    if kind is None:
        raise AuditError(f"{file} is not a model.yaml, an inventory or an assessment.", _FORMS)
    target = Target(kind=kind, id=file_id(file), name=safe_name(file.stem))
    return Named(target=target, path=file)


def file_id(file: Path) -> str:
    """The id of a file that was named, without the machine's path."""
    return f"file:{file.name.encode('utf-8', 'replace').decode('utf-8')}"
