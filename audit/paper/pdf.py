"""Prints a page of ours as a tagged PDF with an outline: A4, or as its style sheet says."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from audit.errors import AuditError
from audit.paper.browser import LONGEST_RUN, find_browser, run_browser

_BESIDE = re.compile(r' href="\./[^"]*"')
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:(\d{14})")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def pdf(html: str, day: str, *, browser: str | None = None, seconds: float = LONGEST_RUN) -> bytes:
    """The page as a PDF, dated to the day that it tells of.

    What links to a file beside the page would name a folder of this machine; it is left unlinked.
    `AuditError` where no browser is found, or it prints nothing.
    """
    found = browser or find_browser()
    with tempfile.TemporaryDirectory(prefix="openness-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(_BESIDE.sub("", html), encoding="utf-8", newline="\n")
        run_browser(
            found,
            (
                f"--print-to-pdf={printed}",
                "--no-pdf-header-footer",
                "--export-tagged-pdf",
                "--generate-pdf-document-outline",
                page.as_uri(),
            ),
            folder,
            seconds=seconds,
        )
        content = printed.read_bytes() if printed.is_file() else b""
    if not content.startswith(b"%PDF-"):
        raise AuditError(f"{found} printed no PDF.", "Print the HTML report by hand.")
    return _dated(content, day)


def _dated(content: bytes, day: str) -> bytes:
    """The same length with the day in place of the moment of printing: the same bytes each time."""
    found = _DAY.fullmatch(day)
    if found is None:
        return content
    moment = "".join(found.groups()).encode("ascii") + b"000000"
    return _DATE.sub(lambda one: b"/" + one[1] + b" (D:" + moment, content)
