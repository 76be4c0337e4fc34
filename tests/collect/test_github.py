"""GitHub is read through requests."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest

from audit.collect.github import read_github
from audit.collect.links import public_github, public_hub
from audit.collect.reading import NotThere
from audit.errors import CollectError
from tests.collect.briefs import (
    CODE,
    QUICK,
    Misbehaving,
    door_to,
    environment_of,
    gaps,
    misbehaving,
    paths,
    text,
)
from tests.hub import Answer, Hub, Shelf, git_repo, serve

SHA = "0123456789abcdef0123456789abcdef01234567"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 9\n"


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    code = git_repo(
        "acme/code",
        {
            "LICENSE.txt": "MIT License\n",
            "NOTICE": POINTER,
            "README.md": "# Code\n",
            "scripts/train it.sh": "run\n",
            "src/model.py": "pass\n",
        },
        revision=SHA,
        branches={"fix/license": {"LICENSE": "Apache License\n", "README.md": "fixed\n"}},
        license="MIT",
        moved_from=("old/code",),
    )
    partial = git_repo("acme/partial", {"COPYING": "words"}, complete=False)
    empty = git_repo("acme/empty", {})
    with serve(Shelf(repos=[code, partial, empty])) as running:
        yield running


def test_a_repository_is_pinned_listed_and_read(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", None, CODE)
    artifact = reading.artifact
    assert (artifact.id, artifact.revision) == ("github:acme/code", SHA)
    assert (artifact.branch, artifact.default_branch) == ("main", "main")
    assert artifact.url == f"https://github.com/acme/code/tree/{SHA}"
    assert paths(reading) == [
        "LICENSE.txt",
        "README.md",
        "api/repository.json",
        "scripts/train it.sh",
    ]
    script = artifact.documents[-1]
    assert script.url == f"https://github.com/acme/code/blob/{SHA}/scripts/train%20it.sh"
    assert artifact.tree is not None
    assert artifact.tree.complete
    assert len(artifact.tree.files) == 5
    assert gaps(reading) == {"NOTICE": "unreadable"}


def test_what_github_says_is_kept(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", None, CODE)
    answer = json.loads(text(reading, "api/repository.json"))
    assert answer["full_name"] == "acme/code"
    assert answer["license"]["spdx_id"] == "MIT"
    assert set(answer["license"]) <= {"key", "name", "spdx_id"}
    about = next(each for each in reading.artifact.documents if each.path.startswith("api/"))
    assert about.url == "https://api.github.com/repos/acme/code"


@pytest.mark.parametrize(("ref", "calls"), [(SHA, 2), (None, 3), ("main", 3), ("fix/license", 4)])
def test_few_rest_calls(hub: Hub, ref: str | None, calls: int) -> None:
    before = len(hub.requests)
    with door_to(hub.environment()) as door:
        read_github(door, "acme/code", ref, CODE)
    asked = [target for _, target in hub.requests[before:] if target.startswith("/github/")]
    assert len(asked) == calls


def test_another_branch_comes_with_the_default_branchs_license(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", "fix/license", CODE)
    assert reading.artifact.branch == "fix/license"
    assert text(reading, "LICENSE") == "Apache License\n"
    assert text(reading, "@main/LICENSE.txt") == "MIT License\n"
    other = reading.artifact.documents[0]
    assert other.url == "https://github.com/acme/code/blob/main/LICENSE.txt"
    assert gaps(reading) == {"@main/NOTICE": "unreadable"}


def test_a_commit_on_another_branch_is_told_by_the_brief(hub: Hub) -> None:
    brief = msgspec.structs.replace(CODE, branch="fix/license")
    with door_to(hub.environment()) as door:
        found = read_github(door, "acme/code", "fix/license", CODE)
        assert found.artifact.revision is not None
        reading = read_github(door, "acme/code", found.artifact.revision, brief)
    assert "@main/LICENSE.txt" in paths(reading)
    assert reading.artifact.branch == "fix/license"


def test_a_default_branch_that_cannot_be_listed_is_a_gap(hub: Hub) -> None:
    path = "/github/repos/acme/code/git/trees/main"
    hub.instead[path] = Answer(status=404)
    try:
        with door_to(hub.environment()) as door:
            reading = read_github(door, "acme/code", "fix/license", CODE)
    finally:
        del hub.instead[path]
    assert gaps(reading) == {"@main": "missing"}


def test_a_moved_repository_has_its_new_id(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "old/code", None, CODE)
    assert reading.artifact.id == "github:acme/code"
    assert reading.artifact.reason == "named as the code (asked for as old/code)"


def test_an_empty_repository_holds_nothing(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/empty", None, CODE)
    tree = reading.artifact.tree
    assert tree is not None
    assert (tree.files, tree.complete, reading.artifact.revision) == ((), True, None)
    assert reading.gaps == ()


def test_a_listing_that_is_cut_short_says_so(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/partial", None, CODE)
    assert reading.artifact.tree is not None
    assert not reading.artifact.tree.complete
    assert gaps(reading) == {None: "cut-short", "README.md": "unreadable"}


@pytest.mark.parametrize("name", ["acme/none", "acme", "../x", "acme/code/more", "-a/b"])
def test_a_repository_that_is_not_there(hub: Hub, name: str) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere):
        read_github(door, name, None, CODE)


def test_a_branch_that_is_not_there(hub: Hub) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere, match="has no nope"):
        read_github(door, "acme/code", "nope", CODE)


def test_a_commit_that_is_not_there(hub: Hub) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere):
        read_github(door, "acme/code", "f" * 40, CODE)


def test_a_rate_limit_says_until_when() -> None:
    shelf = Shelf(repos=[git_repo("acme/code", {"LICENSE": "x"})])
    with (
        serve(shelf, github_limit=1) as hub,
        door_to(hub.environment()) as door,
        pytest.raises(CollectError, match=r"rate limit is reached until 20\d\d-"),
    ):
        read_github(door, "acme/code", None, CODE)


def odd_entries(request: Misbehaving) -> None:
    """A repository with a submodule, links and a file that is listed but not there."""
    tree = [
        {"path": "LICENSE", "mode": "120000", "type": "blob", "size": 9, "sha": "1" * 40},
        {"path": "link.py", "mode": "120000", "type": "blob", "size": 9, "sha": "2" * 40},
        {"path": "vendor/lib", "mode": "160000", "type": "commit", "sha": "3" * 40},
        {"path": "docs", "mode": "040000", "type": "tree", "sha": "4" * 40},
        {"path": "README.md", "mode": "100644", "type": "blob", "size": 9, "sha": "5" * 40},
    ]
    match request.path:
        case "/repos/acme/odd":
            request.say(200, b'{"full_name": "acme/odd", "default_branch": "main"}')
        case "/repos/acme/odd/commits/main":
            request.say(200, SHA.encode())
        case path if "/git/trees/" in path:
            request.say(200, json.dumps({"sha": "6" * 40, "tree": tree}).encode())
        case _:
            request.say(404)


def test_submodules_links_and_unserved_files_are_said() -> None:
    with misbehaving(odd_entries) as server, door_to(environment_of(server.url)) as door:
        reading = read_github(door, "acme/odd", None, CODE)
    assert reading.artifact.revision == SHA
    assert reading.artifact.tree is not None
    assert [file.path for file in reading.artifact.tree.files] == [
        "LICENSE",
        "README.md",
        "link.py",
    ]
    assert gaps(reading) == {
        "LICENSE": "not-looked",
        "README.md": "unreadable",
        "vendor/lib": "not-looked",
    }


def test_the_bytes_of_one_artifact_are_limited(hub: Hub) -> None:
    limits = msgspec.structs.replace(QUICK, artifact_bytes=20)
    with door_to(hub.environment(), limits) as door:
        reading = read_github(door, "acme/code", None, CODE)
    assert sum(document.size for document in reading.artifact.documents) <= 20
    assert gaps(reading)["api/repository.json"] == "cut-short"
    assert paths(reading) == ["LICENSE.txt", "README.md"]


def test_the_time_for_one_artifact_is_limited(hub: Hub) -> None:
    limits = msgspec.structs.replace(QUICK, artifact_seconds=-1.0)
    with door_to(hub.environment(), limits) as door:
        reading = read_github(door, "acme/code", None, CODE)
    assert paths(reading) == ["api/repository.json"]
    assert gaps(reading)["LICENSE.txt"] == "cut-short"


def test_public_addresses() -> None:
    assert public_github("https://api.github.com") == "https://github.com"
    assert public_github("http://127.0.0.1:8000/github") == "https://github.com"
    assert public_github("https://ghe.example/api/v3") == "https://ghe.example"
    assert public_hub("http://localhost:8000") == "https://huggingface.co"
    assert public_hub("https://hub.example") == "https://hub.example"
