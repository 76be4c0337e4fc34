from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.paper import browser as module
from audit.paper.browser import find_browser, run_browser
from tests.paper.browsers import made_browser

posix = pytest.mark.skipif(os.name != "posix", reason="the browsers of these tests are scripts")


@pytest.fixture(autouse=True)
def _nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PLACES", ())


def test_no_browser_is_one_line_with_advice() -> None:
    with pytest.raises(AuditError, match="none was found") as told:
        find_browser({"PATH": "/nowhere"})
    assert "Install Chromium" in told.value.advice
    assert "OPENNESS_BROWSER" in told.value.advice


@posix
def test_the_one_that_is_named_comes_first(tmp_path: Path) -> None:
    named = made_browser(tmp_path, "")
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    path = {"PATH": str(tmp_path)}
    assert find_browser(path) == str(tmp_path / "chromium")
    assert find_browser({**path, "OPENNESS_BROWSER": str(named)}) == str(named)
    assert find_browser({**path, "OPENNESS_BROWSER": "browser"}) == str(named)


def test_one_that_is_named_and_not_there() -> None:
    with pytest.raises(AuditError, match="cannot be run"):
        find_browser({"PATH": "", "OPENNESS_BROWSER": "/nowhere/chrome"})


@posix
def test_it_runs_with_a_profile_of_its_own_and_without_a_network(tmp_path: Path) -> None:
    made = made_browser(tmp_path, "open(sys.argv[-1], 'w').write('\\n'.join(sys.argv[1:]))")
    run_browser(str(made), (str(tmp_path / "told"),), tmp_path)
    told = (tmp_path / "told").read_text().split("\n")
    assert told[0] == "--headless"
    assert f"--user-data-dir={tmp_path / 'profile'}" in told
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in told
    assert "--proxy-server=http://127.0.0.1:9" in told
    assert ("--no-sandbox" in told) == (os.geteuid() == 0)


@posix
def test_one_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    made = made_browser(tmp_path, "time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(AuditError, match=r"did not print within 0\.2 seconds"):
        run_browser(str(made), (), tmp_path, seconds=0.2)
    assert time.monotonic() - began < 30


@posix
@pytest.mark.parametrize(
    ("code", "told"), [("sys.exit(3)", "ended with code 3"), (None, "does not start")]
)
def test_one_that_fails(tmp_path: Path, code: str | None, told: str) -> None:
    made = made_browser(tmp_path, code or "")
    if code is None:
        made.write_text("#!/nowhere/at/all\n")
    with pytest.raises(AuditError, match=told):
        run_browser(str(made), (), tmp_path)
