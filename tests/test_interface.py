"""`import audit`, as programs and notebooks use it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import audit
from audit.collect import Collected, collect
from audit.errors import AuditError
from audit.interface import Report
from audit.model import Outcome
from tests.cli.running import NOWHERE
from tests.collect.worlds import tiny, world
from tests.hub import serve


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with serve(world(tiny())) as running:
        for name, value in {**NOWHERE, **running.environment()}.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.fixture
def aria() -> Report:
    return audit.assess("bundled:aria")


@pytest.mark.usefixtures("hub")
def test_from_a_name_to_files(tmp_path: Path) -> None:
    collected = audit.collect("acme/tiny")  # type: ignore[operator]
    assert repr(collected).startswith("<Collected hf:acme/tiny: ")
    collected.save(tmp_path / "snapshot")
    report = audit.assess(collected)
    assert [path.name for path in report.save(tmp_path)] == ["acme--tiny.json", "acme--tiny.html"]
    again = audit.load(tmp_path / "snapshot")
    assert isinstance(again, Collected)
    assert audit.assess(again).json() == report.json()
    saved = audit.load(tmp_path / "acme--tiny.json")
    assert isinstance(saved, Report)
    assert (
        saved.json() == report.json() == (tmp_path / "acme--tiny.json").read_text(encoding="utf-8")
    )


@pytest.mark.usefixtures("hub")
def test_a_name_is_collected_and_judged() -> None:
    assert audit.assess("acme/tiny").json() == audit.assess(collect("acme/tiny")).json()


def test_outcomes_and_where_they_were_read(aria: Report) -> None:
    assert aria.outcomes["osaid-1.0"] is Outcome.UNMET
    assert aria.name == "aria"
    failing = [
        name
        for name, verdict in aria.assessment.frameworks["osaid-1.0"].requirements.items()
        if verdict.outcome is Outcome.UNMET
    ]
    assert any(aria.evidence(name) for name in failing)
    with pytest.raises(AuditError, match="There is no requirement 'NO-1'"):
        aria.evidence("NO-1")


def test_what_a_notebook_shows(aria: Report) -> None:
    shown = aria._repr_html_()
    assert "aria" in shown
    assert "Open Source AI Definition" in shown
    assert "<script" not in shown
    assert 'href="#' not in shown
    assert repr(aria).startswith("<Report of bundled:aria: ")
    assert "osaid-1.0: unmet" in repr(aria)


def test_a_language_that_there_is_not(aria: Report) -> None:
    with pytest.raises(AuditError, match="no report in 'tlh'"):
        aria.html("tlh")


@pytest.mark.parametrize("text", ["{}", "[", '{"schema": "openness-assessment/9"}'])
def test_a_file_that_is_none_of_them(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(AuditError):
        audit.load(tmp_path / "a.json")


def test_what_is_not_offered() -> None:
    with pytest.raises(AttributeError, match="no attribute 'certify'"):
        audit.certify  # noqa: B018
    assert {"assess", "collect", "load", "Report"} <= set(dir(audit))


def test_the_package_alone_imports_nothing_heavy() -> None:
    code = "import audit, sys; print(*sorted({'msgspec', 'requests', 'jinja2'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
