"""The manual pages of frameworks and of their requirements, as plain text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from audit.judge.framework import Framework, Requirement, Step
from audit.judge.load import frameworks
from audit.judge.words import in_words

CHECKS = {
    "automatic": "decided by what was collected",
    "assisted": "prepared by what was collected; a person may have to decide",
    "manual": "decided by a person",
}
KINDS = {
    "binary": "met if all that is required is met",
    "advisory": "a list to look at; all that is required is counted",
    "checklist": "all that is required is counted; others decide",
    "conditions": "conditions that all have to be met, if it applies at all",
    "completeness": "how much of it is filled in",
    "tiered": "classes, the higher ones asking for more",
    "labels": "labels, the highest of which is given whose needs are met",
    "score": "points that are summed up",
}


def framework_page(framework: Framework) -> str:
    """The Markdown page of one framework: each requirement with reading, rule and source."""
    return "\n".join(_framework(framework, 1)) + "\n"


def frameworks_page() -> str:
    """The reference page of all frameworks."""
    lines = [
        "# Frameworks",
        "",
        "<!-- Written by `openness frameworks --page`; do not edit. -->",
        "",
        "Published definitions of openness, as this project reads them and as the rules by which",
        "it judges. The definitions themselves stand at their sources. What a person has to do is",
        "never taken for done: until somebody signs it off, it is not known. An outcome is what",
        "the published evidence allows to say, and certifies nothing.",
        "",
        "| id | name | version | date | kind | requirements |",
        "|---|---|---|---|---|---|",
    ]
    for one in frameworks():
        row = (f"[{one.id}](#{one.id.replace('.', '')})", one.name, one.version, one.date)
        lines.append(f"| {' | '.join((*row, one.kind, str(len(one.requirements))))} |")
    for one in frameworks():
        lines += ["", *_framework(one, 2)]
    return "\n".join(lines) + "\n"


def _framework(framework: Framework, depth: int) -> Iterator[str]:
    yield f"{'#' * depth} {framework.id}"
    yield ""
    yield f"**{framework.name}**, {framework.publisher}, {framework.version} ({framework.date})."
    yield f"Kind: {framework.kind} ({KINDS[framework.kind]})."
    yield f"Source: <{framework.source}>"
    yield ""
    yield from (f"- {note}" for note in framework.notes)
    if framework.result.steps:
        yield ""
        yield from _steps(framework)
    grouped = {name for one in framework.elements.values() for name in one.requirements}
    for element in framework.elements.values():
        yield from ("", f"{'#' * (depth + 1)} {element.name}")
        for name in element.requirements:
            yield from ("", *_requirement(framework, name))
    others = [name for name in framework.requirements if name not in grouped]
    if others:
        yield from ("", f"{'#' * (depth + 1)} Others")
    for name in others:
        yield from ("", *_requirement(framework, name))


def _steps(framework: Framework) -> Iterator[str]:
    yield "From the highest to the lowest:"
    yield ""
    for number, step in enumerate(framework.result.steps, 1):
        says = f" {step.says}" if step.says else ""
        yield f"{number}. **{step.name}** (`{step.id}`).{says} {_asked(step)}"
    yield f"\nWhere none is reached: {framework.result.none}."


def _asked(step: Step) -> str:
    if step.rule is not None:
        return in_words(step.rule)
    optional = f" Optional: {', '.join(step.optional)}." if step.optional else ""
    return f"Asks for {', '.join(step.requirements)}.{optional}"


def _requirement(framework: Framework, name: str) -> Iterator[str]:
    asked = framework.requirements[name]
    yield f"**{name}** {asked.name}{_status(framework, name, asked)}. {asked.says}"
    yield from _rules(asked)
    yield f"*Check:* {asked.check}. *Source:* <{asked.source or framework.source}>"


def _status(framework: Framework, name: str, asked: Requirement) -> str:
    if not asked.required:
        return " (not required)"
    if name in framework.result.apart:
        return " (judged apart)"
    return " (decides whether the framework applies)" if name in framework.result.scope else ""


def _rules(asked: Requirement) -> Iterator[str]:
    if asked.rule is not None:
        yield f"*Rule:* {in_words(asked.rule)}"
    for level in asked.levels:
        yield f"*{level.name.capitalize()} ({level.value:g}):* {level.says} {in_words(level.rule)}"
    if asked.warn is not None:
        yield f"*Warns:* {asked.warn.says} Unless: {in_words(asked.warn.rule)}"


def requirement_pages() -> Iterator[tuple[str, str]]:
    """Id and plain page of each requirement."""
    for framework in frameworks():
        for name, asked in framework.requirements.items():
            yield name, "\n".join(_plain(framework, name, asked))


def _plain(framework: Framework, name: str, asked: Requirement) -> Iterator[str]:
    yield f"Requirement {name}: {asked.name}{_status(framework, name, asked)}"
    yield ""
    yield asked.says
    yield ""
    yield from (line.replace("*", "") for line in _rules(asked))
    yield f"Check: {asked.check} ({CHECKS[asked.check]})"
    yield f"Framework: {framework.name} {framework.version} ({framework.id})"
    yield f"Source: {asked.source or framework.source}"
