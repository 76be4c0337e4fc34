"""Findings as workflow commands of GitHub Actions, which annotate lines of a repository.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model.finding import Findings, Level
from audit.render.finding_places import Placed, placed
from audit.render.finding_words import idle_words, point_words, whole_words
from audit.render.untrusted import one_line

_COMMANDS = {Level.FAIL: "error", Level.WARN: "warning", Level.WAIVED: "notice"}
_STOP = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_STOP_IN_PROPERTY = {**_STOP, ":": "%3A", ",": "%2C"}


def github(findings: Findings) -> str:
    """A command for each point that does not pass, what fails first; then one plain line."""
    found = sorted(placed(findings), key=lambda one: list(_COMMANDS).index(one.point.level))
    lines = [_command(one, findings) for one in found]
    idle = [idle_words(one.why, one.waiver) for one in findings.idle_waivers]
    lines += [f"::notice title=openness::{data(words)}" for words in idle]
    return "\n".join([*lines, whole_words(findings), ""])


def _command(one: Placed, findings: Findings) -> str:
    said = findings.policy.rules[one.rule].says
    title = ("title", in_property(f"{findings.policy.id}/{one.rule}"))
    where = ",".join(f"{name}={value}" for name, value in (*_where(one), title))
    model = "" if one.model.root is not None else f"{one_line(one.model.target.id)}: "
    told = data(f"{model}{one_line(said)} {point_words(one.point)}")
    return f"::{_COMMANDS[one.point.level]} {where}::{told}"


def _where(one: Placed) -> Iterator[tuple[str, str]]:
    place = one.first
    if place.path is None:
        return
    yield "file", in_property(place.path)
    if place.lines is not None:
        yield "line", str(place.lines[0])
        yield "endLine", str(place.lines[1])


def data(text: str) -> str:
    """The words of a command: no line break ends it early."""
    return _without(text, _STOP)


def in_property(text: str) -> str:
    """A value before the words: no sign ends it early."""
    return _without(text, _STOP_IN_PROPERTY)


def _without(text: str, stops: dict[str, str]) -> str:
    return "".join(stops.get(sign, sign) for sign in text)
