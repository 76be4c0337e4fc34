from __future__ import annotations

import json

import msgspec
import pytest

from audit.model import Assessment
from audit.render.json import model_json
from tests.golden_files import assert_golden
from tests.render.hostile import HOSTILE, poisoned
from tests.samples import sample_assessment


def test_the_file(request: pytest.FixtureRequest) -> None:
    text = model_json(sample_assessment())
    assert text.endswith("}\n")
    assert '\n  "schema": "openness-assessment/1",\n' in text
    assert "训练数据" in text
    assert model_json(sample_assessment()) == text
    assert_golden("render/heron.json", text, request)


def test_the_fixed_places() -> None:
    read = json.loads(model_json(sample_assessment()))
    weights = read["components"]["weights-final"]
    assert weights["license"]["class"] == "noncommercial-or-research"
    assert weights["evidence"][0]["lines"] == [14, 17]
    assert read["frameworks"]["osaid-1.0"]["elements"]["code"]["outcome"] == "partly"
    assert read["conflicts"][0]["sides"][1]["evidence"][0]["quote"] == "MIT License"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_it_reads_back_as_it_was(text: str) -> None:
    assessment = poisoned(sample_assessment(), text)
    assert msgspec.json.decode(model_json(assessment), type=Assessment) == assessment
