from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.collect import web
from audit.collect.artifact import read_artifact
from audit.collect.http import Door
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.settings import Settings
from audit.collect.web import read_page
from audit.model import Artifact, Document, Role
from audit.text.html_bounds import MOST_BYTES
from audit.text.page import Page
from tests.collect.briefs import (
    Misbehaving,
    door_to,
    environment_of,
    gaps,
    misbehaving,
    paths,
    text,
)
from tests.hub import Answer, Hub, Shelf, git_repo, hub_repo, serve

PAGE = Brief(role=Role.PAGE, reason="linked as the project's page")
HTML = "text/html; charset=utf-8"
WORDS = "<h1 id=t>Terms</h1><p>For research only.</p><script>more()</script>" + "<p>word</p>" * 60


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    code = git_repo("acme/code", {"docs/LICENSE": "Terms of use\n", "a b.md": "# Hi\n"})
    model = hub_repo("acme/base", {"LICENSE": "Base terms\n", "README.md": "x"})
    with serve(Shelf(repos=[code], models=[model])) as running:
        yield running


@pytest.fixture(autouse=True)
def _as_new(hub: Hub) -> Iterator[None]:
    yield
    hub.pages.clear()
    hub.instead.clear()
    hub.robots = None


@pytest.fixture
def door(hub: Hub) -> Iterator[Door]:
    with door_to(hub.environment()) as opened:
        yield opened


def read(
    door: Door, hub: Hub, body: str | bytes, kind: str = HTML, path: str = "/terms", at: str = ""
) -> Reading:
    hub.pages[path] = (kind, body.encode() if isinstance(body, str) else body)
    return read_page(door, f"{hub.hf_endpoint}{path}{at}", PAGE)


def why(reading: Reading) -> str:
    """Why nothing of a page was read."""
    (gap,) = reading.gaps
    assert (gap.path, reading.artifact.documents, reading.contents) == (None, (), {})
    return f"{gap.reason.value}: {gap.detail}"


def test_a_page_is_kept_as_it_came_and_as_it_reads(door: Door, hub: Hub) -> None:
    reading = read(door, hub, WORDS, at="#part")
    url = f"{hub.hf_endpoint}/terms"
    artifact = reading.artifact
    assert (artifact.id, artifact.url, artifact.revision) == (f"page:{url}", url, None)
    assert (artifact.role, artifact.own, artifact.tree) == (Role.PAGE, True, None)
    assert paths(reading) == ["page.html", "page.md"]
    assert text(reading, "page.html") == WORDS
    assert text(reading, "page.md").startswith("# Terms {#t}\n\nFor research only.\n")
    assert {document.url for document in artifact.documents} == {url}
    assert reading.gaps == ()


def test_a_line_of_a_page_is_cited_at_the_heading_above(door: Door, hub: Hub) -> None:
    reading = read(door, hub, f"<p>Before</p>{WORDS}")
    markdown = next(each for each in reading.artifact.documents if each.path == "page.md")
    page = Page(reading.artifact, markdown, reading.contents[markdown.sha256])
    url = f"{hub.hf_endpoint}/terms"
    cited = {page.cite(n).quote: page.cite(n).url for n in (1, 3, 5)}
    assert cited == {
        "Before": url,
        "# Terms {#t}": f"{url}#t",
        "For research only.": f"{url}#t",
    }


def test_a_text_is_cited_without_lines() -> None:
    artifact = Artifact(id="page:x", role=Role.PAGE, revision=None, url=None, reason="")
    for url in ("https://a.example/x", None):
        document = Document(path="page.txt", url=url, sha256="", size=1, retrieved_at="")
        assert Page(artifact, document, b"x").cite(1).url == url


@pytest.mark.parametrize(
    ("kind", "path", "body", "kept"),
    [
        ("text/plain", "/LICENSE.txt", "Terms", {"page.txt": "Terms"}),
        ("text/plain", "/terms.md", "# Terms", {"page.md": "# Terms"}),
        ("text/markdown; charset=utf-8", "/terms", "# Terms", {"page.md": "# Terms"}),
        ("TEXT/PLAIN;charset=gbk", "/terms", "许可协议".encode("gbk"), {"page.txt": "许可协议"}),
        ("text/plain", "/terms", "<html>as it is", {"page.txt": "<html>as it is"}),
        ("application/octet-stream", "/LICENSE", "Terms", {"page.txt": "Terms"}),
        ("", "/terms.txt", "Terms", {"page.txt": "Terms"}),
        (
            "",
            "/terms",
            "<!DOCTYPE html><p>a",
            {"page.html": "<!DOCTYPE html><p>a", "page.md": "a\n"},
        ),
        ("application/xhtml+xml", "/t", "<p>a</p>", {"page.html": "<p>a</p>", "page.md": "a\n"}),
    ],
    ids=range(9),
)
def test_plain_texts_are_read_as_they_are(
    door: Door, hub: Hub, kind: str, path: str, body: str | bytes, kept: dict[str, str]
) -> None:
    reading = read(door, hub, body, kind, path)
    assert {name: text(reading, name) for name in paths(reading)} == kept
    assert reading.gaps == ()


@pytest.mark.parametrize(
    ("kind", "path", "body", "said"),
    [
        (
            "application/pdf",
            "/l.pdf",
            b"%PDF",
            "unreadable: of a kind that is not read: application/pdf",
        ),
        ("image/png", "/l", b"x", "unreadable: of a kind that is not read: image/png"),
        ("text/css", "/l", b"x", "unreadable: of a kind that is not read: text/css"),
        (
            "application/json",
            "/l",
            b"{}",
            "unreadable: of a kind that is not read: application/json",
        ),
        ("<b>odd</b>", "/l.bin", b"x", "unreadable: of a kind that is not read: not said"),
        ("", "/terms", b"x", "unreadable: of a kind that is not read: not said"),
        ("text/plain", "/l", b"\0\0x", "unreadable: not text, although it is said to be"),
        (HTML, "/l", b"", "unreadable: a page without text"),
        (HTML, "/l", b"<p hidden>MIT</p>", "unreadable: a page without text"),
        (
            HTML,
            "/l",
            b"<div id=root></div><script src=x></script>",
            "unreadable: a page without text of its own: scripts write it",
        ),
        (
            HTML,
            "/l",
            b"<meta http-equiv=refresh content='0;url=https://b.example/'>Wait",
            "unreadable: only sends its readers on to https://b.example/",
        ),
        (HTML, "/l", b"<div>" * 9_000, "unreadable: the page is elements nested deeper than 500"),
        (HTML, "/l", b"<p>x" * 100_001, "too-large: the page has more than 100000 tags"),
        (HTML, "/l", b"x" * (MOST_BYTES + 1), f"too-large: more than {MOST_BYTES} bytes"),
    ],
    ids=range(14),
)
def test_what_is_no_page_to_read_is_a_gap(
    door: Door, hub: Hub, kind: str, path: str, body: bytes, said: str
) -> None:
    assert why(read(door, hub, body, kind, path)) == said


def test_a_page_in_another_encoding_is_kept_as_text(door: Door, hub: Hub) -> None:
    reading = read(door, hub, "<p>许可协议</p>".encode("gbk"), "text/html; charset=gb2312")
    assert text(reading, "page.md") == "许可协议\n"
    assert [gap.detail for gap in reading.gaps] == [
        "in another encoding than UTF-8; its text stands in page.md"
    ]
    assert gaps(reading) == {"page.html": "unreadable"}


def test_a_large_page_is_kept_as_its_text(door: Door, hub: Hub) -> None:
    reading = read(door, hub, f"<!--{'x' * 1_100_000}-->{WORDS}")
    assert paths(reading) == ["page.md"]
    assert gaps(reading) == {"page.html": "too-large"}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "gated: permission was refused (401)"),
        (403, "gated: permission was refused (403)"),
        (451, "unreadable: withheld by the host (451)"),
        (500, "unreachable: the server answered 500"),
        (429, "rate-limited: the server's rate limit is reached"),
    ],
)
def test_a_page_that_is_not_served_is_a_gap(door: Door, hub: Hub, status: int, said: str) -> None:
    hub.instead["/terms"] = Answer(status=status)
    reading = read_page(door, f"{hub.hf_endpoint}/terms", PAGE)
    assert why(reading) == said
    assert reading.artifact.url == f"{hub.hf_endpoint}/terms"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_is_said(door: Door, hub: Hub, status: int) -> None:
    hub.instead["/terms"] = Answer(status=status)
    with pytest.raises(NotThere, match="no such file"):
        read_page(door, f"{hub.hf_endpoint}/terms", PAGE)


@pytest.mark.parametrize(
    "name", ["A talk of 2024", "ftp://a.example/x", "javascript:alert(1)", "https://a@b.example/"]
)
def test_a_name_without_an_address_is_only_named(door: Door, name: str) -> None:
    reading = read_artifact(door, f"page:{name}", None, PAGE)
    assert why(reading) == "not-looked: named without an address on the web"
    assert (reading.artifact.id, reading.artifact.url) == (f"page:{name}", None)


def test_an_endless_address_is_not_asked_for(door: Door, hub: Hub) -> None:
    assert "not-looked" in why(read_page(door, f"{hub.hf_endpoint}/{'x' * 1_000}", PAGE))


def test_a_paper_may_be_a_page(door: Door, hub: Hub) -> None:
    hub.pages["/paper"] = (HTML, WORDS.encode())
    brief = Brief(role=Role.PAPER, reason="listed")
    reading = read_artifact(door, f"paper:{hub.hf_endpoint}/paper", None, brief)
    assert (reading.artifact.id, reading.artifact.role) == (
        f"paper:{hub.hf_endpoint}/paper",
        Role.PAPER,
    )
    assert paths(reading) == ["page.html", "page.md"]


def test_robots_that_refuse_leave_a_gap(door: Door, hub: Hub) -> None:
    hub.robots = "User-agent: *\nDisallow: /closed\n"
    reading = read(door, hub, WORDS, path="/closed")
    assert why(reading) == "not-looked: the site's robots.txt asks programs not to read it"
    assert ("GET", "/closed") not in hub.requests


def test_the_final_address_is_cited(door: Door, hub: Hub) -> None:
    hub.instead["/old"] = Answer(status=301, headers={"Location": "/new?a=1#x"})
    hub.pages["/new"] = (HTML, b"<p>x <a href=y>y</a></p>")
    reading = read_page(door, f"{hub.hf_endpoint}/old", PAGE)
    new = f"{hub.hf_endpoint}/new?a=1"
    assert (reading.artifact.id, reading.artifact.url) == (f"page:{hub.hf_endpoint}/old", new)
    assert {document.url for document in reading.artifact.documents} == {new}
    assert text(reading, "page.md") == f"x [y]({hub.hf_endpoint}/y)\n"


def test_a_page_on_another_site_is_kept_only_if_its_robots_allow(hub: Hub) -> None:
    def other(request: Misbehaving) -> None:
        if request.path == "/robots.txt":
            request.say(200, b"User-agent: *\nDisallow: /\n")
        else:
            request.say(200, WORDS.encode(), Content_Type="text/html")

    with misbehaving(other) as server:
        hub.instead["/old"] = Answer(status=302, headers={"Location": f"{server.url}/new"})
        with door_to({**hub.environment(), "OPENNESS_PRIVATE_SITES": server.url}) as door:
            said = why(read_page(door, f"{hub.hf_endpoint}/old", PAGE))
    assert said == "not-looked: the site's robots.txt asks programs not to read it"


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/x", "http://169.254.169.254/latest", "file:///etc/passwd"]
)
def test_a_redirect_to_a_private_address_is_not_followed(door: Door, hub: Hub, target: str) -> None:
    hub.instead["/old"] = Answer(status=302, headers={"Location": target})
    said = why(read_page(door, f"{hub.hf_endpoint}/old", PAGE))
    assert "not public" in said or "other than a web address" in said


def test_a_redirect_loop_ends(door: Door, hub: Hub) -> None:
    hub.instead["/old"] = Answer(status=302, headers={"Location": "/old"})
    said = why(read_page(door, f"{hub.hf_endpoint}/old", PAGE))
    assert said == "unreadable: more than 5 redirects"


ARCHIVED = "https://web.archive.org/web/20240102030405/https://acme.example/terms"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (ARCHIVED, "of 20240102, not the origin, which is https://acme.example/terms)"),
        (
            "http://web.archive.org/web/2024id_/http://acme.example",
            "of 2024, not the origin, which is http://acme.example)",
        ),
        (
            "https://web.archive.org/https://acme.example",
            "(an archived copy, not the origin, which is https://acme.example)",
        ),
    ],
)
def test_an_archived_copy_is_never_the_origin(door: Door, address: str, told: str) -> None:
    artifact = read_page(door, address, PAGE).artifact
    assert not artifact.own
    assert artifact.reason.startswith("linked as the project's page (an archived copy")
    assert artifact.reason.endswith(told)
    assert artifact.url == address


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://github.com/acme/code/blob/main/docs/LICENSE", {"page.txt": "Terms of use\n"}),
        ("https://github.com/acme/code/blob/main/a%20b.md", {"page.md": "# Hi\n"}),
        ("https://huggingface.co/acme/base/blob/main/LICENSE", {"page.txt": "Base terms\n"}),
    ],
)
def test_a_file_that_a_code_host_shows_is_read_itself(
    door: Door, address: str, kept: dict[str, str]
) -> None:
    reading = read_page(door, f"{address}#L3", PAGE)
    assert {name: text(reading, name) for name in paths(reading)} == kept
    assert reading.artifact.url == address
    assert reading.artifact.documents[0].url == address


def test_a_page_gets_no_token(hub: Hub) -> None:
    hub.pages["/terms"] = (HTML, WORDS.encode())
    tokens = {"HF_TOKEN": "hf_secret", "GITHUB_TOKEN": "gh_secret"}
    with misbehaving(lambda request: request.say(200, WORDS.encode())) as server:
        elsewhere = {**environment_of(server.url), **tokens}
        with door_to(elsewhere) as door:
            read_page(door, f"{hub.hf_endpoint}/terms", PAGE)
    assert not any("secret" in str(dict(asked.headers)) for asked in hub.received)


@given(body=st.binary(), kind=st.sampled_from([HTML, "text/plain", "", "text/html;charset=utf-16"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_are_documents_or_a_gap(door: Door, hub: Hub, body: bytes, kind: str) -> None:
    reading = read(door, hub, body, kind)
    assert reading.artifact.documents or reading.gaps


def test_a_page_that_leads_to_an_archive_is_not_taken_for_the_origin(
    door: Door, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.instead["/old"] = Answer(status=302, headers={"Location": "/archived"})
    hub.pages["/archived"] = (HTML, WORDS.encode())
    copy = re.compile(rf"{re.escape(hub.hf_endpoint)}/archived")
    monkeypatch.setattr(web, "_ARCHIVED", copy)
    said = why(read_page(door, f"{hub.hf_endpoint}/old", PAGE))
    assert said == "unreadable: leads to an archived copy, not to the origin"


def test_offline_a_page_is_not_asked_for() -> None:
    with Door(Settings(offline=True)) as closed:
        assert why(read_page(closed, "https://acme.example/", PAGE)) == "not-looked: offline"
