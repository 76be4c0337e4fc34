from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect.code_base import MOST_BYTES, CodeBase
from audit.errors import AuditError


def write(folder: Path, files: dict[str, bytes]) -> CodeBase:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return CodeBase(folder)


def test_wanted_texts_in_order(tmp_path: Path) -> None:
    files = {"b.py": b"b", "a/c.py": b"c", "a.png": b"\0", "venv/x.py": b"x", ".git/y.py": b"y"}
    base = write(tmp_path, files)
    assert list(base.texts(lambda path: path.endswith(".py"))) == [("b.py", "b"), ("a/c.py", "c")]
    assert set(base.folders()) == {"a"}
    assert base.unread == []


def test_bytes_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    assert list(write(tmp_path, {"a.py": b"\0\1\2"}).texts(lambda path: True)) == []


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    base = write(tmp_path, {"a.py": b"#" * (MOST_BYTES + 1)})
    assert list(base.texts(lambda path: True)) == []
    assert base.unread == [("a.py", f"more than {MOST_BYTES} bytes")]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("x")
    base = write(tmp_path / "in", {"a.py": b"a"})
    (tmp_path / "in" / "b.py").symlink_to(tmp_path / "secret.py")
    assert [path for path, _ in base.texts(lambda path: True)] == ["a.py"]


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="There is no folder"):
        CodeBase(tmp_path / "no")
