"""Repositories of any git server are read by the real git over real sockets."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from audit.collect import addresses, git_fetch
from audit.collect.answers import Fault
from audit.collect.git_fetch import fault_of_fetch
from audit.collect.git_remote import read_git_remote
from audit.collect.links import links_of
from audit.collect.reading import NotThere, Reading
from audit.collect.run import collect
from audit.collect.settings import Limits
from audit.collect.targets import name_target
from audit.errors import AuditError, CollectError
from audit.model import Role
from audit.text.page import Page
from tests.collect.briefs import CODE, QUICK, door_to, gaps, paths, text
from tests.collect.test_git import commit, git
from tests.hub import Answer, Request
from tests.hub.git_server import GitServer, serve_git

PATIENT = msgspec.structs.replace(QUICK, read_seconds=20.0)
LARGE = 300_000
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 5000000000\n"


class World:
    """A server of one repository, and the work tree that it was cloned from."""

    def __init__(self, server: GitServer, work: Path, bare: Path) -> None:
        self.server = server
        self.work = work
        self.bare = bare
        self.address = f"{server.url}/acme/code"

    def set(self, name: str, value: str) -> None:
        git(self.bare, "config", name, value)

    def sha(self, revision: str) -> str:
        return git(self.work, "rev-parse", f"{revision}^{{commit}}")

    def read(
        self,
        revision: str | None = None,
        *,
        limits: Limits = PATIENT,
        address: str | None = None,
        **environment: str,
    ) -> Reading:
        settings = {"OPENNESS_PRIVATE_SITES": self.server.url, **environment}
        with door_to(settings, limits) as door:
            return read_git_remote(door, address or self.address, revision, CODE)


def publish(work: Path, root: Path) -> Path:
    """A bare clone of a work tree, as a server keeps it, that knows filters."""
    bare = root / "acme" / "code.git"
    bare.parent.mkdir(parents=True)
    git(root, "clone", "--quiet", "--bare", str(work), str(bare))
    git(bare, "config", "uploadpack.allowFilter", "true")
    return bare


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    files: dict[str, str | bytes] = {"LICENSE": "BSD\n", "README.md": "# Old\n"}
    commit(work, files)
    git(work, "tag", "--annotate", "v1", "--message", "x")
    commit(work, {"LICENSE": "MIT\n", "README.md": "# Main\n", "big.bin": os.urandom(LARGE)})
    git(work, "checkout", "--quiet", "-b", "user/release")
    commit(work, {"LICENSE": "Apache\n", "train.sh": "run\n"})
    git(work, "checkout", "--quiet", "main")
    bare = publish(work, tmp_path / "served")
    with serve_git(tmp_path / "served") as server:
        yield World(server, work, bare)


def test_the_default_branch_without_its_large_files(world: World) -> None:
    reading = world.read()
    artifact = reading.artifact
    assert artifact.id == f"git:{world.address}"
    assert (artifact.branch, artifact.default_branch) == ("main", "main")
    assert artifact.revision == world.sha("main")
    assert paths(reading) == ["LICENSE", "README.md"]
    assert text(reading, "LICENSE") == "MIT\n"
    assert artifact.tree is not None
    sizes = {file.path: file.size for file in artifact.tree.files}
    assert sizes == {"LICENSE": 4, "README.md": 7, "big.bin": None}
    assert reading.gaps == ()
    assert artifact.url == world.address
    assert world.server.fetches == 2


def test_another_branch_comes_with_the_default_branchs_license(world: World) -> None:
    reading = world.read("user/release")
    assert reading.artifact.branch == "user/release"
    assert reading.artifact.revision == world.sha("user/release")
    assert paths(reading) == ["@main/LICENSE", "LICENSE", "README.md", "train.sh"]
    assert text(reading, "@main/LICENSE") == "MIT\n"


@pytest.mark.parametrize("revision", ["v1", "refs/tags/v1"])
def test_a_tag(world: World, revision: str) -> None:
    reading = world.read(revision)
    assert (reading.artifact.revision, reading.artifact.branch) == (world.sha("v1"), None)
    assert (text(reading, "LICENSE"), text(reading, "@main/LICENSE")) == ("BSD\n", "MIT\n")


def test_a_commit_that_no_branch_ends_with(world: World) -> None:
    reading = world.read(world.sha("v1"))
    assert text(reading, "LICENSE") == "BSD\n"
    older = world.sha("main~1")
    assert world.read(older).artifact.revision == older


def test_the_beginning_of_a_last_commit(world: World) -> None:
    release = world.sha("user/release")
    assert world.read(release[:9]).artifact.revision == release


@pytest.mark.parametrize("revision", ["nope", "abcdef0", "f" * 40, "-x", "--upload-pack=x"])
def test_a_revision_that_is_not_there(world: World, revision: str) -> None:
    with pytest.raises(NotThere, match=f"has no {revision}"):
        world.read(revision)


def test_an_empty_repository(world: World) -> None:
    git(world.bare.parent, "init", "--quiet", "--bare", "empty.git")
    address = f"{world.server.url}/acme/empty"
    reading = world.read(address=address)
    assert reading.artifact.revision is None
    assert reading.artifact.reason == "named as the code (the repository is empty)"
    with pytest.raises(NotThere):
        world.read("main", address=address)


def test_a_repository_that_is_not_there(world: World) -> None:
    with pytest.raises(NotThere, match="no such repository"):
        world.read(address=f"{world.server.url}/acme/none")


def test_a_repository_whose_address_has_no_ending(world: World) -> None:
    world.bare.rename(world.bare.with_name("plain"))
    assert world.read(address=f"{world.server.url}/acme/plain").artifact.revision


def test_a_server_that_knows_no_filter_sends_all(world: World) -> None:
    world.set("uploadpack.allowFilter", "false")
    reading = world.read()
    assert reading.artifact.tree is not None
    assert {file.path: file.size for file in reading.artifact.tree.files}["big.bin"] == LARGE
    assert text(reading, "LICENSE") == "MIT\n"
    assert world.server.fetches == 1


@pytest.mark.parametrize("filters", ["true", "false"])
def test_a_server_of_old_that_gives_whole_commits_only(world: World, filters: str) -> None:
    world.server.protocol = False
    world.set("uploadpack.allowFilter", filters)
    assert text(world.read("user/release"), "train.sh") == "run\n"
    with pytest.raises(NotThere, match="has no"):
        world.read("f" * 40)


def test_a_server_that_gives_no_single_files_in_the_middle(world: World) -> None:
    def refuse(request: Request) -> Answer | None:
        asks = request.body.count(b"want ") > 1 and b"deepen" not in request.body
        return Answer(status=500) if asks else None

    world.server.instead = refuse
    reading = world.read()
    assert paths(reading) == []
    assert gaps(reading) == {"LICENSE": "unreachable", "README.md": "unreachable"}


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_asks_who_you_are(world: World, status: int) -> None:
    world.server.instead = lambda _: Answer(status=status)
    with pytest.raises(NotThere, match="private, or not there"):
        world.read()


def for_git(answer: Answer) -> Callable[[Request], Answer | None]:
    """The answer to git alone, and not to what was asked before through the door."""
    return lambda request: answer if "git-protocol" in request.headers else None


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (401, NotThere, "private, or not there"),
        (403, NotThere, "private, or not there"),
        (404, NotThere, "no such repository"),
        (500, CollectError, "git could not fetch it"),
    ],
)
def test_a_server_that_changes_its_mind(
    world: World, status: int, error: type[AuditError], words: str
) -> None:
    world.server.instead = for_git(Answer(status=status))
    with pytest.raises(error, match=words):
        world.read()


def test_a_server_that_speaks_no_git(world: World) -> None:
    world.server.instead = lambda _: Answer(body=b"<html>", headers={"Content-Type": "text/html"})
    with pytest.raises(CollectError, match="no git server answers there"):
        world.read()


def test_a_repository_that_has_moved_on_its_host(world: World) -> None:
    def moved(request: Request) -> Answer | None:
        if not request.path.startswith("/old/"):
            return None
        return Answer(status=301, headers={"Location": request.target.replace("/old/", "/acme/")})

    world.server.instead = moved
    assert text(world.read(address=f"{world.server.url}/old/code"), "LICENSE") == "MIT\n"


def test_a_redirect_to_what_is_no_repository(world: World) -> None:
    world.server.instead = lambda request: (
        Answer(status=301, headers={"Location": "/login"}) if "refs" in request.path else Answer()
    )
    with pytest.raises(CollectError, match="something other than a git repository"):
        world.read()


def test_a_redirect_to_another_host_is_not_followed(world: World) -> None:
    elsewhere = world.server.url.replace("127.0.0.1", "localhost")
    world.server.instead = lambda request: (
        None
        if request.headers["host"].startswith("localhost")
        else Answer(status=302, headers={"Location": elsewhere + request.target})
    )
    with pytest.raises(CollectError, match="leads to another host"):
        world.read()
    assert world.server.fetches == 0


def test_git_itself_follows_no_redirect(world: World, tmp_path: Path) -> None:
    with serve_git(tmp_path) as other:
        redirect = Answer(status=302, headers={"Location": f"{other.url}/acme/code.git/info/refs"})
        world.server.instead = for_git(redirect)
        with pytest.raises(CollectError, match="leads elsewhere"):
            world.read()
        assert other.received == []


def test_git_follows_no_alternates_of_a_dumb_server(world: World, tmp_path: Path) -> None:
    sha = world.sha("main")
    with serve_git(tmp_path) as other:

        def dumb(request: Request) -> Answer | None:
            if "git-protocol" in request.headers:
                refs = f"{sha}\trefs/heads/main\n".encode()
                return Answer(body=refs, headers={"Content-Type": "text/plain"})
            if request.path.endswith("/info/refs"):
                return None
            if request.path.endswith("alternates"):
                return Answer(body=f"{other.url}/acme/code.git/objects\n".encode())
            return Answer(status=404)

        world.server.instead = dumb
        with pytest.raises(AuditError):
            world.read()
        assert other.received == []


def test_more_bytes_than_are_taken(world: World) -> None:
    world.set("uploadpack.allowFilter", "false")
    limits = msgspec.structs.replace(PATIENT, clone_bytes=100_000)
    commit(world.work, {f"{n}.bin": os.urandom(2_000_000) for n in range(8)})
    git(world.work, "push", "--quiet", str(world.bare), "main")
    with pytest.raises(CollectError, match="more than 100000 bytes came"):
        world.read(limits=limits)


def running_with(word: str) -> list[str]:
    """The command lines of processes that hold a word."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if word in line:
            found.append(line)
    return found


def test_a_server_that_never_ends_is_left(world: World) -> None:
    def drip(request: Request) -> Answer | None:
        if request.method == "POST":
            time.sleep(4)
        return None

    world.server.instead = drip
    limits = msgspec.structs.replace(PATIENT, clone_seconds=1.0)
    start = time.monotonic()
    with pytest.raises(CollectError, match="git took more than 1 seconds"):
        world.read(limits=limits)
    assert time.monotonic() - start < 3.5
    assert running_with(world.address) == []


def test_nothing_is_left_on_disk(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    world.read()
    assert list(scratch.iterdir()) == []


def test_an_address_that_is_not_public_is_not_reached(world: World) -> None:
    with door_to({}) as door, pytest.raises(CollectError, match="not public") as caught:
        read_git_remote(door, world.address, None, CODE)
    assert "OPENNESS_PRIVATE_SITES" in caught.value.advice
    assert world.server.received == []


def test_offline_means_that_git_is_offline_too(world: World) -> None:
    with pytest.raises(CollectError, match="offline"):
        world.read(HF_HUB_OFFLINE="1")
    assert world.server.received == []
    settings = door_to({"HF_HUB_OFFLINE": "1", "OPENNESS_PRIVATE_SITES": world.server.url}).settings
    with pytest.raises(Fault, match="offline"):
        git_fetch.Fetcher(settings, world.address, world.work, object_format="sha1")


def test_git_asks_nobody_for_the_address_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name server knows this host: git reaches it at the address that was judged."""
    site = world.server.url.replace("127.0.0.1", "git.example.invalid")
    monkeypatch.setattr(addresses, "resolved", lambda host, port: ["127.0.0.1"])
    reading = world.read(address=f"{site}/acme/code", OPENNESS_PRIVATE_SITES=site)
    assert text(reading, "LICENSE") == "MIT\n"
    assert {each.headers["host"] for each in world.server.received} == {site.partition("://")[2]}


def test_a_name_that_comes_to_mean_a_private_address(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    monkeypatch.setattr(addresses, "resolved", lambda host, port: next(answers))
    url = world.server.url.replace("127.0.0.1", "git.example.invalid")
    # A loopback endpoint makes loopback allowed; the second, private, answer is not.
    with (
        door_to({"OPENNESS_PRIVATE_SITES": world.server.url}) as door,
        pytest.raises(CollectError, match="not public"),
    ):
        read_git_remote(door, f"{url}/acme/code", None, CODE)
    assert world.server.fetches == 0


def test_no_setting_of_the_users_has_a_say(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    helper = f'!touch "{home}/asked"; echo password=secret'
    git(home, "config", "--file", str(home / ".gitconfig"), "credential.helper", helper)
    for key, value in (
        ("url.http://127.0.0.1:9/.insteadOf", world.server.url),
        ("http.proxy", "http://127.0.0.1:9"),
        ("http.extraHeader", "X-Secret: secret"),
        ("core.hooksPath", str(home)),
    ):
        git(home, "config", "--file", str(home / ".gitconfig"), key, value)
    (home / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    for name, value in {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "http_proxy": "http://127.0.0.1:9",
        "ALL_PROXY": "http://127.0.0.1:9",
        "GIT_DIR": str(home),
        "GIT_ASKPASS": "false",
        "GIT_SSL_NO_VERIFY": "1",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": "X-Secret: secret",
    }.items():
        monkeypatch.setenv(name, value)
    reading = world.read(GITHUB_TOKEN="ghp_secret", HF_TOKEN="hf_secret")
    assert text(reading, "LICENSE") == "MIT\n"
    said = json.dumps([[each.target, dict(each.headers)] for each in world.server.received])
    assert "secret" not in said.lower()
    assert "authorization" not in said.lower()
    world.server.instead = for_git(Answer(status=401, headers={"WWW-Authenticate": "Basic"}))
    with pytest.raises(NotThere):
        world.read()
    assert not (home / "asked").exists()


def test_links_submodules_and_large_files(world: World) -> None:
    (world.work / "COPYING").symlink_to("docs/COPYING")
    (world.work / "NOTICE").symlink_to("../NOTICE")
    modules = '[submodule "lib"]\n\tpath = lib\n\turl = ../lib.git\n'
    sha = commit(
        world.work,
        {
            "docs/COPYING": "GPL\n",
            ".gitattributes": "*.safetensors filter=lfs -text\n",
            "model.safetensors": POINTER,
            ".gitmodules": modules,
        },
    )
    git(world.work, "update-index", "--add", "--cacheinfo", f"160000,{sha},lib")
    git(world.work, "commit", "--quiet", "--message", "x")
    git(world.work, "push", "--quiet", str(world.bare), "main")
    reading = world.read()
    assert text(reading, "COPYING") == "GPL\n"
    assert "(COPYING is a link to docs/COPYING)" in reading.artifact.reason
    assert {gap.path: gap.detail for gap in reading.gaps} == {
        "NOTICE": "a symbolic link that leads elsewhere",
        "lib": f"a submodule: another repository, {world.server.url}/acme/lib.git",
    }
    assert reading.artifact.tree is not None
    tree = {file.path: (file.size, file.sha) for file in reading.artifact.tree.files}
    assert tree["model.safetensors"] == (5_000_000_000, "a" * 64)
    assert tree["big.bin"][0] is None


def test_more_large_files_than_are_looked_into(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.collect.git.UNSIZED_POINTERS", 3)
    files: dict[str, str | bytes] = {f"{n}.pt": f"{POINTER}{n}" for n in range(5)}
    commit(world.work, {".gitattributes": "*.pt filter=lfs\n", **files})
    git(world.work, "push", "--quiet", str(world.bare), "main")
    assert [gap.detail for gap in world.read().gaps] == ["2 files in LFS are listed without a size"]


def test_a_repository_with_longer_names_of_objects(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    sha = commit(work, {"LICENSE": "MIT\n"})
    bare = publish(work, tmp_path / "served")
    with serve_git(tmp_path / "served") as server:
        reading = World(server, work, bare).read()
    assert (len(sha), reading.artifact.revision, text(reading, "LICENSE")) == (64, sha, "MIT\n")


def test_a_whole_collection_of_a_git_address(world: World) -> None:
    with door_to({"OPENNESS_PRIVATE_SITES": world.server.url}) as door:
        named = name_target(f"git+{world.address}@user/release")
        snapshot, _ = collect(named, door)
    (artifact,) = snapshot.artifacts
    assert (artifact.role, artifact.branch) == (Role.CODE, "user/release")
    assert snapshot.target.id == f"git:{world.address}"


def test_a_model_file_may_list_a_git_address(world: World, tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(f"name: x\ncode:\n  - {world.address}.git@v1\n")
    with door_to({"OPENNESS_PRIVATE_SITES": world.server.url}) as door:
        snapshot, contents = collect(name_target(str(file)), door)
    (artifact,) = snapshot.artifacts
    assert artifact.revision == world.sha("v1")
    assert artifact.reason_evidence is not None
    assert artifact.reason_evidence.lines == (3, 3)
    assert b"BSD\n" in contents.values()


def test_an_old_git_is_told_from_a_new_one(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "git").write_text("#!/bin/sh\necho git version 2.30.1\n")
    (folder / "git").chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
        with pytest.raises(AuditError, match=r"git is older than 2\.37"):
            git_fetch.Fetcher(
                msgspec.structs.replace(
                    door_to({"OPENNESS_PRIVATE_SITES": world.server.url}).settings
                ),
                f"{world.address}.git",
                tmp_path,
                object_format="sha1",
            )
        (folder / "git").write_text("#!/bin/sh\necho nothing\n")
        assert git_fetch.version() == (0,)
    assert git_fetch.version() >= (2, 37)


def test_without_git(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = "/acme/code.git/info/refs?service=git-upload-pack"
    refs = world.server.respond(Request(method="GET", target=target))
    world.server.instead = lambda _: refs
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AuditError, match="git is not installed"):
        world.read()


@pytest.mark.parametrize(
    "url",
    [
        "http://git_host/a",
        "http://exa\u00e4mple.org/a",
        "http://2130706433/a",
        "http://0x7f000001/a",
        "http://127.1/a",
        "http://8.8.8.010/a",
        "http://x.0x7/a",
        "http://127.0.0.1/a",
        "http://[::1]/a",
        "http://[::ffff:10.0.0.1]/a",
        "http://169.254.169.254/a",
    ],
)
def test_hosts_with_odd_names(url: str, tmp_path: Path) -> None:
    settings = door_to({}).settings
    with pytest.raises(Fault):
        git_fetch.Fetcher(settings, url, tmp_path, object_format="sha1")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
def test_an_address_needs_no_pin(host: str) -> None:
    settings = door_to({"OPENNESS_PRIVATE_SITES": f"http://{host}:8080"}).settings
    assert "http.curloptResolve=" in git_fetch.options(settings, f"http://{host}:8080/a")


def test_a_name_is_pinned_to_all_that_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolved", lambda host, port: ["1.1.1.1", "2606:4700::1"])
    options = git_fetch.options(door_to({}).settings, "https://git.example.org/a")
    assert "http.curloptResolve=git.example.org:443:1.1.1.1,[2606:4700::1]" in options


def test_a_host_that_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    monkeypatch.setattr(addresses, "resolved", unknown)
    with pytest.raises(Fault, match="no connection"):
        git_fetch.Fetcher(
            door_to({}).settings, "https://x.invalid/a", tmp_path, object_format="sha1"
        )


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_certificates_that_the_user_trusts(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "certificates"
    place.mkdir() if kind == "folder" else place.write_text("")
    environment = {"SSL_CERT_FILE": str(place), "OPENNESS_PRIVATE_SITES": "http://127.0.0.1:9"}
    options = git_fetch.options(door_to(environment).settings, "http://127.0.0.1:9/a")
    key = {"file": "http.sslCAInfo", "folder": "http.sslCAPath"}[kind]
    assert f"{key}={place}" in options


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("fatal: remote error: upload-pack: not our ref abc", "missing"),
        ("error: Server does not allow request for unadvertised object abc", "missing"),
        ("fatal: could not read Username for 'x': terminal prompts disabled", "gated"),
        ("fatal: Authentication failed for 'x'", "gated"),
        ("error: RPC failed; curl 28 Operation too slow.", "unreachable"),
        ("remote: not our ref\nfatal: early EOF", "unreachable"),
        ("", "unreachable"),
    ],
)
def test_what_git_says_of_a_failed_fetch(said: str, reason: str) -> None:
    assert fault_of_fetch(said).reason == reason


SHA = "0" * 40


@pytest.mark.parametrize(
    ("address", "page", "lines"),
    [
        ("https://gitlab.com/a/b/c", f"/-/tree/{SHA}", f"/-/blob/{SHA}/x%20y#L1-2"),
        ("https://gitlab.example.org/a/b", f"/-/tree/{SHA}", f"/-/blob/{SHA}/x%20y#L1-2"),
        ("https://codeberg.org/a/b", f"/src/commit/{SHA}", f"/src/commit/{SHA}/x%20y#L1-L2"),
        ("https://git.example.org/a/b", "", None),
    ],
)
def test_permanent_links(address: str, page: str, lines: str | None, world: World) -> None:
    links = links_of(f"git:{address}", SHA)
    assert links.page == address + page
    url = links.file("x y")
    artifact = msgspec.structs.replace(world.read().artifact, revision=SHA)
    document = msgspec.structs.replace(artifact.documents[0], path="@main/x y", url=url)
    cited = Page(artifact, document, b"a\nb\n").cite(1, 2)
    assert cited.url == (lines and address + lines)
    assert cited.revision == (lines and SHA)
    assert links_of(f"git:{address}", None).page == address


def test_a_small_object_that_unpacks_without_end_is_too_large(world: World) -> None:
    commit(world.work, {"NOTICE": b"0" * 50_000_000})
    git(world.work, "push", "--quiet", str(world.bare), "main")
    reading = world.read()
    assert gaps(reading) == {"NOTICE": "too-large"}
    assert text(reading, "LICENSE") == "MIT\n"


def test_trees_that_hold_each_other_many_times_are_too_large(world: World) -> None:
    """Ten trees of ten entries each: a list of 10 billion files in a few kilobytes."""
    sha, kind = git(world.work, "rev-parse", "HEAD:LICENSE"), "100644 blob"
    for _ in range(10):
        lines = "".join(f"{kind} {sha}\t{'x' * 90}{n}\n" for n in range(10))
        done = subprocess.run(
            ["git", "mktree"], cwd=world.work, input=lines.encode(), capture_output=True, check=True
        )
        sha, kind = done.stdout.decode().strip(), "040000 tree"
    bomb = git(world.work, "commit-tree", sha, "-m", "x")
    git(world.work, "push", "--quiet", str(world.bare), f"{bomb}:refs/heads/bomb")
    start = time.monotonic()
    with pytest.raises(CollectError, match="its list of files has more than"):
        world.read("bomb")
    assert time.monotonic() - start < 30
