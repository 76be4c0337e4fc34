"""What terms said before they were changed, from a history that is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect.git import read_git
from audit.collect.git_past import MOST_CHANGES
from tests.collect.briefs import CODE, door_to, gaps, paths, text
from tests.collect.test_git import commit, git


@pytest.fixture
def past(tmp_path: Path) -> tuple[Path, list[str]]:
    """A repository whose license was changed twice, and the commits."""
    folder = tmp_path / "model"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    wordings = ("MIT\n", "BSD\n", "BSD\n", "GPL\n")
    commits = [
        commit(folder, {"LICENSE": words, "a.py": f"{number}\n", "README.md": f"{number}\n"})
        for number, words in enumerate(wordings)
    ]
    return folder, commits


def test_the_wordings_before_each_change(past: tuple[Path, list[str]]) -> None:
    folder, commits = past
    with door_to({}) as door:
        reading = read_git(door, folder, None, CODE)
    assert text(reading, "LICENSE") == "GPL\n"
    assert text(reading, f"@{commits[3]}^/LICENSE") == "BSD\n"
    assert text(reading, f"@{commits[1]}^/LICENSE") == "MIT\n"
    assert [path for path in paths(reading) if "^/README" in path] == []


def test_a_readme_before_it_changed_what_it_says_of_terms(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"README.md": "# Heron\nLicense: research only.\n"})
    change = commit(folder, {"README.md": "# Heron\nLicense: MIT.\n"})
    commit(folder, {"README.md": "# Heron 2\nLicense: MIT.\n"})
    with door_to({}) as door:
        reading = read_git(door, folder, None, CODE)
    assert [path for path in paths(reading) if "^/" in path] == [f"@{change}^/README.md"]
    assert "research only" in text(reading, f"@{change}^/README.md")


def test_a_clone_without_old_files_has_no_past_and_no_gaps(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"LICENSE": "MIT\n", "README.md": "License: MIT\n"})
    old = [git(folder, "rev-parse", f"HEAD:{name}") for name in ("LICENSE", "README.md")]
    commit(folder, {"LICENSE": "BSD\n", "README.md": "License: BSD\n"})
    for blob in old:
        (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with door_to({}) as door:
        reading = read_git(door, folder, None, CODE)
    assert [path for path in paths(reading) if "^/" in path] == []
    assert gaps(reading) == {}


def test_only_the_last_changes_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for number in range(MOST_CHANGES + 3):
        commit(folder, {"LICENSE": f"{number}\n"})
    with door_to({}) as door:
        reading = read_git(door, folder, None, CODE)
    assert len([path for path in paths(reading) if "^/" in path]) == MOST_CHANGES
