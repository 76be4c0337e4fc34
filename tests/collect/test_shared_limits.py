"""Limits that several processes keep together, at a hub that counts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pytest

from audit.collect.answer_store import Asked
from audit.collect.answers import Deadline, Fault
from audit.collect.http import Door
from audit.collect.patience import REFUSALS, TRIES
from audit.collect.settings import Limits, Settings
from audit.collect.shared_answers import SharedAnswers
from audit.collect.shared_limits import SharedLimits
from audit.errors import NotKept
from audit.model import GapReason
from tests.hub import Hub, Shelf, git_repo, hub_repo, serve
from tests.hub.faults import first, status
from tests.hub.github import RateLimit

from .briefs import QUICK, environment_of, misbehaving
from .fleet_workers import INTERRUPTED, Workers

QUOTA, SECONDS = 60, 3.0
MODELS = [hub_repo(f"acme/m{number}", {"README.md": f"# {number}\n"}) for number in range(60)]


def check_windows(hub: Hub, part: str = "api") -> None:
    assert not hub.windows.refused()
    assert hub.windows.most(part, SECONDS) <= QUOTA


def used(hub: Hub, windows: int, part: str = "api") -> float:
    """The share of the quota of the first windows that was used."""
    visits = hub.windows.visits(part)
    return sum(each < visits[0] + windows * SECONDS for each in visits) / (windows * QUOTA)


@pytest.mark.parametrize("sliding", [False, True])
def test_four_processes_keep_to_a_window_and_use_it(tmp_path: Path, sliding: bool) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS, sliding=sliding)
        with Workers(4, hub, tmp_path) as workers:
            workers.run("ask", seconds=3.4 * SECONDS)
        check_windows(hub)
        assert used(hub, 3) >= 0.9


def test_a_worker_that_is_killed_frees_what_it_held(tmp_path: Path) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS)
        hub.latency = 0.02
        with Workers(4, hub, tmp_path) as workers:
            workers.begin("ask", seconds=3.4 * SECONDS)
            time.sleep(1.02 * SECONDS)
            workers.kill(0)
            workers.finish()
        check_windows(hub)
        assert used(hub, 3) >= 0.9


def test_the_log_outlasts_all_workers(tmp_path: Path) -> None:
    with serve(Shelf(models=MODELS)) as hub:
        hub.windows.set("api", QUOTA, seconds=SECONDS)
        for _ in range(3):
            with Workers(2, hub, tmp_path) as workers:
                workers.begin("ask", seconds=30.0)
                time.sleep(0.6 * SECONDS)
                workers.kill(0)
                workers.kill(1)
        assert len(hub.windows.visits("api")) >= QUOTA
        check_windows(hub)


def limits(hub: Hub, folder: Path, **given: float) -> Door:
    """A door that shares, with other limits of the tool."""
    own = msgspec.structs.replace(Limits(backoff_seconds=0.0), **given)
    return Door(Settings.from_environment(hub.environment(), own), shared=folder)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(Shelf(models=MODELS, repos=[git_repo("acme/code", {"README.md": "#\n"})])) as served:
        yield served


def ask(door: Door, number: int = 0) -> None:
    door.hub_info("model", f"acme/m{number}", None)


def ask_each(door: Door, *numbers: int) -> None:
    for number in numbers:
        ask(door, number)


def seconds_of(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began


def test_waiting_costs_a_request_none_of_its_own_time(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("api", 1, seconds=3.0)
    with limits(hub, tmp_path, request_seconds=2.0) as door:
        door.hub()
        began = door.clock()
        assert seconds_of(lambda: ask_each(door, 0, 1)) > 3.0
        assert door.clock() - began < 2.0
    assert not hub.windows.refused()


def test_each_hop_of_a_redirect_is_counted(hub: Hub, tmp_path: Path) -> None:
    hub.shelf = Shelf(models=[hub_repo("acme/new", {"README.md": "#"}, moved_from=("acme/old",))])
    hub.windows.set("api", 1, seconds=3.0)
    with limits(hub, tmp_path, request_seconds=2.0) as door:
        door.hub()
        door.hub_info("model", "acme/old", None)
    assert [request.path for request in hub.received] == [
        "/api/models/acme/old",
        "/api/models/acme/new",
    ]
    assert not hub.windows.refused()


def test_a_file_counts_apart(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("api", 1, seconds=60.0)
    hub.windows.set("resolvers", 3, seconds=60.0)
    with limits(hub, tmp_path) as door:
        ask(door)
        for number in range(3):
            door.hub_bytes(f"{hub.hf_endpoint}/acme/m{number}/resolve/main/README.md")


def test_others_at_the_same_address_are_left_their_part(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("api", 10, seconds=2.0)
    with limits(hub, tmp_path) as door:
        ask(door)
        hub.windows.use("api", 7)
        ask(door, 1)
        assert seconds_of(lambda: ask_each(door, 2, 3)) > 1.0
    assert not hub.windows.refused()


def test_a_refusal_holds_all_processes(hub: Hub, tmp_path: Path) -> None:
    path = "/api/models/acme/m0"
    hub.faults[path] = first(1, status(429, Retry_After="2"))
    with limits(hub, tmp_path) as door, limits(hub, tmp_path) as other:
        url = hub.hf_endpoint + path
        other.get(url.replace("m0", "m1"))
        threads = [threading.Thread(target=each.get, args=(url,)) for each in (door, other)]
        threads[0].start()
        time.sleep(0.3)
        threads[1].start()
        for thread in threads:
            thread.join()
    paths = [request.path for request in hub.received]
    assert paths == ["/api/models/acme/m1", path, path, path]


def test_a_refusal_without_a_word_is_waited_for(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.collect.limit_files.UNTOLD_SECONDS", 0.5)
    hub.faults["/api/models/acme/m0"] = first(4, status(429))
    with limits(hub, tmp_path) as door:
        assert seconds_of(lambda: ask(door)) > 2.0
    assert len(hub.received) == 5


def test_refusals_without_end_are_a_gap_in_the_end(hub: Hub, tmp_path: Path) -> None:
    hub.faults["/api/models/acme/m0"] = status(429, Retry_After="0")
    with limits(hub, tmp_path) as door, pytest.raises(Fault) as caught:
        ask(door)
    assert caught.value.reason is GapReason.RATE_LIMITED
    assert len(hub.received) == REFUSALS + TRIES


def test_what_would_be_waited_for_too_long_is_a_gap(hub: Hub, tmp_path: Path) -> None:
    hub.faults["/api/models/acme/m0"] = status(429, Retry_After="7200")
    for number in range(2):
        with limits(hub, tmp_path) as door, pytest.raises(Fault) as caught:
            ask(door, number)
        assert caught.value.reason is GapReason.RATE_LIMITED
    assert len(hub.received) == 1


def test_a_window_of_github_is_waited_for(hub: Hub, tmp_path: Path) -> None:
    hub.limit = RateLimit(2, seconds=2)
    with limits(hub, tmp_path) as door:
        for path in ("", "/branches", "/commits/main", "/readme"):
            door.get(f"{hub.github_api}/repos/acme/code{path}")
    assert hub.limit.refused == 0


def test_whoever_waits_can_be_interrupted(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("api", 1, seconds=60.0)
    ended: list[BaseException] = []

    def wait(door: Door) -> None:
        try:
            ask(door, 1)
        except BaseException as error:
            ended.append(error)

    def run() -> None:
        with limits(hub, tmp_path) as door:
            ask(door)
            threads = [threading.Thread(target=wait, args=(door,)) for _ in range(3)]
            for thread in threads:
                thread.start()
            time.sleep(0.2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    time.sleep(0.2)
    assert [type(error) for error in ended] == [KeyboardInterrupt] * 3


def test_crawl_delays_are_kept_by_all_processes_together(hub: Hub, tmp_path: Path) -> None:
    hub.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    pages = [f"/page{number}" for number in range(4)]
    for page in pages:
        hub.pages[page] = ("text/html", b"<p>page")
    began = time.monotonic()
    with Workers(2, hub, tmp_path) as workers:
        workers.run("visit", paths=pages)
    assert time.monotonic() - began > 3 * 0.3


def test_a_place_that_says_nothing_costs_no_files(hub: Hub, tmp_path: Path) -> None:
    with limits(hub, tmp_path) as door:
        for number in range(5):
            ask(door, number)
        changed = [path.stat().st_mtime_ns for path in tmp_path.glob("*.state")]
        ask(door, 6)
        assert [path.stat().st_mtime_ns for path in tmp_path.glob("*.state")] == changed
    assert len(changed) == 1


def test_a_state_that_cannot_be_read_lets_nobody_out_for_a_window(hub: Hub, tmp_path: Path) -> None:
    with limits(hub, tmp_path) as door:
        ask(door)
    for path in tmp_path.glob("*.state"):
        path.write_bytes(b"\xc1")
    with limits(hub, tmp_path, wait_seconds=50.0) as door, pytest.raises(Fault, match="limit"):
        ask(door)


def test_no_token_stands_in_the_folder(hub: Hub, tmp_path: Path) -> None:
    given = {**hub.environment(), "HF_TOKEN": "hf_secret", "GITHUB_TOKEN": "ghp_secret"}
    hub.windows.set("api", 9)
    with Door(Settings.from_environment(given), shared=tmp_path) as door:
        ask(door)
    for path in tmp_path.rglob("*"):
        assert "secret" not in path.name
        assert path.is_dir() or b"secret" not in path.read_bytes()


def test_a_folder_that_cannot_be_written_ends_the_run(hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "limits").write_text("a file")
    with limits(hub, tmp_path / "limits") as door, pytest.raises(NotKept, match="be written"):
        ask(door)


def test_a_door_can_be_used_again_after_it_was_closed(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("api", 9)
    door = limits(hub, tmp_path)
    for number in range(2):
        ask(door, number)
        door.close()
    assert not list((tmp_path / "workers").iterdir())


def test_what_the_hub_counts_elsewhere_is_held_there(tmp_path: Path) -> None:
    """The Hub says in which of its windows an answer was counted."""
    settings = Settings(limits=Limits(wait_seconds=5.0))
    shared = SharedLimits(tmp_path, settings)
    file = f"{settings.hf_endpoint}/api/resolve-cache/models/acme/m0/x"
    with shared.turn(file, Deadline(1)) as turn:
        turn.heard(429, {"retry-after": "60", "ratelimit": '"api";r=0;t=60'})
    with shared.turn(file, Deadline(1)):
        pass
    with (
        pytest.raises(Fault),
        shared.turn(f"{settings.hf_endpoint}/api/models/acme/m0", Deadline(1)),
    ):
        pass


@pytest.mark.parametrize(("headers", "requests"), [({}, 6), ({"Retry_After": "600"}, 1)])
def test_a_page_of_anybody_is_not_waited_for(
    tmp_path: Path, headers: Mapping[str, Any], requests: int
) -> None:
    """Whoever has a page could hold the whole fleet."""
    with misbehaving(lambda request: request.say(429, **headers)) as server:
        settings = Settings.from_environment(environment_of(f"{server.url}/service"), QUICK)
        for number in range(2):
            with Door(settings, shared=tmp_path) as door, pytest.raises(Fault) as caught:
                door.get(f"{server.url}/page{number}")
            assert caught.value.reason is GapReason.RATE_LIMITED
        assert len(server.asked) == requests


def test_waiting_for_another_process_costs_an_artifact_no_time(hub: Hub, tmp_path: Path) -> None:
    """That one may wait for an hour."""
    asked, never = Asked(url=f"{hub.hf_endpoint}/acme/m0/resolve/main/README.md"), Event()
    with limits(hub, tmp_path / "limits") as whole:
        door, began = whole.begin(SharedAnswers(tmp_path)), whole.clock()
        with SharedAnswers(tmp_path).alone(asked, never):
            thread = threading.Thread(target=door.hub_bytes, args=(asked.url,))
            thread.start()
            time.sleep(0.5)
        thread.join()
        assert door.clock() - began < 0.45


def test_ctrl_c_ends_a_process_whose_threads_wait_for_a_window(hub: Hub, tmp_path: Path) -> None:
    hub.windows.set("resolvers", 2, seconds=60.0)
    paths = [f"/acme/m{number}/resolve/main/README.md" for number in range(9)]
    with Workers(2, hub, tmp_path) as workers:
        workers.begin("read", paths=paths)
        time.sleep(2.0)
        assert [workers.interrupt(number) for number in range(2)] == [INTERRUPTED] * 2
    assert len(hub.windows.visits("resolvers")) == 2
