from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.judge.review_file import read_review_file
from audit.model import Access
from audit.model.review import ReviewState
from audit.render.labels import REVIEW_STATES
from tests.judge.reviews import PLACE, entry, read, signed_entry, written

YAML = """\
schema: openness-review/1
model: acme/Heron-7B
revision: 0123456789abcdef0123456789abcdef01234567
reviewer: Jane Doe
source: https://example.org/reviews
reviews:
  - component: training-code   # a comment
    finding: partial
    license: apache-2.0
    access: open
    reason: Half of it is there.
    evidence:
      - url: https://example.org/train
        quote: half
    date: 2026-11-20
    valid-until: '2027-11-20'
  - requirement: OSAID-D0
    finding: unmet
    reason: The sources are not named.
    evidence: [{artifact: 'hf:acme/Heron-7B', path: README.md, lines: [1, 4]}]
    date: '2026-11-21'
"""


def mistake(text: str) -> str:
    with pytest.raises(AuditError) as caught:
        read_review_file(text, "jane.yaml", "reviews/jane.yaml")
    assert caught.value.problem.startswith("reviews/jane.yaml: ")
    return caught.value.problem


def test_a_file_is_read_whole() -> None:
    one, other = read_review_file(YAML, "jane.yaml")
    assert (one.file, one.entry, one.reviewer, one.model) == (
        "jane.yaml",
        1,
        "Jane Doe",
        "acme/Heron-7B",
    )
    assert (one.subject, one.finding, one.access) == ("training-code", "partial", Access.OPEN)
    assert (one.date, one.valid_until) == ("2026-11-20", "2027-11-20"), "bare days are read, too"
    assert (other.entry, other.subject, other.valid_until) == (2, "OSAID-D0", None)
    assert other.evidence[0].lines == (1, 4)
    assert other.source == "https://example.org/reviews"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"component": "paint"}, "entry 1: there is no component 'paint'; known: weights-final"),
        ({"finding": "gone"}, "entry 1: finding is 'gone', expected released, partial"),
        ({"finding": None}, "entry 1: it finds nothing, expected finding, license or access"),
        ({"license": "MIT-ish"}, "license: No license of the name 'MIT-ish' is known, expected an"),
        ({"license": "(MIT"}, "license: '(MIT' is no whole expression, expected an SPDX"),
        ({"license": "MIT " * 900}, "license: It is too long for a license expression"),
        ({"access": "shut"}, "access: invalid enum value 'shut', expected open, gated"),
        ({"reason": " "}, "entry 1: reason is empty, expected why"),
        ({"reason": None}, "entry 1: object missing required field `reason`"),
        ({"reason": 7}, "entry 1: reason: expected `str`, got `int`; expected text"),
        ({"evidence": []}, "entry 1: evidence is empty, expected a place and the words"),
        ({"evidence": None}, "entry 1: object missing required field `evidence`"),
        ({"evidence": [{"quote": "x"}]}, "evidence 1: it names no place, expected url or artifact"),
        ({"evidence": [{**PLACE, "quote": None}]}, "quotes nothing, expected a quote"),
        ({"evidence": [{**PLACE, "quote": "--"}]}, "quote has neither letter nor digit"),
        ({"evidence": [{"url": "ftp://x", "quote": "x"}]}, "url is 'ftp://x', expected an address"),
        ({"evidence": [{"url": "http://[", "quote": "x"}]}, "expected an address with https"),
        ({"evidence": [{"url": "https://x.y", "path": "a", "quote": "x"}]}, "go with artifact"),
        ({"evidence": [{**PLACE, "lines": [4, 2]}]}, "lines are 4 to 2, expected first and last"),
        ({"evidence": [{"artifact": "a", "lines": [1, 2], "quote": "x"}]}, "lines go with path"),
        ({"evidence": [{**PLACE, "line": 3}]}, "evidence[0]: object contains unknown field `line`"),
        ({"date": "2026-02-30"}, "entry 1: date is '2026-02-30', expected a day such as"),
        ({"date": "20261120"}, "entry 1: date is '20261120', expected a day"),
        (
            {"valid-until": "2025-01-01"},
            "valid-until is 2025-01-01, expected a day from 2026-11-20",
        ),
        ({"requirement": "OSAID-D0"}, "names a component and a requirement, expected one"),
        ({"component": None}, "it names nothing, expected component or requirement"),
        ({"because": "x"}, "object contains unknown field `because`, expected component"),
    ],
)
def test_each_mistake_is_named_with_its_entry(change: dict[str, Any], said: str) -> None:
    assert said in mistake(written(entry(**change)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"requirement": "OSAID-X9"}, "there is no requirement 'OSAID-X9'; close to it: "),
        ({"requirement": "?"}, "there is no requirement '?'"),
        ({"finding": "released"}, "finding is 'released', expected met, unmet, not-applicable"),
        ({"finding": None}, "finding is missing, expected met"),
        ({"license": "MIT"}, "license and access go with component, not with requirement"),
    ],
)
def test_mistakes_in_what_is_found_of_a_requirement(change: dict[str, Any], said: str) -> None:
    one = {**signed_entry(), **change}
    plain = {key: value for key, value in one.items() if value is not None}
    assert said in mistake(written(plain))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"schema": "openness-review/2"}, "schema: invalid enum value"),
        ({"model": " "}, "model is empty, expected owner/name"),
        ({"reviewer": ""}, "reviewer is empty, expected the name"),
        ({"revision": ""}, "revision is empty, expected the commit that was read, or null"),
        ({"revision": 1234567}, "revision: expected `str | null`, got `int`; expected text: put"),
        ({"source": "example.org"}, "source is 'example.org', expected an address with https"),
        ({"review": []}, "object contains unknown field `review`, expected schema, model"),
    ],
)
def test_mistakes_above_the_reviews(head: dict[str, Any], said: str) -> None:
    assert said in mistake(written(entry(), **head))


def test_mistakes_of_the_whole_file() -> None:
    assert "expected a mapping with schema, model" in mistake("- a\n- b\n")
    assert "reviews is no list" in mistake(written().replace('"reviews": []', '"reviews": {}'))
    assert "missing required field `model`" in mistake("schema: openness-review/1")
    headed = written().replace(', "reviews": []', "")
    assert "reviews is missing, expected a list" in mistake(headed)
    assert "line 2, column 1" in mistake("a: [")
    assert "aliases are not read" in mistake("a: &x 1\nb: *x\n")


def test_all_mistakes_are_counted() -> None:
    wrong = entry(reason="", finding="gone", date="x")
    said = mistake(written(wrong, entry(component="paint")))
    assert "entry 1: finding" in said
    assert "(and 1 more)" in said


def test_one_finding_of_each() -> None:
    said = mistake(written(entry(), entry(license="MIT")))
    assert "entry 2: training-code was found already in entry 1" in said


def test_a_finding_against_the_model_needs_no_words() -> None:
    bare = [{"url": "https://example.org/tree"}]
    for against in ({"finding": "not-found"}, {"finding": None, "license": "NONE"}):
        assert read(entry(evidence=bare, **against))
    assert read(signed_entry(finding="unmet", evidence=bare))


def test_terms_of_ones_own_may_be_named() -> None:
    assert read(entry(license="LicenseRef-Heron-1.0"))[0].license == "LicenseRef-Heron-1.0"
    assert read(entry(license="MIT OR Apache-2.0"))


@given(st.recursive(st.none() | st.text() | st.integers() | st.dates(), st.lists, max_leaves=8))
def test_anything_in_any_field_is_a_mistake_or_is_read(value: object) -> None:
    for key in (*entry(), "license", "access", "valid-until", "requirement"):
        text = yaml.safe_dump({**yaml.safe_load(written()), "reviews": [{**entry(), key: value}]})
        with suppress(AuditError):
            assert read_review_file(text, "x.yaml")


@given(st.text(max_size=200))
def test_any_text_is_a_mistake_or_is_read(text: str) -> None:
    with pytest.raises(AuditError):
        read_review_file(text, "x.yaml")


def test_the_example_of_the_page_is_whole() -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "reviews.md")
    example = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    one, other = read_review_file(example, "x.yaml")
    assert (one.license, other.finding) == ("Apache-2.0", "unmet")


def test_the_page_names_every_state() -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "reviews.md")
    text = page.read_text(encoding="utf-8")
    for state in ReviewState:
        assert f"| `{state}` | {REVIEW_STATES[state].word} |" in text
