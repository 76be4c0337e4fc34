"""What the loopback hub makes of folders: small models and both layouts of the corpus."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
from huggingface_hub import HfApi
from huggingface_hub.hf_api import DatasetInfo, ModelInfo

from tests.hub import Shelf, hub_repo, load, serve
from tests.hub.recorded import full_sha, hub_ids, named_ref, size_in_bytes
from tests.hub.shelf import blob_sha

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SHA = "0123456789abcdef0123456789abcdef01234567"

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside this checkout (../shared/corpus)"
)


@pytest.mark.parametrize(
    ("recorded", "size"),
    [
        ("4.92 GB", 4_920_000_000),
        ("8,723 Bytes", 8723),
        ("1.52 kB", 1520),
        ("9.09 MB", 9_090_000),
        (17, 17),
        ("0 Bytes", 0),
        ("LFS", None),
        ("3 apples", None),
        (None, None),
    ],
)
def test_size_in_bytes(recorded: object, size: int | None) -> None:
    assert size_in_bytes(recorded) == size


@pytest.mark.parametrize(
    ("recorded", "ids"),
    [
        (["a/b (card text)"], ("a/b",)),
        (["a/b and c/d (card text)"], ("a/b", "c/d")),
        ("a/b", ("a/b",)),
        (["squad", "a/b", "a/b", "not an id", 5], ("squad", "a/b")),
        ({"table": ["config", "a/b"], "note": ["words (cut off)"]}, ("a/b",)),
        (None, ()),
    ],
)
def test_hub_ids(recorded: object, ids: tuple[str, ...]) -> None:
    assert hub_ids(recorded) == ids


@pytest.mark.parametrize(
    ("recorded", "sha", "ref"),
    [
        (SHA, SHA, None),
        ("d56530e (short; main at capture)", None, None),
        ("4035342d (refs/pr/2)", None, "refs/pr/2"),
        ("refs/pr/6", None, "refs/pr/6"),
        ("step_1000", None, "step_1000"),
        ("main", None, None),
        (None, None, None),
    ],
)
def test_recorded_revisions(recorded: object, sha: str | None, ref: str | None) -> None:
    assert (full_sha(recorded), named_ref(recorded)) == (sha, ref)


def write(folder: Path, files: Mapping[str, object]) -> Path:
    """The folder, with these files in it; what is not text is written as JSON."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        file.write_text(text, encoding="utf-8")
    return folder


def small(folder: Path) -> Path:
    about = {
        "revision": SHA,
        "gated": "auto",
        "tags": ["extra"],
        "siblings": [{"path": "w.safetensors", "size": 5, "lfs_sha256": "cd" * 32}],
        "moved_from": "acme/old",
        "other_branches": {"refs/pr/1": "acme__tiny@pr1"},
        "fields": {"downloads": 7},
    }
    git = {"default_branch": "main", "branch": "release", "other_branches": {"main": "a__b@main"}}
    return write(
        folder,
        {
            "hub/acme__tiny/README.md": "---\nlicense: mit\n---\n",
            "hub/acme__tiny/.hub.json": about,
            "hub/acme__tiny@pr1/README.md": "---\nlicense: apache-2.0\n---\n",
            "hub/datasets/acme__words/README.md": "words",
            "hub/datasets/acme__words/.hub.json": {"served": False, "complete": False},
            "github/a__b/LICENSE": "released",
            "github/a__b/.github.json": {**git, "archived": True, "pushed_at": None},
            "github/a__b@main/LICENSE": "main",
        },
    )


def test_small_hub_folder(tmp_path: Path) -> None:
    with serve(load(small(tmp_path))) as hub:
        api = HfApi(endpoint=hub.hf_endpoint, token=False)
        info = api.model_info("acme/old", files_metadata=True)
        pull_request = api.model_info("acme/tiny", revision="refs/pr/1")
        words = api.dataset_info("acme/words")
    assert (info.sha, info.gated, info.downloads) == (SHA, "auto", 7)
    assert info.tags == ["extra", "region:us", "license:mit"]
    listed = {file.rfilename: file.size for file in info.siblings or ()}
    assert listed == {"README.md": 21, "w.safetensors": 5}
    assert pull_request.card_data is not None
    assert pull_request.card_data.license == "apache-2.0"
    assert words.__dict__["siblingsTruncated"] is True


def test_small_folder_without_bytes(tmp_path: Path) -> None:
    with serve(load(small(tmp_path))) as hub, requests.Session() as session:
        url = f"{hub.hf_endpoint}/datasets/acme/words/resolve/main/README.md"
        assert session.get(url, timeout=5).headers["X-Not-Recorded"] == "1"


def test_small_github_folder(tmp_path: Path) -> None:
    with serve(load(small(tmp_path))) as hub, requests.Session() as session:
        repo = session.get(f"{hub.github_api}/repos/a/b", timeout=5).json()
        assert (repo["default_branch"], repo["archived"]) == ("main", True)
        for branch, text in (("main", "main"), ("release", "released")):
            url = f"{hub.github_raw}/a/b/{branch}/LICENSE"
            assert session.get(url, timeout=5).text == text


def test_broken_front_matter_is_no_card() -> None:
    for text in ("---\n: [\n---\n", "---\nwords\n---\n", "---\nlicense: mit\n", "words", ""):
        repo = hub_repo("acme/tiny", {"README.md": text})
        assert repo.revisions["main"].card is None


def test_seed(tmp_path: Path) -> None:
    record = {
        "id": "acme/tiny",
        "repo_type": "model",
        "license": None,
        "license_state": "absent_on_stored_page",
        "tags": ["llava", "8 datasets"],
        "pipeline_tag": None,
        "language": None,
        "gated": None,
        "base_model": None,
        "datasets": None,
        "revision": "d56530e (short; main at capture)",
        "siblings": [{"path": "data/", "size": None}, {"path": "a.bin", "size": "1.5 kB"}],
        "siblings_complete": True,
        "stored_page_urls": ["https://example.org/page"],
        "license_at_other_revisions": {SHA: "cc-by-nc-4.0"},
    }
    unseen = {**record, "id": "acme/unseen", "license_state": "unknown", "tags": None}
    unseen |= {"siblings": None, "base_model": ["acme/base (card text)"], "revision": "refs/pr/6"}
    words = {**record, "id": "acme/words", "repo_type": "dataset", "revision": SHA}
    file = {"path": "LICENSE", "size": 3, "sha": "aa"}
    tree = {
        "repo": "acme/code",
        "branch": "release",
        "default_branch": "main",
        "revision": SHA,
        "commit_date": "2024-12-25T21:20:27-05:00",
        "branches": {"release": SHA, "main": "1" * 40, "bare": "2" * 40},
        "files": [file, {"path": "big.bin", "size": None, "sha": "bb", "mode": "100755"}],
    }
    write(
        tmp_path / "system",
        {
            "huggingface/acme__tiny.json": record,
            "huggingface/acme__unseen.json": unseen,
            "huggingface/acme__words.json": words,
            "github/tree.json": tree,
            "github/LICENSE": "mit",
            "github_other_branches/main/LICENSE": "bsd",
        },
    )
    with serve(load(tmp_path)) as hub, requests.Session() as session:
        check_seed_hub(HfApi(endpoint=hub.hf_endpoint, token=False))
        check_seed_github(session, f"{hub.github_api}/repos/acme/code", hub.github_raw)


def check_seed_hub(api: HfApi) -> None:
    info = api.model_info("acme/tiny", files_metadata=True)
    assert info.card_data is not None
    assert info.card_data.license is None
    assert (info.gated, info.private, info.tags) == (None, None, ["llava"])
    assert [(each.rfilename, each.size) for each in info.siblings or ()] == [("a.bin", 1500)]
    said: dict[str, object] = {"revisionMadeUp": True, "siblingsTruncated": True}
    said |= {"storedPage": "https://example.org/page"}
    assert said.items() <= info.__dict__.items()
    assert [each.path for each in api.list_repo_tree("acme/tiny")] == ["a.bin", "data"]
    earlier = api.model_info("acme/tiny", revision=SHA)
    assert earlier.card_data is not None
    assert earlier.card_data.license == "cc-by-nc-4.0"
    unseen = api.model_info("acme/unseen")
    assert (unseen.card_data, unseen.siblings) == (None, None)
    assert unseen.tags == ["base_model:acme/base"]
    refs = api.list_repo_refs("acme/unseen", include_pull_requests=True)
    assert [ref.name for ref in refs.pull_requests or ()] == ["refs/pr/6"]
    words = api.dataset_info("acme/words")
    assert words.sha == SHA
    assert "revisionMadeUp" not in words.__dict__


def check_seed_github(session: requests.Session, repo: str, raw: str) -> None:
    about = session.get(repo, timeout=5).json()
    assert about["default_branch"] == "main"
    assert "archived" not in about
    whole = session.get(f"{repo}/git/trees/release?recursive=1", timeout=5).json()
    assert [(each["path"], each.get("size")) for each in whole["tree"]] == [
        ("LICENSE", 3),
        ("big.bin", None),
    ]
    assert whole["truncated"] is False
    for branch, paths in (("main", ["LICENSE"]), ("bare", [])):
        part = session.get(f"{repo}/git/trees/{branch}", timeout=5).json()
        assert ([each["path"] for each in part["tree"]], part["truncated"]) == (paths, True)
    assert session.get(f"{raw}/acme/code/main/LICENSE", timeout=5).text == "bsd"
    big = session.get(f"{raw}/acme/code/release/big.bin", timeout=5)
    assert (big.status_code, big.headers["X-Not-Recorded"]) == (451, "1")


def test_model(tmp_path: Path) -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("license", "license_name", "tags", "base_model", "datasets", "gated", "siblings")
    )
    record = {
        **nothing,
        "id": "acme/big",
        "license": "apache-2.0",
        "license_name": "A name in words",
        "gated": True,
        "siblings": [{"path": "a.bin", "size": None}],
        "siblings_revision": "step_1000",
        "siblings_list_truncated_in_excerpt": False,
        "stored_page_url": None,
        "evidence": "sibling-repo",
    }
    tree = {
        "repo": "acme/code",
        "branch": "master",
        "revision": SHA,
        "commit_date": "2023-07-27T19:43:21+08:00",
        "truncated_list": False,
        "files": [{"path": "LICENSE", "size": 3, "sha": "aa"}],
    }
    write(
        tmp_path / "models" / "big",
        {
            "meta.json": {},
            "huggingface/acme__big.json": record,
            "github/acme__code/tree.json": tree,
            "github/acme__code/LICENSE": "mit",
        },
    )
    with serve(load(tmp_path / "models")) as hub, requests.Session() as session:
        api = HfApi(endpoint=hub.hf_endpoint, token=False)
        info = api.model_info("acme/big")
        step = api.model_info("acme/big", revision="step_1000")
        commit = session.get(f"{hub.github_api}/repos/acme/code/commits/master", timeout=5).json()
    assert (info.siblings, info.gated) == (None, "auto")
    assert info.card_data is not None
    assert info.card_data.license == "apache-2.0"
    assert info.card_data.license_name is None
    assert info.__dict__["recordedFrom"] == "sibling-repo"
    assert [each.rfilename for each in step.siblings or ()] == ["a.bin"]
    assert (commit["sha"], commit["commit"]["committer"]["date"]) == (SHA, tree["commit_date"])


def test_first_folder_wins(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, {"hub/acme__tiny/README.md": f"---\nlicense: {name}\n---\n"})
    repo = load(tmp_path / "two", tmp_path).hub("models", "acme/tiny")
    assert repo is not None
    assert repo.revisions["main"].card == {"license": "two"}


def test_folder_with_nothing_is_an_empty_shelf(tmp_path: Path) -> None:
    assert not load(tmp_path, tmp_path / "absent")
    assert Shelf(models=[hub_repo("acme/tiny", {})])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.hub", *arguments]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_serves_until_interrupted(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        command(str(small(tmp_path))), cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    with process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(4)]
        variables = dict(line.removeprefix("export ").split("=", 1) for line in lines)
        info = HfApi(endpoint=variables["HF_ENDPOINT"], token=False).model_info("acme/tiny")
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
    assert info.sha == SHA
    assert variables["OPENNESS_GITHUB_API"] == variables["HF_ENDPOINT"] + "/github"


def test_command_refuses_a_folder_with_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        command(str(tmp_path)), cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


@needs_corpus
def test_every_recorded_repository_of_the_corpus_is_answered() -> None:
    records = [json.loads(path.read_text()) for path in CORPUS.glob("*/*/huggingface/*.json")]
    assert len(records) > 80
    shelf = load(CORPUS / "seeds", CORPUS / "models")
    with serve(shelf) as hub:
        api = HfApi(endpoint=hub.hf_endpoint, token=False)
        for record in records:
            if record.get("repo_type") == "dataset":
                check_record(record, api.dataset_info(record["id"], files_metadata=True))
            else:
                check_record(record, api.model_info(record["id"], files_metadata=True))


def check_record(record: Mapping[str, Any], info: ModelInfo | DatasetInfo) -> None:
    assert info.id == record["id"]
    if record["license"] is None:
        assert info.card_data is None or info.card_data.license is None
        assert not [tag for tag in info.tags or () if tag.startswith("license:")]
    else:
        assert info.card_data is not None
        assert info.card_data.license == record["license"]
    revision = record.get("revision") or record.get("siblings_revision") or ""
    recorded = full_sha(revision) is not None
    assert (info.sha == revision) is recorded
    assert ("revisionMadeUp" in info.__dict__) is not recorded
    unlisted = record["siblings"] is None or named_ref(revision) is not None
    assert (info.siblings is None) is unlisted
    unsized = {each["path"] for each in record["siblings"] or () if each["size"] is None}
    sizes = {each.rfilename: each.size for each in info.siblings or ()}
    assert {path for path, size in sizes.items() if size is None} == unsized & set(sizes)


@needs_corpus
def test_every_recorded_tree_of_the_corpus_is_answered() -> None:
    shelf = load(CORPUS / "seeds", CORPUS / "models")
    names = {repo.name for repo in shelf.repos}
    assert len(names) > 50
    with serve(shelf) as hub, requests.Session() as session:
        for name in sorted(names):
            at = f"{hub.github_api}/repos/{name}"
            branch = session.get(at, timeout=5).json()["default_branch"]
            tree = session.get(f"{at}/git/trees/{branch}?recursive=1", timeout=30).json()
            check_raw(session, f"{hub.github_raw}/{name}/{tree['sha']}", tree["tree"])


def check_raw(session: requests.Session, raw: str, tree: Iterable[Mapping[str, Any]]) -> None:
    licenses = [each for each in tree if "LICENSE" in each["path"] and each["type"] == "blob"]
    for entry in licenses[:3]:
        answer = session.get(f"{raw}/{entry['path']}", timeout=5)
        if answer.status_code == 200:
            assert blob_sha(answer.content) == entry["sha"]
        else:
            assert answer.headers["X-Not-Recorded"] == "1"
