"""The JSON Schemas: current, and true of everything that is written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from audit.data import data_dir
from audit.judge.assess import assess
from audit.model import Access, Assessment, Availability, Basis, Outcome
from audit.model.schema import NOUNS, main, schema_files, schema_of
from audit.pipeline import without_verdicts
from audit.render.facts import facts_only
from tests.golden_files import GOLDEN
from tests.judge.inventories import CLOSED_INVENTORY, HIDDEN_INVENTORY, OPEN_INVENTORY
from tests.judge.reviews import HEAD, PLACE, entry, reviewed_assessment, signed_entry
from tests.samples import open_assessment, sample_assessment, unquoted_assessment

MADE = (
    reviewed_assessment(),
    sample_assessment(),
    open_assessment(),
    unquoted_assessment(),
    *(assess(found) for found in (OPEN_INVENTORY, CLOSED_INVENTORY, HIDDEN_INVENTORY)),
)


def plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def validate(value: object, name: str) -> None:
    Draft202012Validator(schema_of(name)).validate(plain(value))


@pytest.mark.parametrize(("name", "text"), list(schema_files()))
def test_the_files_are_current(name: str, text: str) -> None:
    file = data_dir("criteria").joinpath("schema", name)
    assert file.read_text(encoding="utf-8") == text, "run `python -m audit.model.schema`"


def test_one_command_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["schema", "-o", str(tmp_path / "schema")])
    main()
    assert {file.name: file.read_text() for file in (tmp_path / "schema").iterdir()} == dict(
        schema_files()
    )


@pytest.mark.parametrize("name", NOUNS)
def test_each_is_a_schema(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:openness-audit:schema:{name}:1"
    assert schema["title"] == f"openness-audit: {name}"


@pytest.mark.parametrize("assessment", MADE, ids=range(len(MADE)))
def test_what_is_written_holds_to_it(assessment: Assessment) -> None:
    validate(assessment, "assessment")
    validate(without_verdicts(assessment), "inventory")
    validate(facts_only(without_verdicts(assessment), "bare"), "inventory")


@pytest.mark.parametrize(
    ("name", "file"), [("difference", "diff"), ("history", "history"), ("watch", "watch")]
)
def test_what_is_written_of_changes_holds_to_it(name: str, file: str) -> None:
    found = json.loads((GOLDEN / "render" / f"{file}.json").read_text(encoding="utf-8"))
    schema = Draft202012Validator(schema_of(name))
    schema.validate(found)
    assert not schema.is_valid({**found, "extra": 1})
    assert not schema.is_valid({**found, "schema": f"openness-{name}/2"})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "openness-assessment/2"),
        (("extra",), 1),
        (("components", "paint"), {}),
        (("components", "weights-final", "availability"), "gone"),
        (("snapshot", "digest"), None),
        (("frameworks", "osaid-1.0", "outcome"), "passed"),
    ],
)
def test_anything_else_does_not(place: tuple[str, ...], value: object) -> None:
    found = plain(assess(OPEN_INVENTORY))
    inner = found
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert not Draft202012Validator(schema_of("assessment")).is_valid(found)


@pytest.mark.parametrize(
    ("noun", "fields"),
    [
        (
            "Assessment",
            "schema target snapshot components statements lineage conflicts claims gaps frameworks",
        ),
        ("SnapshotReference", "digest"),
        ("Component", "availability access license evidence"),
        ("License", "expression class"),
        ("Statement", "scope kind raw expression evidence"),
        ("Conflict", "kind severity sides"),
        ("Side", "evidence"),
        ("FrameworkVerdict", "outcome basis elements requirements"),
        ("ElementVerdict", "outcome"),
        ("Verdict", "outcome basis because"),
        ("Evidence", "artifact revision path lines quote url sha256"),
    ],
)
def test_the_fixed_places_are_required(noun: str, fields: str) -> None:
    part = schema_of("assessment")["$defs"][noun]
    assert set(fields.split()) <= set(part["required"])
    assert part["additionalProperties"] is False


@pytest.mark.parametrize("kind", [Availability, Access, Outcome, Basis])
def test_the_values_are_listed(kind: type[Availability]) -> None:
    part = schema_of("assessment")["$defs"][kind.__name__]
    assert set(part["enum"]) == {member.value for member in kind}


def review_file(*entries: Any, **head: Any) -> Any:
    return {**HEAD, **head, "reviews": list(entries)}


@pytest.mark.parametrize(
    "file",
    [
        review_file(),
        review_file(entry(), signed_entry(), revision=None, source="https://example.org"),
        review_file(entry(finding=None, license="NONE", access="open")),
        review_file(entry(evidence=[{**PLACE, "lines": [1, 2]}, {"url": "https://example.org"}])),
        review_file(entry(**{"valid-until": "2027-01-01"})),
    ],
)
def test_review_files_hold_to_theirs(file: Any) -> None:
    Draft202012Validator(schema_of("review")).validate(file)


@pytest.mark.parametrize(
    "file",
    [
        review_file(schema="openness-review/2"),
        review_file(reviewer=" "),
        review_file(entry(component="paint")),
        review_file(entry(finding="met")),
        review_file(entry(finding=None)),
        review_file(entry(requirement="OSAID-D0")),
        review_file(entry(component=None)),
        review_file(signed_entry(license="MIT")),
        review_file(entry(reason="")),
        review_file(entry(reason=None)),
        review_file(entry(evidence=[])),
        review_file(entry(evidence=[{"quote": "x"}])),
        review_file(entry(evidence=[{"url": "https://x.y", "path": "a"}])),
        review_file(entry(evidence=[{"artifact": "a", "lines": [1, 2]}])),
        review_file(entry(date=None)),
        {**HEAD},
    ],
)
def test_files_without_reason_or_evidence_do_not(file: Any) -> None:
    assert not Draft202012Validator(schema_of("review")).is_valid(file)
