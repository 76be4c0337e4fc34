from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.collect.artifact import read_artifact
from audit.collect.arxiv import read_arxiv
from audit.collect.http import Door
from audit.collect.reading import Brief, NotThere, Reading
from audit.model import Role
from tests.collect.briefs import door_to, gaps, paths, text
from tests.hub import Answer, Hub, Paper, Shelf, serve

PAPER = Brief(role=Role.PAPER, reason="linked as paper or report")
ID = "2401.00001"
BODY = b"""<article class="ltx_document"><h1 class="ltx_title">Tiny</h1>
<section id="S1" class="ltx_section"><h2>1 Data</h2><p>We use 10<sup>5</sup> images.</p></section>
<nav class="ltx_page_navbar">MIT</nav></article>"""
WHOLE = Paper(
    id=ID,
    title="Tiny: a model & its <data>",
    abstract="We show birds.",
    comments="Accepted at a workshop",
    versions=("Mon, 1 Jan 2024 10:00:00 UTC (1,204 KB)", "Sat, 3 Feb 2024 09:00:00 UTC (9 KB)"),
    html=BODY,
)
PLAIN = Paper(id="2401.00002", license=None)
OLD = Paper(id="cs/0112017")
TOLD = """\
# Tiny: a model & its <data>

- Comments: Accepted at a workshop
- Subjects: Made Up (cs.MU)
- License: http://creativecommons.org/licenses/by/4.0/

## Abstract

We show birds.

## Submission history

- v1: Mon, 1 Jan 2024 10:00:00 UTC (1,204 KB)
- v2: Sat, 3 Feb 2024 09:00:00 UTC (9 KB)
"""


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serve(Shelf(papers=[WHOLE, PLAIN, OLD])) as running:
        yield running


@pytest.fixture(autouse=True)
def _as_new(hub: Hub) -> Iterator[None]:
    yield
    hub.instead.clear()
    hub.pages.clear()
    hub.robots = None


@pytest.fixture
def door(hub: Hub) -> Iterator[Door]:
    with door_to(hub.environment()) as opened:
        yield opened


def why(reading: Reading) -> str:
    (gap,) = reading.gaps
    assert (gap.path, reading.artifact.documents) == (None, ())
    return f"{gap.reason.value}: {gap.detail}"


def test_a_paper_is_read_at_its_latest_version(door: Door) -> None:
    reading = read_artifact(door, f"arxiv:{ID}", None, PAPER)
    artifact = reading.artifact
    assert (artifact.id, artifact.revision) == (f"arxiv:{ID}", "v2")
    assert artifact.url == f"https://arxiv.org/abs/{ID}v2"
    assert {d.path: d.url for d in artifact.documents} == {
        "abs.html": f"https://arxiv.org/abs/{ID}v2",
        "abs.md": f"https://arxiv.org/abs/{ID}v2",
        "paper.html": f"https://arxiv.org/html/{ID}v2",
        "paper.md": f"https://arxiv.org/html/{ID}v2",
    }
    assert text(reading, "abs.md") == TOLD
    assert text(reading, "paper.md") == "# Tiny\n\n## 1 Data {#S1}\n\nWe use 10^5 images.\n"
    assert reading.gaps == ()


def test_it_costs_two_requests(hub: Hub, door: Door) -> None:
    before = len(hub.requests)
    read_arxiv(door, ID, PAPER)
    assert [path for _, path in hub.requests[before:]] == [
        "/robots.txt",
        f"/arxiv/abs/{ID}",
        f"/arxiv/html/{ID}v2",
    ]


def test_a_paper_without_html_lacks_that_alone(door: Door) -> None:
    reading = read_arxiv(door, PLAIN.id, PAPER)
    assert paths(reading) == ["abs.html", "abs.md"]
    assert gaps(reading) == {"paper.md": "missing"}
    assert reading.artifact.revision == "v1"
    assert "License" not in text(reading, "abs.md")
    assert "Comments" not in text(reading, "abs.md")


@pytest.mark.parametrize(("name", "revision"), [(ID, "v1"), (f"{ID}v1", None)])
def test_a_version_is_read_as_it_is_named(door: Door, name: str, revision: str | None) -> None:
    artifact = read_arxiv(door, name, PAPER, revision).artifact
    assert (artifact.id, artifact.revision) == (f"arxiv:{ID}", "v1")
    assert artifact.documents[0].url == f"https://arxiv.org/abs/{ID}v1"


def test_numbers_of_old_are_read(door: Door) -> None:
    assert read_arxiv(door, "cs/0112017", PAPER).artifact.id == "arxiv:cs/0112017"


@pytest.mark.parametrize("name", ["", "x", "../../x", "2401.1", "2401.00001?x=1", "a" * 5_000])
def test_what_is_no_number_is_not_asked_for(hub: Hub, door: Door, name: str) -> None:
    before = len(hub.requests)
    with pytest.raises(NotThere, match="is no id of arXiv"):
        read_arxiv(door, name, PAPER)
    assert len(hub.requests) == before


def test_a_paper_that_arxiv_has_not_is_said(hub: Hub, door: Door) -> None:
    hub.instead["/arxiv/abs/2401.99999"] = Answer(status=404)
    with pytest.raises(NotThere, match=r"arXiv has no 2401\.99999"):
        read_arxiv(door, "2401.99999", PAPER)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=403), "gated: permission was refused (403)"),
        (Answer(status=503), "unreachable: the server answered 503"),
        (Answer(status=429), "rate-limited: the server's rate limit is reached"),
        (Answer(body=b"<h1>Busy</h1>"), "unreadable: the answer is no abstract page of arXiv"),
        (
            Answer(body=b"<div>" * 999),
            "unreadable: the abstract page cannot be read: elements nested deeper than 500",
        ),
    ],
    ids=range(5),
)
def test_a_paper_that_is_not_served_stays_named(
    hub: Hub, door: Door, answer: Answer, said: str
) -> None:
    hub.instead[f"/arxiv/abs/{ID}"] = answer
    reading = read_arxiv(door, ID, PAPER)
    assert why(reading) == said
    assert reading.artifact.url == f"https://arxiv.org/abs/{ID}"


def test_robots_that_refuse_leave_the_paper_named(hub: Hub, door: Door) -> None:
    hub.robots = "User-agent: *\nDisallow: /arxiv/abs\n"
    reading = read_arxiv(door, ID, PAPER)
    assert why(reading) == "not-looked: the site's robots.txt asks programs not to read it"


@pytest.mark.parametrize(
    ("answer", "reason", "detail"),
    [
        (Answer(status=500), "unreachable", "the server answered 500"),
        (
            Answer(headers={"Content-Type": "application/pdf"}, body=b"%PDF"),
            "unreadable",
            "of a kind that is not read: application/pdf",
        ),
        (
            Answer(headers={"Content-Type": "text/html"}, body=b"<script>go()</script>"),
            "unreadable",
            "a page without text of its own: scripts write it",
        ),
    ],
    ids=range(3),
)
def test_the_text_that_is_not_read_costs_the_abstract_nothing(
    hub: Hub, door: Door, answer: Answer, reason: str, detail: str
) -> None:
    hub.instead[f"/arxiv/html/{ID}v2"] = answer
    reading = read_arxiv(door, ID, PAPER)
    assert paths(reading) == ["abs.html", "abs.md"]
    (gap,) = reading.gaps
    assert (gap.path, gap.reason.value, gap.detail) == ("paper.md", reason, detail)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "/licenses/x", "http://a.example/ (b)", "x" * 999]
)
def test_a_license_link_leads_to_the_web(hub: Hub, door: Door, href: str) -> None:
    page = f'<h1 class="title">T</h1><div class="abs-license"><a href="{href}">view</a></div>'
    hub.pages[f"/arxiv/abs/{ID}"] = ("text/html", page.encode())
    reading = read_arxiv(door, ID, PAPER)
    assert "License" not in text(reading, "abs.md")
    assert reading.artifact.revision is None


PIECES = (
    *('<h1 class="title">', "</h1>", '<div class="submission-history">', "[v1]", "[v999]"),
    *("</div>", '<div class="metatable">', "<tr>", '<td class="label">', "<td>", "words"),
    *('<span class="descriptor">', '<div class="abs-license">', '<a href="http://x.example/">'),
    '<blockquote class="abstract">',
)
BITS = st.lists(st.sampled_from(PIECES), max_size=25).map(
    lambda bits: '<h1 class="title">T</h1>' + "".join(bits)
)


@given(page=st.binary() | BITS.map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_page_is_a_paper_or_a_gap(hub: Hub, door: Door, page: bytes) -> None:
    hub.pages[f"/arxiv/abs/{ID}"] = ("text/html", page)
    reading = read_arxiv(door, ID, PAPER)
    assert reading.artifact.documents or reading.gaps
