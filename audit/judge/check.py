"""Mistakes in a framework's rules, each with the requirement and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.errors import AuditError
from audit.judge.rule import BELONGS, Rule, leading_word, parts, written
from audit.licenses.catalog import open_set
from audit.model.vocabulary import QUESTIONS, ROWS


def rule_problems(rule: Rule, requirements: Mapping[str, object]) -> Iterator[str]:
    """What is wrong in a rule, however deep it stands."""
    try:
        word = leading_word(rule)
    except ValueError as error:
        yield str(error)
        return
    yield from _misplaced(rule, word)
    yield from _empty(rule, word)
    yield from _unknown_names(rule, requirements)
    for inner in parts(rule):
        yield from rule_problems(inner, requirements)


def _misplaced(rule: Rule, word: str) -> Iterator[str]:
    for modifier, leading in BELONGS.items():
        if getattr(rule, modifier) and leading != word:
            yield f"{written(modifier)} goes with {leading}, not with {written(word)}"


def _empty(rule: Rule, word: str) -> Iterator[str]:
    value = getattr(rule, word)
    if value in ((), ""):
        yield f"{written(word)} is empty, expected at least one"
    if word == "freedom" and not rule.of:
        yield "freedom needs of, a list of components"
    if word == "component" and not (rule.available or rule.license or rule.access):
        yield f"component {rule.component} needs available, license or access"


def _unknown_names(rule: Rule, requirements: Mapping[str, object]) -> Iterator[str]:
    rows = [rule.component] if rule.component else []
    for row in (*rows, *rule.of, *(rule.copyleft or ())):
        if row not in ROWS:
            yield f"there is no component {row}; known: {', '.join(ROWS)}"
    if rule.question and rule.question not in QUESTIONS:
        yield f"there is no question {rule.question}; known: {', '.join(QUESTIONS)}"
    for name in rule.requirements or ():
        if name not in requirements:
            yield f"there is no requirement {name}; known: {', '.join(requirements)}"
    for wanted in (rule.license, rule.upstream):
        if wanted:
            yield from _unknown_set(wanted)


def _unknown_set(wanted: str) -> Iterator[str]:
    try:
        open_set(wanted)
    except AuditError as error:
        yield f"{error.problem.rstrip('.')}; {error.advice.rstrip('.')}"


def named_in(rule: Rule) -> Iterator[str]:
    """The requirements that a rule builds on."""
    yield from rule.requirements or ()
    for inner in parts(rule):
        yield from named_in(inner)


def cycle(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Requirements of which each builds on the next, and the last on the first; empty if none."""
    done: set[str] = set()
    for name in rules:
        if found := _cycle_from(name, rules, (), done):
            return found
    return ()


def _cycle_from(
    name: str, rules: Mapping[str, Rule], path: tuple[str, ...], done: set[str]
) -> tuple[str, ...]:
    if name in path:
        return path[path.index(name) :]
    if name in done or name not in rules:
        return ()
    for following in named_in(rules[name]):
        if found := _cycle_from(following, rules, (*path, name), done):
            return found
    done.add(name)
    return ()
