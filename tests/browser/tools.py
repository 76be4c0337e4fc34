"""What the browser tests stand on, and what is said where it is missing."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

FOLDER = Path(__file__).parent
PACKAGES = FOLDER / "node_modules"
SWITCH = "OPENNESS_BROWSER_TESTS"
REQUIRED = ("required", "thorough")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def is_thorough() -> bool:
    """Whether the slow checks were asked for as well."""
    return os.environ.get(SWITCH) == "thorough"


def missing(what: str) -> NoReturn:
    """Skips the test; fails it where the environment says that browser tests are required."""
    reason = f"{what}: see `bash tests/browser/install` and `pip install '.[browser]'`"
    if os.environ.get(SWITCH) in REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def chromium() -> str:
    """The path of the browser of this machine; none is ever downloaded."""
    if find_spec("playwright") is None:
        missing("Playwright is not installed")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or missing("there is no Chromium")


def arguments() -> list[str]:
    """What Chromium is started with; root has no sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def package(path: str) -> Path:
    """A file of the packages that package.json pins."""
    file = PACKAGES / path
    return file if file.is_file() else missing(f"{path} is not installed")


def node() -> str:
    """The Node that comes with Playwright, so that its version is known."""
    spec = find_spec("playwright")
    if spec is None or spec.origin is None:
        missing("Playwright is not installed")
    own = Path(spec.origin).parent / "driver" / "node"
    return str(own) if own.is_file() else shutil.which("node") or missing("there is no Node")
