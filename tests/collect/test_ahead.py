"""Read side by side: as fast as what depends on what allows, and the same result."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any

import msgspec
import pytest

from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Limits, Settings
from audit.collect.store import digest
from audit.collect.targets import name_target
from audit.errors import CollectError
from audit.model import Snapshot
from tests.hub import Answer, Hub, Shelf, hub_repo, serve

from .briefs import NOON, QUICK
from .worlds import coded, gaps, ids, plain, tiny, world

ONE_BY_ONE = msgspec.structs.replace(QUICK, host_requests=1, workers=1)
LATENCY = 0.1


def taken(hub: Hub, limits: Limits = QUICK, target: str = "acme/tiny") -> Snapshot:
    settings = Settings.from_environment(hub.environment(), limits)
    with Door(settings, now=lambda: NOON) as door:
        return collect(name_target(target), door)[0]


def chained() -> Shelf:
    """A model with code and data, on a base model on a base model on a base model."""
    rest = world()
    bases = [
        plain("acme/base", base_model="acme/root"),
        plain("acme/root", base_model="a/top"),
        plain("a/top"),
    ]
    return Shelf(models=[tiny(), *bases], datasets=rest.datasets, repos=rest.repos)


def test_the_result_does_not_depend_on_how_many_read() -> None:
    with serve(chained()) as hub:
        one_by_one = taken(hub, ONE_BY_ONE)
        asked = Counter(hub.requests)
        hub.received.clear()
        side_by_side = taken(hub)
        assert Counter(hub.requests) == asked
    assert digest(side_by_side) == digest(one_by_one)
    assert ids(side_by_side)[-3:] == ["hf:acme/base", "hf:acme/root", "hf:a/top"]


def test_requests_run_side_by_side() -> None:
    with serve(chained()) as hub:
        taken(hub)
        count = len(hub.received)
        hub.latency = LATENCY
        begun = time.monotonic()
        taken(hub)
        seconds = time.monotonic() - begun
    assert count > 25
    assert seconds < count * LATENCY / 2


def test_a_base_is_begun_before_the_card_is_there() -> None:
    """The record of the Hub names it; the card's own words come later."""
    card_is_asked, base_is_asked = threading.Event(), threading.Event()
    with serve(chained()) as hub:
        arrived = hub.arrived

        def watched(request: Any) -> None:
            if request.path.endswith("/acme/base"):
                base_is_asked.set()
            if "/acme/tiny/resolve" in request.path and request.path.endswith("README.md"):
                card_is_asked.set()
                assert base_is_asked.wait(10), "the base waited for the card"
            arrived(request)

        hub.arrived = watched  # type: ignore[method-assign]
        found = taken(hub)
    assert card_is_asked.is_set()
    base = next(artifact for artifact in found.artifacts if artifact.id == "hf:acme/base")
    assert base.reason_evidence is not None
    assert base.reason_evidence.path == "README.md"


def test_what_is_not_of_this_model_is_not_asked_for() -> None:
    with serve(world(tiny())) as hub:
        taken(hub)
        asked = " ".join(target for _, target in hub.requests)
    for name in ("other/else", "other/engine", "other/model"):
        assert name not in asked


def test_no_more_of_a_kind_is_begun_than_is_read() -> None:
    names = [f"acme/data-{number}" for number in range(30)]
    card = f"---\ndatasets: [{', '.join(names)}]\n---\n"
    shelf = Shelf(
        models=[hub_repo("acme/tiny", {"README.md": card})],
        datasets=[plain(name) for name in names],
    )
    with serve(shelf) as hub:
        found = taken(hub)
        asked = {target for _, target in hub.requests if "/api/datasets/" in target}
    assert len(asked) == 10
    assert len(ids(found)) == 11
    assert len(gaps(found)) == 20


def test_a_circle_of_bases_ends() -> None:
    shelf = Shelf(
        models=[
            plain("acme/tiny", base_model="acme/one"),
            plain("acme/one", base_model="acme/two"),
            plain("acme/two", base_model="acme/tiny"),
        ]
    )
    with serve(shelf) as hub:
        assert ids(taken(hub)) == ["hf:acme/tiny", "hf:acme/one", "hf:acme/two"]


def test_what_fails_side_by_side_is_a_gap_each() -> None:
    with serve(chained()) as hub:
        hub.instead["/api/models/acme/root"] = Answer(status=500)
        hub.instead["/api/datasets/acme/mix"] = Answer(status=404)
        hub.instead["/github/repos/acme/tiny-code"] = Answer(status=403)
        found = taken(hub)
    assert {name: reason for name, reason in gaps(found).items() if "arxiv" not in name} == {
        "hf:acme/root": "unreachable",
        "hf:datasets/acme/mix": "missing",
        "github:acme/tiny-code": "gated",
    }
    assert "hf:acme/base" in ids(found)


def test_a_target_that_fails_ends_what_was_begun() -> None:
    before = threading.active_count()
    with serve(chained()) as hub:
        hub.instead["/api/models/acme/tiny"] = Answer(status=500)
        with pytest.raises(CollectError):
            taken(hub)
    assert threading.active_count() <= before + 1


def test_a_repository_of_others_is_read_only_if_it_links_back() -> None:
    card = "# Tiny\nThe code: https://github.com/lab/engine, https://github.com/lab/motor\n"
    back = "See https://huggingface.co/acme/tiny\n"
    shelf = Shelf(
        models=[hub_repo("acme/tiny", {"README.md": card})],
        repos=[coded("lab/engine", "# Engine\n"), coded("lab/motor", back)],
    )
    with serve(shelf) as hub:
        found = taken(hub)
        asked = Counter(target for _, target in hub.requests)
    assert ids(found) == ["hf:acme/tiny", "github:lab/motor"]
    assert not [target for target in asked if "/github/repos/lab/engine" in target]
    assert max(asked.values()) == 1


def test_entries_of_a_model_file_are_read_side_by_side(tmp_path: Any) -> None:
    file = tmp_path / "model.yaml"
    file.write_text("weights: [acme/tiny]\nbase_models: [acme/base]\ndata: [acme/mix]\n")
    with serve(chained()) as hub:
        one_by_one = taken(hub, ONE_BY_ONE, str(file))
        asked = Counter(hub.requests)
        hub.received.clear()
        assert digest(taken(hub, target=str(file))) == digest(one_by_one)
        assert Counter(hub.requests) == asked
