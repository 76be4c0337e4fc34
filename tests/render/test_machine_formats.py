"""Findings for machines: each document against its official schema, and no word escapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from audit.model.schema import schema_of
from audit.render.finding_formats import FINDING_FORMATS
from audit.render.github import github
from audit.render.gitlab import gitlab
from audit.render.junit import junit
from audit.render.sarif import sarif

from .findings import findings, model

SCHEMAS = Path(__file__).parents[1] / "schemas"
SARIF = Draft4Validator(
    json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")),
    format_checker=Draft4Validator.FORMAT_CHECKER,
)
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 8},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./)."},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
"""As https://docs.gitlab.com/ci/testing/code_quality/ describes it; there is no official file."""
HOSTILE = "<b>&\"'\x1b[31m\u202e]]> %0A::error::x\n::warning::y\x00\ufffe | `a` @all"


def results(found: Any) -> list[dict[str, Any]]:
    log = json.loads(sarif(found))
    SARIF.validate(log)
    (run,) = log["runs"]
    assert isinstance(run["results"], list)
    return run["results"]


def test_sarif_has_a_result_for_all_that_does_not_pass() -> None:
    found = results(findings())
    assert [(one["ruleId"], one["level"]) for one in found] == [
        ("ours/failing", "error"),
        ("ours/warning", "warning"),
        ("ours/waived", "error"),
        ("ours/expired", "error"),
    ]
    (run,) = json.loads(sarif(findings()))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in found)
    assert all(rule["help"]["text"] and rule["helpUri"].startswith("https://") for rule in rules)


def test_sarif_names_the_lines() -> None:
    first = results(findings(model("models/a b")))[0]
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "models/a%20b/README.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "endLine": 2, "snippet": {"text": "license: apache-2.0"}},
    }
    related = [one["physicalLocation"]["artifactLocation"] for one in first["relatedLocations"]]
    assert related[0]["uri"] == "models/a%20b/LICENSE"
    assert related[1] == {"uri": "https://hub.example/base#L4"}


def test_sarif_suppresses_what_is_waived_and_nothing_else() -> None:
    suppressed = {one["ruleId"]: one.get("suppressions", []) for one in results(findings())}
    assert suppressed["ours/failing"] == []
    (waived,) = suppressed["ours/waived"]
    assert waived["status"] == "accepted"
    assert "A. Lawyer" in waived["justification"]
    assert "2027-01-31" in waived["justification"]
    (expired,) = suppressed["ours/expired"]
    assert expired["status"] == "rejected"
    assert "expired on 2026-01-01" in expired["justification"]


def test_sarif_of_what_lies_elsewhere() -> None:
    for one in results(findings(model(root=None))):
        (place,) = one["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("https://")


def test_sarif_of_what_lies_nowhere() -> None:
    from msgspec.structs import replace

    found = results(findings(replace(model(root=None), url=None)))
    assert found[1]["locations"] == [{"message": {"text": "No place is known."}}]


def test_the_schema_finds_mistakes() -> None:
    log = json.loads(sarif(findings()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not SARIF.is_valid(log)


def suites(text: str) -> Any:
    document = etree.fromstring(text.encode("utf-8"))
    JUNIT.assertValid(document)
    return document


def test_junit_has_a_case_for_each_rule() -> None:
    (suite,) = suites(junit(findings())).findall("testsuite")
    assert dict(suite.attrib) == {
        "name": "folder:tiny",
        "tests": "5",
        "failures": "2",
        "errors": "0",
        "skipped": "1",
        "time": "0",
    }
    cases = {case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")}
    assert cases == {
        "failing": ["failure"],
        "warning": ["system-out"],
        "waived": ["skipped"],
        "expired": ["failure"],
        "passing": [],
    }
    assert "A. Lawyer" in suite.find("testcase/skipped").get("message")
    assert "(README.md:2)" in suite.find("testcase/failure").text


def test_junit_tells_of_warnings_beside_what_is_waived() -> None:
    from msgspec.structs import replace

    one = model()
    both = (*one.rules["warning"].points, *one.rules["waived"].points)
    rules = {"warning": replace(one.rules["warning"], points=both)}
    (case,) = suites(junit(findings(replace(one, rules=rules)))).findall("testsuite/testcase")
    assert case.find("system-out").text.count("\n") == 1
    assert case.find("skipped") is None


def test_github_annotates_lines() -> None:
    lines = github(findings(model("models/a,b"))).splitlines()
    assert lines[0].startswith(
        "::error file=models/a%2Cb/README.md,line=2,endLine=2,title=ours/failing::It is failing. "
    )
    assert [line.split(" ")[0] for line in lines[:-1]] == [
        "::error",
        "::error",
        "::warning",
        "::notice",
        "::notice",
    ]
    assert lines[-1] == "The policy ours is not met."


def test_github_names_the_model_that_lies_elsewhere() -> None:
    first = github(findings(model(root=None))).splitlines()[0]
    assert first.startswith("::error title=ours/failing::folder:tiny: It is failing.")


def test_gitlab_has_its_fields() -> None:
    found = json.loads(gitlab(findings(model(), model(root=None))))
    GITLAB.validate(found)
    assert [one["severity"] for one in found[:4]] == ["major", "minor", "info", "major"]
    assert found[0]["location"] == {"path": "README.md", "lines": {"begin": 2}}


def test_json_is_of_its_schema() -> None:
    found = json.loads(FINDING_FORMATS["json"](findings()))
    Draft202012Validator(schema_of("findings")).validate(found)


@pytest.mark.parametrize("name", FINDING_FORMATS)
def test_a_strangers_words_steer_nothing(name: str) -> None:
    text = FINDING_FORMATS[name](findings(model(text=HOSTILE)))
    assert "\x1b" not in text.replace("\\u001b", "")
    assert "\u202e" not in text or name == "json"  # data are kept as they are
    assert not [line for line in text.splitlines() if line.startswith("::warning::y")]
    text.encode("utf-8")


def test_a_strangers_words_break_no_document() -> None:
    hostile = findings(model(text=HOSTILE, name=HOSTILE))
    suites(junit(hostile))
    results(hostile)
    GITLAB.validate(json.loads(gitlab(hostile)))


@given(st.text())
def test_no_text_breaks_a_document(text: str) -> None:
    found = findings(model(text=text))
    suites(junit(found))
    SARIF.validate(json.loads(sarif(found)))
    commands = github(found).split("\n")
    assert len(commands) == 7
    assert all(line.startswith("::") for line in commands[:5])


@pytest.mark.parametrize("name", FINDING_FORMATS)
def test_the_same_bytes_each_time(name: str) -> None:
    assert FINDING_FORMATS[name](findings()) == FINDING_FORMATS[name](findings())
