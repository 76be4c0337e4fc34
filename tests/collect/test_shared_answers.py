"""One folder of answers for many workers: each document is asked for once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from audit.collect.answer_store import Asked
from audit.collect.answers import Fault
from audit.collect.http import Door
from audit.collect.hub import ask_hub
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.shared_answers import ASKING, REFUSALS, SharedAnswers, is_stable
from audit.collect.store import digest
from audit.collect.targets import name_target
from audit.errors import AuditError, NotKept
from audit.model import GapReason
from tests.hub import Hub, Shelf, hub_repo, serve
from tests.hub.faults import GATED, echo, first, status

from .briefs import QUICK, door_to
from .fleet_workers import Workers

FILES = [f"/acme/m{number}/resolve/main/README.md" for number in range(50)]
ABSENT = [f"/acme/m{number}/resolve/main/LICENSE" for number in range(50)]
SHELF = Shelf(
    models=[hub_repo(f"acme/m{number}", {"README.md": f"# {number}\n"}) for number in range(50)]
)
README = FILES[0]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(SHELF) as served:
        yield served


def times_asked(hub: Hub) -> Counter[str]:
    return Counter(request.path for request in hub.received if "/resolve/" in request.path)


def once(paths: list[str]) -> Counter[str]:
    return Counter(paths)


def test_four_processes_ask_for_each_document_once(hub: Hub, tmp_path: Path) -> None:
    hub.latency = 0.01
    with Workers(4, hub, tmp_path) as workers:
        said = workers.run("read", paths=[*FILES, *ABSENT])
    assert times_asked(hub) == once([*FILES, *ABSENT])
    assert all(each == said[0] for each in said)
    assert said[0][FILES[7]] == "# 7\n"
    assert said[0][ABSENT[7]] == "missing: no such file (404) 404"
    assert not [path for path in (tmp_path / "answers" / ASKING).rglob("*") if path.is_file()]


def test_a_later_run_asks_for_nothing(hub: Hub, tmp_path: Path) -> None:
    for _ in range(2):
        with Workers(1, hub, tmp_path) as workers:
            workers.run("read", paths=[*FILES, *ABSENT])
    assert times_asked(hub) == once([*FILES, *ABSENT])


def test_a_worker_that_is_killed_lets_the_others_ask(hub: Hub, tmp_path: Path) -> None:
    """The first worker holds what the second waits for."""
    hub.latency = 0.4
    with Workers(2, hub, tmp_path) as workers:
        workers.begin("read", paths=FILES)
        time.sleep(0.7)
        workers.kill(0)
        said = workers.finish()
    assert said[0] is None
    assert list(said[1].values()) == [f"# {number}\n" for number in range(50)]
    assert max(times_asked(hub).values()) <= 2


def test_threads_of_one_process_share_too(hub: Hub, tmp_path: Path) -> None:
    hub.latency = 0.05
    with door_to(hub.environment()) as whole:
        door = whole.begin(SharedAnswers(tmp_path))
        read = list(door.side_by_side(lambda _: door.hub_bytes(hub.hf_endpoint + README), range(8)))
    assert read == [b"# 0\n"] * 8
    assert times_asked(hub) == once([README])


def test_what_a_model_is_and_parts_of_files_are_asked_for_once(hub: Hub, tmp_path: Path) -> None:
    with door_to(hub.environment()) as whole:
        for _ in range(2):
            door = whole.begin(SharedAnswers(tmp_path))
            assert ask_hub(door, "model", "acme/m1", None)[0].id == "acme/m1"
            assert door.hub_part(hub.hf_endpoint + README, 2, 3).body == b"0\n"
            with pytest.raises(AuditError, match="has no model acme/none"):
                ask_hub(door, "model", "acme/none", None)
    assert len(hub.received) == 3


def test_the_cache_is_asked_first_and_304_is_kept(hub: Hub, tmp_path: Path) -> None:
    given = {**hub.environment(), "OPENNESS_CACHE": str(tmp_path / "cache")}
    for turn in range(2):
        with door_to(given) as whole:
            door = whole.begin(SharedAnswers(tmp_path / f"run{turn}"))
            for _ in range(2):
                assert door.hub_bytes(hub.hf_endpoint + README) == b"# 0\n"
    assert len(hub.received) == 2
    assert "if-none-match" in hub.received[1].headers


@pytest.mark.parametrize(
    ("fault", "requests"),
    [
        (GATED, 1),
        (status(401), 1),
        (status(451), 1),
        (status(410), 1),
        (status(418), 1),
        (status(429), 6),
        (status(500), 6),
        (status(408), 6),
        (status(505), 2),
    ],
)
def test_only_what_stays_is_kept(hub: Hub, tmp_path: Path, fault: object, requests: int) -> None:
    hub.faults[README] = fault  # type: ignore[assignment]
    said = set()
    for _ in range(2):
        with door_to(hub.environment()) as whole, pytest.raises(Fault) as caught:
            whole.begin(SharedAnswers(tmp_path)).hub_bytes(hub.hf_endpoint + README)
        said.add((caught.value.reason, caught.value.detail, caught.value.status))
    assert len(said) == 1
    assert len(hub.received) == requests


def test_the_words_of_a_refusal_are_kept_unless_a_token_is_in_them(
    hub: Hub, tmp_path: Path
) -> None:
    path = "/github/repos/acme/code"
    given = {**hub.environment(), "GITHUB_TOKEN": "ghp_secret"}
    for fault, kept in ((status(451, b"by order"), 1), (echo(403), 0)):
        hub.faults[path] = fault
        for _ in range(2):
            with door_to(given) as whole, pytest.raises(Fault) as caught:
                whole.begin(SharedAnswers(tmp_path / str(kept))).get(hub.hf_endpoint + path)
            assert caught.value.body
        found = list((tmp_path / str(kept) / REFUSALS).rglob("*.json"))
        assert len(found) == kept
        assert all(b"ghp_secret" not in each.read_bytes() for each in found)


def test_an_answer_of_no_use_is_neither_kept_nor_refused(hub: Hub, tmp_path: Path) -> None:
    hub.faults[README] = first(1, status(200, b"<html>", Content_Type="text/html"))
    with door_to(hub.environment()) as whole:
        door = whole.begin(SharedAnswers(tmp_path))
        with pytest.raises(Fault):
            door.text_file(hub.hf_endpoint + README)
        assert door.text_file(hub.hf_endpoint + README).body == b"# 0\n"


def test_a_broken_record_is_asked_for_again(hub: Hub, tmp_path: Path) -> None:
    for _ in range(2):
        with door_to(hub.environment()) as whole, pytest.raises(Fault):
            whole.begin(SharedAnswers(tmp_path)).hub_bytes(hub.hf_endpoint + ABSENT[0])
        for path in (tmp_path / REFUSALS).rglob("*.json"):
            path.write_bytes(b"{")
    assert len(hub.received) == 2


def test_whoever_waits_can_be_interrupted(tmp_path: Path) -> None:
    asked, interrupted = Asked(url="https://hub/x"), Event()
    one, other = SharedAnswers(tmp_path), SharedAnswers(tmp_path)
    ended: list[str] = []

    def wait() -> None:
        try:
            with other.alone(asked, interrupted):
                ended.append("let in")
        except KeyboardInterrupt:
            ended.append("interrupted")

    with one.alone(asked, interrupted):
        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.1)
        interrupted.set()
        thread.join(5)
    assert ended == ["interrupted"]


def test_pages_of_one_site_wait_for_its_robots_txt_without_a_knot(hub: Hub, tmp_path: Path) -> None:
    hub.robots = "User-agent: *\nCrawl-delay: 0.01\n"
    pages = [f"/page{number}" for number in range(8)]
    for page in pages:
        hub.pages[page] = ("text/html", b"<p>page")
    with Workers(3, hub, tmp_path) as workers:
        workers.run("visit", paths=pages)
    asked = Counter(request.path for request in hub.received)
    assert {asked[page] for page in pages} == {1}
    assert asked["/robots.txt"] == 1


def test_a_folder_that_cannot_be_written_ends_the_run(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("a file")
    with door_to(hub.environment()) as whole, pytest.raises(NotKept, match="cannot be written"):
        whole.begin(SharedAnswers(tmp_path / "answers")).hub_bytes(hub.hf_endpoint + README)


def test_a_snapshot_is_the_same_with_one_journal_or_another(hub: Hub, tmp_path: Path) -> None:
    digests = set()
    for shared in (None, tmp_path / "limits"):
        settings = Settings.from_environment(hub.environment(), QUICK)
        with Door(settings, shared=shared) as whole:
            door = whole.begin(SharedAnswers(tmp_path / "answers")) if shared else whole
            digests.add(digest(collect(name_target("acme/m3"), door)[0]))
    assert len(digests) == 1


def test_which_faults_stay() -> None:
    assert is_stable(Fault(GapReason.MISSING, "", status=404))
    assert not is_stable(Fault(GapReason.RATE_LIMITED, "", status=403))
    assert not is_stable(Fault(GapReason.UNREACHABLE, ""))
