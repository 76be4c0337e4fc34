"""Findings as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from audit.model.finding import Findings, Level, PolicyRuleText
from audit.render.finding_places import Place, Placed, placed
from audit.render.finding_words import answer_words, approved, point_words, waiver_words
from audit.render.untrusted import one_line, shown

HOME = "https://github.com/openness-audit/openness-audit"
MANUAL = f"{HOME}/blob/main/docs/policies.md"
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_LEVELS = {Level.FAIL: "error", Level.WARN: "warning", Level.WAIVED: "error"}


def sarif(findings: Findings) -> str:
    """One run with a result for each point that does not pass; what is waived is suppressed."""
    names = list(findings.policy.rules)
    run = {
        "tool": {"driver": _driver(findings)},
        "automationDetails": {"id": f"openness/{findings.policy.id}/"},
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root of the repository that is checked."}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, findings, names) for one in placed(findings)],
        "properties": {
            "day": findings.day,
            "policyDigest": findings.policy.digest,
            "criteriaDigest": findings.criteria,
            "snapshots": {one.target.id: one.snapshot.digest for one in findings.models},
        },
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _driver(findings: Findings) -> dict[str, Any]:
    policy = findings.policy
    return {
        "name": "openness-audit",
        "semanticVersion": findings.tool,
        "informationUri": HOME,
        "rules": [_rule(policy.id, name, rule) for name, rule in policy.rules.items()],
    }


def _rule(policy: str, name: str, rule: PolicyRuleText) -> dict[str, Any]:
    help_ = shown(rule.help)
    text = f"{rule.words} {rule.handling}\n\n{help_}"
    return {
        "id": f"{policy}/{name}",
        "shortDescription": {"text": one_line(rule.says)},
        "fullDescription": {"text": rule.words},
        "help": {"text": text, "markdown": f"{rule.words} *{rule.handling}*\n\n{help_}"},
        "helpUri": rule.source or MANUAL,
        "properties": {"tags": ["openness", policy]},
    }


def _result(one: Placed, findings: Findings, names: list[str]) -> dict[str, Any]:
    point = one.point
    said = one_line(findings.policy.rules[one.rule].says)
    text = f"{said} {answer_words(point.answer)}: {point_words(point)}"
    result: dict[str, Any] = {
        "ruleId": f"{findings.policy.id}/{one.rule}",
        "ruleIndex": names.index(one.rule),
        "level": _LEVELS[point.level],
        "message": {"text": text},
        "locations": [_location(one.first)],
    }
    if related := list(_related(one.places[1:])):
        result["relatedLocations"] = related
    result["partialFingerprints"] = {"openness/v1": one.fingerprint}
    if suppressed := _suppressions(one):
        result["suppressions"] = suppressed
    result["properties"] = {
        "model": one_line(one.model.target.id),
        "subject": one_line(point.subject),
        "answer": point.answer.value,
    }
    return result


def _suppressions(one: Placed) -> list[dict[str, str]]:
    """Of what is waived its waiver; a waiver that does not hold is one that was rejected."""
    waiver = one.point.waiver
    if waiver is None:
        return []
    if one.point.why_not:
        words = waiver_words(one.point)
        return [{"kind": "external", "status": "rejected", "justification": words}]
    return [{"kind": "external", "status": "accepted", "justification": approved(waiver)}]


def _related(places: tuple[Place, ...]) -> Iterator[dict[str, Any]]:
    for number, place in enumerate(places, 1):
        said = {"message": {"text": one_line(place.says)}} if place.says else {}
        yield {"id": number, **_location(place), **said}


def _location(place: Place) -> dict[str, Any]:
    if place.path is not None:
        artifact = {"uri": quote(place.path), "uriBaseId": _ROOT}
    elif place.url is not None:
        artifact = {"uri": place.url}
    else:
        return {"message": {"text": "No place is known."}}
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.lines is not None:
        physical["region"] = _region(place, place.lines)
    return {"physicalLocation": physical}


def _region(place: Place, lines: tuple[int, int]) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": lines[0], "endLine": lines[1]}
    if place.quote and not place.is_stand_in:
        region["snippet"] = {"text": shown(place.quote)}
    return region
