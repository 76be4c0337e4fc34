"""Findings as JUnit XML: a suite for each model, a case for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model.finding import Findings, Level, ModelFindings, Point, RuleFinding
from audit.render.finding_places import Place, places
from audit.render.finding_words import answer_words, point_words
from audit.render.untrusted import one_line, shown

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(findings: Findings) -> str:
    """The document: what fails is a failure, what is waived is skipped, what warns is told."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="{findings.policy.id}">']
    for model in findings.models:
        lines += _suite(model, findings)
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(model: ModelFindings, findings: Findings) -> Iterator[str]:
    levels = [found.level for found in model.rules.values()]
    counts = {
        "tests": len(levels),
        "failures": levels.count(Level.FAIL),
        "errors": 0,
        "skipped": levels.count(Level.WAIVED),
    }
    said = " ".join(f'{name}="{number}"' for name, number in counts.items())
    yield f'  <testsuite name="{attribute(model.target.id)}" {said} time="0">'
    yield "    <properties>"
    for name, value in (
        ("policy", findings.policy.id),
        ("day", findings.day),
        ("snapshot", model.snapshot.digest),
    ):
        yield f'      <property name="{name}" value="{attribute(value)}"/>'
    yield "    </properties>"
    for rule, found in model.rules.items():
        yield from _case(model, rule, found, findings)
    yield "  </testsuite>"


def _case(model: ModelFindings, rule: str, found: RuleFinding, findings: Findings) -> Iterator[str]:
    name = f'classname="{attribute(model.target.id)}" name="{attribute(rule)}" time="0"'
    failing = [one for one in found.points if one.level is Level.FAIL]
    waived = [one for one in found.points if one.level is Level.WAIVED]
    warning = [one for one in found.points if one.level is Level.WARN]
    if not failing and not waived and not warning:
        yield f"    <testcase {name}/>"
        return
    yield f"    <testcase {name}>"
    if failing:
        says = findings.policy.rules[rule].says
        kind = attribute(failing[0].answer.value)
        told = _told(model, failing)
        yield f'      <failure message="{attribute(says)}" type="{kind}">{told}</failure>'
    elif waived and not warning:
        words = "; ".join(map(point_words, waived))
        yield f'      <skipped message="{attribute(words)}"/>'
    if rest := [*warning, *(waived if failing or warning else ())]:
        yield f"      <system-out>{_told(model, rest)}</system-out>"
    yield "    </testcase>"


def _told(model: ModelFindings, points: list[Point]) -> str:
    """Each point on a line of its own, with the first place that it is read from."""
    lines = []
    for one in points:
        where = _where(places(model, one)[0])
        lines.append(f"{answer_words(one.answer)}: {point_words(one)}{where}")
    return escaped("\n".join(lines))


def _where(place: Place) -> str:
    if place.is_stand_in:
        return ""
    line = f":{place.lines[0]}" if place.path and place.lines else ""
    return f" ({place.path or place.url}{line})"


def escaped(text: str) -> str:
    """Text of an element: no markup of a stranger, no sign that XML does not have."""
    plain = _NO_XML.sub("\ufffd", shown(text, longest=20_000))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Text of an attribute, on one line."""
    return escaped(one_line(text, longest=2_000)).replace('"', "&quot;")
