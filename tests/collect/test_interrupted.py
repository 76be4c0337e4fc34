"""What an interrupted collection leaves, one state at a time; `test_kills.py` reaches them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect import journal
from audit.collect.answer_store import AnswerStore, Asked, keep_bytes, place_of
from audit.collect.answers import Answer
from audit.collect.run import collect
from audit.collect.store import check_nothing_else, digest, drop, load, save
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.model import Snapshot
from tests.hub import Answer as Answer200
from tests.hub import serve

from .briefs import door_to
from .test_store import CONTENTS, SHA, TEXT, snapshot
from .worlds import CARD, gaps, tiny, world

TARGET = snapshot().target
ASKED = Asked(url="https://example.org/x")
ANSWER = Answer(url=ASKED.url, headers={}, body=b"more", retrieved_at="2026-01-02T12:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(snapshot(), CONTENTS, tmp_path / "snap")
    return tmp_path / "snap"


def check(folder: Path) -> Snapshot:
    found = load(folder)[0]
    check_nothing_else(folder, found)
    return found


def test_a_kill_in_the_first_snapshot_json_does_not_lock_the_folder_up(tmp_path: Path) -> None:
    journal.begin(tmp_path, TARGET).put(ASKED, ANSWER)
    (tmp_path / ".new-0123").write_text("{")
    with journal.locked(tmp_path):
        answers = journal.begin(tmp_path, TARGET)
    assert answers.count() == 1
    assert not (tmp_path / ".new-0123").exists()


def test_a_body_whose_record_was_not_written_leaves_the_old_snapshot_valid(folder: Path) -> None:
    journal.begin(folder, TARGET)
    keep_bytes(folder, b"a body")
    assert check(folder) == snapshot()
    journal.give_up(folder)
    assert check(folder) == snapshot()
    assert not (folder / "answers").exists()
    assert len(list((folder / "documents").glob("??/*"))) == 1


def test_answers_that_were_about_to_go_leave_the_new_snapshot_valid(folder: Path) -> None:
    """As when the process ends between the last answer's removal and the first body's."""
    journal.begin(folder, TARGET).put(ASKED, ANSWER)
    drop(folder / "answers" / ASKED.key[:2])
    assert check(folder) == snapshot()
    save(snapshot(), CONTENTS, folder)
    journal.end(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["documents", "snapshot.json"]


@pytest.mark.parametrize("word", [b"clearing for acme/tiny", b"acme/tiny"])
def test_answers_of_a_finished_collection_do_not_answer_the_next(folder: Path, word: bytes) -> None:
    journal.begin(folder, TARGET).put(ASKED, ANSWER)
    (folder / "answers" / "target").write_bytes(word)
    if word == b"acme/tiny":
        journal.end(folder)
    assert journal.begin(folder, TARGET).get(ASKED) is None
    assert check(folder) == snapshot()


def test_a_strange_file_is_noticed_while_nothing_is_under_way(folder: Path) -> None:
    keep_bytes(folder, b"a body")
    with pytest.raises(AuditError, match="does not belong"):
        check(folder)


def test_collecting_again_mends_a_body_of_the_same_length(folder: Path) -> None:
    place_of(folder, SHA).write_bytes(bytes(len(TEXT)))
    with pytest.raises(AuditError, match="Collect it again"):
        load(folder)
    save(snapshot(), CONTENTS, folder)
    assert check(folder) == snapshot()


def test_a_broken_snapshot_can_be_collected_again(folder: Path) -> None:
    (folder / "snapshot.json").write_text("{")
    journal.begin(folder, TARGET)
    save(snapshot(), CONTENTS, folder)
    journal.end(folder)
    assert check(folder) == snapshot()


def test_a_broken_snapshot_is_left_as_it_was_when_nothing_is_answered(folder: Path) -> None:
    (folder / "snapshot.json").write_text("{")
    journal.begin(folder, TARGET)
    journal.give_up(folder)
    assert (folder / "snapshot.json").read_text() == "{"
    assert place_of(folder, SHA).read_bytes() == TEXT


def test_a_link_among_the_answers_is_removed_and_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    (folder / "answers").mkdir()
    (folder / "answers" / "ab").symlink_to(tmp_path / "photos")
    journal.begin(folder, TARGET)
    assert (tmp_path / "photos" / "cat.jpg").read_text() == "cat"
    assert not (folder / "answers" / "ab").exists()


HTML = Answer200(headers={"Content-Type": "text/html"}, body=b"<!doctype html><p>Sign in")
UNUSABLE = {
    "/api/models/acme/base": HTML,
    "/api/datasets/acme/mix": Answer200(body=b"null"),
    "/github/repos/acme/tiny-code": Answer200(body=b"[]"),
    "/raw/other/engine/HEAD/README.md": HTML,
}


def test_an_answer_that_is_of_no_use_is_asked_for_again(tmp_path: Path) -> None:
    """A login page that came with 200 must not stand in the journal and the cache for good."""
    card = CARD + "[code](https://github.com/other/engine)\n"
    with serve(world(tiny(card))) as hub:
        environment = {**hub.environment(), "OPENNESS_CACHE": str(tmp_path / "cache")}
        hub.instead.update(UNUSABLE)
        first = collected_into(tmp_path / "snap", environment)
        read = gaps(first)
        assert {read[name] for name in ("hf:acme/base", "hf:datasets/acme/mix")} == {"unreadable"}
        assert read["github:acme/tiny-code"] == "unreadable"
        hub.instead.clear()
        second = collected_into(tmp_path / "snap", environment)
        undisturbed = collected_into(tmp_path / "other", hub.environment())
    assert digest(second) == digest(undisturbed)


def collected_into(folder: Path, environment: dict[str, str]) -> Snapshot:
    """What is collected with the answers of the folder, which are kept."""
    with door_to(environment) as door:
        return collect(name_target("acme/tiny"), door.begin(AnswerStore(folder, durable=True)))[0]


def test_an_answer_that_was_kept_and_is_of_no_use_is_passed_over(tmp_path: Path) -> None:
    """As one that an earlier version kept, or one that this version reads in another way."""
    with serve(world(tiny())) as hub:
        environment = {**hub.environment(), "OPENNESS_CACHE": str(tmp_path / "cache")}
        asked = Asked(url=f"{hub.hf_endpoint}/api/models/acme/tiny?blobs=true")
        for folder in (tmp_path / "snap", tmp_path / "cache"):
            AnswerStore(folder, durable=True).put(asked, ANSWER)
        found = collected_into(tmp_path / "snap", environment)
        undisturbed = collected_into(tmp_path / "other", hub.environment())
    assert digest(found) == digest(undisturbed)
