"""The loopback Hub answers the real `huggingface_hub` client as the real service does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from huggingface_hub import HfApi, hf_hub_download
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoFile, RepoFolder

from tests.hub import Hub, Shelf, StoredFile, hub_repo, json_answer, serve

CARD = """---
license: mit
language: en
tags: [tiny]
base_model: acme/base
datasets: [acme/words]
date: 2025-01-02
---
# Tiny
"""
WEIGHTS = bytes(range(256)) * 8
SHARD = StoredFile(path="b.safetensors", size=4_920_000_000, lfs_sha256="ab" * 32)
PULL_REQUEST = "refs/pr/1"


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    tiny = hub_repo(
        "acme/tiny",
        {"README.md": CARD, "config.json": "{}", "a.safetensors": WEIGHTS, "sub/x/y.txt": "y"},
        listed=[SHARD],
        branches={PULL_REQUEST: {"README.md": "# No front matter"}},
        moved_from=("acme/smol",),
    )
    many = hub_repo("acme/many", {f"f{number:02}.txt": str(number) for number in range(25)})
    gated = hub_repo("acme/gated", {"README.md": CARD}, gated="manual")
    private = hub_repo("acme/private", {}, private=True)
    plain = hub_repo("plain", {"README.md": "no owner"}, complete=False)
    words = hub_repo("acme/words", {"README.md": "---\nlicense: cc-by-4.0\n---\n"})
    shelf = Shelf(models=[tiny, many, gated, private, plain], datasets=[words])
    with serve(shelf, page_size=10) as running:
        yield running


@pytest.fixture
def api(hub: Hub) -> HfApi:
    return HfApi(endpoint=hub.hf_endpoint, token=False)


def test_model_info_has_card_and_tags(api: HfApi) -> None:
    info = api.model_info("acme/tiny")
    assert info.sha is not None
    assert len(info.sha) == 40
    assert info.card_data is not None
    assert info.card_data.license == "mit"
    assert info.tags is not None
    assert {"tiny", "license:mit", "base_model:acme/base", "dataset:acme/words"} <= set(info.tags)
    assert info.gated is False
    assert "revisionMadeUp" not in info.__dict__
    assert "siblingsTruncated" not in info.__dict__


def test_model_info_with_files_has_sizes_and_lfs(api: HfApi) -> None:
    info = api.model_info("acme/tiny", files_metadata=True)
    files = {file.rfilename: file for file in info.siblings or ()}
    assert sorted(files) == [
        "README.md",
        "a.safetensors",
        "b.safetensors",
        "config.json",
        "sub/x/y.txt",
    ]
    assert files["config.json"].size == 2
    assert files["config.json"].blob_id == "9e26dfeeb6e641a33dae4961196235bdb965b21b"
    assert files["a.safetensors"].lfs is not None
    assert files["a.safetensors"].lfs.sha256 == hashlib.sha256(WEIGHTS).hexdigest()
    assert files["a.safetensors"].lfs.pointer_size == 129
    assert files["b.safetensors"].size == 4_920_000_000


def test_info_is_the_same_by_name_and_by_sha(api: HfApi) -> None:
    info = api.model_info("acme/tiny")
    assert api.model_info("acme/tiny", revision=info.sha) == info
    assert api.model_info("acme/tiny", revision="main") == info


def test_pull_request_has_its_own_card(api: HfApi) -> None:
    info = api.model_info("acme/tiny", revision=PULL_REQUEST)
    assert info.card_data is None
    assert info.sha != api.model_info("acme/tiny").sha


def test_expand_gives_only_what_was_asked(api: HfApi) -> None:
    info = api.model_info("acme/tiny", expand=["sha", "tags"])
    assert info.sha is not None
    assert info.siblings is None


def test_dataset_info(api: HfApi) -> None:
    info = api.dataset_info("acme/words", files_metadata=True)
    assert info.card_data is not None
    assert info.card_data.license == "cc-by-4.0"
    assert [file.rfilename for file in info.siblings or ()] == ["README.md"]


def test_id_without_owner_and_cut_listing(api: HfApi) -> None:
    info = api.model_info("plain")
    assert info.author is None
    assert info.__dict__["siblingsTruncated"] is True


def test_tree_is_paged(api: HfApi, hub: Hub) -> None:
    start = len(hub.requests)
    files = list(api.list_repo_tree("acme/many", recursive=True))
    assert [file.path for file in files] == [f"f{number:02}.txt" for number in range(25)]
    assert len(hub.requests) - start == 3
    assert "cursor=20" in hub.requests[-1][1]


def test_tree_has_folders_and_lfs(api: HfApi) -> None:
    top = {entry.path: entry for entry in api.list_repo_tree("acme/tiny")}
    assert isinstance(top["sub"], RepoFolder)
    assert "sub/x" not in top
    weights = top["a.safetensors"]
    assert isinstance(weights, RepoFile)
    assert weights.lfs is not None
    assert weights.lfs.size == len(WEIGHTS)
    below = [entry.path for entry in api.list_repo_tree("acme/tiny", "sub", recursive=True)]
    assert below == ["sub/x", "sub/x/y.txt"]
    with pytest.raises(RemoteEntryNotFoundError):
        list(api.list_repo_tree("acme/tiny", "absent"))


def test_refs_commits_and_paths(api: HfApi) -> None:
    refs = api.list_repo_refs("acme/tiny", include_pull_requests=True)
    sha = api.model_info("acme/tiny").sha
    assert [(ref.name, ref.target_commit) for ref in refs.branches] == [("main", sha)]
    assert [ref.ref for ref in refs.pull_requests or ()] == [PULL_REQUEST]
    assert api.list_repo_refs("acme/tiny").pull_requests is None
    assert [commit.commit_id for commit in api.list_repo_commits("acme/tiny")] == [sha]
    found = api.get_paths_info("acme/tiny", ["config.json", "absent"])
    assert [entry.path for entry in found] == ["config.json"]


def test_download_of_a_small_file(hub: Hub, api: HfApi, tmp_path: Path) -> None:
    sha = api.model_info("acme/tiny").sha
    path = hf_hub_download(
        "acme/tiny", "README.md", endpoint=hub.hf_endpoint, cache_dir=tmp_path, token=False
    )
    assert Path(path).read_text(encoding="utf-8") == CARD
    assert sha in Path(path).parts


def test_download_of_a_dataset_file_at_a_revision(hub: Hub, tmp_path: Path) -> None:
    sha = HfApi(endpoint=hub.hf_endpoint, token=False).dataset_info("acme/words").sha
    path = hf_hub_download(
        "acme/words",
        "README.md",
        repo_type="dataset",
        revision=sha,
        endpoint=hub.hf_endpoint,
        cache_dir=tmp_path,
        token=False,
    )
    assert Path(path).read_text(encoding="utf-8").startswith("---\nlicense")


def test_lfs_file_comes_from_another_origin_without_the_token(hub: Hub, tmp_path: Path) -> None:
    path = hf_hub_download(
        "acme/tiny",
        "a.safetensors",
        endpoint=hub.hf_endpoint,
        cache_dir=tmp_path,
        token="hf_granted",
    )
    assert Path(path).read_bytes() == WEIGHTS
    assert hub.received[-1].path.startswith("/lfs/")
    assert hub.received[-1].token is None
    asked = [each for each in hub.received if each.path.endswith("/resolve/main/a.safetensors")]
    assert asked[-1].token == "hf_granted"


def test_range_of_an_lfs_file(hub: Hub) -> None:
    url = f"{hub.hf_endpoint}/acme/tiny/resolve/main/a.safetensors"
    with requests.Session() as session:
        part = session.get(url, headers={"Range": "bytes=2-5"}, timeout=5)
        assert part.status_code == 206
        assert part.content == WEIGHTS[2:6]
        assert part.headers["Content-Range"] == f"bytes 2-5/{len(WEIGHTS)}"
        last = session.get(url, headers={"Range": "bytes=-3"}, timeout=5)
        assert last.content == WEIGHTS[-3:]
        past = session.get(url, headers={"Range": "bytes=99999-"}, timeout=5)
        assert past.status_code == 416


def test_head_of_an_lfs_file_says_what_it_links_to(hub: Hub) -> None:
    url = f"{hub.hf_endpoint}/acme/tiny/resolve/main/a.safetensors"
    with requests.Session() as session:
        head = session.head(url, timeout=5)
    assert head.status_code == 302
    assert head.headers["X-Linked-Size"] == str(len(WEIGHTS))
    assert head.headers["X-Linked-ETag"] == f'"{hashlib.sha256(WEIGHTS).hexdigest()}"'
    assert head.headers["Location"].startswith("http://localhost:")


def test_not_found_codes(api: HfApi, hub: Hub, tmp_path: Path) -> None:
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("acme/absent")
    with pytest.raises(RepositoryNotFoundError):
        api.dataset_info("acme/tiny")
    with pytest.raises(RevisionNotFoundError):
        api.model_info("acme/tiny", revision="nowhere-ü")
    with pytest.raises(RemoteEntryNotFoundError):
        api.hf_hub_download("acme/tiny", "absent.txt", cache_dir=tmp_path)


@pytest.mark.parametrize(
    ("path", "recorded"),
    [
        ("acme/tiny/resolve/main/absent.txt", True),
        ("acme/tiny/resolve/main/b.safetensors", False),
        ("plain/resolve/main/LICENSE", False),
    ],
)
def test_not_found_says_when_it_may_exist(hub: Hub, path: str, *, recorded: bool) -> None:
    with requests.Session() as session:
        answer = session.get(f"{hub.hf_endpoint}/{path}", timeout=5)
    assert answer.status_code == (404 if recorded else 451)
    assert answer.headers.get("X-Error-Code") == ("EntryNotFound" if recorded else None)
    assert ("X-Not-Recorded" not in answer.headers) is recorded


def test_gated_repository_shows_info_but_no_files(hub: Hub, api: HfApi, tmp_path: Path) -> None:
    assert api.model_info("acme/gated").gated == "manual"
    with pytest.raises(GatedRepoError) as refused:
        api.hf_hub_download("acme/gated", "README.md", cache_dir=tmp_path)
    assert refused.value.response.status_code == 401
    with pytest.raises(GatedRepoError) as refused:
        api.hf_hub_download("acme/gated", "README.md", cache_dir=tmp_path, token="hf_stranger")
    assert refused.value.response.status_code == 403
    path = api.hf_hub_download("acme/gated", "README.md", cache_dir=tmp_path, token="hf_granted")
    assert Path(path).read_text(encoding="utf-8") == CARD


def test_private_repository_is_not_found_without_a_token(api: HfApi) -> None:
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("acme/private")
    assert api.model_info("acme/private", token="hf_granted").private is True


def test_renamed_repository_is_followed(hub: Hub, api: HfApi, tmp_path: Path) -> None:
    assert api.model_info("acme/smol").id == "acme/tiny"
    assert api.model_info("ACME/Tiny").id == "acme/tiny"
    path = api.hf_hub_download("acme/smol", "config.json", cache_dir=tmp_path)
    assert Path(path).read_text(encoding="utf-8") == "{}"


def test_what_belongs_to_no_repository(hub: Hub, api: HfApi) -> None:
    with requests.Session() as session:
        harnesses = session.get(f"{hub.hf_endpoint}/api/agent-harnesses", timeout=5)
        assert harnesses.json() == {"standardEnvVars": [], "harnesses": {}}
        unknown = session.get(f"{hub.hf_endpoint}/api/nothing", timeout=5)
        assert (unknown.status_code, "error" in unknown.json()) == (404, True)
        verb = session.get(f"{hub.hf_endpoint}/api/models/acme/tiny/likes", timeout=5)
        assert verb.status_code == 404
        for path in ("lfs/" + "0" * 64, "other"):
            assert session.get(f"{hub.lfs_endpoint}/{path}", timeout=5).status_code == 404
        bare = session.get(f"{hub.hf_endpoint}/acme/tiny/resolve", timeout=5)
        assert bare.headers["X-Error-Code"] == "RevisionNotFound"
    with pytest.raises(HfHubHTTPError):
        api.whoami(token="hf_granted")


def test_an_answer_can_be_replaced(api: HfApi, hub: Hub) -> None:
    path = "/api/models/acme/many"
    hub.instead[path] = json_answer({"error": "down"}, status=503)
    with pytest.raises(HfHubHTTPError):
        api.model_info("acme/many")
    del hub.instead[path]
    assert api.model_info("acme/many").id == "acme/many"


def test_environment_and_latency(hub: Hub) -> None:
    assert hub.environment() == {
        "HF_ENDPOINT": hub.hf_endpoint,
        "OPENNESS_GITHUB_API": f"{hub.hf_endpoint}/github",
        "OPENNESS_GITHUB_RAW": f"{hub.hf_endpoint}/raw",
        "OPENNESS_GITHUB_SITE": f"{hub.hf_endpoint}/site",
        "OPENNESS_ARXIV": f"{hub.hf_endpoint}/arxiv",
        "OPENNESS_PRIVATE_SITES": hub.lfs_endpoint,
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    hub.latency = 0.2
    try:
        with requests.Session() as session, pytest.raises(requests.ReadTimeout):
            session.get(hub.hf_endpoint + "/api/models/plain", timeout=0.05)
    finally:
        hub.latency = 0.0
