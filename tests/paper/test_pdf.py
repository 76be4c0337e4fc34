from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.paper.pdf import pdf
from audit.render.brief.html import brief_html
from audit.render.html import index_html, model_html
from tests.paper.browsers import PRINTS, made_browser, real_browser
from tests.render.brief.briefs import whole
from tests.render.hostile import HOSTILE, poisoned
from tests.samples import open_assessment, sample_assessment

posix = pytest.mark.skipif(os.name != "posix", reason="the browsers of these tests are scripts")
BROWSER = real_browser()
printed = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


@posix
def test_it_is_dated_to_the_day_that_it_tells_of(tmp_path: Path) -> None:
    made = str(made_browser(tmp_path, PRINTS))
    content = pdf("<p>a</p>", "2026-11-20", browser=made)
    assert b"/CreationDate (D:20261120000000+00)" in content
    assert b"/CreationDate (D:20200102030405+00)" in pdf("<p>a</p>", "x" * 10, browser=made)


@posix
def test_one_that_prints_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="printed no PDF"):
        pdf("<p>a</p>", "2026-11-20", browser=str(made_browser(tmp_path, "")))


@printed
@pytest.mark.parametrize(
    "html",
    [
        model_html(sample_assessment()),
        index_html((sample_assessment(), open_assessment())),
        brief_html(whole()),
        model_html(poisoned(sample_assessment(), " ".join(HOSTILE[:20]))),
    ],
    ids=["model", "comparison", "brief", "hostile"],
)
def test_a_tagged_pdf_that_names_no_folder_of_this_machine(html: str) -> None:
    content = pdf(html, "2026-11-20")
    assert content.startswith(b"%PDF-")
    assert b"/MarkInfo" in content
    assert b"/Outlines" in content
    assert b"/Lang" in content
    assert b"file:" not in content
    assert not re.search(rb"/S /JavaScript|javascript:", content)
    assert b"D:20261120000000" in content


@printed
def test_the_same_bytes_each_time() -> None:
    html = model_html(sample_assessment())
    assert pdf(html, "2026-11-20") == pdf(html, "2026-11-20")


@printed
def test_the_page_is_a4() -> None:
    content = pdf(model_html(sample_assessment()), "2026-11-20")
    boxes = {
        tuple(round(float(number)) for number in box.split())
        for box in re.findall(rb"/MediaBox \[([\d. ]+)\]", content)
    }
    assert boxes == {(0, 0, 595, 842)}
