"""kill -9: at random moments, and at every step on the disk. Nothing that was read is lost."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from audit.collect.answer_store import ANSWERS, DOCUMENTS, Asked, Record, place_of
from audit.collect.journal import CLEARING
from audit.collect.store import LOCK, UNDER_WAY, check_nothing_else, digest, is_snapshot, load
from audit.errors import AuditError
from tests.cli.running import assert_one_line, spawn
from tests.hub import Hub, Request, Shelf, git_repo, hub_repo, serve

from .killing import Ended, Killing
from .worlds import MIT, plain

LATENCY = 0.004
THOROUGH = 200
CARD = """\
---
license: mit
base_model: [acme/base, acme/gone]
datasets: [acme/mix]
---
# Tiny
[Code](https://github.com/acme/tiny-code)
"""


def small(word: str) -> Shelf:
    """A model with a base, one more base that is not there, a dataset and code."""
    card = {"README.md": f"{CARD}{word}\n", "LICENSE": MIT, "config.json": "{}"}
    return Shelf(
        models=[hub_repo("acme/tiny", card), plain("acme/base", note=word)],
        datasets=[plain("acme/mix", note=word)],
        repos=[git_repo("acme/tiny-code", {"README.md": f"# {word}\n", "LICENSE": MIT})],
    )


def smaller(word: str) -> Shelf:
    """A model alone: every step of its collection can be tried."""
    card = {"README.md": f"---\nlicense: mit\n---\n# {word}\n", "LICENSE": MIT}
    return Shelf(models=[hub_repo("acme/tiny", card)])


class Kept:
    """A snapshot folder under test: what it must hold, whoever is killed."""

    def __init__(self, hub: Hub, killing: Killing, folder: Path) -> None:
        self.hub = hub
        self.killing = killing
        self.folder = folder
        self.old: str | None = None
        """The digest of the finished snapshot that is there."""
        self.new = ""
        """The digest of the one that is being collected."""

    def expect(self, shelf: Shelf) -> None:
        """Has the hub serve something, and learns what an undisturbed collection makes of it."""
        self.hub.shelf = shelf
        beside = self.folder.with_name("undisturbed")
        ended = self.killing.run(["collect", "acme/tiny", "-o", str(beside)])
        assert ended.code == 0, ended.said
        self.new = digest(load(beside)[0])
        shutil.rmtree(beside)

    def round(
        self, *, kill_after: float | None = None, kill_at: int = 0, counts: bool = False
    ) -> Ended:
        """One run of the command, killed or not; afterwards everything is as it must be."""
        there = self.answers()
        before = there if self.is_under_way else frozenset()
        asked_before = len(self.hub.received)
        ended = self.killing.run(
            ["collect", "acme/tiny", "-o", str(self.folder)],
            kill_after=kill_after,
            counted=self.folder if counts or kill_at else None,
            kill_at=kill_at,
        )
        found = self.verified()
        asked = {key_of(self.hub, each) for each in self.hub.received[asked_before:]}
        assert not asked & before, "an answer that was kept was asked for again"
        assert found in {self.old, self.new}
        if ended.code is not None:
            assert (ended.code, found) == (0, self.new), ended.said
        if found != self.new:
            assert before <= self.answers(), "an answer that was kept is gone"
            assert self.answers() <= there | asked, "an answer to what nobody asked"
        return ended

    @property
    def is_under_way(self) -> bool:
        """Whether the next run is to go on with the answers that are there."""
        marker = self.folder / ANSWERS / UNDER_WAY
        return marker.is_file() and not marker.read_text().startswith(CLEARING)

    def verified(self) -> str | None:
        """The digest of the snapshot, as `openness verify` finds it; None while there is none."""
        if not is_snapshot(self.folder):
            with pytest.raises(AuditError) as caught:
                load(self.folder)
            assert "was not finished" in str(caught.value) or not any(self.documents())
            return None
        snapshot, _ = load(self.folder)
        check_nothing_else(self.folder, snapshot)
        return digest(snapshot)

    def documents(self) -> Iterator[Path]:
        return (self.folder / DOCUMENTS).glob("??/*")

    def answers(self) -> frozenset[str]:
        """The keys of the answers that are kept; each of them is whole."""
        found = set()
        for path in (self.folder / ANSWERS).glob("??/*.json"):
            record = msgspec.json.decode(path.read_bytes(), type=Record)
            body = place_of(self.folder, record.sha256).read_bytes()
            assert hashlib.sha256(body).hexdigest() == record.sha256
            found.add(path.stem)
        return frozenset(found)


def key_of(hub: Hub, request: Request) -> str:
    """Under which the answer to a request is kept."""
    token = "authorization" in request.headers
    url = hub.hf_endpoint + request.target
    return Asked(url=url, accept=request.headers.get("accept", "*/*"), with_token=token).key


@pytest.fixture(scope="session")
def kills(request: pytest.FixtureRequest) -> int:
    """How many random moments are tried; with the 200 of a thorough run, every step is too."""
    return int(request.config.getoption("--kills"))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """A snapshot folder, a hub, and the helper that collects from it and is killed."""
    with serve(small("one")) as hub, Killing(hub.environment()) as killing:
        yield Kept(hub, killing, tmp_path / "snap")


def test_killed_at_any_moment(kept: Kept, kills: int) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    kept.hub.latency = LATENCY
    killed = turn = 0
    whole = 0.0
    while killed < kills:
        kept.expect(small(f"turn {turn}"))
        whole = kept.round().seconds if turn == 0 else whole
        if turn % 2:  # every other collection is onto the finished snapshot of the one before
            kept.old = kept.verified()
        else:
            shutil.rmtree(kept.folder)
            kept.old = None
        while kept.round(kill_after=chance.uniform(0, whole)).code is None:
            killed += 1
        turn += 1
    print(f"{killed} kills in {turn} collections of {whole:.2f} s")
    assert turn > 1


SPARED = 4
"""Steps that a run may need less: a folder is made once, whichever of two threads comes first."""


@pytest.mark.parametrize("onto_another", [False, True])
def test_killed_at_each_step_on_the_disk(kept: Kept, onto_another: bool, kills: int) -> None:
    """What begins with the kill goes on at once, and comes to the same end."""
    kept.expect(smaller("old"))
    kept.round()
    old = kept.folder.with_name("old")
    kept.folder.rename(old)
    kept.old = kept.new if onto_another else None
    kept.expect(smaller("new"))
    whole = kept.round(counts=True).steps
    assert whole > 20
    for step in range(1 + onto_another, whole + 1, 1 if kills >= THOROUGH else 3):
        shutil.rmtree(kept.folder, ignore_errors=True)
        if onto_another:
            shutil.copytree(old, kept.folder)
        ended = kept.round(kill_at=step)
        if ended.code == 0 and step > whole - SPARED:
            continue
        assert ended.code is None
        assert kept.round().code == 0


def test_killed_at_one_step_after_the_other(kept: Kept) -> None:
    """Each run is killed a step later than the one before, so that runs are killed in repairs."""
    kept.expect(small("one"))
    step = 1
    while kept.round(kill_at=step).code is None:
        step += 1
    assert step > 5


def test_a_second_process_says_so_and_disturbs_nobody(kept: Kept) -> None:
    kept.expect(small("one"))
    kept.hub.latency = 0.5
    command = ("collect", "acme/tiny", "-o", str(kept.folder))
    here, environment = kept.folder.parent, kept.hub.environment()
    before = len(kept.hub.received)
    with spawn(*command, folder=here, environment=environment) as first:
        until(lambda: len(kept.hub.received) > before)
        with spawn(*command, folder=here, environment=environment) as second:
            _, err = second.communicate(timeout=30)
        assert second.returncode == 2
        assert_one_line(err)
        assert "Another process is collecting" in err
        _, err = first.communicate(timeout=60)
    assert (first.returncode, err) == (0, "")
    assert kept.verified() == kept.new


def test_the_lock_of_a_killed_process_holds_nobody_up(kept: Kept) -> None:
    kept.expect(small("one"))
    kept.hub.latency = 0.2
    assert kept.round(kill_after=0.5).code is None
    assert (kept.folder / LOCK).exists()
    kept.hub.latency = 0
    ended = kept.round()
    assert (ended.code, "going on where it stopped" in ended.said) == (0, True)


def until(happened: Callable[[], bool]) -> None:
    """Waits for something that another process does."""
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)
