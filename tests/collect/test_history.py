"""The past of a repository is read from a clone, a git server or the Hub, and only what counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.collect import git_history, hub_history
from audit.collect.git_history import Touched, parsed
from audit.collect.history import collect_past
from audit.collect.past import may_speak_of_terms
from audit.collect.reading import NotThere
from audit.collect.targets import name_target
from audit.errors import AuditError, CollectError
from audit.model import GapReason
from audit.model.past import Past
from tests.collect.briefs import door_to
from tests.collect.pasts import MIT, TERMS, begun, committed, git
from tests.hub import Hub, Shelf, hub_past, hub_repo, serve
from tests.hub.answer import Answer
from tests.hub.git_server import GitServer, serve_git

CARD = "---\nlicense: {}\n---\n# Heron\n"
MODEL = hub_past(
    "acme/heron",
    ("initial commit", "2024-01-01T10:00:00.000Z", {".gitattributes": "*.bin lfs\n"}),
    ("Upload", "2024-01-02T10:00:00.000Z", {"README.md": CARD.format("mit"), "w.bin": "1"}),
    ("Weights", "2024-01-03T10:00:00.000Z", {"README.md": CARD.format("mit"), "w.bin": "2"}),
    ("License", "2024-01-04T10:00:00.000Z", {"README.md": CARD.format("cc-by-nc-4.0")}),
    ("Terms", "2024-01-05T10:00:00.000Z", {"README.md": CARD.format("other"), "LICENSE": TERMS}),
)


def read(target: str, environment: dict[str, str] | None = None) -> Past:
    with door_to(environment or {}) as door:
        return collect_past(name_target(target), door)


def told(past: Past) -> list[tuple[str, list[str]]]:
    """The author's words and the files of each commit."""
    return [(one.commit.words, [file.path for file in one.files]) for one in past.commits]


@pytest.mark.parametrize(
    ("path", "speaks"),
    [
        ("LICENSE", True),
        ("MODEL_LICENSE", True),
        ("docs/NOTICE.txt", True),
        ("licenses/mit.txt", True),
        ("README_zh.md", True),
        ("sub/readme", True),
        ("MODEL_CARD.md", True),
        ("pyproject.toml", True),
        ("sub/pyproject.toml", False),
        ("license.py", False),
        ("readme.png", False),
        ("train.py", False),
        ("data.json", False),
        ("../LICENSE", False),
        ("模型许可协议", True),
    ],
)
def test_the_files_that_may_speak_of_terms(path: str, speaks: bool) -> None:
    assert may_speak_of_terms(path) is speaks


def test_a_log_is_read_entry_by_entry() -> None:
    one, two, three = ("1" * 40, "2" * 40, "3" * 40)
    head = f"\1{one}\0{two} {three}\x002024-01-01T00:00:00Z\0words   \0"
    merge = f"\n::100644 100644 100644 {one} {two} {three} MM\0LICENSE\0"
    link = f":120000 100644 {one} {two} T\0COPYING\0:100644 000000 {one} {'0' * 40} D\0a.py\0"
    found = list(parsed((head + merge + link + f"\1{two}\0\0date\0root\0\0").encode()))
    assert [(each.sha, each.words, len(each.parents)) for each in found] == [
        (one, "words", 2),
        (two, "root", 0),
    ]
    assert found[0].touched == (
        Touched(path="LICENSE", before=(one, two), after=three),
        Touched(path="COPYING", before=(None,), after=two),
    )
    assert found[1].touched == ()


@pytest.mark.parametrize("output", [b"", b"\1", b"\1a\0b", b"\0\0\0", b"\1a\0b\0c\0d\0:1 2\0"])
def test_a_log_that_breaks_off_is_no_error(output: bytes) -> None:
    assert all(not each.touched for each in parsed(output))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = begun(tmp_path / "heron")
    committed(folder, "2024-01-01", "one", {"LICENSE": MIT, "a.py": "1"})
    committed(folder, "2024-01-02", "code", {"a.py": "2"})
    committed(folder, "2024-01-03", "two", {"LICENSE": TERMS, "README.md": "# Heron\n"})
    return folder


def test_only_commits_that_touch_terms_are_read(clone: Path) -> None:
    found = read(str(clone))
    assert told(found) == [("one", ["LICENSE"]), ("two", ["LICENSE", "README.md"])]
    assert len(found.contents) == 3
    assert found.artifact.revision == git(clone, "rev-parse", "HEAD")


def test_a_history_ends_at_the_revision_that_is_named(clone: Path) -> None:
    assert [words for words, _ in told(read(f"{clone}@HEAD~1"))] == ["one"]
    with pytest.raises(NotThere, match="has no nowhere"):
        read(f"{clone}@nowhere")


def test_what_is_no_repository_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Heron\n")
    with pytest.raises(NotThere, match="is not a git repository"):
        read(str(tmp_path))
    with pytest.raises(AuditError, match="has no history"):
        read("bundled:aria")


def test_wordings_that_a_clone_does_not_hold_are_a_gap(clone: Path) -> None:
    blob = git(clone, "rev-parse", "HEAD~2:LICENSE")
    (clone / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    found = read(str(clone))
    assert [(gap.path, gap.reason) for gap in found.gaps] == [("LICENSE", GapReason.UNREADABLE)]
    assert told(found) == [("one", []), ("two", ["README.md"])]


def test_more_commits_than_are_read_are_said(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_history, "MOST_COMMITS", 1)
    found = read(str(clone))
    assert [words for words, _ in told(found)] == ["two"]
    assert [gap.reason for gap in found.gaps] == [GapReason.CUT_SHORT]


def test_the_edge_of_a_shallow_clone_says_nothing_new(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{clone}", "shallow")
    found = read(str(tmp_path / "shallow"))
    assert told(found) == []
    assert "shallow" in found.gaps[0].detail


def test_a_stranger_s_settings_have_no_say(clone: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    (clone / ".git" / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tpager = touch " + str(mark) + "\n"
        "[log]\n\tshowSignature = true\n[gpg]\n\tprogram = touch " + str(mark) + "\n"
        "[diff]\n\texternal = touch " + str(mark) + "\n"
    )
    assert len(read(str(clone)).commits) == 2
    assert not mark.exists()


@pytest.fixture
def server(clone: Path, tmp_path: Path) -> Iterator[GitServer]:
    git(tmp_path, "clone", "--quiet", "--bare", str(clone), "acme/heron.git")
    git(tmp_path / "acme" / "heron.git", "config", "uploadpack.allowFilter", "true")
    git(tmp_path / "acme" / "heron.git", "config", "uploadpack.allowAnySHA1InWant", "true")
    with serve_git(tmp_path) as running:
        yield running


def test_a_repository_on_a_server_is_read_without_its_code(server: GitServer) -> None:
    found = read(f"git+{server.url}/acme/heron", {"OPENNESS_PRIVATE_SITES": server.url})
    assert told(found) == [("one", ["LICENSE"]), ("two", ["LICENSE", "README.md"])]
    assert found.artifact.id == f"git:{server.url}/acme/heron"
    assert server.fetches == 2


def test_a_repository_of_github_is_cloned_from_its_site(server: GitServer) -> None:
    found = read("github:acme/heron", {"OPENNESS_GITHUB_SITE": server.url})
    assert found.artifact.id == "github:acme/heron"
    sha = found.commits[-1].commit.sha
    assert found.commits[-1].commit.url == f"https://github.com/acme/heron/commit/{sha}"
    after = found.commits[-1].files[0].after
    assert after is not None
    assert after.url == f"https://github.com/acme/heron/blob/{sha}/LICENSE"


def test_a_repository_that_is_not_on_the_server(server: GitServer) -> None:
    with pytest.raises(NotThere, match="no such repository"):
        read("github:acme/egret", {"OPENNESS_GITHUB_SITE": server.url})


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(Shelf(models=[MODEL], datasets=[hub_repo("acme/mix", {"README.md": "x"})])) as hub:
        yield hub


def test_the_commits_of_a_model_on_the_hub(hub: Hub) -> None:
    found = read("acme/heron", hub.environment())
    assert told(found) == [
        ("Upload", ["README.md"]),
        ("License", ["README.md"]),
        ("Terms", ["LICENSE", "README.md"]),
    ]
    sha = found.commits[-1].commit.sha
    assert found.commits[-1].commit.url == f"https://huggingface.co/acme/heron/commit/{sha}"
    read_files = [target for _, target in hub.requests if "/resolve/" in target]
    assert len(read_files) == 4  # each wording once


def test_pages_of_commits_are_followed() -> None:
    with serve(Shelf(models=[MODEL]), page_size=2) as hub:
        assert len(read("acme/heron", hub.environment()).commits) == 3


def test_a_next_page_of_another_host_is_not_followed(hub: Hub) -> None:
    path = f"/api/models/acme/heron/commits/{MODEL.revisions['main'].sha}"
    link = {"Link": '<https://evil.example/api>; rel="next"', "Content-Type": "application/json"}
    commit = '[{"id": "' + MODEL.revisions["main"].sha + '", "title": "x", "date": "y"}]'
    hub.instead[path] = Answer(headers=link, body=commit.encode())
    assert len(read("acme/heron", hub.environment()).commits) == 1


@pytest.mark.parametrize(
    "body", [b"{}", b"[{}]", b'[{"id": "main"}]', b"not json", b'[{"id": 1}]', b"[" * 9_000]
)
def test_a_list_of_commits_of_another_shape(hub: Hub, body: bytes) -> None:
    path = f"/api/models/acme/heron/commits/{MODEL.revisions['main'].sha}"
    hub.instead[path] = Answer(headers={"Content-Type": "application/json"}, body=body)
    with pytest.raises(CollectError, match="commits of acme/heron"):
        read("acme/heron", hub.environment())


def test_a_root_that_cannot_be_listed_is_a_gap(hub: Hub) -> None:
    older = MODEL.revisions["main"].before[0].sha
    hub.instead[f"/api/models/acme/heron/tree/{older}"] = Answer(status=403, body=b"")
    found = read("acme/heron", hub.environment())
    assert [gap.reason for gap in found.gaps] == [GapReason.GATED]
    assert older[:12] in found.gaps[0].detail
    assert [words for words, _ in told(found)] == ["Upload", "Terms"]


def test_only_the_last_commits_of_a_long_history(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_history, "MOST_COMMITS", 2)
    found = read("acme/heron", hub.environment())
    assert [gap.reason for gap in found.gaps] == [GapReason.CUT_SHORT]
    assert "more" in found.gaps[0].detail
    assert told(found) == [("Terms", ["LICENSE", "README.md"])]


def test_a_data_set_and_what_is_not_there(hub: Hub) -> None:
    assert read("datasets/acme/mix", hub.environment()).artifact.id == "hf:datasets/acme/mix"
    with pytest.raises(NotThere):
        read("acme/egret", hub.environment())


def test_offline_says_so(hub: Hub) -> None:
    with pytest.raises(CollectError, match="offline"):
        read("acme/heron", {**hub.environment(), "HF_HUB_OFFLINE": "1"})
    assert hub.requests == []
