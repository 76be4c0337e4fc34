"""A small world of made-up models, code and data on a loopback hub, for tests of collecting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.model import Snapshot
from tests.collect.briefs import NOON, QUICK
from tests.hub import GitRepo, Hub, HubRepo, Paper, Shelf, git_repo, hub_repo, serve

MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person.\n"
CARD = """\
---
license: mit
base_model: acme/base
datasets: [acme/mix, other/pile]
---
# Tiny

A small model. [Code](https://github.com/acme/tiny-code), [paper](https://arxiv.org/abs/2401.00001).
Data: https://huggingface.co/datasets/acme/extra and https://huggingface.co/datasets/other/else.
Thanks to https://github.com/other/engine and [a model](https://huggingface.co/other/model).
"""


PAPER = Paper(id="2401.00001", html=b"<h1>Tiny</h1><p>We show birds.</p>")
"""The one that the card links."""


def tiny(card: str = CARD, **more: str) -> HubRepo:
    """The model that is audited."""
    return hub_repo("acme/tiny", {"README.md": card, "config.json": "{}", **more}, tags=("a",))


def plain(name: str, **front: str) -> HubRepo:
    """A repository of the Hub with a card and a license."""
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return hub_repo(name, {"README.md": f"---\n{lines}license: mit\n---\n", "LICENSE": MIT})


def coded(name: str, readme: str = "# Code\n", **more: str) -> GitRepo:
    """A repository of GitHub."""
    return git_repo(name, {"README.md": readme, "LICENSE": MIT, "train.py": "", **more})


def world(
    *models: HubRepo, repos: tuple[GitRepo, ...] = (), papers: tuple[Paper, ...] = (PAPER,)
) -> Shelf:
    """The models and what most cards here lead to."""
    return Shelf(
        models=[*models, plain("acme/base"), plain("other/model")],
        datasets=[plain(name) for name in ("acme/mix", "acme/extra", "other/pile", "other/else")],
        repos=[*repos, coded("acme/tiny-code"), coded("other/engine")],
        papers=papers,
    )


@contextmanager
def opened(hub: Hub, moment: datetime = NOON) -> Iterator[Door]:
    """A door to the hub, whose clock stands still."""
    with Door(Settings.from_environment(hub.environment(), QUICK), now=lambda: moment) as door:
        yield door


def collected(shelf: Shelf, target: str | Path) -> Snapshot:
    """The snapshot of a target on that shelf."""
    with serve(shelf) as hub, opened(hub) as door:
        return collect(name_target(str(target)), door)[0]


def ids(snapshot: Snapshot) -> list[str]:
    return [artifact.id for artifact in snapshot.artifacts]


def mentions(snapshot: Snapshot) -> list[str]:
    return [mention.id for mention in snapshot.mentions]


def reasons(snapshot: Snapshot) -> dict[str, str]:
    return {artifact.id: artifact.reason for artifact in snapshot.artifacts}


def gaps(snapshot: Snapshot) -> dict[str, str]:
    """Why whole artifacts were not read."""
    return {gap.artifact: gap.reason.value for gap in snapshot.gaps if gap.path is None}


LATER = datetime(2027, 5, 6, tzinfo=UTC)
