from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.licenses.test_identify import MIT

from .running import Command


@pytest.fixture
def folder(offline: Command) -> Path:
    (offline.folder / "LICENSE").write_text(MIT, encoding="utf-8")
    (offline.folder / "README.md").write_text("The code is under Apache 2.0.\n", encoding="utf-8")
    (offline.folder / "src").mkdir()
    (offline.folder / "src" / "a.py").write_text(
        "# SPDX-License-Identifier: MIT\n", encoding="utf-8"
    )
    (offline.folder / ".git").mkdir()
    (offline.folder / ".git" / "LICENSE").write_text(MIT, encoding="utf-8")
    return offline.folder


def test_files_and_folders_for_people(offline: Command, folder: Path) -> None:
    ran = offline("license", "LICENSE", "README.md")
    assert ran.code == 0
    assert ran.out.splitlines()[:2] == ["LICENSE: is MIT", "  lines 5-21: MIT"]
    assert "README.md: holds no license text\n  line 1: code under Apache-2.0 (prose)" in ran.out
    assert ran.err == ""


def test_one_json_object_per_file_and_line(offline: Command, folder: Path) -> None:
    ran = offline("license", ".", "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["file"] for row in rows] == ["LICENSE", "README.md", "src/a.py"]
    assert set(rows[0]) >= {
        "file", "kind", "expression", "nearest", "score", "matches", "differences",
        "statements", "clauses",
    }  # fmt: skip
    assert rows[0]["matches"] == [{"expression": "MIT", "lines": [5, 21]}]
    assert rows[1]["statements"][0] == {
        "scope": "code",
        "expression": "Apache-2.0",
        "kind": "prose",
        "raw": "Apache 2.0",
        "lines": [1, 1],
        "license_class": "osi-approved",
    }
    assert rows[2]["statements"][0]["kind"] == "file-header"


def test_standard_input(offline: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MIT.encode())))
    ran = offline("license", "-", "--json")
    assert json.loads(ran.out)["expression"] == "MIT"


def test_a_variant_is_told_with_its_lines(offline: Command) -> None:
    text = MIT.replace("to deal", "not to deal")
    (offline.folder / "LICENSE").write_text(text, encoding="utf-8")
    out = offline("license", "LICENSE").out
    assert "is a variant of MIT" in out
    assert "has 'not'" in out


def test_a_license_by_its_id(offline: Command) -> None:
    out = offline("license", "llama3.1").out
    assert out.startswith("LicenseRef-llama3.1: Llama 3.1 Community License Agreement\n")
    assert "  freedoms: use conditional, study granted" in out
    assert "user-cap: capped" in out
    row = json.loads(offline("license", "apache-2.0", "--json").out)
    assert row["lists"]["OSI"].startswith("approved")


def test_may_it_be_offered(offline: Command) -> None:
    out = offline("license", "llama3.1", "--offer", "apache-2.0").out
    assert out.startswith("LicenseRef-llama3.1 (base model) offered under Apache-2.0: no\n")
    assert "user-cap" in out
    out = offline("license", "mit", "--offer", "gpl-3.0", "--as", "code").out
    assert "only if the duties below are met" in out
    assert "OSADL matrix" in out
    row = json.loads(offline("license", "mit", "--offer", "mit", "--json").out)
    assert row["answer"] == "only-if"


def test_mistakes_are_one_line(offline: Command) -> None:
    assert "no license of that name" in offline.fails("license", "cake")
    assert "'cake'" in offline.fails("license", "mit", "--offer", "cake")
    assert "required" in offline.fails("license")


def test_a_file_that_cannot_be_read(
    offline: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str = "r") -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "LICENSE cannot be read: Permission denied." in offline.fails("license", "LICENSE")


def test_a_strangers_words_cannot_steer_the_terminal(offline: Command) -> None:
    (offline.folder / "LICENSE").write_text(
        "License: \x1b[2J you may not sell \u202e it for commercial use.\n", encoding="utf-8"
    )
    out = offline("license", "LICENSE").out
    assert "\x1b" not in out
    assert "\u202e" not in out
