from __future__ import annotations

import subprocess
import sys

import pytest

from audit.render.formats import FORMATS
from audit.render.html import index_html, model_html
from audit.render.json import model_json
from tests.samples import open_assessment, sample_assessment


def test_every_format_has_its_own_suffix() -> None:
    assert {name: one.suffix for name, one in FORMATS.items()} == {
        "json": ".json",
        "html": ".html",
    }


def test_formats_write_what_their_modules_write() -> None:
    assessment = sample_assessment()
    assert FORMATS["json"].render(assessment) == model_json(assessment)
    assert FORMATS["html"].render(assessment) == model_html(assessment)
    compare = FORMATS["html"].compare
    assert compare is not None
    both = (assessment, open_assessment())
    assert compare(both) == index_html(both)
    assert FORMATS["json"].compare is None


@pytest.mark.parametrize("heavy", ["jinja2", "rich", "requests"])
def test_the_table_loads_nothing_heavy(heavy: str) -> None:
    code = f"import audit.render.formats, sys; sys.exit({heavy!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
