"""The loopback GitHub answers the real `requests` client as the real service does."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
import requests

from tests.hub import Hub, Shelf, git_repo, serve

LICENSE = "MIT License\n"
REVISION = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    code = git_repo(
        "acme/code",
        {"LICENSE": LICENSE, "README.md": "# Code", "src/a/b.py": "pass\n"},
        revision=REVISION,
        branches={"fix/license": {"LICENSE": "Apache License\n"}},
        license="MIT",
        archived=True,
        moved_from=("old/code",),
    )
    many = git_repo("acme/many", {"x": "x"}, branches={f"b{n:02}": {"x": "y"} for n in range(40)})
    unnamed = git_repo("acme/unnamed", {"COPYING": "words"}, complete=False)
    empty = git_repo("acme/empty", {})
    with serve(Shelf(repos=[code, many, unnamed, empty])) as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        yield opened


def get(session: requests.Session, url: str, **headers: str) -> requests.Response:
    return session.get(url, headers=headers, timeout=5)


def test_repository(hub: Hub, session: requests.Session) -> None:
    answer = get(session, f"{hub.github_api}/repos/acme/code")
    repo = answer.json()
    assert (repo["full_name"], repo["default_branch"]) == ("acme/code", "main")
    assert repo["license"]["spdx_id"] == "MIT"
    assert repo["archived"] is True
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert int(answer.headers["X-RateLimit-Remaining"]) > 0
    assert get(session, f"{hub.github_api}/repos/ACME/Code").json() == repo


def test_license_that_nobody_named(hub: Hub, session: requests.Session) -> None:
    unnamed = get(session, f"{hub.github_api}/repos/acme/unnamed").json()
    assert unnamed["license"]["spdx_id"] == "NOASSERTION"
    assert get(session, f"{hub.github_api}/repos/acme/many").json()["license"] is None
    assert get(session, f"{hub.github_api}/repos/acme/many/license").status_code == 404


def test_license_and_readme_files(hub: Hub, session: requests.Session) -> None:
    found = get(session, f"{hub.github_api}/repos/acme/code/license").json()
    assert base64.b64decode(found["content"]).decode() == LICENSE
    assert found["license"]["key"] == "mit"
    assert get(session, found["download_url"]).text == LICENSE
    readme = get(session, f"{hub.github_api}/repos/acme/code/readme").json()
    assert readme["name"] == "README.md"
    missing = get(session, f"{hub.github_api}/repos/acme/unnamed/readme")
    assert missing.headers["X-Not-Recorded"] == "1"


@pytest.mark.parametrize("ref", ["main", "HEAD", REVISION, REVISION[:7]])
def test_commit_by_any_ref(hub: Hub, session: requests.Session, ref: str) -> None:
    commit = get(session, f"{hub.github_api}/repos/acme/code/commits/{ref}").json()
    assert commit["sha"] == REVISION
    assert commit["commit"]["committer"]["date"].startswith("2025")


def test_unknown_refs(hub: Hub, session: requests.Session) -> None:
    at = f"{hub.github_api}/repos/acme/code"
    assert get(session, f"{at}/commits/{REVISION[:6]}").status_code == 422
    assert get(session, f"{at}/git/trees/nowhere").json()["message"] == "Not Found"
    assert get(session, f"{at}/stars").status_code == 404
    assert get(session, f"{hub.github_api}/repos/acme/absent").status_code == 404
    assert get(session, f"{hub.github_api}/users/acme").status_code == 404


def test_commits_of_a_branch(hub: Hub, session: requests.Session) -> None:
    at = f"{hub.github_api}/repos/acme/code/commits"
    (only,) = get(session, f"{at}?sha=fix/license&per_page=1").json()
    assert only["sha"] == get(session, f"{at}/fix/license").json()["sha"] != REVISION


def test_tree(hub: Hub, session: requests.Session) -> None:
    at = f"{hub.github_api}/repos/acme/code/git/trees"
    whole = get(session, f"{at}/{REVISION}?recursive=1").json()
    assert (whole["sha"], whole["truncated"]) == (REVISION, False)
    entries = {entry["path"]: entry for entry in whole["tree"]}
    assert sorted(entries) == ["LICENSE", "README.md", "src", "src/a", "src/a/b.py"]
    assert entries["src"]["type"] == "tree"
    assert entries["src/a/b.py"]["sha"] == "2ae28399f5fda2dfb1b04405f4a3b4895f5fac1e"
    top = get(session, f"{at}/main").json()
    assert [entry["path"] for entry in top["tree"]] == ["LICENSE", "README.md", "src"]
    cut = get(session, f"{hub.github_api}/repos/acme/unnamed/git/trees/main").json()
    assert cut["truncated"] is True


def test_branches_are_paged(hub: Hub, session: requests.Session) -> None:
    first = get(session, f"{hub.github_api}/repos/acme/many/branches")
    second = get(session, first.links["next"]["url"])
    assert (len(first.json()), len(second.json())) == (30, 11)
    assert "next" not in second.links
    whole = get(session, f"{hub.github_api}/repos/acme/many/branches?per_page=100")
    assert whole.json() == first.json() + second.json()


def test_raw_file_of_each_branch(hub: Hub, session: requests.Session) -> None:
    at = f"{hub.github_raw}/acme/code"
    answer = get(session, f"{at}/{REVISION}/LICENSE")
    assert answer.text == LICENSE
    assert get(session, f"{at}/fix/license/LICENSE").text == "Apache License\n"
    assert get(session, f"{at}/refs/heads/main/src/a/b.py").text == "pass\n"
    unchanged = get(session, f"{at}/main/LICENSE", **{"If-None-Match": answer.headers["ETag"]})
    assert unchanged.status_code == 304
    assert get(session, f"{at}/main/LICENSE", Range="bytes=0-2").text == "MIT"


@pytest.mark.parametrize(
    ("path", "recorded"),
    [
        ("acme/code/main/absent", True),
        ("acme/code/main", True),
        ("acme/absent/main/x", True),
        ("acme", True),
        ("acme/unnamed/main/x", False),
    ],
)
def test_raw_file_that_is_not_there(
    hub: Hub, session: requests.Session, path: str, *, recorded: bool
) -> None:
    answer = get(session, f"{hub.github_raw}/{path}")
    assert answer.status_code == (404 if recorded else 451)
    assert ("X-Not-Recorded" not in answer.headers) is recorded


def test_moved_repository_redirects_to_its_number(hub: Hub, session: requests.Session) -> None:
    url = f"{hub.github_api}/repos/old/code"
    first = session.get(url, allow_redirects=False, timeout=5)
    assert first.status_code == 301
    assert "/repositories/" in first.headers["Location"]
    assert get(session, url).json()["full_name"] == "acme/code"
    tree = get(session, f"{url}/git/trees/main?recursive=1")
    assert len(tree.json()["tree"]) == 5
    assert get(session, f"{hub.github_raw}/old/code/main/LICENSE").text == LICENSE


def test_empty_repository(hub: Hub, session: requests.Session) -> None:
    at = f"{hub.github_api}/repos/acme/empty"
    assert get(session, at).status_code == 200
    assert get(session, f"{at}/git/trees/main").status_code == 409
    assert get(session, f"{at}/commits/main").status_code == 409
    assert get(session, f"{at}/branches").json() == []


def refs(session: requests.Session, hub: Hub, name: str) -> list[str]:
    address = f"{hub.site.github_site}/{name}.git/info/refs?service=git-upload-pack"
    return get(session, address).text.splitlines()


def test_refs_are_told_as_to_git(hub: Hub, session: requests.Session) -> None:
    first, head, *others = refs(session, hub, "acme/code")
    assert first == "001e# service=git-upload-pack"
    assert head.startswith(f"00000069{REVISION} HEAD\0")
    assert "symref=HEAD:refs/heads/main" in head
    assert others[-1].endswith("refs/pull/1/head0000") or others[-1] == "0000"
    assert "capabilities^{}" in "".join(refs(session, hub, "acme/empty"))
    at = f"{hub.site.github_site}/acme/absent.git/info/refs?service=git-upload-pack"
    assert get(session, at).status_code == 401
    assert refs(session, hub, "old/code") == [first, head, *others]


def test_unchanged_answers_are_free_until_the_limit(session: requests.Session) -> None:
    repo = git_repo("acme/code", {"LICENSE": LICENSE})
    with serve(Shelf(repos=[repo]), github_limit=2) as hub:
        url = f"{hub.github_api}/repos/acme/code"
        first = get(session, url)
        assert first.headers["X-RateLimit-Remaining"] == "1"
        again = get(session, url, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.headers["X-RateLimit-Remaining"]) == (304, "1")
        assert get(session, url).headers["X-RateLimit-Remaining"] == "0"
        over = get(session, url)
        assert (over.status_code, over.headers["X-RateLimit-Remaining"]) == (403, "0")
        assert "rate limit" in over.json()["message"]
        assert get(session, f"{hub.github_raw}/acme/code/main/LICENSE").status_code == 200
