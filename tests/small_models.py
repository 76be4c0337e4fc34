"""Small made-up models, built in memory from texts, for tests of what is stated of them.

    model = small_model(
        weights({"README.md": "---\\nlicense: mit\\n---\\n", "model.safetensors": 9}),
        code({"LICENSE": MIT, "train.py": 40}),
    )
    state_facts(*model)            # what the probes state
    judged(model)                  # the whole way: inventory and verdicts

The files of an artifact map a path to its text, when it was read, or to its size in bytes, when
it is only listed. `listing` says how much of the listing was seen: `whole`, `part` or `none`.
`record` holds the fields of the host's own answer; it becomes the page `api/model-info.json`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from audit.judge.assess import assess
from audit.model import (
    Artifact,
    Assessment,
    Document,
    Evidence,
    Fact,
    Gap,
    Role,
    Snapshot,
    Target,
    TargetKind,
    Tree,
    TreeFile,
)
from audit.pipeline import inventory_of
from audit.probes.pages import View
from audit.probes.run import Probe

REVISION = "0123456789abcdef0123456789abcdef01234567"
WEIGHTS, CODE, DATA = "hf:acme/Heron-7B", "github:acme/heron", "hf:datasets/acme/heron-mix"
Files = Mapping[str, str | int]


class Small(NamedTuple):
    """A snapshot and the bytes of its documents by sha256."""

    snapshot: Snapshot
    contents: dict[str, bytes]


class Part(NamedTuple):
    """One artifact and the bytes of its documents."""

    artifact: Artifact
    contents: dict[str, bytes]


def part(
    artifact: str,
    role: Role,
    files: Files,
    *,
    listing: str = "whole",
    record: Mapping[str, Any] | None = None,
    own: bool = True,
    reason: str = "named by the user",
    **more: Any,
) -> Part:
    """An artifact; a path that begins with `@` or `api/` is a document and in no listing."""
    texts = {path: text for path, text in files.items() if isinstance(text, str)}
    if record is not None:
        texts["api/model-info.json"] = json.dumps(record, indent=1, sort_keys=True) + "\n"
    contents = {_sha(text): text.encode() for text in texts.values()}
    return Part(
        Artifact(
            id=artifact,
            role=role,
            revision=REVISION,
            url=f"{_home(artifact)}/tree/{REVISION}",
            reason=reason,
            own=own,
            tree=None if listing == "none" else _tree(files, complete=listing == "whole"),
            documents=tuple(_document(artifact, path, texts[path]) for path in sorted(texts)),
            **more,
        ),
        contents,
    )


def weights(files: Files, artifact: str = WEIGHTS, **more: Any) -> Part:
    """The weight repository that is judged, unless it is named as another one."""
    return part(artifact, Role.WEIGHTS, files, **more)


def checkpoint(files: Files, artifact: str, **more: Any) -> Part:
    """Further weights of the same publisher."""
    return part(artifact, Role.CHECKPOINT, files, **more)


def code(files: Files, artifact: str = CODE, **more: Any) -> Part:
    """A code repository of the publisher."""
    return part(artifact, Role.CODE, files, **more)


def data(files: Files, artifact: str = DATA, **more: Any) -> Part:
    """A data set, the publisher's own unless `own=False`."""
    return part(artifact, Role.DATA, files, **more)


def base(files: Files, artifact: str, **more: Any) -> Part:
    """A base model, which others publish."""
    return part(artifact, Role.BASE_MODEL, files, own=False, **more)


def small_model(*parts: Part, gaps: tuple[Gap, ...] = ()) -> Small:
    """The snapshot of these artifacts."""
    contents: dict[str, bytes] = {}
    for each in parts:
        contents.update(each.contents)
    target = Target(kind=TargetKind.HUB_MODEL, id="acme/Heron-7B", name="Heron-7B")
    artifacts = tuple(each.artifact for each in parts)
    return Small(Snapshot(target=target, artifacts=artifacts, gaps=gaps), contents)


def stated(probe: Probe, *parts: Part, gaps: tuple[Gap, ...] = ()) -> list[Fact]:
    """What one probe states of these artifacts."""
    return list(probe.probe(View(*small_model(*parts, gaps=gaps))))


def judged(model: Small) -> Assessment:
    """The whole way from the snapshot to the verdicts."""
    return assess(inventory_of(*model))


def card(body: str = "", **front: Any) -> str:
    """A card with this front matter; a list becomes one line of YAML."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def quotes(facts: list[Fact], kind: type[Fact]) -> list[str | None]:
    """The first quote of each fact of a kind."""
    found: list[Evidence] = [fact.evidence[0] for fact in facts if isinstance(fact, kind)]  # type: ignore[union-attr]
    return [evidence.quote for evidence in found]


def _tree(files: Files, *, complete: bool) -> Tree:
    return Tree(
        files=tuple(
            TreeFile(path=path, size=it if isinstance(it, int) else len(it.encode()))
            for path, it in sorted(files.items())
            if not path.startswith(("@", "api/"))
        ),
        complete=complete,
    )


def _document(artifact: str, path: str, text: str) -> Document:
    return Document(
        path=path,
        url=f"{_home(artifact)}/blob/{REVISION}/{path}",
        sha256=_sha(text),
        size=len(text.encode()),
        retrieved_at="2026-11-20T00:00:00Z",
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _home(artifact: str) -> str:
    host, _, name = artifact.partition(":")
    return f"https://{'github.com' if host == 'github' else 'huggingface.co'}/{name}"
