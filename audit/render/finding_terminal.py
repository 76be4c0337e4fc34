"""Findings for the terminal: what fails and why, then what warns, then what passes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from audit.model.finding import Findings, Level, ModelFindings, Point
from audit.render.finding_places import Place, places
from audit.render.finding_words import (
    MARKS,
    answer_words,
    idle_words,
    level_words,
    point_words,
    whole_words,
)
from audit.render.language import _
from audit.render.untrusted import one_line

NARROWEST = 40
LONGEST_LINE = 2_000
_COLORS = {Level.FAIL: "31", Level.WARN: "33", Level.WAIVED: "36", Level.PASS: "32"}
_ORDER = (Level.FAIL, Level.WARN, Level.WAIVED)


def terminal(findings: Findings, *, width: int = 100, color: bool = False) -> str:
    """The whole text; no line is longer than the width, names and paths apart."""
    width = max(NARROWEST, width)
    name = one_line(findings.policy.name)
    lines = [f"{name} ({findings.policy.id}), {findings.day}"]
    for model in findings.models:
        lines += ["", *_model(model, findings, width, color=color)]
    idle = [idle_words(one.why, one.waiver) for one in findings.idle_waivers]
    lines += ["", *idle] if idle else []
    lines += ["", _painted(whole_words(findings), findings.level, color=color), ""]
    return "\n".join(lines)


def _model(model: ModelFindings, findings: Findings, width: int, *, color: bool) -> Iterator[str]:
    name = one_line(model.target.id)
    said = _("{model} {outcome}", model=name, outcome=level_words(model.level))
    yield _painted(said, model.level, color=color)
    for level in _ORDER:
        for rule, found in model.rules.items():
            told = [one for one in found.points if one.level is level]
            if told:
                says = findings.policy.rules[rule].says
                yield _painted(f"  {MARKS[level]} {rule}", level, color=color)
                yield from _wrapped(says, width, "    ")
                for point in told:
                    yield from _point(model, point, width)
                if level is Level.FAIL:
                    yield from _wrapped(findings.policy.rules[rule].help, width, "    → ")
    passing = [name for name, found in model.rules.items() if found.level is Level.PASS]
    if passing:
        yield from _wrapped(", ".join(passing), width, f"  {MARKS[Level.PASS]} ")


def _point(model: ModelFindings, point: Point, width: int) -> Iterator[str]:
    yield from _wrapped(f"{answer_words(point.answer)}: {point_words(point)}", width, "    · ")
    for place in places(model, point)[:2]:
        if not place.is_stand_in:
            yield f"      {_where(place)}"


def _where(place: Place) -> str:
    if place.path is None:
        return place.url or ""
    return one_line(place.path) + (f":{place.lines[0]}" if place.lines else "")


def _wrapped(text: str, width: int, first: str) -> list[str]:
    return textwrap.wrap(
        one_line(text, longest=LONGEST_LINE),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _painted(text: str, level: Level, *, color: bool) -> str:
    return f"\x1b[{_COLORS[level]}m{text}\x1b[0m" if color else text
