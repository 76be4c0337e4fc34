"""Mistakes in a framework's rules, each with the requirement and what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audit.errors import AuditError
from audit.judge.framework import STEPPED, Element, Framework, Requirement
from audit.judge.rule import BELONGS, Rule, leading_word, parts, written
from audit.licenses.entries import clause_table
from audit.licenses.sets import open_set
from audit.model.vocabulary import QUESTIONS, RELATIONS, ROWS, SUMMARY_FIELDS, SUMMARY_GATES


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
        if getattr(rule, modifier) and word not in leading:
            goes = " and ".join(map(written, leading))
            yield f"{written(modifier)} goes with {goes}, not with {written(word)}"


def _empty(rule: Rule, word: str) -> Iterator[str]:
    value = getattr(rule, word)
    if value in ((), ""):
        yield f"{written(word)} is empty, expected at least one"
    if word in ("freedom", "clause") and not rule.of:
        yield f"{word} needs of, a list of components"
    if word == "clause" and not rule.is_:
        yield "clause needs is, a list of answers"
    if word == "component" and not (rule.available or rule.license or rule.access):
        yield f"component {rule.component} needs available, license or access"
    if rule.at_least is not None and rule.at_least.count > len(rule.at_least.of):
        asked, there = rule.at_least.count, len(rule.at_least.of)
        yield f"at-least asks for {asked} of {there}"


def _unknown_names(rule: Rule, requirements: Mapping[str, object]) -> Iterator[str]:
    rows = [rule.component] if rule.component else []
    for row in (*rows, *rule.of, *(rule.copyleft or ())):
        yield from _unknown("component", row, ROWS)
    for what, name, known in _told_of(rule):
        yield from _unknown(what, name, known)
    if rule.clause:
        clauses = clause_table().clauses
        yield from _unknown("clause", rule.clause, clauses)
        if rule.clause in clauses:
            for answer in rule.is_:
                yield from _unknown("answer", answer, clauses[rule.clause].values)
    for name in rule.requirements or ():
        yield from _unknown("requirement", name, requirements)
    for wanted in (rule.license, rule.upstream):
        if wanted:
            yield from _unknown_set(wanted)


def _told_of(rule: Rule) -> Iterator[tuple[str, str, Iterable[str]]]:
    """What a rule names of what publishers tell, with the names that there are."""
    if rule.question:
        yield "question", rule.question, QUESTIONS
    if rule.lineage:
        yield "relation", rule.lineage, RELATIONS
    if rule.field_ and rule.answer:
        yield "field that is answered by yes or no", rule.field_, SUMMARY_GATES
    elif rule.field_:
        yield "field", rule.field_, SUMMARY_FIELDS


def _unknown(what: str, name: str, known: Iterable[str]) -> Iterator[str]:
    if name not in known:
        yield f"there is no {what} {name}; known: {', '.join(known)}"


def _unknown_set(wanted: str) -> Iterator[str]:
    try:
        open_set(wanted)
    except AuditError as error:
        yield f"{error.problem.rstrip('.')}; {error.advice.rstrip('.')}"


def framework_problems(framework: Framework, file: str) -> Iterator[tuple[str, str]]:
    """Place and words of each mistake in a framework; the place is empty for the whole."""
    if f"{framework.id}.yaml" != file:
        yield "", f"its id is {framework.id}, expected the name of the file"
    for key, element in framework.elements.items():
        yield from _at(f"element {key}", _element_problems(element, framework))
    for key, requirement in framework.requirements.items():
        yield from _at(key, _shape(requirement, framework))
    for key, rule in framework.rules():
        yield from _at(key, rule_problems(rule, framework.requirements))
    yield from _at("result", _result_problems(framework))
    rules = {key: asked.rule for key, asked in framework.requirements.items() if asked.rule}
    if found := cycle(rules):
        yield found[0], f"it builds on itself: {' -> '.join((*found, found[0]))}"


def _at(place: str, problems: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((place, problem) for problem in problems)


def _element_problems(element: Element, framework: Framework) -> Iterator[str]:
    if not element.requirements:
        yield "it has no requirements, expected at least one"
    for name in element.requirements:
        yield from _unknown("requirement", name, framework.requirements)


def _shape(requirement: Requirement, framework: Framework) -> Iterator[str]:
    if (requirement.rule is None) != bool(requirement.levels):
        yield "expected either a rule or levels"
    if requirement.levels and framework.kind != "score":
        yield f"levels go with the kind score, not with {framework.kind}"
    values = [level.value for level in requirement.levels]
    if values != sorted(set(values), reverse=True) or any(value <= 0 for value in values):
        yield "expected levels from the best to the least, each worth more than 0"


def _result_problems(framework: Framework) -> Iterator[str]:
    result = framework.result
    if (framework.kind in STEPPED) != bool(result.steps):
        yield f"steps go with the kinds {' and '.join(STEPPED)}, this one is {framework.kind}"
    for step in result.steps:
        if (step.rule is None) != bool(step.requirements):
            yield f"step {step.id}: expected either a rule or requirements"
    stepped = (name for step in result.steps for name in (*step.requirements, *step.optional))
    pairs = (name for pair in result.stands_in.items() for name in pair)
    for name in (*result.scope, *result.apart, *stepped, *pairs):
        yield from _unknown("requirement", name, framework.requirements)


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
