"""Findings as Markdown: for the summary of a job, or a comment on a pull request."""

from __future__ import annotations

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
from audit.render.markdown.words import code, link, words

_TOLD = (Level.FAIL, Level.WARN, Level.WAIVED)


def markdown(findings: Findings) -> str:
    """A heading, then of each model what does not pass."""
    lines = [f"## {words(findings.policy.name)}", "", f"**{words(whole_words(findings))}**", ""]
    for model in findings.models:
        lines += _model(model, findings)
    for idle in findings.idle_waivers:
        lines += [f"- {words(idle_words(idle.why, idle.waiver))}"]
    return "\n".join(lines).rstrip("\n") + "\n"


def _model(model: ModelFindings, findings: Findings) -> Iterator[str]:
    yield f"### {MARKS[model.level]} {words(model.target.id)}: {level_words(model.level)}"
    yield ""
    passing = [name for name, found in model.rules.items() if found.level is Level.PASS]
    if len(passing) < len(model.rules):
        yield f"| | {_('Rule')} | {_('Answer')} | {_('What was found')} |"
        yield "|---|---|---|---|"
        for name, found in model.rules.items():
            for point in found.points:
                if point.level in _TOLD:
                    yield _row(model, name, point, findings)
        yield ""
    if passing:
        yield f"{MARKS[Level.PASS]} {', '.join(map(code, passing))}"
        yield ""
    day, digest = words(model.snapshot.collected), code(model.snapshot.digest[:12])
    yield _("Collected on {day}, snapshot {digest}.", day=day, digest=digest)
    yield ""


def _row(model: ModelFindings, rule: str, point: Point, findings: Findings) -> str:
    says = words(findings.policy.rules[rule].says)
    where = _where(places(model, point)[0])
    told = f"{words(point_words(point))}{where}"
    return (
        f"| {MARKS[point.level]} | {code(rule)}<br>{says} | {answer_words(point.answer)} | {told} |"
    )


def _where(place: Place) -> str:
    if place.is_stand_in:
        return ""
    line = f":{place.lines[0]}" if place.lines else ""
    if place.path is not None:
        return f"<br>{words(place.path + line)}"
    return f"<br>{link(_last_part(place) + line, place.url)}" if place.url else ""


def _last_part(place: Place) -> str:
    return (place.url or "").split("#")[0].rstrip("/").rpartition("/")[2] or "source"
