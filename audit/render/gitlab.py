"""Findings as a code quality report of GitLab: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json
from typing import Any

from audit.model.finding import Findings, Level
from audit.render.finding_places import Placed, placed
from audit.render.finding_words import point_words
from audit.render.untrusted import one_line

_SEVERITIES = {Level.FAIL: "major", Level.WARN: "minor", Level.WAIVED: "info"}


def gitlab(findings: Findings) -> str:
    """A list with an entry for each point that does not pass."""
    entries = [_entry(one, findings) for one in placed(findings)]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _entry(one: Placed, findings: Findings) -> dict[str, Any]:
    said = one_line(findings.policy.rules[one.rule].says)
    place = one.first
    path = place.path or place.url or one_line(one.model.target.id)
    return {
        "description": f"{said} {point_words(one.point)}",
        "check_name": f"{findings.policy.id}/{one.rule}",
        "fingerprint": one.fingerprint,
        "severity": _SEVERITIES[one.point.level],
        "location": {"path": path, "lines": {"begin": place.lines[0] if place.lines else 1}},
    }
