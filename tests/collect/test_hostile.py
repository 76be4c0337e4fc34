"""Hostile repositories from the network to the report: read, shown as words, and never obeyed."""

from __future__ import annotations

import gzip
import re
import time
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from audit.model import Snapshot
from tests.cli.running import Command, Ran, tree
from tests.hub import Answer, Hub, json_answer
from tests.hub import faults as f

from .endpoints import CODE, ENDPOINTS, TINY, environment, gaps, running_world, saved
from .hostile import BOMBS, CARDS, NAMES

PLACES = {endpoint.name: endpoint for endpoint in ENDPOINTS}
CARD = PLACES["target card"].met_by
INFO = PLACES["target info"].met_by


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with running_world() as running:
        yield running


@pytest.fixture
def openness(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Command]:
    for name in ("HOME", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "work"
    folder.mkdir()
    command = Command(monkeypatch, capsys, folder)
    command.point_at(environment(hub))
    hub.faults.clear()
    hub.received.clear()
    yield command
    hub.faults.clear()


def collect_and_audit(openness: Command, seconds: float = 30.0) -> tuple[Snapshot, str]:
    """The snapshot, and the HTML report on it; nothing is written anywhere else."""
    begun = time.monotonic()
    for ran in (
        openness("collect", "acme/tiny", "-o", "snap"),
        openness("audit", "snap", "-o", "reports"),
    ):
        assert (ran.code, ran.err) == (0, "")
        assert_steers_no_terminal(ran)
    assert time.monotonic() - begun < seconds
    assert written_elsewhere(openness.folder) == []
    [page] = Path("reports").glob("*.html")
    return saved(Path("snap")), page.read_text(encoding="utf-8")


def written_elsewhere(folder: Path) -> list[str]:
    """What lies outside the snapshot, the reports and the caches."""
    allowed = ("work/snap", "work/reports", "home")
    return [path for path in tree(folder.parent) if path != "work" and not path.startswith(allowed)]


def assert_steers_no_terminal(ran: Ran) -> None:
    """Printable characters and line ends only: no escapes, no right-to-left, no bells."""
    odd = {sign for sign in ran.out + ran.err if unicodedata.category(sign)[0] == "C"}
    assert odd <= {"\n"}


def text_of(content: bytes) -> f.Fault:
    """Serves such a text in place of the right one."""
    return f.says(Answer(headers={"Content-Type": "text/plain; charset=utf-8"}, body=content))


ZEROS = b"\0" * 50_000_000
PACKED = {
    "gzip": gzip.compress(ZEROS),
    "deflate": zlib.compress(ZEROS),
    "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
    "GZip": gzip.compress(ZEROS),
    "br": b"\x1b\xff\xff\xff\xff\x00\xe0",
    "zstd": b"\x28\xb5\x2f\xfd\x00",
}


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("place", ["target card", "base info", "code tree", "code license"])
def test_a_body_that_would_unpack_without_end(
    openness: Command, hub: Hub, place: str, coding: str
) -> None:
    headers = {"Content-Encoding": coding, "Content-Type": "text/plain"}
    packed = f.says(Answer(headers=headers, body=PACKED[coding]))
    with hub.faults.at(PLACES[place].met_by, packed):
        ran = openness("collect", "acme/tiny", "-o", "snap")
    assert (ran.code, ran.err) == (0, "")
    at, found = PLACES[place], saved(Path("snap"))
    assert gaps(found) == {(at.artifact, at.file, "unreadable")}
    assert "came compressed" in found.gaps[0].detail


def test_front_matter_of_ten_megabytes(openness: Command, hub: Hub) -> None:
    card = b"---\n" + b"license: mit\n" * 800_000 + b"---\n"
    hub.faults[CARD] = text_of(card)
    found, _ = collect_and_audit(openness)
    assert (TINY, "README.md", "too-large") in gaps(found)


def test_front_matter_as_long_as_a_document_may_be(openness: Command, hub: Hub) -> None:
    card = b"---\n" + b"".join(b"k%d: v\n" % n for n in range(80_000)) + b"---\nText\n"
    assert len(card) < 1_000_000
    hub.faults[CARD] = text_of(card)
    found, _ = collect_and_audit(openness)
    assert (TINY, "README.md") in {(a.id, d.path) for a in found.artifacts for d in a.documents}


def test_card_data_of_ten_megabytes(openness: Command, hub: Hub) -> None:
    card = {"license": "mit", "more": ["x" * 1000] * 10_000}
    hub.faults[INFO] = f.field("cardData", card)
    found, _ = collect_and_audit(openness)
    assert gaps(found) == {(TINY, "api/model-info.json", "too-large")}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_yaml_bomb_in_the_card(openness: Command, hub: Hub, bomb: str) -> None:
    card = f"---\n{BOMBS[bomb]}\n---\n# Tiny\n"
    hub.faults[CARD] = text_of(card.encode())
    found, _ = collect_and_audit(openness)
    assert "README.md" in {document.path for document in found.artifacts[0].documents}


ASKED = "|".join(
    (
        "/api/models/acme/(tiny|base)$",
        "/api/datasets/acme/mix$",
        "(/datasets)?/acme/(tiny|base|mix)/resolve/",
        "/github/repos/(acme/tiny-code|other/engine)(/git/trees/[0-9a-f]{40}|/commits/[^/]+)?$",
        r"/site/(acme/tiny-code|other/engine)\.git/info/refs$",
        "/raw/(acme/tiny-code|other/engine)/([0-9a-f]{40}|HEAD)/",
    )
)
"""The paths below which anything may be asked for."""


def assert_asked_plainly(hub: Hub) -> None:
    """No request climbs out of its repository, and none carries more than it should."""
    for request in hub.received:
        assert not {"..", "."} & set(request.path.split("/"))
        assert re.match(ASKED, request.path), request.path
        assert "x-injected" not in request.headers
        assert request.target.isascii()
        assert request.target.isprintable()
        assert "\\" not in request.target


def test_names_of_files_on_the_hub_that_lead_elsewhere(openness: Command, hub: Hub) -> None:
    hub.faults[INFO] = f.field("siblings", [{"rfilename": name, "size": 4} for name in NAMES])
    hub.faults[lambda request: request.path.startswith("/acme/tiny/resolve/")] = text_of(b"MIT\n")
    found, page = collect_and_audit(openness)
    assert_asked_plainly(hub)
    assert_harmless(page)
    tiny = found.artifacts[0]
    assert tiny.tree is not None
    assert {file.path for file in tiny.tree.files} == set(NAMES)
    assert_read_plainly({document.path for document in tiny.documents})


def test_names_of_files_on_github_that_lead_elsewhere(openness: Command, hub: Hub) -> None:
    entries = [{"path": name, "mode": "100644", "type": "blob", "size": 4} for name in NAMES]
    hub.faults[PLACES["code tree"].met_by] = f.field("tree", entries)
    hub.faults[lambda request: request.path.startswith("/raw/acme/tiny-code/")] = text_of(b"MIT\n")
    found, page = collect_and_audit(openness)
    assert_asked_plainly(hub)
    assert_harmless(page)
    code = next(artifact for artifact in found.artifacts if artifact.id == CODE)
    assert_read_plainly({document.path for document in code.documents})


def assert_read_plainly(paths: set[str]) -> None:
    """Files whose names differ in case are three; names that lead elsewhere are not read."""
    assert {"README.md", "LICENSE", "license", "License"} <= paths
    for path in paths:
        assert not {"", ".", ".."} & set(path.split("/"))
        assert "\0" not in path


def test_a_file_of_the_repository_is_not_taken_for_the_record_of_the_host(
    openness: Command, hub: Hub
) -> None:
    """Such a file stands first in the order of paths; the record names the base model."""
    names = ["LICENSE", "api/config.json", "api/LICENSE"]
    hub.faults[INFO] = f.field("siblings", [{"rfilename": name, "size": 60} for name in names])
    forged = b'{"cardData": {"base_model": "acme/forged"}, "tags": ["arxiv:2401.00001"]}'
    hub.faults[lambda request: "/acme/tiny/resolve/" in request.path] = text_of(forged)
    found, _ = collect_and_audit(openness)
    named = {artifact.id for artifact in found.artifacts} | {gap.artifact for gap in found.gaps}
    assert "hf:acme/base" in named
    assert not {"hf:acme/forged", "arxiv:2401.00001"} & named
    read = {document.path: document for document in found.artifacts[0].documents}
    assert not read["api/config.json"].is_record
    assert read["api/model-info.json"].is_record


def test_a_listing_of_300_000_files(openness: Command, hub: Hub) -> None:
    names = ["README.md", "LICENSE", *(f"data/{n:06}.parquet" for n in range(300_000))]
    hub.faults[INFO] = f.field("siblings", [{"rfilename": name} for name in names])
    ran = openness("collect", "acme/tiny", "-o", "snap")
    assert (ran.code, ran.err) == (0, "")
    tree_of = saved(Path("snap")).artifacts[0].tree
    assert tree_of is not None
    assert len(tree_of.files) == 300_002


RECORDS = [
    ("target info", "id", "../../evil"),
    ("target info", "id", "acme/tiny\x1b[2J"),
    ("target info", "id", "acme/../tiny"),
    ("target info", "sha", "../../main"),
    ("target info", "sha", "f" * 40 + "\n"),
    ("target info", "author", {"a": ["\u202e"]}),
    ("target info", "tags", ["license:\x1b[31mmit", "<script>alert(1)</script>", "arxiv:../1"]),
    ("target info", "gated", "<b>\u202e"),
    ("target info", "cardData", {"license": "<script>alert(1)</script>\x1b[2J\u202e"}),
    ("target info", "cardData", {"license_link": "javascript:alert(1)", "license": "other"}),
    ("target info", "cardData", {"base_model": ["../../x", "a/b\n", "acme/base", 1, None]}),
    ("base info", "id", "x" * 100_000),
    ("code about", "full_name", "../../evil"),
    ("code about", "full_name", "acme/tiny-code\r\nX-Injected: 1"),
    ("code about", "full_name", "<script>/\x1b[2J"),
    ("code about", "default_branch", "../../../main"),
    ("code about", "default_branch", "main\r\nX-Injected: 1"),
    ("code about", "description", "<script>alert(1)</script>\x1b[2J"),
    ("code tree", "truncated", True),
]


@pytest.mark.parametrize(("place", "name", "value"), RECORDS)
def test_a_record_that_says_more_than_it_should(
    openness: Command, hub: Hub, place: str, name: str, value: object
) -> None:
    hub.faults[PLACES[place].met_by] = f.field(name, value)
    found, page = collect_and_audit(openness)
    assert_asked_plainly(hub)
    assert_harmless(page)
    for artifact in found.artifacts:
        assert artifact.id.isprintable()
        assert not {"..", "."} & set(artifact.id.partition(":")[2].split("/"))


@pytest.mark.parametrize("sha", ["../../../evil", "main", "f" * 40 + "\n", ""])
def test_a_commit_that_is_none(openness: Command, hub: Hub, sha: str) -> None:
    hub.faults[PLACES["code refs"].met_by] = f.status(404)
    hub.faults["/github/repos/acme/tiny-code/commits/main"] = f.says(json_answer({"sha": sha}))
    found, _ = collect_and_audit(openness)
    assert_asked_plainly(hub)
    assert (CODE, None, "unreadable") in gaps(found)


@pytest.mark.parametrize("card", CARDS)
def test_a_card_that_is_a_program(openness: Command, hub: Hub, card: str) -> None:
    hub.faults[CARD] = text_of(CARDS[card].encode("utf-8", "surrogatepass"))
    _, page = collect_and_audit(openness)
    assert_harmless(page)
    assert not Path("pwned").exists()


ACTIVE = ("script", "iframe", "object", "embed", "form", "base", "applet", "frame", "img")


OWN_ICON = '<link href="data:," rel="icon"/>'
"""The report's own: none, so that a browser asks for none."""
JOINERS = {"\u200c", "\u200d"}
"""Several scripts need them."""


def assert_harmless(page: str) -> None:
    """No element that runs, loads or sends anything, and no link but to the web or this page."""
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find_all(ACTIVE) == []
    assert soup.find_all("meta", attrs={"http-equiv": "refresh"}) == []
    for element in soup.find_all(lambda element: str(element) != OWN_ICON):
        for name, value in element.attrs.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "action", "formaction", "background", "srcdoc"}
            if name in {"href", "xlink:href", "ping", "cite"}:
                assert urlsplit(str(value).strip()).scheme in {"", "http", "https"}
                assert not str(value).strip().startswith("//")
    assert {sign for sign in page if unicodedata.category(sign)[0] == "C"} <= set(
        "\n\t\u200c\u200d"
    )


def test_the_check_for_harm_finds_harm() -> None:
    for harm in (
        "<script>1</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<a href=' data:text/html,x'>",
        "<a href='//evil.example'>",
        "<meta http-equiv=refresh content=0>",
        "<img src=x>",
        "<link rel=icon href=data:text/html,x>",
        "a\u202eb",
        "\x1b[2J",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(f"<p>{harm}")
    assert_harmless("<a href='https://huggingface.co/a'>a</a> <a href='#top'>b</a>")
