"""Mistakes in the rules of a policy, each with what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from audit.data import data_dir
from audit.judge.check import rule_problems
from audit.judge.load import framework, framework_ids
from audit.judge.policy.file import (
    ClausesAsk,
    ConflictsAsk,
    FrameworkAsk,
    LicenseAsk,
    PolicyRule,
    asked,
)
from audit.judge.rule import Rule, parts
from audit.licenses.catalog import classed_ids, classes
from audit.licenses.entries import clause_table, entry
from audit.licenses.sets import set_names
from audit.model.vocabulary import RELATIONS, ROWS
from audit.text.safe_yaml import load_own


def policy_rule_problems(rule: PolicyRule) -> Iterator[str]:
    """What is wrong in a rule, first things first."""
    try:
        word = asked(rule)
    except ValueError as error:
        yield str(error)
        return
    if not rule.says.strip() or not rule.help.strip():
        yield "says and help are empty, expected a sentence in each"
    if rule.source and not rule.source.startswith("https://"):
        yield f"source is {rule.source[:80]!r}, expected an address that begins with https://"
    ask = getattr(rule, word)
    yield from (f"{word}: {problem}" for problem in _problems(ask))


def _problems(ask: object) -> Iterator[str]:
    match ask:
        case Rule():
            yield from _rule(ask)
        case FrameworkAsk():
            yield from _framework(ask)
        case LicenseAsk():
            yield from _license(ask)
        case ClausesAsk():
            yield from _clauses(ask)
        case ConflictsAsk():
            for kind in (*ask.kinds, *ask.but):
                yield from _unknown("kind of conflict", kind, conflict_kinds())
        case _:
            if not getattr(ask, "of", True) or not getattr(ask, "accepted", True):
                yield "of and accepted are empty, expected at least one name in each"


def _rule(rule: Rule) -> Iterator[str]:
    if _has_requirements(rule):
        yield "requirements go with framework, as in framework: {id: ..., requirements: [...]}"
    yield from rule_problems(rule, {})


def _has_requirements(rule: Rule) -> bool:
    return rule.requirements is not None or any(map(_has_requirements, parts(rule)))


def _framework(ask: FrameworkAsk) -> Iterator[str]:
    if ask.id not in framework_ids():
        yield from _unknown("framework", ask.id, framework_ids())
        return
    said = [word for word in ("is_", "not_", "at_least") if getattr(ask, word)]
    if len(said) != 1:
        yield "expected just one of is, not and at-least"
    known = framework(ask.id)
    for name in ask.requirements:
        yield from _unknown("requirement", name, known.requirements)
    if ask.at_least is not None:
        steps = [step.id for step in known.result.steps]
        if not steps:
            yield f"{ask.id} has no classes or labels, expected is or not"
        else:
            yield from _unknown("class or label", ask.at_least, steps)
        if ask.requirements:
            yield "at-least is of the whole, expected is or not beside requirements"


def _license(ask: LicenseAsk) -> Iterator[str]:
    yield from _subjects(ask.of)
    named = (*ask.allowed, *ask.approval, *ask.denied)
    if not named:
        yield "allowed, approval and denied are empty, expected at least one name"
    for name in sorted({one for one in named if named.count(one) > 1}):
        yield f"{name} stands twice, expected it in one list"
    for name in named:
        if not is_known_license(name):
            known = ", ".join(sorted({*classes(), *set_names()}))
            yield f"there is no license, class or set {name[:80]}; classes and sets: {known}"


def _clauses(ask: ClausesAsk) -> Iterator[str]:
    yield from _subjects(ask.of)
    if not ask.refused:
        yield "refused is empty, expected at least one question of the clause table"
    table = clause_table().clauses
    for clause, answers in ask.refused.items():
        yield from _unknown("clause", clause, table)
        if clause in table:
            for answer in answers:
                yield from _unknown("answer", answer, table[clause].values)
            if not answers:
                values = ", ".join(table[clause].values)
                yield f"{clause} is empty, expected at least one of {values}"


def _subjects(names: tuple[str, ...]) -> Iterator[str]:
    if not names:
        yield "of is empty, expected components or relations"
    for name in names:
        yield from _unknown("component or relation", name, (*ROWS, *RELATIONS))


def _unknown(what: str, name: str, known: Iterable[str]) -> Iterator[str]:
    names = list(known)
    if name not in names:
        told = ", ".join(names)
        yield f"there is no {what} {name[:80]}; known: {told}"


def is_known_license(name: str) -> bool:
    """Whether it is a class, a set, or a license on a list or one that somebody has read."""
    if name in classes() or name in set_names() or name in classed_ids():
        return True
    if entry(name) is not None:
        return True
    from license_expression import get_spdx_licensing  # type: ignore[import-untyped]

    return name in get_spdx_licensing().known_symbols


@cache
def conflict_kinds() -> tuple[str, ...]:
    """The kinds of conflicts, in the order of their file."""
    text = data_dir("criteria").joinpath("conflicts.yaml").read_text(encoding="utf-8")
    return tuple(load_own(text)["conflicts"])
