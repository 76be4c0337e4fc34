from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.targets import LONGEST_NAME, name_target, remote_target, safe_name
from audit.errors import AuditError
from audit.model import TargetKind

HUB = "https://huggingface.co"
GITHUB = "https://github.com"


@pytest.mark.parametrize(
    ("text", "artifact", "revision"),
    [
        ("acme/tiny", "hf:acme/tiny", None),
        (" hf:acme/tiny@v1 ", "hf:acme/tiny", "v1"),
        ("acme/tiny@refs/pr/1", "hf:acme/tiny", "refs/pr/1"),
        ("gpt2", "hf:gpt2", None),
        ("datasets/acme/mix", "hf:datasets/acme/mix", None),
        ("hf:datasets/acme/mix@v1", "hf:datasets/acme/mix", "v1"),
        (f"{HUB}/acme/tiny", "hf:acme/tiny", None),
        (f"{HUB}/acme/tiny/", "hf:acme/tiny", None),
        (f"{HUB}/acme/tiny?library=x#y", "hf:acme/tiny", None),
        (f"{HUB}/acme/tiny/tree/v1", "hf:acme/tiny", "v1"),
        (f"{HUB}/acme/tiny/tree/refs%2Fpr%2F1", "hf:acme/tiny", "refs/pr/1"),
        (f"{HUB}/acme/tiny/blob/main/README.md", "hf:acme/tiny", "main"),
        (f"{HUB}/acme/tiny/resolve/abc/x.bin", "hf:acme/tiny", "abc"),
        (f"{HUB}/datasets/acme/mix/tree/v1", "hf:datasets/acme/mix", "v1"),
        ("http://www.hf.co/acme/tiny", "hf:acme/tiny", None),
        ("HTTPS://HuggingFace.co/acme/tiny", "hf:acme/tiny", None),
        ("github:acme/code", "github:acme/code", None),
        ("github:acme/code.git", "github:acme/code", None),
        ("git@github.com:acme/code.git", "github:acme/code", None),
        ("ssh://git@github.com/acme/code.git", "github:acme/code", None),
        ("github:acme/code@v1", "github:acme/code", "v1"),
        ("github:acme/code@topic/fix", "github:acme/code", "topic/fix"),
        (GITHUB + "/acme/code", "github:acme/code", None),
        (GITHUB + "/acme/code.git", "github:acme/code", None),
        (GITHUB + "/acme/code/", "github:acme/code", None),
        (GITHUB + "/acme/code@v1", "github:acme/code", "v1"),
        (GITHUB + "/acme/code/commit/0123abc", "github:acme/code", "0123abc"),
        (GITHUB + "/acme/code/issues/3#note", "github:acme/code", None),
        (GITHUB + "/acme/code/tree/topic/fix?x=1", "github:acme/code", "topic/fix"),
        ("https://www.GitHub.com/acme/code.py/tree/main/", "github:acme/code.py", "main"),
    ],
)
def test_ids_and_addresses(text: str, artifact: str, revision: str | None) -> None:
    named = name_target(text)
    assert (named.target.id, named.target.revision) == (artifact, revision)
    assert named.path is None
    kinds = {True: TargetKind.GITHUB, False: TargetKind.HUB_MODEL}
    expected = TargetKind.HUB_DATASET if "datasets/" in artifact else kinds["github" in artifact]
    assert named.target.kind is expected
    assert "/" not in named.target.name


def test_an_address_does_not_tell_where_the_branch_ends() -> None:
    named = remote_target(f"{GITHUB}/acme/code/tree/a/b/c")
    assert named.target.revision == "a/b/c"
    assert named.shorter == ("a/b", "a")
    assert remote_target("github:acme/code@a/b/c").shorter == ()
    long = remote_target(f"{GITHUB}/acme/code/blob/" + "/".join("abcdefgh"))
    assert (long.target.revision, long.shorter) == ("a/b/c/d", ("a/b/c", "a/b", "a"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "two words",
        "a/b/c",
        "github:acme",
        "-o",
        "ftp://huggingface.co/a/b",
        "https://example.org/acme/tiny",
        f"{HUB}/spaces/acme/demo",
        f"{HUB}/docs/hub",
        f"{HUB}/papers/2401.00001",
        f"{HUB}/datasets",
        f"{HUB}/collections/acme/x",
        GITHUB,
        f"{GITHUB}/acme",
        "git@example.org:acme/code.git extra",
        "\x1b]0;title\x07",
    ],
)
def test_anything_else_is_told_the_forms(text: str) -> None:
    with pytest.raises(AuditError, match="is not a target") as caught:
        name_target(text)
    assert caught.value.exit_code == 2
    assert "owner/name" in caught.value.advice
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", ["./no", "../no", "/no/such", "~/no-such", "no.yaml", "no.json"])
def test_a_path_that_is_not_there(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AuditError, match="There is no file or folder"):
        name_target(text)


@pytest.mark.parametrize("text", ["~nobody-of-that-name/x", "x" * 5000])
def test_a_path_that_no_system_would_take(text: str) -> None:
    with pytest.raises(AuditError, match="cannot be read"):
        name_target(text)


def test_a_folder_that_may_not_be_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(AuditError, match="locked cannot be read: Permission denied"):
        name_target("./locked")


def test_what_lies_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "snap").mkdir()
    (tmp_path / "snap" / "snapshot.json").write_text("{}")
    for file in ("model.yaml", "b.YML", "a.json"):
        (tmp_path / file).write_text("")
    monkeypatch.chdir(tmp_path)
    kinds = {
        "tiny": (TargetKind.FOLDER, "folder:tiny"),
        "./tiny/": (TargetKind.FOLDER, "folder:tiny"),
        str(tmp_path / "tiny"): (TargetKind.FOLDER, "folder:tiny"),
        "snap": (TargetKind.SNAPSHOT, "snapshot:snap"),
        "model.yaml": (TargetKind.MODEL_FILE, "file:model.yaml"),
        "b.YML": (TargetKind.MODEL_FILE, "file:b.YML"),
        "a.json": (TargetKind.INVENTORY, "file:a.json"),
        "tiny@v1": (TargetKind.GIT, "git:tiny"),
        "tiny@topic/fix": (TargetKind.GIT, "git:tiny"),
    }
    for text, (kind, artifact) in kinds.items():
        named = name_target(text)
        assert (named.target.kind, named.target.id) == (kind, artifact), text
        assert named.path is not None
        assert str(tmp_path) not in named.target.id
    assert name_target("tiny@topic/fix").target.revision == "topic/fix"


def test_a_folder_stands_before_a_repository_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme" / "tiny").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert name_target("acme/tiny").target.kind is TargetKind.FOLDER
    assert name_target("hf:acme/tiny").target.kind is TargetKind.HUB_MODEL


def test_other_files_are_no_targets(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_text("")
    with pytest.raises(AuditError, match=r"is not a model\.yaml, an inventory or an assessment"):
        name_target(str(tmp_path / "model.gguf"))


def test_bundled() -> None:
    target = name_target("bundled:aria").target
    assert (target.kind, target.id, target.name) == (TargetKind.BUNDLED, "bundled:aria", "aria")


@given(st.text())
def test_a_name_is_fit_for_a_file(text: str) -> None:
    name = safe_name(text)
    assert name == safe_name(name)
    assert 0 < len(name.encode()) <= LONGEST_NAME
    assert not name.startswith((".", "-"))
    assert not set(name) & set('/\\:*?"<>| \x00\x1b\n')


@given(st.text())
def test_any_text_is_a_target_or_a_mistake(text: str) -> None:
    with suppress(AuditError):
        assert remote_target(text).target.name


GITLAB = "https://gitlab.com/group/sub/code"


@pytest.mark.parametrize(
    ("text", "artifact", "revision"),
    [
        (f"{GITLAB}.git", f"git:{GITLAB}", None),
        (f"{GITLAB}.git/", f"git:{GITLAB}", None),
        (f"{GITLAB}.git@v1", f"git:{GITLAB}", "v1"),
        (f"git+{GITLAB}.git@topic/fix", f"git:{GITLAB}", "topic/fix"),
        (f"git+{GITLAB}", f"git:{GITLAB}", None),
        (f"git+{GITLAB}#egg=x&subdirectory=y", f"git:{GITLAB}", None),
        (f"git+{GITLAB}@{'a' * 40}?x", f"git:{GITLAB}", "a" * 40),
        ("HTTPS://CodeBerg.org/o/N.git@v1", "git:https://codeberg.org/o/N", "v1"),
        ("git+http://[::1]:8080/x", "git:http://[::1]:8080/x", None),
        ("git+https://git.sr.ht/~user/code", "git:https://git.sr.ht/~user/code", None),
        ("git+https://github.com/acme/code.git@v1", "github:acme/code", "v1"),
        ("git+https://github.com/acme/code", "github:acme/code", None),
        ("git+https://huggingface.co/acme/tiny@v1", "hf:acme/tiny", "v1"),
        ("git+https://huggingface.co/datasets/acme/mix", "hf:datasets/acme/mix", None),
    ],
)
def test_git_addresses(text: str, artifact: str, revision: str | None) -> None:
    named = name_target(text)
    assert (named.target.id, named.target.revision, named.path) == (artifact, revision, None)
    if artifact.startswith("git:"):
        assert named.target.kind is TargetKind.GIT
        assert named.target.name.startswith(
            ("gitlab.com--group", "codeberg.org--o", "1-8080", "git")
        )


@pytest.mark.parametrize(
    "text",
    [
        "https://gitlab.com/group/code",
        "https://gitlab.com/.git",
        "git+https://gitlab.com",
        "git+ssh://gitlab.com/o/n.git",
        "git+file:///etc/x.git",
        "git+https://exa mple.org/x.git",
        "git+https://example.org/x$(y).git",
        "git+https://ex\u00e4mple.org/x.git",
        "ext::sh -c x.git",
    ],
)
def test_what_is_no_git_address(text: str) -> None:
    with pytest.raises(AuditError):
        remote_target(text)


@pytest.mark.parametrize(
    "text", ["https://me:secret@gitlab.com/o/n.git", "git+https://secret@gitlab.com/o/n@v1"]
)
def test_a_password_in_an_address_is_not_repeated(text: str) -> None:
    with pytest.raises(AuditError, match="holds a name or password") as caught:
        remote_target(text)
    assert "secret" not in str(caught.value)


@given(st.text(alphabet="git+htps:/.@#?[]~%ab1-", max_size=60))
def test_any_address_of_git_is_a_target_or_a_mistake(text: str) -> None:
    for start in ("git+https://", "https://", "git+"):
        with suppress(AuditError):
            named = remote_target(start + text)
            assert "@" not in named.target.id
