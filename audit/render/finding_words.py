"""The words in which findings are told, in the language that is spoken now."""

from __future__ import annotations

from collections.abc import Mapping

from audit.model.finding import Answer, Findings, Level, Point, Waiver
from audit.render.language import _, marked
from audit.render.untrusted import one_line

LONGEST = 600
"""Characters of one finding that are shown on a line."""
MARKS: Mapping[Level, str] = {
    Level.PASS: "✓",
    Level.WAIVED: "~",
    Level.WARN: "!",
    Level.FAIL: "✗",
}
_LEVELS: Mapping[Level, str] = {
    Level.PASS: marked("passes"),
    Level.WAIVED: marked("passes by waivers"),
    Level.WARN: marked("passes with warnings"),
    Level.FAIL: marked("fails"),
}
_ANSWERS: Mapping[Answer, str] = {
    Answer.MET: marked("met"),
    Answer.PRESUMED: marked("met on a presumption"),
    Answer.APPROVAL: marked("needs an approval"),
    Answer.WAITING: marked("waits for a person"),
    Answer.UNKNOWN: marked("not known"),
    Answer.UNMET: marked("not met"),
    Answer.NOT_APPLICABLE: marked("does not apply"),
}


def level_words(level: Level) -> str:
    """What became of a model or a rule."""
    return _(_LEVELS[level])


def answer_words(answer: Answer) -> str:
    """What one thing came to."""
    return _(_ANSWERS[answer])


def point_words(point: Point) -> str:
    """What was found, on one line, with what a waiver has to do with it."""
    text = one_line(point.text, longest=LONGEST)
    waived = waiver_words(point)
    return f"{text} [{waived}]" if waived else text


def waiver_words(point: Point) -> str:
    """Who let it pass and why, or why a waiver does not hold; empty where there is none."""
    if point.waiver is None:
        return ""
    if point.why_not:
        return _(
            "{why}; it was given by {approver}: {reason}",
            why=point.why_not,
            approver=one_line(point.waiver.approver),
            reason=one_line(point.waiver.reason),
        )
    return approved(point.waiver)


def approved(waiver: Waiver) -> str:
    """Who let it pass, until when and why."""
    return _(
        "waived by {approver} until {day}: {reason}",
        approver=one_line(waiver.approver),
        day=waiver.expires,
        reason=one_line(waiver.reason),
    )


def whole_words(findings: Findings) -> str:
    """What the policy came to, in a sentence."""
    name = findings.policy.id
    match findings.level:
        case Level.FAIL:
            return _("The policy {policy} is not met.", policy=name)
        case Level.WARN:
            return _("The policy {policy} is met, with warnings.", policy=name)
        case Level.WAIVED:
            return _("The policy {policy} is met by waivers.", policy=name)
        case Level.PASS:
            return _("The policy {policy} is met.", policy=name)


def idle_words(why: str, waiver: Waiver) -> str:
    """A waiver that changed nothing."""
    return _(
        "The waiver of {rule} for {model} changed nothing: {why}.",
        rule=one_line(waiver.rule),
        model=one_line(waiver.model),
        why=one_line(why),
    )
