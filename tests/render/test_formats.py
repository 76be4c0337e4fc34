from __future__ import annotations

import subprocess
import sys

import pytest

from audit.render.csv import index_csv, model_csv
from audit.render.formats import FORMATS
from audit.render.html import index_html, model_html
from audit.render.json import model_json
from audit.render.markdown.report import index_markdown, model_markdown
from tests.samples import open_assessment, sample_assessment


def test_every_format_has_its_own_suffix() -> None:
    assert {name: one.suffix for name, one in FORMATS.items()} == {
        "json": ".json",
        "html": ".html",
        "md": ".md",
        "csv": ".csv",
    }


def test_formats_write_what_their_modules_write() -> None:
    assessment = sample_assessment()
    assert FORMATS["json"].render(assessment) == model_json(assessment)
    assert FORMATS["html"].render(assessment) == model_html(assessment)
    assert FORMATS["md"].render(assessment) == model_markdown(assessment)
    assert FORMATS["csv"].render(assessment) == model_csv(assessment)


def test_comparisons_are_what_their_modules_write() -> None:
    both = (sample_assessment(), open_assessment())
    compared = {name: one.compare(both) for name, one in FORMATS.items() if one.compare}
    assert compared == {
        "html": index_html(both),
        "md": index_markdown(both),
        "csv": index_csv(both),
    }


@pytest.mark.parametrize("heavy", ["jinja2", "rich", "requests"])
def test_the_table_loads_nothing_heavy(heavy: str) -> None:
    code = f"import audit.render.formats, sys; sys.exit({heavy!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
