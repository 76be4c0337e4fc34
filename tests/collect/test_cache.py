"""What was kept of an earlier run: served again only after the server has vouched for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from audit.collect.answers import Answer as Answered
from audit.collect.answers import Fault
from audit.collect.http import Door
from audit.collect.reading import NotThere
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.store import digest
from audit.collect.targets import name_target
from audit.errors import CollectError
from audit.model import Snapshot
from tests.hub import Answer, Hub, Request, Shelf, hub_repo, serve

from .briefs import NOON, QUICK, Misbehaving, door_to, environment_of, misbehaving
from .worlds import gaps, tiny, world

TOMORROW = NOON + timedelta(days=1, seconds=1)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(world(tiny())) as running:
        yield running


def without_refs(requests: list[Request]) -> list[Request]:
    """All but those for a repository's refs, which git servers give no ETag."""
    return [each for each in requests if not each.path.endswith("/info/refs")]


@contextmanager
def cached(hub: Hub, folder: Path, moment: datetime = NOON, **variables: str) -> Iterator[Door]:
    """A door to the hub with a cache."""
    environment = {**hub.environment(), "OPENNESS_CACHE": str(folder), **variables}
    settings = Settings.from_environment(environment, QUICK)
    with Door(settings, now=lambda: moment) as door:
        yield door


def snapshot(hub: Hub, folder: Path, moment: datetime = NOON, **variables: str) -> Snapshot:
    with cached(hub, folder, moment, **variables) as door:
        return collect(name_target("acme/tiny"), door.begin())[0]


def test_an_audit_again_asks_for_what_may_have_changed(hub: Hub, tmp_path: Path) -> None:
    first = snapshot(hub, tmp_path)
    before = len(hub.received)
    second = snapshot(hub, tmp_path)
    again = without_refs(hub.received[before:])
    assert digest(second) == digest(first)
    assert not [each.target for each in again if "/resolve/" in each.path or "/raw/" in each.path]
    assert all(each.headers.get("if-none-match") for each in again)
    assert len(again) < before / 2


def test_files_at_a_commit_are_asked_for_after_a_day(hub: Hub, tmp_path: Path) -> None:
    snapshot(hub, tmp_path)
    before = len(hub.received)
    later = snapshot(hub, tmp_path, TOMORROW)
    again = without_refs(hub.received[before:])
    assert any("/resolve/" in each.path for each in again)
    assert all(each.headers.get("if-none-match") for each in again)
    stamps = {doc.retrieved_at for artifact in later.artifacts for doc in artifact.documents}
    assert stamps == {"2026-01-03T12:00:01Z"}


def test_a_document_says_when_the_server_vouched_for_it(hub: Hub, tmp_path: Path) -> None:
    snapshot(hub, tmp_path)
    later = snapshot(hub, tmp_path, NOON + timedelta(hours=1))
    seen = {
        doc.path: doc.retrieved_at
        for artifact in later.artifacts
        for doc in artifact.documents
        if artifact.id == "hf:acme/tiny"
    }
    assert seen["api/model-info.json"] == "2026-01-02T13:00:00Z"
    assert seen["README.md"] == "2026-01-02T12:00:00Z"


def test_what_changed_is_read_anew(tmp_path: Path) -> None:
    with serve(Shelf(models=[hub_repo("acme/tiny", {"README.md": "old"})])) as hub:
        first = snapshot(hub, tmp_path)
        hub.shelf = Shelf(models=[hub_repo("acme/tiny", {"README.md": "new"})])
        second = snapshot(hub, tmp_path)
    assert first.artifacts[0].revision != second.artifacts[0].revision


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_no_older_copy_stands_in_for_a_refusal(hub: Hub, tmp_path: Path, status: int) -> None:
    snapshot(hub, tmp_path)
    hub.instead["/api/models/acme/base"] = Answer(status=status)
    found = snapshot(hub, tmp_path)
    assert "hf:acme/base" not in [artifact.id for artifact in found.artifacts]
    assert gaps(found)["hf:acme/base"]
    hub.instead["/api/models/acme/tiny"] = Answer(status=status)
    with pytest.raises((CollectError, NotThere)):
        snapshot(hub, tmp_path)


def test_files_that_need_a_token_are_asked_for_each_time(tmp_path: Path) -> None:
    gated = hub_repo("acme/tiny", {"README.md": "secret"}, gated="manual")
    with serve(Shelf(models=[gated])) as hub:
        with_token = snapshot(hub, tmp_path, HF_TOKEN="hf_granted")
        without = snapshot(hub, tmp_path)
        again = snapshot(hub, tmp_path, HF_TOKEN="hf_granted")
    assert digest(with_token) == digest(again)
    assert [doc.path for doc in without.artifacts[0].documents] == ["api/model-info.json"]
    assert [(gap.path, gap.reason) for gap in without.gaps] == [("README.md", "gated")]


def test_offline_is_the_same_snapshot_without_a_request(hub: Hub, tmp_path: Path) -> None:
    first = snapshot(hub, tmp_path, HF_TOKEN="hf_granted")
    before = len(hub.received)
    second = snapshot(hub, tmp_path, TOMORROW, HF_TOKEN="hf_granted", HF_HUB_OFFLINE="1")
    assert len(hub.received) == before
    plain = msgspec.structs.replace
    assert plain(second, gaps=()) == plain(first, gaps=())


def test_offline_what_was_not_kept_is_not_looked_at(hub: Hub, tmp_path: Path) -> None:
    hub.instead["/api/models/acme/base"] = Answer(status=500)
    snapshot(hub, tmp_path)
    del hub.instead["/api/models/acme/base"]
    found = snapshot(hub, tmp_path, HF_HUB_OFFLINE="1")
    assert gaps(found)["hf:acme/base"] == "not-looked"


def test_a_cache_that_cannot_be_written_costs_nothing(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert snapshot(hub, tmp_path / "file").gaps == snapshot(hub, tmp_path / "other").gaps


def test_a_cache_that_was_damaged_is_not_believed(hub: Hub, tmp_path: Path) -> None:
    first = snapshot(hub, tmp_path)
    for path in (tmp_path / "documents").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert digest(snapshot(hub, tmp_path)) == digest(first)


READS: list[Callable[[Door, str], Answered]] = [
    lambda door, url: door.get(url),
    lambda door, url: door.hub_file(url),
    lambda door, _: door.hub_info("model", "acme/tiny", None),
]


@pytest.mark.parametrize("read", READS)
def test_a_304_that_nobody_asked_for_is_a_fault(read: Callable[[Door, str], Answered]) -> None:
    with (
        misbehaving(lambda request: request.say(304)) as server,
        door_to(environment_of(server.url)) as door,
        pytest.raises(Fault, match="answered 304"),
    ):
        read(door, server.url + "/x")


def test_an_answer_without_a_validator_is_asked_for_whole(tmp_path: Path) -> None:
    with misbehaving(lambda request: request.say(200, b"text")) as server:
        settings = Settings.from_environment(
            {**environment_of(server.url), "OPENNESS_CACHE": str(tmp_path)}, QUICK
        )
        for _ in range(2):
            with Door(settings) as door:
                assert door.raw_bytes(server.url + "/x") == b"text"
        assert len(server.asked) == 2
        assert "if-none-match" not in server.asked[1][1]


def test_last_modified_is_a_condition_too(tmp_path: Path) -> None:
    date = "Thu, 01 Jan 2026 00:00:00 GMT"

    def answer(request: Misbehaving) -> None:
        if request.headers.get("If-Modified-Since") == date:
            request.say(304)
        else:
            request.say(200, b"text", Last_Modified=date)

    with misbehaving(answer) as server:
        settings = Settings.from_environment(
            {**environment_of(server.url), "OPENNESS_CACHE": str(tmp_path)}, QUICK
        )
        for _ in range(2):
            with Door(settings) as door:
                assert door.raw_bytes(server.url + "/x") == b"text"
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"OPENNESS_CACHE": "/a", "HOME": "/home/me"}, "/a"),
        ({"OPENNESS_CACHE": "", "HOME": "/home/me"}, None),
        ({"XDG_CACHE_HOME": "/cache", "HOME": "/home/me"}, "/cache/openness-audit"),
        ({"HOME": "/home/me"}, "/home/me/.cache/openness-audit"),
        ({}, None),
    ],
)
def test_where_the_cache_is(variables: dict[str, str], folder: str | None) -> None:
    assert Settings.from_environment(variables).cache == (Path(folder) if folder else None)
