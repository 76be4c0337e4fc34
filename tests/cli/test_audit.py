from __future__ import annotations

import json
from pathlib import Path

import pytest

from audit import bundled
from audit.cli import audit as audit_command
from tests.hub import Hub

from .running import Command, tree


def test_a_report_in_two_formats_and_a_summary(openness: Command) -> None:
    ran = openness("audit", "acme/tiny")
    assert (ran.code, ran.err) == (0, "")
    assert tree(openness.folder) == ["acme--tiny.html", "acme--tiny.json"]
    assert "Open Source AI Definition" in ran.out
    assert "acme--tiny.html" in ran.out
    found = json.loads(Path("acme--tiny.json").read_text())
    assert found["target"]["id"] == "hf:acme/tiny"
    assert Path("acme--tiny.html").read_text().startswith("<!DOCTYPE html>")


def test_several_targets_are_compared(openness: Command) -> None:
    ran = openness("audit", "acme/tiny", "acme/base", "-o", "build/demo")
    assert ran.code == 0
    assert [path for path in tree(openness.folder) if path.endswith("l")] == [
        "build/demo/acme--base.html",
        "build/demo/acme--tiny.html",
        "build/demo/index.html",
    ]


def test_what_is_named_twice_is_audited_once(openness: Command, hub: Hub) -> None:
    assert openness("audit", "acme/tiny", "hf:Acme/Tiny", "acme/tiny").code == 0
    asked = [target for _, target in hub.requests if target.startswith("/api/models/acme/tiny")]
    assert len(asked) == 1
    assert tree(openness.folder) == ["acme--tiny.html", "acme--tiny.json"]


def test_the_same_bytes_each_time(openness: Command) -> None:
    assert openness("collect", "acme/tiny", "-o", "snap").code == 0
    for folder in ("one", "two"):
        assert openness("audit", "snap", "-o", folder).code == 0
    for name in ("acme--tiny.json", "acme--tiny.html"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_an_assessment_is_a_target(openness: Command) -> None:
    assert openness("audit", "acme/tiny", "-o", "one").code == 0
    assert openness("audit", "one/acme--tiny.json", "-o", "two").code == 0
    for name in ("acme--tiny.json", "acme--tiny.html"):
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_bundled_models_need_no_network(
    openness: Command, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        openness("export-facts", "acme/tiny", "acme/base", "-o", str(tmp_path / "kept")).code == 0
    )
    monkeypatch.setattr(bundled, "FOLDER", tmp_path / "kept")
    hub.received.clear()
    ran = openness("audit", "bundled:all", "bundled:acme--base", "-o", "demo")
    assert (ran.code, ran.err, hub.requests) == (0, "", [])
    assert "demo/index.html" in tree(openness.folder)
    ran = openness("audit", "bundled:acme--tiny", "--live", "-o", "live")
    assert ran.code == 0
    assert hub.requests
    assert json.loads(Path("live/acme--tiny.json").read_text())["snapshot"]["quotes"]
    assert not json.loads(Path("demo/acme--tiny.json").read_text())["snapshot"]["quotes"]


def test_live_changes_nothing_where_quotes_are_there(openness: Command) -> None:
    openness("audit", "acme/tiny", "-o", "one")
    openness("audit", "acme/tiny", "--live", "-o", "two")
    assert Path("one/acme--tiny.json").read_bytes() == Path("two/acme--tiny.json").read_bytes()


def test_an_installation_without_bundled_models(
    openness: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    assert "has no bundled models" in openness.fails("audit", "bundled:all")


def test_progress_is_told_on_a_terminal_alone(
    openness: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_command, "_is_terminal", lambda stream: True)
    ran = openness("audit", "acme/tiny")
    assert ran.err == "auditing hf:acme/tiny ...\n"


def test_the_files_are_readable_by_others(openness: Command) -> None:
    openness("audit", "acme/tiny")
    for name in tree(openness.folder):
        assert Path(name).stat().st_mode & 0o044


def test_reports_that_are_there_are_replaced(openness: Command) -> None:
    Path("acme--tiny.json").write_text("old")
    Path("other.txt").write_text("kept")
    assert openness("audit", "acme/tiny").code == 0
    assert Path("acme--tiny.json").read_text() != "old"
    assert Path("other.txt").read_text() == "kept"
