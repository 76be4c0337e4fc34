"""What GitHub's repositories hold besides plain files, and those that are not plainly there."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Mapping

import pytest

from audit.collect.github import read_github
from audit.collect.reading import NotThere, Reading
from audit.collect.run import collect
from audit.collect.targets import name_target
from audit.errors import CollectError
from tests.collect.briefs import (
    CODE,
    Misbehaving,
    door_to,
    environment_of,
    gaps,
    misbehaving,
    paths,
    text,
)
from tests.hub import GitRepo, Shelf, StoredFile, git_repo, hub_repo, serve
from tests.hub.shelf import lfs_pointer
from tests.hub.written import Files

SHA = "0123456789abcdef0123456789abcdef01234567"
LARGE = "a" * 64


def link(path: str, target: str) -> StoredFile:
    """A symbolic link as git keeps it."""
    content = target.encode()
    return StoredFile(path=path, size=len(content), blob="1" * 40, mode="120000", content=content)


def submodule(path: str) -> StoredFile:
    return StoredFile(path=path, blob="2" * 40, mode="160000")


def read(repo: GitRepo, ref: str | None = None, **environment: str) -> Reading:
    with serve(Shelf(repos=[repo])) as hub, door_to({**hub.environment(), **environment}) as door:
        return read_github(door, repo.name, ref, CODE)


def with_links(files: Mapping[str, str], **links: str) -> Reading:
    listed = [link(path.replace("__", "/"), target) for path, target in links.items()]
    return read(git_repo("acme/code", files, revision=SHA, listed=listed))


def test_a_link_to_a_file_is_read_at_its_target() -> None:
    reading = with_links({"docs/LICENSE": "MIT\n", "README.md": "# x\n"}, LICENSE="docs/LICENSE")
    assert text(reading, "LICENSE") == "MIT\n"
    assert reading.artifact.reason == "named as the code (LICENSE is a link to docs/LICENSE)"
    own = next(each for each in reading.artifact.documents if each.path == "LICENSE")
    assert own.url == f"https://github.com/acme/code/blob/{SHA}/docs/LICENSE"
    assert reading.gaps == ()
    assert reading.artifact.tree is not None
    sizes = {file.path: file.size for file in reading.artifact.tree.files}
    assert sizes == {"LICENSE": 12, "README.md": 4, "docs/LICENSE": 4}


def test_a_link_through_links_and_folders() -> None:
    reading = with_links(
        {"legal/texts/MIT": "MIT\n"},
        LICENSE="./a/../legal/link",
        legal__link="current/MIT",
        legal__current="texts",
    )
    assert text(reading, "LICENSE") == "MIT\n"


@pytest.mark.parametrize(
    "target", ["../LICENSE", "/etc/passwd", "docs/../../x", "LICENSE", "", "a\0"]
)
def test_a_link_that_leads_out_or_nowhere_is_a_gap(target: str) -> None:
    reading = with_links({"README.md": "# x\n"}, LICENSE=target)
    assert gaps(reading) == {"LICENSE": "not-looked"}
    assert "LICENSE" not in paths(reading)


def test_a_link_to_what_is_not_there_is_a_gap() -> None:
    reading = with_links({"README.md": "# x\n"}, LICENSE="docs/LICENSE", COPYING="docs")
    assert gaps(reading) == {"LICENSE": "unreadable", "COPYING": "unreadable"}


def test_a_link_to_what_a_cut_list_does_not_show() -> None:
    repo = git_repo(
        "acme/code", {"README.md": "x"}, listed=[link("LICENSE", "z/LICENSE")], complete=False
    )
    assert gaps(read(repo))["LICENSE"] == "not-looked"


def test_many_links_are_not_all_followed() -> None:
    listed = [link(f"LICENSE.{n:02}", "README.md") for n in range(30)]
    reading = read(git_repo("acme/code", {"README.md": "x"}, listed=listed))
    assert len([path for path in paths(reading) if path.startswith("LICENSE")]) == 20
    assert len(reading.gaps) == 10
    assert reading.artifact.reason.endswith("; and 10 more)")


def test_the_words_of_a_link_cannot_pass_for_a_reason() -> None:
    reading = with_links({"under datasets.md": "x"}, LICENSE="under datasets.md")
    assert "under datasets" not in reading.artifact.reason


def test_submodules_are_named_with_their_addresses() -> None:
    modules = """\
[submodule "lib"]
\tpath = vendor/lib
\turl = https://user:secret@git.example.org/other/lib.git
[submodule "near"]
\tpath = near
\turl = ../near.git
[submodule "ssh"]
\tpath = ssh
\turl = git@github.com:other/ssh.git
"""
    places = [submodule(path) for path in ("vendor/lib", "near", "ssh", "unknown")]
    reading = read(git_repo("acme/code", {".gitmodules": modules, "README.md": "x"}, listed=places))
    assert {gap.path: gap.detail for gap in reading.gaps} == {
        "vendor/lib": "a submodule: another repository, https://git.example.org/other/lib.git",
        "near": "a submodule: another repository, https://github.com/acme/near.git",
        "ssh": "a submodule: another repository, https://github.com/other/ssh.git",
        "unknown": "a submodule: another repository",
    }


def test_submodules_without_a_list_are_said() -> None:
    reading = read(git_repo("acme/code", {"README.md": "x"}, listed=[submodule("lib")]))
    assert [gap.detail for gap in reading.gaps] == ["a submodule: another repository"]


ATTRIBUTES = "*.bin filter=lfs diff=lfs merge=lfs -text\n"


def test_lfs_pointers_show_the_large_file() -> None:
    pointer = lfs_pointer(LARGE, 5_000_000_000)
    files: Files = {".gitattributes": ATTRIBUTES, "w/model.bin": pointer, "small.bin": b"x" * 130}
    reading = read(git_repo("acme/code", files))
    assert reading.artifact.tree is not None
    tree = {file.path: (file.size, file.sha) for file in reading.artifact.tree.files}
    assert tree["w/model.bin"] == (5_000_000_000, LARGE)
    assert tree["small.bin"][0] == 130
    assert reading.gaps == ()


def test_more_lfs_pointers_than_are_looked_into() -> None:
    pointers: Files = {f"{n:02}.bin": lfs_pointer(LARGE, 10**9 + n) for n in range(25)}
    files: Files = {".gitattributes": ATTRIBUTES, **pointers}
    reading = read(git_repo("acme/code", files))
    assert [gap.detail for gap in reading.gaps] == [
        "5 files in LFS are listed with their pointers' sizes"
    ]


def test_lfs_pointers_that_are_not_served_are_said() -> None:
    absent = StoredFile(path="a.bin", size=130, blob="3" * 40)
    reading = read(git_repo("acme/code", {".gitattributes": ATTRIBUTES}, listed=[absent]))
    assert [gap.path for gap in reading.gaps] == [None]
    assert reading.gaps[0].detail.startswith("the sizes of files in LFS: ")


def test_a_text_that_is_an_lfs_pointer_is_a_gap() -> None:
    files: Files = {"LICENSE": lfs_pointer(LARGE, 11_000), "README.md": "x"}
    assert gaps(read(git_repo("acme/code", files))) == {"LICENSE": "unreadable"}


def test_an_archived_fork_is_said() -> None:
    repo = git_repo("acme/code", {"LICENSE": "x"}, archived=True, parent="other/code")
    reading = read(repo)
    assert reading.artifact.reason == (
        "named as the code (archived by its owner; a fork of other/code)"
    )
    assert json.loads(text(reading, "api/repository.json"))["parent"] == {"full_name": "other/code"}


@pytest.mark.parametrize("reason", ["dmca", "tos"])
def test_a_blocked_repository_is_said_to_be_blocked(reason: str) -> None:
    block = {"reason": reason, "created_at": "2016-03-17T15:39:46-07:00"}
    with pytest.raises(CollectError) as caught:
        read(git_repo("acme/code", {"LICENSE": "x"}, block=block))
    said = f"GitHub withholds acme/code: blocked ({reason}, 2016-03-17T15:39:46-07:00)."
    assert caught.value.problem == said


def about(**said: object) -> Reading:
    """A repository of which GitHub says this, in whatever shapes."""

    def answer(request: Misbehaving) -> None:
        match request.path:
            case "/repos/acme/code":
                request.say(200, json.dumps({"full_name": "acme/code", **said}).encode())
            case path if "/commits/" in path:
                request.say(200, json.dumps({"sha": SHA}).encode())
            case path if "/git/trees/" in path:
                request.say(200, b'{"tree": []}')
            case _:
                request.say(404)

    with misbehaving(answer) as server, door_to(environment_of(server.url)) as door:
        return read_github(door, "acme/code", None, CODE)


def test_what_github_leaves_out_or_says_otherwise() -> None:
    assert about(disabled=True).artifact.reason == "named as the code (disabled by GitHub)"
    assert about(fork=True).artifact.reason == "named as the code (a fork)"
    assert about(archived=None, parent=None).artifact.revision == SHA
    with pytest.raises(CollectError, match="unknown shape"):
        about(parent="acme/other")


def test_a_refusal_whose_words_break_off() -> None:
    def answer(request: Misbehaving) -> None:
        request.say(403, b'{"block', Content_Length="4000")
        request.close_connection = True

    with (
        misbehaving(answer) as server,
        door_to(environment_of(server.url)) as door,
        pytest.raises(NotThere, match="permission was refused"),
    ):
        read_github(door, "acme/code", None, CODE)


def test_a_block_in_odd_words_is_not_repeated() -> None:
    with pytest.raises(CollectError, match=r"blocked \(it does not say why\)"):
        read(git_repo("acme/code", {"LICENSE": "x"}, block={"reason": "\x1b[31m"}))


def test_a_blocked_repository_that_a_model_leads_to_is_a_gap_and_not_gated() -> None:
    code = git_repo("acme/tiny", {"LICENSE": "x"}, block={"reason": "tos"})
    model = hub_repo("acme/tiny", {"README.md": "[Code](https://github.com/acme/tiny)\n"})
    with serve(Shelf(models=[model], repos=[code])) as hub, door_to(hub.environment()) as door:
        snapshot, _ = collect(name_target("acme/tiny"), door)
    (gap,) = [gap for gap in snapshot.gaps if gap.artifact == "github:acme/tiny"]
    assert (gap.reason, gap.path) == ("unreadable", None)


def test_a_private_repository_is_read_with_a_token() -> None:
    repo = git_repo("acme/code", {"LICENSE": "MIT\n"}, revision=SHA, private=True)
    reading = read(repo, GITHUB_TOKEN="ghp_granted")
    assert (text(reading, "LICENSE"), reading.artifact.revision) == ("MIT\n", SHA)


@pytest.mark.parametrize("token", ["", "ghp_other"])
def test_a_private_repository_without_a_right_to_it_is_not_there(token: str) -> None:
    repo = git_repo("acme/code", {"LICENSE": "MIT\n"}, private=True)
    with pytest.raises(NotThere) as caught:
        read(repo, GITHUB_TOKEN=token)
    assert "set GITHUB_TOKEN" in caught.value.advice


def test_the_token_never_goes_to_the_site() -> None:
    repo = git_repo("acme/code", {"LICENSE": "MIT\n"}, private=True)
    with serve(Shelf(repos=[repo])) as hub:
        # As in the world, the site stands at another origin than the API.
        site = hub.site.github_site.replace("127.0.0.1", "localhost")
        environment = {"GITHUB_TOKEN": "ghp_granted", "OPENNESS_GITHUB_SITE": site}
        with door_to({**hub.environment(), **environment}) as door:
            read_github(door, "acme/code", None, CODE)
        asked = [each for each in hub.received if each.path.startswith("/site/")]
    assert asked
    assert not [each for each in asked if "authorization" in each.headers]


ODD = ["a b", "c#d", "e?f", "g%h", "g%20h", "许可", "i\nj", "k&l=m", "n+o", "p;q", "\"r'", "s\\t"]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_read(name: str) -> None:
    files = {f"docs {name}/{name}/LICENSE": f"{name}\n", "README.md": "x"}
    reading = read(git_repo("acme/code", files, revision=SHA))
    path = f"docs {name}/{name}/LICENSE"
    assert text(reading, path) == f"{name}\n"
    url = next(each.url for each in reading.artifact.documents if each.path == path)
    assert url is not None
    assert not set('#? \n"') & set(url)


def test_a_branch_with_an_odd_name() -> None:
    repo = git_repo("acme/code", {"LICENSE": "x"}, branches={"a#b%c/é": {"LICENSE": "y"}})
    reading = read(repo, "a#b%c/é")
    assert (text(reading, "LICENSE"), reading.artifact.branch) == ("y", "a#b%c/é")


def peak_kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_100_000_files_are_listed_in_bounded_time_and_memory() -> None:
    tree = [
        {"path": f"src/part-{n % 300}/file-{n}.py", "mode": "100644", "type": "blob", "size": n}
        for n in range(99_999)
    ]
    tree.append({"path": "LICENSE", "mode": "100644", "type": "blob", "size": 4})
    body = json.dumps({"sha": SHA, "tree": tree}).encode()
    about = b'{"full_name": "acme/many", "default_branch": "main"}'

    def answer(request: Misbehaving) -> None:
        match request.path:
            case path if "/git/trees/" in path:
                request.say(200, body)
            case path if path.startswith("/repos/acme/many/commits"):
                request.say(200, SHA.encode())
            case "/repos/acme/many":
                request.say(200, about)
            case _:
                request.say(200, b"MIT\n")

    with misbehaving(answer) as server, door_to(environment_of(server.url)) as door:
        start, before = time.monotonic(), peak_kilobytes()
        reading = read_github(door, "acme/many", None, CODE)
    assert reading.artifact.tree is not None
    assert len(reading.artifact.tree.files) == 100_000
    assert text(reading, "LICENSE") == "MIT\n"
    assert time.monotonic() - start < 30
    assert peak_kilobytes() - before < 200_000
