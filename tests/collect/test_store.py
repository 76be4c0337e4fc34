"""Snapshot folders: whole or not there, and any changed byte is noticed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
import pytest

from audit.collect.store import digest, is_snapshot, load, save, sealed_text
from audit.errors import AuditError
from audit.model import Artifact, Document, Gap, GapReason, Role, Snapshot, Target, TargetKind

TEXT = "許可 license\n".encode()
SHA = hashlib.sha256(TEXT).hexdigest()
CONTENTS = {SHA: TEXT}


def snapshot(retrieved_at: str = "2026-01-02T12:00:00Z", sha: str = SHA) -> Snapshot:
    document = Document(
        path="LICENSE", url=None, sha256=sha, size=len(TEXT), retrieved_at=retrieved_at
    )
    artifact = Artifact(
        id="hf:acme/tiny",
        role=Role.WEIGHTS,
        revision="0" * 40,
        url=None,
        reason="named",
        documents=(document, msgspec.structs.replace(document, path="COPYING")),
    )
    return Snapshot(
        target=Target(kind=TargetKind.HUB_MODEL, id="acme/tiny", name="tiny"),
        artifacts=(artifact,),
        gaps=(Gap(artifact="hf:acme/tiny", path=None, reason=GapReason.GATED, detail="許可"),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(snapshot(), CONTENTS, tmp_path / "snap")
    return tmp_path / "snap"


def test_what_is_saved_is_loaded(folder: Path) -> None:
    assert is_snapshot(folder)
    assert load(folder) == (snapshot(), CONTENTS)
    assert (folder / "documents" / SHA[:2] / SHA).read_bytes() == TEXT
    assert [path.name for path in folder.parent.iterdir()] == ["snap"]


def test_the_same_snapshot_is_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    save(snapshot(), CONTENTS, tmp_path / "deep" / "again")
    again = tmp_path / "deep" / "again"
    assert (again / "snapshot.json").read_bytes() == (folder / "snapshot.json").read_bytes()


def test_a_snapshot_is_replaced(folder: Path) -> None:
    (folder / "documents" / "left").write_text("over")
    save(snapshot("2027-01-01T00:00:00Z"), CONTENTS, folder)
    assert load(folder)[0] == snapshot("2027-01-01T00:00:00Z")
    assert not (folder / "documents" / "left").exists()


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    save(snapshot(), CONTENTS, tmp_path / "empty")
    assert is_snapshot(tmp_path / "empty")


def test_any_other_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    with pytest.raises(AuditError, match="is not a snapshot"):
        save(snapshot(), CONTENTS, tmp_path / "photos")
    with pytest.raises(AuditError, match="is not a snapshot"):
        save(snapshot(), CONTENTS, tmp_path / "photos" / "cat.jpg")
    assert [path.name for path in tmp_path.rglob("*")] == ["photos", "cat.jpg"]


def test_a_failure_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AuditError, match="No space left"):
        save(snapshot("2027-01-01T00:00:00Z"), CONTENTS, folder)
    assert load(folder)[0] == snapshot()
    assert [path.name for path in folder.parent.iterdir()] == ["snap"]


def test_a_rename_that_fails_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if target.name == "snapshot.json":
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(AuditError, match="Input/output error"):
        save(snapshot("2027-01-01T00:00:00Z"), CONTENTS, folder)
    with pytest.raises(AuditError, match="Input/output error"):
        save(snapshot(), CONTENTS, folder.parent / "other")
    assert load(folder)[0] == snapshot()
    assert not is_snapshot(folder.parent / "other")
    assert not list(folder.rglob(".new-*"))


@pytest.mark.parametrize("changed", [TEXT[:-1] + b"!", TEXT + b"!", b""])
def test_a_changed_byte_is_noticed(folder: Path, changed: bytes) -> None:
    (folder / "documents" / SHA[:2] / SHA).write_bytes(changed)
    with pytest.raises(AuditError, match=rf"{SHA} \(LICENSE\) has changed"):
        load(folder)


def test_a_missing_document_is_named(folder: Path) -> None:
    (folder / "documents" / SHA[:2] / SHA).unlink()
    with pytest.raises(AuditError, match=SHA):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"role": "weights"', b'"role": "wights"', r"artifacts\[0\].role"),
        (b'"gaps": [', b'"gasp": [', "gasp"),
        (b"{", b"{{", "malformed"),
    ],
)
def test_a_broken_file_is_named_with_the_place(
    folder: Path, old: bytes, new: bytes, said: str
) -> None:
    file = folder / "snapshot.json"
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    with pytest.raises(AuditError, match=rf"snapshot.json is broken: .*{said}"):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"weights", b"code"),
        (b"2026-01-02", b"2026-01-03"),
        (b'"gated"', b'"missing"'),
        (b'"seal": "', b'"seal": "0'),
        (b"{\n", b"{\n\n"),
        (SHA.encode(), b"0" * 64),
    ],
)
def test_a_changed_byte_of_the_file_is_noticed(folder: Path, old: bytes, new: bytes) -> None:
    file = folder / "snapshot.json"
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    with pytest.raises(AuditError, match=r"snapshot\.json has changed"):
        load(folder)


def test_a_file_of_somebody_with_a_seal_of_his_own_leads_nowhere(folder: Path) -> None:
    (folder / "snapshot.json").write_bytes(sealed_text(snapshot(sha="../../../etc/passwd")))
    with pytest.raises(AuditError, match="no sha256 for LICENSE"):
        load(folder)


def test_files_are_as_readable_as_any_other(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    assert (folder / "snapshot.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_system_that_does_not_open_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refusing(path: Path, flags: int, *rest: int, **more: int) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", refusing)
    save(snapshot(), CONTENTS, tmp_path / "snap")
    assert load(tmp_path / "snap")[0] == snapshot()


def test_a_folder_that_is_no_snapshot(tmp_path: Path) -> None:
    assert not is_snapshot(tmp_path)
    with pytest.raises(AuditError, match="cannot be read"):
        load(tmp_path)


def test_the_digest_is_of_the_content_and_not_of_the_time() -> None:
    assert digest(snapshot()) == digest(snapshot("2027-01-01T00:00:00Z"))
    assert digest(snapshot()) != digest(snapshot(sha="0" * 64))
    assert len(digest(snapshot())) == 64
