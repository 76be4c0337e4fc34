"""One browser and one set of pages for each worker, and a visit that must leave no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from audit.render.language import speaking
from tests.browser import tools
from tests.browser.kinds import Kind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Built = Callable[[Kind, str], Path]
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; nothing of Playwright's is imported before it is known to be there."""
    program = tools.chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=tools.arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Where a page of this kind and language stands, built when it is first asked for."""
    folders: dict[tuple[object, str], Path] = {}

    def find(kind: Kind, language: str) -> Path:
        key = (kind.build, language)
        if key not in folders:
            folder = tmp_path_factory.mktemp("pages")
            with speaking(language):
                kind.build(folder)
            folders[key] = folder
        return folders[key] / kind.page

    return find


@dataclass
class Visit:
    """Opens pages, without a network, and keeps what they said and asked for."""

    browser: Browser
    built: Built
    contexts: list[BrowserContext] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __call__(self, kind: Kind, language: str = "en", **options: Any) -> Page:
        """A page of this kind from the disk, in a browser that has no network."""
        address = self.built(kind, language).as_uri()
        return self.open(address, own="file:", **{"offline": True, **options})

    def open(self, address: str, *, own: str, **options: Any) -> Page:
        """The page at the address; all that it asks for has to begin with `own`."""
        context = self.browser.new_context(**{"viewport": WIDE, **options})
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        context.on("request", lambda request: self._asked(request.url, own))
        context.on("requestfailed", lambda request: self.said.append(f"failed: {request.url}"))
        page.goto(address)
        return page

    def _asked(self, url: str, own: str) -> None:
        if not url.startswith((own, "data:")):
            self.said.append(f"request: {url}")


@pytest.fixture
def visit(browser: Browser, built: Built) -> Iterator[Visit]:
    """A visit; in the end no page has said anything on the console or asked for anything."""
    visit = Visit(browser, built)
    yield visit
    for context in visit.contexts:
        context.close()
    assert visit.said == []
