"""A world in which every kind of endpoint is asked once, and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from audit.collect.store import load
from audit.model import Snapshot
from tests.hub import Hub, Request, Shelf, serve

from .worlds import coded, plain, tiny

CARD = """\
---
license: mit
base_model: acme/base
datasets: [acme/mix]
---
# Tiny

[Code](https://github.com/acme/tiny-code), official engine code: https://github.com/other/engine.
"""
TINY, BASE, MIX = "hf:acme/tiny", "hf:acme/base", "hf:datasets/acme/mix"
CODE, ENGINE = "github:acme/tiny-code", "github:other/engine"


def the_world() -> Shelf:
    """A model, its code, an engine that links back to it, a dataset and a base model."""
    return Shelf(
        models=[
            replace(tiny(CARD, LICENSE="MIT License\n"), moved_from=("old/tiny",)),
            plain("acme/base"),
        ],
        datasets=[plain("acme/mix")],
        repos=[
            coded("acme/tiny-code"),
            coded("other/engine", "# Engine\nRuns [tiny](https://huggingface.co/acme/tiny).\n"),
        ],
    )


@contextmanager
def running_world() -> Iterator[Hub]:
    with serve(the_world()) as hub:
        yield hub


def environment(hub: Hub) -> dict[str, str]:
    """The Hub on one host, GitHub on another, as in the world."""
    elsewhere = hub.hf_endpoint.replace("127.0.0.1", "localhost")
    return {
        **hub.environment(),
        "OPENNESS_GITHUB_API": f"{elsewhere}/github",
        "OPENNESS_GITHUB_RAW": f"{elsewhere}/raw",
        "OPENNESS_GITHUB_SITE": f"{elsewhere}/site",
    }


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One address, and what is lost with it."""

    name: str
    path: str
    """A pattern of the whole path."""
    artifact: str
    host: str = ""
    """The host, where the path is that of several."""
    file: str | None = None
    """The document that is read there; None when all of the artifact hangs on it."""
    beside: tuple[str, ...] = ()
    """Other documents that come of the same answer."""
    loses: tuple[str, ...] = ()
    """Artifacts that only this document leads to."""
    also: tuple[str, ...] = ()
    """Other artifacts that cannot be read without it."""
    is_needed: bool = False
    """True where nothing of the artifact counts without this document."""
    is_json: bool = False
    is_target: bool = False
    is_look: bool = False
    """True where it is only looked whether a README links back."""
    is_listing: bool = False
    """True where only it is lost which files there are."""
    is_hint: bool = False
    """True where the API tells the same, at the cost of a call."""

    def matches(self, path: str) -> bool:
        """Whether a path is this one."""
        return re.fullmatch(self.path, path) is not None

    def met_by(self, request: Request) -> bool:
        """Whether a request goes there."""
        return self.matches(request.path) and request.headers["host"].startswith(self.host)

    def lost(self, artifact: str, path: str) -> bool:
        """Whether a document hangs on this answer."""
        if artifact in {*self.loses, *self.also}:
            return True
        if artifact != self.artifact or self.is_listing:
            return False
        return self.is_needed or self.file is None or path in {self.file, *self.beside}

    @property
    def is_hub(self) -> bool:
        return self.artifact.startswith("hf:")


SHA = "[0-9a-f]{40}"
ENDPOINTS = [
    Endpoint(
        name="target info",
        path="/api/models/acme/tiny",
        artifact=TINY,
        is_json=True,
        is_target=True,
    ),
    Endpoint(
        name="target card",
        path=f"/acme/tiny/resolve/{SHA}/README.md",
        artifact=TINY,
        file="README.md",
        loses=(CODE, ENGINE),
    ),
    Endpoint(
        name="target license",
        path=f"/acme/tiny/resolve/{SHA}/LICENSE",
        artifact=TINY,
        file="LICENSE",
    ),
    Endpoint(name="base info", path="/api/models/acme/base", artifact=BASE, is_json=True),
    Endpoint(
        name="base license",
        path=f"/acme/base/resolve/{SHA}/LICENSE",
        artifact=BASE,
        file="LICENSE",
    ),
    Endpoint(name="data info", path="/api/datasets/acme/mix", artifact=MIX, is_json=True),
    Endpoint(
        name="data card",
        path=f"/datasets/acme/mix/resolve/{SHA}/README.md",
        artifact=MIX,
        file="README.md",
    ),
    Endpoint(name="code about", path="/github/repos/acme/tiny-code", artifact=CODE, is_json=True),
    Endpoint(
        name="code refs",
        path="/site/acme/tiny-code.git/info/refs",
        artifact=CODE,
        is_hint=True,
    ),
    Endpoint(
        name="code tree",
        path="/github/repos/acme/tiny-code/git/trees/[^/]+",
        artifact=CODE,
        is_json=True,
        is_listing=True,
    ),
    Endpoint(
        name="code license",
        path=f"/raw/acme/tiny-code/{SHA}/LICENSE",
        artifact=CODE,
        file="LICENSE",
    ),
    Endpoint(
        name="card that links back",
        path=f"/raw/other/engine/{SHA}/README.md",
        artifact=ENGINE,
        file="README.md",
        is_needed=True,
    ),
    Endpoint(
        name="look for a link back",
        path="/raw/other/engine/HEAD/README.md",
        artifact=ENGINE,
        file="README.md",
        is_needed=True,
        is_look=True,
    ),
]

Documents = dict[tuple[str, str], str]
Gaps = set[tuple[str, str | None, str]]


def documents(snapshot: Snapshot) -> Documents:
    """The sha256 of each document by artifact and path."""
    return {
        (named(artifact.id), document.path): document.sha256
        for artifact in snapshot.artifacts
        for document in artifact.documents
    }


def gaps(snapshot: Snapshot) -> Gaps:
    return {(named(gap.artifact), gap.path, gap.reason.value) for gap in snapshot.gaps}


def named(artifact: str) -> str:
    """An artifact's id without the port of a server, which is another one each time."""
    return re.sub(r"(?<=127\.0\.0\.2):\d+", "", artifact)


def saved(folder: Path) -> Snapshot:
    """The snapshot of a folder, every byte of it verified."""
    return load(folder)[0]
