"""Answers on disk: whole or not there, told apart by what was asked, never by a token."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.answer_store import AnswerStore, Asked, keep_bytes, place_of, write_whole
from audit.collect.answers import Answer

URL = "https://hub.example/acme/tiny/resolve/main/README.md"
ASKED = Asked(url=URL)
ANSWER = Answer(
    url=URL,
    headers={"etag": '"1"', "content-type": "text/plain"},
    body="許可\n".encode(),
    retrieved_at="2026-01-02T12:00:00Z",
)


@pytest.fixture
def store(tmp_path: Path) -> AnswerStore:
    kept = AnswerStore(tmp_path / "kept", durable=True)
    kept.put(ASKED, ANSWER)
    return kept


def files(store: AnswerStore, kind: str) -> list[Path]:
    return [path for path in (store.folder / kind).rglob("*") if path.is_file()]


def test_what_is_put_is_got(store: AnswerStore) -> None:
    assert store.get(ASKED) == ANSWER
    assert store.count() == 1
    assert AnswerStore(store.folder, durable=False).get(ASKED) == ANSWER


@pytest.mark.parametrize(
    "other",
    [
        Asked(url=URL + "?x"),
        Asked(url=URL, accept="application/json"),
        Asked(url=URL, with_token=True),
    ],
)
def test_another_request_is_another_answer(store: AnswerStore, other: Asked) -> None:
    assert store.get(other) is None


def test_headers_that_no_one_needs_are_not_kept(store: AnswerStore) -> None:
    store.put(ASKED, Answer(url=URL, headers={"set-cookie": "a", "etag": "b"}, body=b""))
    found = store.get(ASKED)
    assert found is not None
    assert found.headers == {"etag": "b"}


@pytest.mark.parametrize("content", [b"", b"changed", None])
def test_a_body_that_changed_is_no_answer(store: AnswerStore, content: bytes | None) -> None:
    (body,) = files(store, "documents")
    body.unlink() if content is None else body.write_bytes(content)
    assert store.get(ASKED) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"url": 1}', b"\xff\xfe", b"[" * 100_000, None]
)
def test_a_record_that_is_broken_is_no_answer(store: AnswerStore, content: bytes | None) -> None:
    (record,) = files(store, "answers")
    if content is None:
        record.write_bytes(record.read_bytes()[:-10])
    else:
        record.write_bytes(content)
    assert store.get(ASKED) is None
    assert store.bodies() == set()


def test_a_record_that_leads_elsewhere_is_no_answer(store: AnswerStore) -> None:
    (record,) = files(store, "answers")
    (body,) = files(store, "documents")
    record.write_bytes(record.read_bytes().replace(body.name.encode(), b"../../../etc/passwd"))
    assert store.get(ASKED) is None


def test_the_same_body_is_kept_once(store: AnswerStore) -> None:
    store.put(Asked(url=URL + "2"), ANSWER)
    assert len(files(store, "documents")) == 1
    assert len(files(store, "answers")) == 2


def test_old_answers_are_dropped_with_their_bodies(store: AnswerStore) -> None:
    for path in files(store, "answers") + files(store, "documents"):
        os.utime(path, (time.time() - 1000,) * 2)
    store.put(Asked(url=URL + "2"), Answer(url=URL, headers={}, body=b"young"))
    keep_bytes(store.folder, b"its record is on the way")
    store.drop_older_than(500)
    assert store.get(ASKED) is None
    assert store.get(Asked(url=URL + "2")) is not None
    assert len(files(store, "documents")) == 2


def test_a_cache_is_tidied_once_a_day(store: AnswerStore) -> None:
    for path in files(store, "answers") + files(store, "documents"):
        os.utime(path, (time.time() - 1000,) * 2)
    (store.folder / ".tidied").touch()
    store.tidy(500)
    assert store.count() == 1
    os.utime(store.folder / ".tidied", (time.time() - 90_000,) * 2)
    store.tidy(500)
    assert store.count() == 0
    assert time.time() - (store.folder / ".tidied").stat().st_mtime < 100


def test_a_cache_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    AnswerStore(tmp_path / "none", durable=False).tidy(0)
    assert not (tmp_path / "none").exists()


def test_what_is_begun_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "file", b"x")
    assert not list(tmp_path.iterdir())
    write_whole(tmp_path / "file", b"x", durable=False)
    assert (tmp_path / "file").read_bytes() == b"x"


def test_many_write_the_same_at_once(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path, durable=False)

    def put() -> None:
        for _ in range(50):
            store.put(ASKED, ANSWER)

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert store.get(ASKED) in (None, ANSWER)
    assert store.get(ASKED) == ANSWER
    assert not list(tmp_path.rglob(".new-*"))


@given(st.text(), st.text(), st.booleans())
def test_any_address_has_a_key_for_a_file(url: str, accept: str, with_token: bool) -> None:
    key = Asked(url=url, accept=accept, with_token=with_token).key
    assert len(key) == 64
    assert key.isalnum()


def test_a_place_needs_a_sha256(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sha256"):
        place_of(tmp_path, "../x")
