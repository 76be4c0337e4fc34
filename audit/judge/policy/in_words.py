"""A rule of a policy as a sentence of plain English, for lists, reports and manual pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from audit.judge import nouns
from audit.judge.load import framework
from audit.judge.policy.file import (
    AgeAsk,
    ClausesAsk,
    ConflictsAsk,
    FrameworkAsk,
    GateAsk,
    LicenseAsk,
    PolicyRule,
    asked,
)
from audit.judge.words import in_words
from audit.licenses.catalog import class_file, classes
from audit.licenses.entries import clause_table
from audit.model.vocabulary import RELATIONS


def words(rule: PolicyRule) -> str:
    """What has to hold: one sentence or two, each with a full stop."""
    word = asked(rule)
    return _WORDS[word](getattr(rule, word))


def handling(rule: PolicyRule) -> str:
    """What follows where the rule is not met, and where that is not known: one sentence."""
    waiting = rule.waiting or rule.unknown
    cases: list[tuple[str, str]] = [("it is not met", rule.unmet)]
    if not rule.conflicts:  # what was not found was not found
        cases.append(("that is not known", rule.unknown))
    if waiting != rule.unknown and (rule.rule or rule.framework or rule.license or rule.clauses):
        cases.append(("that waits for a person", waiting))
    if rule.rule or rule.framework or rule.license or rule.clauses:
        cases.append(("it is met on a presumption", rule.presumed))
    outcomes = list(dict.fromkeys(level for _, level in cases))
    where = {
        one: nouns.listed([case for case, level in cases if level == one], "or") for one in outcomes
    }
    text = "; ".join(f"{_LEVELS[one]} where {where[one]}" for one in outcomes)
    return f"{text[:1].upper()}{text[1:]}."


_LEVELS = {"fail": "fails", "warn": "warns", "pass": "passes"}


def _framework(ask: FrameworkAsk) -> str:
    known = framework(ask.id)
    subject = f"{known.name} {known.version}"
    if ask.requirements:
        subject = f"{nouns.listed(ask.requirements)} of the {subject}"
    if ask.at_least is not None:
        step = next(one for one in known.result.steps if one.id == ask.at_least)
        is_highest = step.id == known.result.steps[0].id
        return f"By {subject}, the model reaches “{step.name}”{'' if is_highest else ' or better'}."
    outcomes = [f"“{_OUTCOMES[one.value]}”" for one in ask.is_ or ask.not_]
    verb = "comes out as" if ask.is_ else "does not come out as"
    return f"{subject} {verb} {nouns.listed(outcomes, 'or')}."


_OUTCOMES = {
    "met": "met",
    "partly": "partly met",
    "unmet": "not met",
    "unknown": "not known",
    "not-applicable": "not applicable",
}


def _license(ask: LicenseAsk) -> str:
    parts = [f"For the terms of {_subjects(ask.of)}:"]
    said = []
    for word, names in (
        ("allowed", ask.allowed),
        ("to be approved by somebody", ask.approval),
        ("not allowed", ask.denied),
    ):
        if names:
            said.append(f"{nouns.listed([_terms(name) for name in names])} are {word}")
    rest = "not allowed" if ask.otherwise == "denied" else "to be approved by somebody"
    said.append(f"all others that are known are {rest}")
    return f"{parts[0]} {'; '.join(said)}."


def _terms(name: str) -> str:
    if name in classes():
        return f"“{classes()[name].words}” ({name})"
    found = class_file().sets.get(name)
    return f"{found.words} ({name})" if found and found.words else name


def _clauses(ask: ClausesAsk) -> str:
    table = clause_table().clauses
    said = [
        f"“{table[clause].asks}” is not answered "
        + nouns.listed([f"“{one.replace('-', ' ')}”" for one in answers], "or")
        for clause, answers in ask.refused.items()
    ]
    return f"By the terms of {_subjects(ask.of)}, {nouns.listed(said)}."


def _conflicts(ask: ConflictsAsk) -> str:
    weights = [one.value for one in ask.severity]
    severity = f" of {nouns.listed(weights, 'or')} severity" if weights else ""
    kinds = f" of the kinds {nouns.listed(ask.kinds, 'or')}" if ask.kinds else ""
    but = f", {nouns.listed(ask.but)} left out" if ask.but else ""
    return f"No conflict{severity}{kinds} was found{but}."


def _gate(ask: GateAsk) -> str:
    kinds = nouns.listed([f"“{_GATES[one.value]}”" for one in ask.accepted], "or")
    admits = ", and turns nobody in the European Union away" if ask.eu_admitted else ""
    return f"What stands before {_subjects(ask.of)} is {kinds}{admits}."


_GATES = {
    "none": "no gate",
    "auto": "a form that lets everybody in",
    "manual": "a request that the owner decides on",
    "private": "a repository that strangers do not see",
    "disabled": "closed by the host",
    "unknown": "a gate of an unknown kind",
}


def _age(ask: AgeAsk) -> str:
    return f"The snapshot is no more than {ask.days:,} days old."


def _subjects(names: tuple[str, ...]) -> str:
    said = [
        f"{nouns.relation(name)[2:]} (if any)" if name in RELATIONS else nouns.noun(name)
        for name in names
    ]
    return nouns.listed([one if one.startswith("the ") else f"the {one}" for one in said])


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "rule": in_words,
    "framework": _framework,
    "license": _license,
    "clauses": _clauses,
    "conflicts": _conflicts,
    "gate": _gate,
    "age": _age,
}
