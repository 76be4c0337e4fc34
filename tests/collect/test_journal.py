"""Collections that go on where they stopped, and ask again for what they could not read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit.collect import journal
from audit.collect.answer_store import AnswerStore
from audit.collect.store import digest, is_snapshot, load
from audit.model import Target, TargetKind
from tests.cli.conftest import hub, offline, openness
from tests.cli.running import Command, tree
from tests.hub import Answer, Hub

__all__ = ["hub", "offline", "openness"]

HELD = Answer(status=500)


def collect(openness: Command, *more: str) -> str:
    ran = openness("collect", "acme/tiny", "-o", "snap", *more)
    assert ran.code == 0, ran.err
    return ran.err


@pytest.fixture
def target() -> Target:
    return Target(kind=TargetKind.HUB_MODEL, id="hf:acme/tiny", name="acme--tiny")


@pytest.fixture
def stopped(openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a collection was stopped after everything was answered."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("audit.collect.store.save", stop)
        assert openness("collect", "acme/tiny", "-o", "snap").code == 130
    return Path("snap")


def test_it_goes_on_without_asking_again(openness: Command, hub: Hub, stopped: Path) -> None:
    assert not is_snapshot(stopped)
    before = len(hub.requests)
    said = collect(openness)
    assert "going on where it stopped" in said
    assert len(hub.requests) == before
    once = digest(load(stopped)[0])
    assert openness("collect", "acme/tiny", "-o", "other").code == 0
    assert digest(load(Path("other"))[0]) == once


def test_nothing_is_left_of_the_answers(openness: Command) -> None:
    stopped = Path("snap")
    assert openness("collect", "acme/base", "-o", "snap").code == 0
    assert load(stopped)[0].gaps == ()
    assert not (stopped / "answers").exists()
    named = {doc.sha256 for art in load(stopped)[0].artifacts for doc in art.documents}
    assert {path.name for path in (stopped / "documents").rglob("*") if path.is_file()} == named


def test_an_unfinished_collection_is_no_target(openness: Command, stopped: Path) -> None:
    said = openness.fails("verify", "snap")
    assert "was not finished" in said


def test_another_model_does_not_go_on_there(openness: Command, stopped: Path) -> None:
    said = openness.fails("collect", "acme/base", "-o", "snap")
    assert "unfinished collection of hf:acme/tiny" in said
    assert openness("collect", "acme/base", "-o", "snap", "--fresh").code == 0
    assert load(stopped)[0].target.id == "hf:acme/base"


def test_begun_anew_it_asks_again(openness: Command, hub: Hub, stopped: Path) -> None:
    before = len(hub.requests)
    assert "going on" not in collect(openness, "--fresh")
    assert len(hub.requests) - before == before


def test_a_lock_held_by_another_process(openness: Command) -> None:
    code = (
        "import sys, pathlib; from audit.collect.journal import locked\n"
        "with locked(pathlib.Path('snap')): print('held', flush=True); sys.stdin.read()"
    )
    root = Path(__file__).resolve().parents[2]
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout
    assert other.stdout.readline() == b"held\n"
    said = openness.fails("collect", "acme/tiny", "-o", "snap")
    assert "Another process is collecting into snap" in said
    other.kill()
    other.communicate()
    collect(openness)


def test_gaps_are_asked_for_again_and_nothing_else(openness: Command, hub: Hub) -> None:
    hub.instead["/api/models/acme/base"] = HELD
    hub.instead["/api/datasets/other/pile"] = HELD
    collect(openness)
    first = load(Path("snap"))[0]
    assert {gap.artifact for gap in first.gaps} >= {"hf:acme/base", "hf:datasets/other/pile"}
    del hub.instead["/api/models/acme/base"]
    before = len(hub.requests)
    assert openness("collect", "--retry-gaps", "snap").code == 0
    asked = {target.split("?")[0] for _, target in hub.requests[before:]}
    second = load(Path("snap"))[0]
    assert {artifact.id for artifact in second.artifacts} > {a.id for a in first.artifacts}
    assert all("acme/base" in path or "other/pile" in path for path in asked), asked
    del hub.instead["/api/datasets/other/pile"]
    assert openness("collect", "acme/tiny", "-o", "snap", "--retry-gaps").code == 0
    undisturbed = openness("collect", "acme/tiny", "-o", "other")
    assert undisturbed.code == 0
    assert digest(load(Path("snap"))[0]) == digest(load(Path("other"))[0])


def test_a_snapshot_whose_answers_were_kept_verifies(openness: Command, hub: Hub) -> None:
    hub.instead["/api/models/acme/base"] = HELD
    collect(openness)
    assert (Path("snap") / "answers").is_dir()
    assert openness("verify", "snap").code == 0


def test_gaps_of_a_folder_need_its_name(openness: Command, hub: Hub) -> None:
    Path("mine").mkdir()
    Path("mine/README.md").write_text("---\nbase_model: acme/base\n---\n")
    hub.instead["/api/models/acme/base"] = HELD
    assert openness("collect", "mine", "-o", "snap").code == 0
    assert "lies on a disk" in openness.fails("collect", "snap", "--retry-gaps")
    del hub.instead["/api/models/acme/base"]
    assert openness("collect", "mine", "-o", "snap", "--retry-gaps").code == 0
    assert [a.id for a in load(Path("snap"))[0].artifacts] == ["folder:mine", "hf:acme/base"]


def test_a_target_that_is_not_there_leaves_the_snapshot_alone(openness: Command) -> None:
    collect(openness)
    before = Path("snap/snapshot.json").read_bytes()
    assert openness("collect", "gone/gone", "-o", "snap").code == 2
    assert Path("snap/snapshot.json").read_bytes() == before
    assert openness("verify", "snap").code == 0
    assert not Path("snap/answers").exists()
    collect(openness)


def test_a_disk_that_is_full_is_said(openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AnswerStore, "put", full)
    said = openness.fails("collect", "acme/tiny", "-o", "snap", code=3)
    assert "snap cannot be written: No space left on device." in said


def test_a_folder_that_cannot_be_written(
    openness: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "write_whole", refused)
        said = openness("collect", "acme/tiny", "-o", "snap").err
    assert "snap cannot be written: Permission denied." in said


def test_giving_up_leaves_what_others_left(tmp_path: Path, target: Target) -> None:
    with journal.locked(tmp_path / "snap"):
        journal.begin(tmp_path / "snap", target)
        journal.give_up(tmp_path / "snap")
    assert tree(tmp_path) == []


def test_a_verified_snapshot_tells_its_digest(openness: Command) -> None:
    collect(openness)
    ran = openness("verify", "snap")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1] == f"digest {digest(load(Path('snap'))[0])}"


def test_a_report_is_of_that_snapshot(openness: Command, hub: Hub) -> None:
    collect(openness)
    assert openness("audit", "snap").code == 0
    assert openness("verify", "snap", "acme--tiny.json").code == 0
    hub.instead["/api/models/acme/base"] = HELD
    assert openness("collect", "acme/tiny", "-o", "other").code == 0
    said = openness.fails("verify", "other", "acme--tiny.json")
    assert "acme--tiny.json was made from another snapshot" in said


def test_a_file_that_does_not_belong_is_named(openness: Command) -> None:
    collect(openness)
    Path("snap/documents/00").mkdir(exist_ok=True)
    Path("snap/documents/00/more").write_text("more")
    assert "snap/documents/00/more does not belong" in openness.fails("verify", "snap")
