"""`openness audit --format`, and one report on stdout."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

import pytest

from tests.paper.browsers import PRINTS, made_browser

from .running import Command, tree

BUNDLED = ("bundled:aria", "bundled:leopard-llava")
posix = pytest.mark.skipif(os.name != "posix", reason="the browser of this test is a script")


@pytest.mark.parametrize(
    "asked", [("--format", "md,csv"), ("-f", "md", "-f", "csv"), ("-f", "CSV, md", "-f", "md")]
)
def test_the_formats_that_were_named_and_no_other(offline: Command, asked: tuple[str, ...]) -> None:
    assert offline("audit", *BUNDLED, *asked).code == 0
    assert tree(offline.folder) == [
        f"{name}.{ending}"
        for name in ("aria", "index", "leopard-llava")
        for ending in ("csv", "md")
    ]
    assert b"\r\n" in Path("aria.csv").read_bytes()
    assert b"\r" not in Path("aria.md").read_bytes()


def test_a_format_that_is_not_there(offline: Command) -> None:
    told = offline.fails("audit", BUNDLED[0], "--format", "docx")
    assert "There is no format 'docx'. Known: json, html, md, csv, pdf." in told


@pytest.mark.parametrize("form", ["json", "html", "md", "csv"])
def test_one_report_on_stdout_and_nothing_else(offline: Command, form: str) -> None:
    assert offline("audit", BUNDLED[0], "-f", form, "-o", "kept").code == 0
    ran = offline("audit", BUNDLED[0], "-f", form, "-o", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.encode() == Path(f"kept/aria.{form}").read_bytes()
    assert tree(offline.folder) == ["kept", f"kept/aria.{form}"]


def test_a_comparison_on_stdout(offline: Command) -> None:
    ran = offline("audit", *BUNDLED, "-f", "csv", "-o", "-")
    models = {row["model"] for row in csv.DictReader(io.StringIO(ran.out, newline=""))}
    assert models == {"aria", "leopard-llava"}
    assert "json has no comparison" in offline.fails("audit", *BUNDLED, "-f", "json", "-o", "-")


def test_stdout_takes_one_format(offline: Command) -> None:
    assert "Only one format goes to stdout" in offline.fails("audit", BUNDLED[0], "-o", "-")


@posix
def test_a_pdf_through_the_browser_that_is_named(
    offline: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_BROWSER", str(made_browser(tmp_path, PRINTS)))
    assert offline("audit", *BUNDLED, "-f", "pdf").code == 0
    assert tree(offline.folder) == ["aria.pdf", "index.pdf", "leopard-llava.pdf"]
    assert Path("aria.pdf").read_bytes().startswith(b"%PDF-")


@posix
def test_bytes_go_to_a_pipe_and_not_to_a_terminal(
    offline: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_BROWSER", str(made_browser(tmp_path, PRINTS)))
    ran = offline("audit", BUNDLED[0], "-f", "pdf", "-o", "-")
    assert ran.out.startswith("%PDF-")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "no text for a terminal" in offline.fails("audit", BUNDLED[0], "-f", "pdf", "-o", "-")


def test_no_browser_is_told_before_anything_is_read(
    offline: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_BROWSER", "/nowhere/chrome")
    assert "/nowhere/chrome" in offline.fails("audit", "acme/not-there", "-f", "pdf")
