"""Git repositories are read without a checkout, and whatever their settings say."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from audit.collect import git_objects, git_program
from audit.collect.folder import read_local
from audit.collect.git import read_git
from audit.collect.reading import NotThere, Reading
from audit.errors import AuditError, CollectError
from tests.collect.briefs import CODE, QUICK, TERMS, door_to, gaps, paths, text

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 5000000000\n"


def git(folder: Path, *arguments: str) -> str:
    """What git prints, as someone, whatever the machine's settings are."""
    someone = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = subprocess.run(
        ["git", *someone, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


def commit(folder: Path, files: dict[str, str | bytes]) -> str:
    """The commit that holds these files besides those of the branch."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work tree with a branch `main` and another one, `release`."""
    folder = tmp_path / "model"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"LICENSE.txt": "BSD\n", "README.md": "# Main\n", "src/a.py": "pass\n"})
    git(folder, "checkout", "--quiet", "-b", "release")
    git(folder, "rm", "--quiet", "LICENSE.txt")
    commit(folder, {"LICENSE": "MIT\n", "README.md": "# Release\n", "train.sh": "run\n"})
    git(folder, "checkout", "--quiet", "main")
    return folder


@pytest.fixture
def bare(work: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", "--bare", str(work), "mirror.git")
    return tmp_path / "mirror.git"


def read(
    folder: Path, revision: str | None = None, id_: str | None = None, branch: str | None = None
) -> Reading:
    brief = msgspec.structs.replace(CODE, id=id_, branch=branch)
    with door_to({}) as door:
        return read_git(door, folder, revision, brief)


def test_a_bare_repository_at_its_head(bare: Path, work: Path) -> None:
    reading = read(bare)
    artifact = reading.artifact
    assert artifact.id == "git:mirror"
    assert artifact.revision == git(work, "rev-parse", "main")
    assert (artifact.branch, artifact.default_branch, artifact.url) == ("main", "main", None)
    assert paths(reading) == ["LICENSE.txt", "README.md"]
    assert text(reading, "README.md") == "# Main\n"
    assert {document.url for document in artifact.documents} == {None}
    assert artifact.tree is not None
    assert [(file.path, file.size) for file in artifact.tree.files] == [
        ("LICENSE.txt", 4),
        ("README.md", 7),
        ("src/a.py", 5),
    ]
    assert reading.gaps == ()


def test_another_branch_comes_with_the_default_branchs_license(bare: Path, work: Path) -> None:
    reading = read(bare, "release", "github:acme/model")
    main, release = git(work, "rev-parse", "main"), git(work, "rev-parse", "release")
    assert (reading.artifact.branch, reading.artifact.revision) == ("release", release)
    assert paths(reading) == ["@main/LICENSE.txt", "LICENSE", "README.md", "train.sh"]
    assert [document.url for document in reading.artifact.documents[:2]] == [
        f"https://github.com/acme/model/blob/{main}/LICENSE.txt",
        f"https://github.com/acme/model/blob/{release}/LICENSE",
    ]
    assert reading.artifact.url == f"https://github.com/acme/model/tree/{release}"


def test_a_commit_that_is_not_on_the_default_branch(bare: Path, work: Path) -> None:
    release = git(work, "rev-parse", "release")
    reading = read(bare, release[:12], "hf:acme/model")
    assert reading.artifact.branch is None
    assert "@main/LICENSE.txt" in paths(reading)
    assert reading.artifact.url == f"https://huggingface.co/acme/model/tree/{release}"


def test_an_older_commit_of_the_default_branch(work: Path) -> None:
    older = git(work, "rev-parse", "main")
    commit(work, {"LICENSE.txt": "MIT\n"})
    reading = read(work, older)
    assert paths(reading) == ["LICENSE.txt", "README.md"]
    assert text(reading, "LICENSE.txt") == "BSD\n"


def test_a_commit_whose_branch_the_brief_tells(work: Path) -> None:
    reading = read(work, git(work, "rev-parse", "main"), branch="old")
    assert reading.artifact.branch == "old"
    assert "@main/LICENSE.txt" in paths(reading)


def test_a_detached_head_has_no_default_branch(work: Path) -> None:
    git(work, "checkout", "--quiet", "--detach", "release")
    reading = read(work)
    assert (reading.artifact.branch, reading.artifact.default_branch) == (None, None)


def test_a_clone_knows_its_origins_branches(work: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(work), "clone")
    git(tmp_path / "clone", "checkout", "--quiet", "-b", "mine")
    reading = read(tmp_path / "clone", "release")
    assert (reading.artifact.branch, reading.artifact.default_branch) == ("release", "main")
    assert text(reading, "LICENSE") == "MIT\n"


def test_a_shallow_clone(work: Path, tmp_path: Path) -> None:
    commit(work, {"README.md": "# Newer\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{work}", "shallow")
    reading = read(tmp_path / "shallow", "HEAD")
    assert text(reading, "README.md") == "# Newer\n"


def test_a_linked_work_tree(work: Path, tmp_path: Path) -> None:
    git(work, "worktree", "add", "--quiet", str(tmp_path / "linked"), "release")
    assert text(read(tmp_path / "linked"), "README.md") == "# Release\n"


def test_sha256_repositories(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    revision = commit(tmp_path, {"README.md": "# Long\n"})
    assert len(revision) == 64
    assert read(tmp_path).artifact.revision == revision


def test_lfs_pointers_are_the_files_that_they_stand_for(work: Path) -> None:
    pointer = POINTER.format("b" * 64)
    commit(work, {"model.safetensors": pointer, "NOTICE": pointer, "note.txt": "x" * 150})
    reading = read(work)
    assert reading.artifact.tree is not None
    files = {file.path: file for file in reading.artifact.tree.files}
    weights = files["model.safetensors"]
    assert (weights.size, weights.sha) == (5_000_000_000, "b" * 64)
    assert files["note.txt"].size == 150
    assert gaps(reading) == {"NOTICE": "unreadable"}


def test_links_and_submodules_are_said(work: Path, bare: Path) -> None:
    (work / "COPYING").symlink_to("LICENSE.txt")
    (work / "link.py").symlink_to("src/a.py")
    git(work, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(bare), "sub")
    commit(work, {})
    reading = read(work)
    assert gaps(reading) == {"sub": "not-looked"}
    assert text(reading, "COPYING") == "BSD\n"
    assert reading.artifact.reason.endswith(" (COPYING is a link to LICENSE.txt)")
    (gap,) = reading.gaps
    assert gap.detail == "a submodule: another repository"
    assert reading.artifact.tree is not None
    assert "sub" not in {file.path for file in reading.artifact.tree.files}


def test_blobs_that_a_partial_clone_lacks_are_gaps(work: Path, tmp_path: Path) -> None:
    git(work, "config", "uploadpack.allowFilter", "true")
    source = f"file://{work}"
    git(tmp_path, "clone", "--quiet", "--bare", "--filter=blob:none", source, "part.git")
    reading = read(tmp_path / "part.git")
    assert gaps(reading) == {"LICENSE.txt": "unreadable", "README.md": "unreadable"}
    assert reading.artifact.tree is not None
    assert reading.artifact.tree.files[0].size is None


def test_settings_of_a_stranger_run_nothing(work: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor"):
        git(work, "config", name, f"touch {mark}")
    git(work, "config", "remote.origin.url", f"ext::touch {mark}")
    git(work, "config", "remote.origin.promisor", "true")
    git(work, "config", "extensions.partialClone", "origin")
    blob = git(work, "rev-parse", "main:README.md")
    (work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert gaps(read(work)) == {"README.md": "unreadable"}
    assert not mark.exists()


def test_replaced_objects_are_not_taken(work: Path) -> None:
    ours, theirs = git(work, "rev-parse", "main:README.md"), "release:README.md"
    git(work, "replace", ours, theirs)
    assert text(read(work), "README.md") == "# Main\n"


@pytest.mark.parametrize("revision", ["nope", "--all", "a\0b", ""])
def test_a_revision_that_is_not_there(work: Path, revision: str) -> None:
    git(work, "update-ref", "-d", "HEAD")
    with pytest.raises(NotThere):
        read(work, revision)


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="not a git repository"):
        read(tmp_path)


def test_a_repository_that_is_broken(work: Path) -> None:
    tree = git(work, "rev-parse", "main^{tree}")
    (work / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(CollectError, match="git ls-tree failed"):
        read(work)


def test_the_history_of_a_file(work: Path) -> None:
    first = git(work, "rev-parse", "main")
    second = commit(work, {"LICENSE.txt": "MIT\n", "a [b]*.txt": "x"})
    commit(work, {"README.md": "# Other\n"})
    git(work, "commit", "--quiet", "--allow-empty", "--message", "y" * 500)
    refs = git_objects.Refs(work)
    with git_objects.borrowed(refs) as objects:
        tip = refs.commit(None) or ""
        changes = objects.history(tip, "LICENSE.txt")
        odd = objects.history(tip, "a [b]*.txt")
        none = objects.history(tip, "*")
    assert [change.sha for change in changes] == [second, first]
    assert {change.words for change in changes} == {"x"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:+Z-]+", change.date) for change in changes)
    assert ([change.sha for change in odd], none) == ([second], ())


def test_the_history_that_a_shallow_clone_has(work: Path, tmp_path: Path) -> None:
    last = commit(work, {"LICENSE.txt": "MIT\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{work}", "shallow")
    refs = git_objects.Refs(tmp_path / "shallow")
    with git_objects.borrowed(refs) as objects:
        changes = objects.history(last, "LICENSE.txt")
    assert [change.sha for change in changes] == [last]


def test_a_list_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 20\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(git_program, "SECONDS", 0.1)
    with pytest.raises(CollectError, match="took more than"):
        git_program.listing(tmp_path, ("ls-tree", "HEAD"), {})


def test_git_that_is_not_installed(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(AuditError, match="git is not installed"):
        read(work)


def test_git_that_takes_too_long(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_program, "SECONDS", 0)
    with pytest.raises(CollectError, match="took more than"):
        read(work)


def test_a_work_tree_is_read_as_it_is_unless_a_revision_is_asked(work: Path, bare: Path) -> None:
    (work / "README.md").write_text("# Not committed\n")
    with door_to({}, QUICK) as door:
        as_it_is = read_local(door, work, None, CODE)
        committed = read_local(door, work, "main", CODE)
        of_bare = read_local(door, bare, None, CODE)
    assert text(as_it_is, "README.md") == "# Not committed\n"
    assert (as_it_is.artifact.id, as_it_is.artifact.revision) == ("folder:model", None)
    assert text(committed, "README.md") == text(of_bare, "README.md") == "# Main\n"


HEAD = "# Copyright 2025 {}\n# Licensed under the {}\n\nimport torch\n"


def test_sources_are_read_whose_heads_speak_of_licenses(tmp_path: Path) -> None:
    folder = tmp_path / "heads"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    files: dict[str, str | bytes] = {}
    files |= {f"a/b/part_{n}.py": HEAD.format("Pelican", "MIT License") for n in range(4)}
    files |= {"a/other.py": HEAD.format("Stork", "Apache License"), "a/plain.py": "import torch\n"}
    files |= {"lib/LICENSE": "MIT\n", "lib/x.py": HEAD.format("Lib", "BSD"), "README.md": "# A\n"}
    commit(folder, files)
    with door_to({}) as door:
        full = paths(read_git(door, folder, None, CODE))
        terms = paths(read_git(door, folder, None, TERMS))
    heads = [path for path in full if path.endswith(".py")]
    assert heads == ["a/b/part_0.py", "a/b/part_1.py", "a/other.py"]
    assert not [path for path in terms if path.endswith(".py")]
