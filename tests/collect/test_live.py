"""Quotes that were left out, fetched again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from audit.collect.live import with_quotes
from audit.collect.targets import name_target
from audit.errors import CollectError
from audit.model import Claim, Evidence, Inventory
from audit.pipeline import audit, without_verdicts
from audit.render.facts import facts_only
from tests.hub import Hub, Shelf, git_repo, hub_repo, serve

from .briefs import door_to, environment_of
from .worlds import CARD, coded, opened, tiny, world

OPEN = CARD + "\nTiny is a fully open-source model. Trained on acme/mix.\n"
SHELF = world(
    tiny(OPEN), repos=(coded("acme/tiny-code", "# Code\n\nA fully open source model.\n"),)
)


def cited(value: object) -> Iterator[dict[str, Any]]:
    """Every evidence in plain data, however deep."""
    if isinstance(value, dict):
        if value.keys() >= set(Evidence.__struct_fields__):
            yield value
        for inner in value.values():
            yield from cited(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from cited(inner)


def quotes(inventory: Inventory) -> list[str]:
    found = cited(msgspec.to_builtins(inventory))
    return [item["quote"] for item in found if item["quote"] is not None]


def audited(hub: Hub, target: str = "acme/tiny") -> Inventory:
    with opened(hub) as door:
        return without_verdicts(audit(name_target(target), door))


def live(hub: Hub, bare: Inventory) -> Inventory:
    with opened(hub) as door:
        return with_quotes(bare, door)


def test_what_was_left_out_comes_back() -> None:
    with serve(SHELF) as hub:
        full = audited(hub)
        bare = facts_only(full, "tiny")
        found = live(hub, bare)
    assert full.claims
    assert quotes(bare) == []
    assert not bare.snapshot.quotes
    assert quotes(found) == quotes(full)
    assert found.snapshot == full.snapshot
    assert found.claims == full.claims
    assert found.gaps == full.gaps


def test_each_artifact_is_read_once() -> None:
    with serve(SHELF) as hub:
        bare = facts_only(audited(hub), "tiny")
        hub.received.clear()
        live(hub, bare)
        asked = [target for method, target in hub.requests if "/api/models/" in target]
    assert len(asked) == len(set(asked))


def test_a_document_that_changed_stays_without_quotes() -> None:
    with serve(SHELF) as hub:
        bare = facts_only(audited(hub), "tiny")
    plain = msgspec.to_builtins(bare)
    for item in cited(plain):
        if item["path"] == "README.md" and item["artifact"] == "hf:acme/tiny":
            item["sha256"] = "0" * 64
    changed = msgspec.convert(plain, Inventory)
    with serve(SHELF) as hub:
        found = live(hub, changed)
    added = set(found.gaps) - set(changed.gaps)
    assert {(gap.artifact, gap.path) for gap in added} == {("hf:acme/tiny", "README.md")}
    assert "has changed" in added.pop().detail
    assert quotes(found)


def test_a_license_of_the_default_branch_comes_back() -> None:
    code = git_repo(
        "acme/code",
        {"README.md": "old", "LICENSE": "MIT License\n"},
        branches={"release": {"README.md": "# New\n\nA fully open source model.\n"}},
    )
    with serve(Shelf(repos=[code])) as hub:
        bare = facts_only(audited(hub, "github:acme/code@release"), "code")
        paths = {item["path"] for item in cited(msgspec.to_builtins(bare))}
        found = live(hub, bare)
    assert "@main/LICENSE" in paths
    assert found.gaps == bare.gaps
    assert "MIT License" in quotes(found)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9"])
def test_without_a_network_there_are_no_quotes_and_that_is_said(url: str) -> None:
    with serve(SHELF) as hub:
        bare = facts_only(audited(hub), "tiny")
    with door_to(environment_of(url)) as door, pytest.raises(CollectError, match="No quote could"):
        with_quotes(bare, door)


def test_what_is_not_published_is_not_asked_for() -> None:
    where = Evidence(artifact="folder:mine", path="README.md", lines=(1, 1), sha256="0" * 64)
    with serve(Shelf(models=[hub_repo("acme/tiny", {"README.md": "x"})])) as hub:
        bare = replace(audited(hub), claims=(Claim(text=None, evidence=(where,)),))
        hub.received.clear()
        found = live(hub, replace(bare, components={}, conflicts=(), statements=(), lineage=()))
        assert not [target for _, target in hub.requests if "folder" in target]
    assert found.claims == bare.claims
