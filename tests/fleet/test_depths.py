"""The ready questions at metadata depth, where nobody looked for words and a tag speaks alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.fleet.engine import Limits
from audit.fleet.query import asked
from audit.fleet.questions import QUESTIONS
from audit.fleet.store import Results

from .made import make_metadata

LIMITS = Limits(seconds=60, memory="500MB")
MODELS = """\
FROM (VALUES
  ('hf:a/closed', 'CC-BY-NC-4.0', 'noncommercial-or-research', 'MIT', 'osi-approved', 1),
  ('hf:a/base', 'MIT', 'osi-approved', 'MIT', 'osi-approved', 1),
  ('hf:a/silent', NULL, NULL, 'MIT', 'osi-approved', 2),
  ('hf:a/honest', 'CC-BY-NC-4.0', 'noncommercial-or-research', 'CC-BY-NC-4.0',
   'noncommercial-or-research', 2)
) t(id, license, license_class, tag, tag_class, profile)"""
CONFLICTS = """\
SELECT 'hf:a/base' AS model, 'model-against-base-model' AS kind, 'hf:x/y' AS parent,
       'offered under MIT' AS says, 'starts from hf:x/y' AS against"""
VERDICTS = """\
FROM (VALUES (1, 'osaid-1.0', NULL, 'unmet'), (2, 'osaid-1.0', NULL, 'unknown'))
  t(profile, framework, requirement, outcome)"""


@pytest.fixture
def metadata(tmp_path: Path) -> Results:
    rows = {"models": MODELS, "conflicts": CONFLICTS, "verdicts": VERDICTS}
    return make_metadata(tmp_path / "metadata", rows)


def answer(results: Results, name: str) -> list[dict[str, object]]:
    with asked(results, QUESTIONS[name].sql, LIMITS) as found:
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_licenses(metadata: Results) -> None:
    told = {
        row["license"]: (row["models"], row["called_open"]) for row in answer(metadata, "licenses")
    }
    assert told == {"CC-BY-NC-4.0": (2, 0), "MIT": (1, 0), None: (1, 0)}


def test_conflicts(metadata: Results) -> None:
    (row,) = answer(metadata, "conflicts")
    assert (row["kind"], row["examples"]) == ("model-against-base-model", ["hf:a/base"])
    assert row["place"] is None


def test_openwashing_by_the_tag_alone(metadata: Results) -> None:
    told = [(row["model"], row["called"], row["reason"]) for row in answer(metadata, "openwashing")]
    assert told == [
        ("hf:a/base", "tagged MIT", "model-against-base-model"),
        ("hf:a/closed", "tagged MIT", "terms"),
    ]
