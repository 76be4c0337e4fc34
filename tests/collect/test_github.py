"""GitHub is read through requests."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator

import msgspec
import pytest

from audit.collect.github import read_github
from audit.collect.links import public_github, public_hub
from audit.collect.reading import NotThere
from audit.collect.refs import SMART
from audit.collect.run import collect
from audit.collect.targets import name_target
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
from tests.hub import Answer, Hub, Shelf, git_repo, hub_repo, serve

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
        tags={"v1.0": {"LICENSE": "Old License\n", "README.md": "# Old\n"}},
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


def rest_calls(hub: Hub, since: int = 0) -> int:
    return sum(target.startswith("/github/") for _, target in hub.requests[since:])


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("acme/code", None),
        ("acme/code", SHA),
        ("acme/code", "main"),
        ("acme/code", "fix/license"),
        ("acme/code", "v1.0"),
        ("acme/code", "refs/heads/fix/license"),
        ("old/code", None),
        ("old/code", "v1.0"),
    ],
)
def test_two_rest_calls_at_any_revision(hub: Hub, name: str, ref: str | None) -> None:
    before = len(hub.requests)
    with door_to(hub.environment()) as door:
        reading = read_github(door, name, ref, CODE)
    assert rest_calls(hub, before) == 2
    assert reading.artifact.revision is not None
    assert len(reading.artifact.revision) == 40


@pytest.mark.parametrize("ref", [SHA[:10], "refs/heads/nope"])
def test_what_the_refs_do_not_show_is_asked_of_the_api(hub: Hub, ref: str) -> None:
    before = len(hub.requests)
    with door_to(hub.environment()) as door:
        if ref == SHA[:10]:
            assert read_github(door, "acme/code", ref, CODE).artifact.revision == SHA
        else:
            with pytest.raises(NotThere, match="has no refs/heads/nope"):
                read_github(door, "acme/code", ref, CODE)
    assert rest_calls(hub, before) <= 3


def test_a_tag_is_read_at_the_commit_behind_it(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", "v1.0", CODE)
    assert text(reading, "README.md") == "# Old\n"
    assert text(reading, "@main/LICENSE.txt") == "MIT License\n"


def test_an_absent_branch_costs_no_rest_call(hub: Hub) -> None:
    before = len(hub.requests)
    with door_to(hub.environment()) as door, pytest.raises(NotThere, match="has no nope"):
        read_github(door, "acme/code", "nope", CODE)
    assert rest_calls(hub, before) == 0


def test_without_a_known_site_the_commit_costs_a_call(hub: Hub) -> None:
    environment = {k: v for k, v in hub.environment().items() if k != "OPENNESS_GITHUB_SITE"}
    before = len(hub.requests)
    with door_to(environment) as door:
        assert read_github(door, "acme/code", None, CODE).artifact.revision == SHA
        assert read_github(door, "acme/empty", None, CODE).artifact.revision is None
    assert rest_calls(hub, before) == 5


@pytest.mark.parametrize(
    "said",
    [
        Answer(status=500),
        Answer(status=429),
        Answer(body=b"<html>", headers={"Content-Type": "text/html"}),
        Answer(body=b"0bad", headers={"Content-Type": SMART}),
        Answer(status=302, headers={"Location": "http://localhost:9/x"}),
    ],
)
def test_refs_that_are_not_to_be_had_cost_a_call_and_nothing_else(said: Answer) -> None:
    with serve(Shelf(repos=[git_repo("acme/code", {"LICENSE": "x"}, revision=SHA)])) as hub:
        hub.instead["/site/acme/code.git/info/refs"] = said
        # As in the world, the site is another host than the API.
        site = hub.site.github_site.replace("127.0.0.1", "localhost")
        with door_to({**hub.environment(), "OPENNESS_GITHUB_SITE": site}) as door:
            assert read_github(door, "acme/code", None, CODE).artifact.revision == SHA
        assert rest_calls(hub) == 3


def test_refs_of_another_host_say_nothing() -> None:
    code = git_repo("acme/code", {"LICENSE": "x"}, revision=SHA)
    with serve(Shelf(repos=[code])) as hub, serve(Shelf(repos=[code])) as other:
        there = f"{other.site.github_site}/acme/code.git/info/refs?service=git-upload-pack"
        hub.instead["/site/acme/code.git/info/refs"] = Answer(
            status=302, headers={"Location": there}
        )
        with door_to(hub.environment()) as door:
            assert read_github(door, "acme/code", None, CODE).artifact.revision == SHA
        assert rest_calls(hub) == 3


def test_25_models_need_50_of_the_60_calls_that_github_grants() -> None:
    names = [f"acme/model-{n:02}" for n in range(25)]
    models = [
        hub_repo(name, {"README.md": f"# {name}\n[Code](https://github.com/{name})\n"})
        for name in names
    ]
    code = [git_repo(name, {"LICENSE": "MIT\n", "README.md": "# Code\n"}) for name in names]
    with (
        serve(Shelf(models=models, repos=code), github_limit=60) as hub,
        door_to(hub.environment()) as door,
    ):
        snapshots = [collect(name_target(name), door)[0] for name in names]
        assert rest_calls(hub) <= 50
        assert hub.limit.used <= 50
    for name, snapshot in zip(names, snapshots, strict=True):
        assert [each.id for each in snapshot.artifacts] == [f"hf:{name}", f"github:{name}"]
        read = [document.path for document in snapshot.artifacts[1].documents]
        assert read == ["LICENSE", "README.md", "api/repository.json"]
        assert not [gap for gap in snapshot.gaps if gap.artifact.startswith("github:")]


def test_another_branch_comes_with_the_default_branchs_license(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", "fix/license", CODE)
    assert reading.artifact.branch == "fix/license"
    assert text(reading, "LICENSE") == "Apache License\n"
    assert text(reading, "@main/LICENSE.txt") == "MIT License\n"
    other = reading.artifact.documents[0]
    assert other.url == f"https://github.com/acme/code/blob/{SHA}/LICENSE.txt"
    assert gaps(reading) == {"@main": "not-looked", "@main/NOTICE": "unreadable"}
    said = next(gap.detail for gap in reading.gaps if gap.path == "@main")
    assert said.startswith("licenses of the default branch were asked for by name only: LICENSE, ")


def test_a_branch_at_the_default_branchs_commit_is_not_read_twice() -> None:
    code = git_repo("acme/code", {"LICENSE": "x"}, revision=SHA)
    twin = dataclasses.replace(code, branches={**code.branches, "same": code.branches["main"]})
    with serve(Shelf(repos=[twin])) as hub, door_to(hub.environment()) as door:
        reading = read_github(door, "acme/code", "same", CODE)
    assert paths(reading) == ["LICENSE", "api/repository.json"]
    assert reading.gaps == ()


def test_a_commit_on_another_branch_is_told_by_the_brief(hub: Hub) -> None:
    brief = msgspec.structs.replace(CODE, branch="fix/license")
    with door_to(hub.environment()) as door:
        found = read_github(door, "acme/code", "fix/license", CODE)
        assert found.artifact.revision is not None
        reading = read_github(door, "acme/code", found.artifact.revision, brief)
    assert "@main/LICENSE.txt" in paths(reading)
    assert reading.artifact.branch == "fix/license"


def test_a_license_of_the_default_branch_that_is_not_served_is_a_gap(hub: Hub) -> None:
    path = f"/raw/acme/code/{SHA}/LICENSE.txt"
    hub.instead[path] = Answer(status=500)
    try:
        with door_to(hub.environment()) as door:
            reading = read_github(door, "acme/code", "fix/license", CODE)
    finally:
        del hub.instead[path]
    assert gaps(reading)["@main/LICENSE.txt"] == "unreachable"


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
    assert reading.artifact.reason == "named as the code (the repository is empty)"


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


def test_a_commit_that_is_not_there(hub: Hub) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere):
        read_github(door, "acme/code", "f" * 40, CODE)


def test_a_rate_limit_says_until_when() -> None:
    shelf = Shelf(repos=[git_repo("acme/code", {"LICENSE": "x"})])
    with (
        serve(shelf, github_limit=0) as hub,
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
        "LICENSE": "unreadable",
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
