"""Code that the user listed beside weights of another owner: whether anything read ties the two.

A list says that somebody holds the repository for this model's. Toolkits, bases and benchmarks of
others are listed as well, and their code, terms and promises are not this model's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from audit.model import Artifact, Role, Snapshot
from audit.probes.pages import Subject

_MODEL = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/"
    r"(?!datasets/|spaces/|papers/|docs/|blog/|collections/|organizations/)([\w.-]+)/([\w.-]+)",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"acknowledg|thank|related|based on|built on|credit|inspired|similar|致谢|感谢", re.IGNORECASE
)
_SAYS_NOTHING = frozenset(
    ("base", "chat", "code", "gpt", "instruct", "instruction", "language", "large", "llm", "mini",
     "model", "models", "open", "small", "train", "training", "tuning", "vision")
)  # fmt: skip
"""Words in names of models and repositories that are nobody's own."""
_SHORTEST = 4
UNTIED = "; nothing that was read ties it to the weights, which another owner publishes"


def as_shown(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Snapshot:
    """The snapshot, in which listed code that nothing ties to the weights is not the model's."""
    weights = [a for a in snapshot.artifacts if a.own and a.role is Role.WEIGHTS]
    if not any(_owner(one) for one in weights):
        return snapshot
    artifacts = tuple(
        msgspec.structs.replace(one, own=False, reason=f"{one.reason}{UNTIED}")
        if _is_listed(one) and not _is_tied(one, weights, contents)
        else one
        for one in snapshot.artifacts
    )
    return msgspec.structs.replace(snapshot, artifacts=artifacts)


def _is_listed(artifact: Artifact) -> bool:
    """Whether a code repository counts by nothing but the user's list."""
    hosted = artifact.id.startswith("github:")
    listed = artifact.reason.startswith("listed in")
    return artifact.own and artifact.role is Role.CODE and hosted and listed


def _is_tied(code: Artifact, weights: list[Artifact], contents: Mapping[str, bytes]) -> bool:
    """By its owner, by a link in the card, or by what its README links: the weights' owner no less
    than any other, or nobody's weights where it goes by a name of the model's."""
    if any(_alike(_owner(code), _owner(one)) for one in weights):
        return True
    name = code.id.partition(":")[2].lower()
    if any(name in _linked(one, contents) for one in weights):
        return True
    owners = Counter(_owners_linked(Subject(code, contents)))
    if owners:
        return any(owners[_owner(one).lower()] == max(owners.values()) for one in weights)
    return any(_share_a_name(name, one) for one in weights)


def _owner(artifact: Artifact) -> str:
    owner, slash, _ = artifact.id.partition(":")[2].partition("/")
    return owner if slash and artifact.id.startswith(("hf:", "github:")) else ""


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _alike(here: str, there: str) -> bool:
    """Whether the names of two owners are one name, or one begins the other."""
    one, other = sorted((_letters(here), _letters(there)), key=len)
    return bool(one) and (one == other or (len(one) >= _SHORTEST and other.startswith(one)))


def _linked(weights: Artifact, contents: Mapping[str, bytes]) -> set[str]:
    """The repositories that the card links outside of thanks."""
    card = Subject(weights, contents).page("README.md")
    found = set()
    for link in card.links if card is not None else ():
        near = f"{card.title_over(link.line)} {card.lines[link.line - 1][:2_000]}" if card else ""
        match = re.match(r"https?://(?:www\.)?github\.com/([\w.-]+/[\w.-]+)", link.url)
        if match and not _THANKED.search(near):
            found.add(match[1].removesuffix(".git").lower())
    return found


def _owners_linked(code: Subject) -> Iterator[str]:
    """The owners of the weights that READMEs at the root link, once for each link."""
    for page in code.pages:
        if page.is_readme and "/" not in page.path:
            yield from (m[1].lower() for link in page.links if (m := _MODEL.match(link.url)))


def _share_a_name(name: str, weights: Artifact) -> bool:
    """Whether the repository goes by a word of the weights' name or by their owner's."""
    here, there = _words(name.partition("/")[2]), _words(weights.id.rpartition("/")[2])
    return bool(here & there) or _alike(name.partition("/")[2], _owner(weights))


def _words(name: str) -> set[str]:
    words = re.findall(r"[a-z]+", name.lower())
    return {word for word in words if len(word) >= _SHORTEST} - _SAYS_NOTHING
