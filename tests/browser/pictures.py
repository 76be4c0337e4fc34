"""Makes the pictures of the README from the bundled models: `python -m tests.browser.pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.cli.main import main
from tests.browser import tools

DOCS = Path(__file__).resolve().parents[2] / "docs"
SHOTS = (
    ("report.png", "models/aria.html", (1100, 1150)),
    ("site.png", "index.html", (1280, 860)),
)
"""File, page of the site and window; the bar of the site is left out of the report."""
PLAIN = "document.querySelectorAll('nav.site').forEach((one) => { one.hidden = true; })"


def make(folder: Path) -> list[Path]:
    """The pictures, written to the folder."""
    from playwright.sync_api import ViewportSize, sync_playwright

    with TemporaryDirectory() as site, sync_playwright() as driver:
        if main(["site", "bundled:all", "-o", site]) != 0:
            sys.exit(1)
        browser = driver.chromium.launch(
            executable_path=tools.chromium(), args=[*tools.arguments(), "--hide-scrollbars"]
        )
        for name, path, (width, height) in SHOTS:
            page = browser.new_page(
                viewport=ViewportSize(width=width, height=height), color_scheme="light"
            )
            page.goto((Path(site) / path).as_uri())
            if name == "report.png":
                page.evaluate(PLAIN)
            page.screenshot(path=folder / name, animations="disabled")
        browser.close()
    return [folder / name for name, _, _ in SHOTS]


if __name__ == "__main__":
    print("\n".join(map(str, make(DOCS))))
