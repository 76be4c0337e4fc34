from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect.answer_store import AnswerStore, Asked
from audit.collect.answers import Answer

from .running import Command


def filled(folder: Path) -> AnswerStore:
    store = AnswerStore(folder, durable=False)
    for number in range(3):
        answer = Answer(
            url=f"https://example.org/{number}",
            headers={},
            body=b"x" * 1_000 * (number + 1),
            retrieved_at="2026-01-02T03:04:05Z",
        )
        store.put(Asked(url=answer.url), answer)
    return store


def test_what_is_kept_is_counted_and_cleared(
    offline: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("OPENNESS_CACHE", str(folder))
    filled(folder)
    (folder / "mine.txt").write_text("kept")
    assert offline("cache").out == f"{folder}: 3 answers, {kilobytes(folder)} kB\n"
    cleared = offline("cache", "clear")
    assert cleared.code == 0
    assert "cleared" in cleared.out
    assert offline("cache", "show").out == f"{folder}: 0 answers, 0 bytes\n"
    assert (folder / "mine.txt").read_text() == "kept"


def kilobytes(folder: Path) -> int:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "mine.txt"]
    return round(sum(path.stat().st_size for path in files) / 1_000)


def test_a_link_in_the_cache_is_not_followed(
    offline: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    monkeypatch.setenv("OPENNESS_CACHE", str(folder))
    filled(folder)
    (tmp_path / "mine").write_text("kept")
    shelf = next((folder / "documents").glob("??"))
    (shelf / "link").symlink_to(tmp_path / "mine")
    offline("cache", "clear")
    assert (tmp_path / "mine").read_text() == "kept"


def test_no_cache_is_said(offline: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENNESS_CACHE", "")
    assert offline("cache").out.startswith("no answers are kept")
