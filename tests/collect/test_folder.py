"""Folders on disk are read as they are, and never left."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from audit.collect import folder as folders
from audit.collect.draft import Draft
from audit.collect.folder import read_local
from audit.collect.reading import NotThere, Reading
from tests.collect.briefs import QUICK, WEIGHTS, door_to, gaps, paths, text

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read(folder: Path, revision: str | None = None, url: str | None = None) -> Reading:
    brief = msgspec.structs.replace(WEIGHTS, url=url)
    with door_to({}, QUICK) as door:
        return read_local(door, folder, revision, brief)


def listing(reading: Reading) -> dict[str, int | None]:
    assert reading.artifact.tree is not None
    return {file.path: file.size for file in reading.artifact.tree.files}


def test_a_model_folder(tmp_path: Path) -> None:
    model = write(
        tmp_path / "tiny",
        {
            "README.md": "# Tiny\n",
            "config.json": "{}",
            "model.safetensors": "x" * 300,
            "sub/LICENSE": "MIT\n",
            ".git/config": "[core]",
            "node_modules/a/README.md": "not ours",
        },
    )
    reading = read(model)
    artifact = reading.artifact
    assert (artifact.id, artifact.revision, artifact.url) == ("folder:tiny", None, None)
    assert paths(reading) == ["README.md", "config.json", "sub/LICENSE"]
    assert listing(reading) == {
        "README.md": 7,
        "config.json": 2,
        "model.safetensors": 300,
        "sub/LICENSE": 4,
    }
    assert reading.gaps == ()


def test_an_address_for_the_folder(tmp_path: Path) -> None:
    reading = read(write(tmp_path, {"a b/LICENSE": "x"}), url="https://example.org/m")
    assert reading.artifact.url == "https://example.org/m"
    assert reading.artifact.documents[0].url == "https://example.org/m/a%20b/LICENSE"


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"LICENSE": "secret", "in/NOTICE": "secret"})
    model = write(tmp_path / "model", {"README.md": "x", "real/COPYING": "inside"})
    (model / "LICENSE").symlink_to(secret / "LICENSE")
    (model / "COPYING").symlink_to("real/COPYING")
    (model / "linked").symlink_to(secret / "in")
    (model / "NOTICE").symlink_to("NOTICE")
    (model / "model.bin").symlink_to(secret / "LICENSE")
    reading = read(model)
    assert b"secret" not in b"".join(reading.contents.values())
    assert text(reading, "COPYING") == "inside"
    assert gaps(reading) == {"LICENSE": "not-looked", "NOTICE": "not-looked"}
    assert "model.bin" not in listing(reading)


def test_pointers_are_the_files_that_they_stand_for(tmp_path: Path) -> None:
    pointer = POINTER.format("c" * 64, 77)
    reading = read(write(tmp_path, {"model.safetensors": pointer, "LICENSE": pointer}))
    assert listing(reading)["model.safetensors"] == 77
    assert gaps(reading) == {"LICENSE": "unreadable"}


@pytest.mark.parametrize(("sha", "size"), [("short", "1"), ("c" * 64, "many")])
def test_a_broken_pointer_is_a_file_like_others(tmp_path: Path, sha: str, size: str) -> None:
    pointer = POINTER.format(sha, size)
    reading = read(write(tmp_path, {"model.safetensors": pointer}))
    assert listing(reading)["model.safetensors"] == len(pointer)


def test_what_is_no_text_is_a_gap(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "LICENSE": b"caf\xe9",
        "NOTICE": b"a\0b",
        "README.md": b"x" * 1_000_001,
    }
    reading = read(write(tmp_path, files))
    assert gaps(reading) == {
        "LICENSE": "unreadable",
        "NOTICE": "unreadable",
        "README.md": "too-large",
    }


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "LICENSE")
    reading = read(write(tmp_path, {"README.md": "x"}))
    assert listing(reading) == {"README.md": 1}


def test_a_file_that_vanishes_is_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"README.md": "x", "LICENSE": "y"})
    before = folders._files

    def vanishing(folder: Path, draft: Draft) -> object:
        found = before(folder, draft)
        (folder / "LICENSE").unlink()
        return found

    monkeypatch.setattr(folders, "_files", vanishing)
    assert gaps(read(tmp_path)) == {"LICENSE": "unreadable"}


def test_too_many_files_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "FILES", 2)
    reading = read(write(tmp_path, {"README.md": "x", "a.py": "", "b.py": ""}))
    assert reading.artifact.tree is not None
    assert not reading.artifact.tree.complete
    assert gaps(reading) == {None: "cut-short"}


def test_a_folder_that_cannot_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"README.md": "x", "sub/a.md": "y"})
    scan = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    reading = read(tmp_path)
    assert reading.artifact.tree is not None
    assert not reading.artifact.tree.complete
    assert gaps(reading) == {None: "unreadable"}


def test_weights_alone_are_a_model(tmp_path: Path) -> None:
    assert listing(read(write(tmp_path, {"model.gguf": "x"}))) == {"model.gguf": 1}


def test_nothing_to_audit(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="nothing to audit"):
        read(tmp_path)
    with pytest.raises(NotThere, match="nothing to audit"):
        read(write(tmp_path, {"song.mp3": "x"}))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="There is no folder"):
        read(tmp_path / "none")


def test_a_revision_of_a_folder_without_git(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="not a git repository"):
        read(write(tmp_path, {"README.md": "x"}), "main")
