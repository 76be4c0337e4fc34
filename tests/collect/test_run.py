"""From a target to a snapshot, through the real clients, against the loopback hub."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from audit.collect.reading import NotThere
from audit.collect.run import collect
from audit.collect.store import digest
from audit.collect.targets import name_target
from audit.errors import CollectError
from audit.model import Role, TargetKind
from tests.hub import Answer, Shelf, git_repo, hub_repo, serve

from .briefs import door_to, environment_of
from .worlds import (
    CARD,
    LATER,
    MIT,
    coded,
    collected,
    gaps,
    ids,
    mentions,
    opened,
    plain,
    tiny,
    world,
)


def test_nothing_is_fetched_twice() -> None:
    twice = CARD + "Again: [code](https://github.com/ACME/Tiny-Code/tree/main/x)\n" * 3
    with serve(world(tiny(twice))) as hub, opened(hub) as door:
        collect(name_target("Acme/Tiny"), door)
        asked = Counter(target for method, target in hub.requests if method == "GET")
    assert [target for target, count in asked.items() if count > 1] == []


def test_ids_that_differ_in_case_are_one() -> None:
    card = CARD + "[code](https://github.com/Acme/TINY-code) [x](https://github.com/OTHER/engine)\n"
    found = collected(world(tiny(card)), "ACME/tiny")
    assert ids(found)[0] == "hf:acme/tiny"
    assert len(ids(found)) == len({name.lower() for name in ids(found)})
    assert mentions(found).count("github:other/engine") == 1
    assert "github:OTHER/engine" not in mentions(found)


def test_a_repository_that_moved_is_read_once() -> None:
    moved = hub_repo("acme/base", {"LICENSE": MIT}, moved_from=("old/base",))
    shelf = Shelf(models=[plain("acme/tiny", base_model="[acme/base, old/base]"), moved])
    found = collected(shelf, "acme/tiny")
    assert ids(found) == ["hf:acme/tiny", "hf:acme/base"]


def test_the_same_input_is_the_same_snapshot_on_another_day() -> None:
    with serve(world(tiny())) as hub:
        with opened(hub) as door:
            first, _ = collect(name_target("acme/tiny"), door)
        with opened(hub, LATER) as door:
            second, _ = collect(name_target("acme/tiny"), door)
    assert first != second
    assert digest(first) == digest(second)


def test_a_revision_of_the_hub() -> None:
    model = hub_repo("acme/tiny", {"README.md": "new"}, branches={"refs/pr/1": {"README.md": "pr"}})
    for text in ("acme/tiny@refs/pr/1", "https://huggingface.co/acme/tiny/tree/refs%2Fpr%2F1"):
        found = collected(Shelf(models=[model]), text)
        assert found.target.revision == "refs/pr/1"
        assert found.artifacts[0].revision == model.revisions["refs/pr/1"].sha


def test_a_dataset() -> None:
    found = collected(world(), "https://huggingface.co/datasets/acme/mix")
    assert [(a.id, a.role) for a in found.artifacts] == [("hf:datasets/acme/mix", Role.DATA)]
    assert found.target.kind is TargetKind.HUB_DATASET


def test_a_repository_of_github_leads_to_its_weights() -> None:
    readme = (
        "# Code\n[Weights](https://huggingface.co/acme/tiny), [others]"
        "(https://huggingface.co/acme/tiny-two), [x](https://huggingface.co/other/model)\n"
    )
    shelf = world(
        tiny("---\nbase_model: acme/base\n---\n# Tiny\n"),
        plain("acme/tiny-two"),
        repos=(coded("acme/tiny-train", readme),),
    )
    found = collected(shelf, "github:acme/tiny-train")
    roles = {artifact.id: artifact.role for artifact in found.artifacts}
    assert roles == {
        "hf:acme/tiny": Role.WEIGHTS,
        "github:acme/tiny-train": Role.CODE,
        "hf:acme/base": Role.BASE_MODEL,
    }
    assert mentions(found) == ["hf:acme/tiny-two", "hf:other/model"]
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("address", "branch"),
    [
        ("tree/topic/fix", "topic/fix"),
        ("tree/topic/fix/src/train.py", "topic/fix"),
        ("blob/main/README.md", "main"),
        ("tree/main", "main"),
    ],
)
def test_a_branch_with_a_slash_in_an_address(address: str, branch: str) -> None:
    code = git_repo("acme/code", {"README.md": "old"}, branches={"topic/fix": {"README.md": "new"}})
    text = f"https://github.com/acme/code/{address}"
    found = collected(Shelf(repos=[code]), text)
    assert found.artifacts[0].branch == branch
    assert found.target.revision == branch
    assert found.artifacts[0].revision == code.branches[branch].sha


def test_an_address_with_no_such_branch() -> None:
    with pytest.raises(NotThere, match="GitHub's acme/code has no gone"):
        collected(Shelf(repos=[coded("acme/code")]), "https://github.com/acme/code/tree/gone/for")


def test_a_folder_like_a_model(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "README.md").write_text("---\nbase_model: acme/base\n---\n")
    found = collected(world(), folder)
    assert [(a.id, a.role) for a in found.artifacts] == [
        ("folder:mine", Role.WEIGHTS),
        ("hf:acme/base", Role.BASE_MODEL),
    ]
    assert str(tmp_path) not in str(found)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("train.py", Role.CODE),
        ("README.md", Role.CODE),
        ("config.json", Role.WEIGHTS),
        ("model.safetensors", Role.WEIGHTS),
        ("tiny.Q4.gguf", Role.WEIGHTS),
    ],
)
def test_what_a_folder_is_a_copy_of(tmp_path: Path, name: str, role: Role) -> None:
    (tmp_path / "README.md").write_text("# Mine\n")
    (tmp_path / name).write_text("{}" if name.endswith("json") else "# Mine\n")
    assert collected(Shelf(), tmp_path).artifacts[0].role is role


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text("# Mine\n")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert collected(Shelf(), tmp_path).artifacts[0].role is Role.CODE


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A work tree: `v1` is a model, `main` is code, and the files of neither commit are there."""
    folder = tmp_path / "mine"
    folder.mkdir()
    git(folder, "init", "-b", "main")
    (folder / "README.md").write_text("---\nlicense: mit\n---\n")
    (folder / "LICENSE").write_text(MIT)
    git(folder, "add", ".")
    git(folder, "commit", "-m", "one")
    git(folder, "tag", "v1")
    git(folder, "branch", "topic/fix")
    (folder / "README.md").write_text("# Code\n")
    git(folder, "commit", "-am", "two")
    (folder / "README.md").unlink()
    return folder


@pytest.mark.parametrize("bare", [False, True])
def test_a_git_repository_at_a_revision(repository: Path, tmp_path: Path, bare: bool) -> None:
    place = repository
    if bare:
        place = tmp_path / "mine.git"
        git(tmp_path, "clone", "--bare", str(repository), str(place))
    for revision, role in (("v1", Role.WEIGHTS), ("topic/fix", Role.WEIGHTS), ("main", Role.CODE)):
        found = collected(Shelf(), f"{place}@{revision}")
        artifact = found.artifacts[0]
        assert (artifact.id, artifact.role) == ("git:mine", role)
        assert len(artifact.revision or "") == 40
        assert found.target.revision == revision
        assert {"README.md", "LICENSE"} <= {document.path for document in artifact.documents}
    with pytest.raises(NotThere, match="has no gone"):
        collected(Shelf(), f"{place}@gone")


def test_a_bare_repository_alone(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--bare", str(repository), "mine.git")
    assert collected(Shelf(), tmp_path / "mine.git").artifacts[0].role is Role.CODE


def test_a_folder_that_is_no_repository_has_no_revisions(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Mine\n")
    with pytest.raises(NotThere, match="is not a git repository"):
        collected(Shelf(), f"{tmp_path}@v1")


def listed(folder: Path, text: str) -> Path:
    (folder / "model.yaml").write_text(text)
    return folder / "model.yaml"


def test_a_model_file_reads_what_it_lists_and_the_chain_above(tmp_path: Path) -> None:
    file = listed(
        tmp_path,
        "name: Tiny\nweights: [acme/tiny, other/model]\ncode: github:other/engine\n"
        "data: other/pile\npapers: ['2401.00001', A talk]\nbase_models: acme/gone\n",
    )
    found = collected(world(tiny()), file)
    roles = {artifact.id: artifact.role.value for artifact in found.artifacts}
    assert roles == {
        "hf:acme/tiny": "weights",
        "hf:other/model": "checkpoint",
        "github:other/engine": "code",
        "hf:datasets/other/pile": "data",
        "arxiv:2401.00001": "paper",
        "paper:A talk": "paper",
        "hf:acme/base": "base-model",
    }
    assert gaps(found)["hf:acme/gone"] == "missing"
    code = next(artifact for artifact in found.artifacts if artifact.role is Role.CODE)
    assert code.reason == "listed in model.yaml"
    assert code.reason_evidence is not None
    assert (code.reason_evidence.path, code.reason_evidence.lines) == ("model.yaml", (3, 3))
    assert found.target.name == "Tiny"


def test_a_model_file_may_name_local_copies(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "README.md").write_text("---\nlicense: mit\n---\n")
    file = listed(
        tmp_path,
        "weights: {id: acme/tiny, copy: weights}\n"
        "code:\n- {id: github:acme/code, copy: mine}\n"
        "- {id: github:acme/old, copy: mine, revision: v1}\n",
    )
    found = collected(Shelf(), file)
    assert ids(found) == ["hf:acme/tiny", "github:acme/code", "github:acme/old"]
    sizes = [next(d.size for d in a.documents if d.path == "README.md") for a in found.artifacts]
    assert sizes == [21, 7, 21]
    assert str(tmp_path) not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "gone/gone",
        "datasets/gone/gone",
        "github:gone/gone",
        "github:acme/tiny-code@gone",
        "acme/tiny@gone",
        "a--b",
    ],
)
def test_a_target_that_does_not_exist(text: str) -> None:
    with pytest.raises(NotThere) as caught:
        collected(world(tiny()), text)
    assert caught.value.exit_code == 2
    assert caught.value.advice


def test_a_model_file_of_which_nothing_exists(tmp_path: Path) -> None:
    file = listed(tmp_path, "weights: gone/gone\ncode: github:gone/gone\npapers: ['2401.00001']\n")
    with pytest.raises(NotThere, match="The Hub has no model gone/gone"):
        collected(Shelf(), file)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="holds nothing to audit"):
        collected(Shelf(), tmp_path)
    (tmp_path / "cat.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(NotThere, match="holds nothing to audit"):
        collected(Shelf(), tmp_path)


NOWHERE = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


@pytest.mark.parametrize("text", ["acme/tiny", "github:acme/code", "datasets/acme/mix"])
def test_a_network_that_is_not_there(text: str) -> None:
    with door_to(environment_of(NOWHERE)) as door, pytest.raises(CollectError) as caught:
        collect(name_target(text), door)
    assert caught.value.exit_code == 3
    assert "no connection" in caught.value.problem


def test_a_model_file_without_a_network(tmp_path: Path) -> None:
    file = listed(tmp_path, "weights: acme/tiny\ncode: github:acme/code\n")
    with door_to(environment_of(NOWHERE)) as door, pytest.raises(CollectError):
        collect(name_target(str(file)), door)


def test_offline() -> None:
    door = door_to({"HF_HUB_OFFLINE": "1"})
    with door, pytest.raises(CollectError, match="offline") as caught:
        collect(name_target("acme/tiny"), door)
    assert "HF_HUB_OFFLINE" in caught.value.advice


def test_a_rate_limit_on_the_way_is_a_gap() -> None:
    with serve(world(tiny()), github_limit=0) as hub, opened(hub) as door:
        found, _ = collect(name_target("acme/tiny"), door)
    assert gaps(found)["github:acme/tiny-code"] == "rate-limited"
    assert "hf:datasets/acme/mix" in ids(found)


def test_a_readme_that_cannot_be_looked_into_is_a_gap() -> None:
    card = "[Code](https://github.com/other/engine)\n"
    with serve(world(hub_repo("acme/tiny", {"README.md": card}))) as hub, opened(hub) as door:
        hub.instead["/raw/other/engine/HEAD/README.md"] = Answer(status=403)
        found, _ = collect(name_target("acme/tiny"), door)
    assert [(g.artifact, g.path, g.reason.value) for g in found.gaps] == [
        ("github:other/engine", "README.md", "gated")
    ]
    assert mentions(found) == ["github:other/engine"]
