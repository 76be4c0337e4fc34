"""A world of a model with a paper, a project's page and a license's page, each host on its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.hub import Hub, Paper, Shelf, serve
from tests.hub.server import Server, running

from .endpoints import Endpoint
from .worlds import tiny

SITE = "127.0.0.2"
"""The host of the pages; the Hub's is 127.0.0.1, and arXiv's localhost."""
PAPER = "arxiv:2401.00001"
PROJECT, TERMS = f"page:http://{SITE}/project", f"page:http://{SITE}/terms"
PAGE = "<!doctype html><title>Tiny</title><h1>{0}</h1>" + "<p>{0} of a small model.</p>" * 40
HTML = "text/html; charset=utf-8"


def card(site: str) -> str:
    return f"""\
---
license: other
license_link: {site}/terms
---
# Tiny

[Project page]({site}/project), [paper](https://arxiv.org/abs/2401.00001).
"""


@contextmanager
def running_web() -> Iterator[tuple[Hub, dict[str, str]]]:
    """The hub, and the variables that point the command at it."""
    with (
        serve(Shelf()) as hub,
        running(Server(hub.respond, faults=hub.faults, address=SITE)) as server,
    ):
        site = f"http://{SITE}:{server.server_port}"
        paper = Paper(id="2401.00001", html=PAGE.format("Methods").encode())
        hub.shelf = Shelf(models=[tiny(card(site))], papers=[paper])
        hub.pages["/project"] = (HTML, PAGE.format("The project").encode())
        hub.pages["/terms"] = (HTML, PAGE.format("The terms").encode())
        yield (
            hub,
            {
                **hub.environment(),
                "OPENNESS_ARXIV": hub.arxiv.replace("127.0.0.1", "localhost"),
                "OPENNESS_PRIVATE_SITES": site,
            },
        )


ABSTRACT = Endpoint(name="abstract page", path="/arxiv/abs/2401.00001", artifact=PAPER)
VERSION = Endpoint(
    name="HTML version",
    path="/arxiv/html/2401.00001v1",
    artifact=PAPER,
    file="paper.md",
    beside=("paper.html",),
)
PAGES = [
    Endpoint(name="project page", path="/project", artifact=PROJECT),
    Endpoint(name="license page", path="/terms", artifact=TERMS),
]
ROBOTS = [
    Endpoint(name="arXiv's robots", path="/robots.txt", host="localhost", artifact=PAPER),
    Endpoint(name="site's robots", path="/robots.txt", host=SITE, artifact=PROJECT, also=(TERMS,)),
]
ENDPOINTS = [ABSTRACT, VERSION, *PAGES, *ROBOTS]
