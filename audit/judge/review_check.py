"""What a review has to say before it may count: just one subject, a word that is known, a reason,
and words that can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from urllib.parse import urlsplit

from audit.errors import AuditError
from audit.judge.check import named_in
from audit.judge.framework import Requirement
from audit.judge.load import frameworks
from audit.judge.rule import Rule, parts
from audit.licenses.cards import expression_of
from audit.licenses.catalog import LONGEST_EXPRESSION, license_class
from audit.model import Access, Availability, License
from audit.model.review import NO_LICENSE, ReviewEntry, ReviewEvidence, ReviewFile
from audit.model.vocabulary import ROWS
from audit.text.days import is_day

PLAIN = ("met", "unmet", "not-applicable")
"""What may be found of a requirement without levels."""
NOT_APPLICABLE = "not-applicable"
_FAVORABLE = ("released", "partial", "met")
_OWN_TERMS = re.compile(r"LicenseRef-[A-Za-z0-9.-]+", re.ASCII)


@cache
def requirements() -> dict[str, tuple[str, Requirement]]:
    """Every requirement by its id, with the id of its framework."""
    return {
        name: (framework.id, one)
        for framework in frameworks()
        for name, one in framework.requirements.items()
    }


@cache
def builds_on(requirement: str) -> frozenset[str]:
    """The requirements that a requirement's rules name."""
    return frozenset(name for rule in _rules(requirement) for name in named_in(rule))


@cache
def rows_of(requirement: str) -> frozenset[str]:
    """The rows of the inventory that a requirement's rules ask for."""
    return frozenset(row for rule in _rules(requirement) for row in _rows(rule))


def _rules(requirement: str) -> tuple[Rule, ...]:
    one = requirements()[requirement][1]
    rules = (one.rule, *(level.rule for level in one.levels))
    return tuple(rule for rule in rules if rule is not None)


def _rows(rule: Rule) -> Iterator[str]:
    if rule.component is not None:
        yield rule.component
    for inner in parts(rule):
        yield from _rows(inner)


def findings_of(requirement: str) -> tuple[str, ...]:
    """The words in which a requirement may be found; the best first."""
    framework, one = requirements()[requirement]
    if not one.levels:
        return PLAIN
    lowest = next(each.result.lowest for each in frameworks() if each.id == framework)
    return (*(level.name for level in one.levels), lowest, NOT_APPLICABLE)


def terms_of(expression: str) -> License:
    """The terms that a review names; `AuditError` for a license that nobody knows."""
    if expression == NO_LICENSE:
        return License(expression=None, class_="none")
    if len(expression) > LONGEST_EXPRESSION:
        raise AuditError("It is too long for a license expression.", "Give an SPDX expression.")
    known = expression if _OWN_TERMS.fullmatch(expression) else expression_of(expression)
    _check_whole(known)
    return License(expression=known, class_=license_class(known))


def _check_whole(expression: str) -> None:
    """`AuditError` for what no parser takes, such as half an expression."""
    from license_expression import ExpressionError, Licensing  # type: ignore[import-untyped]

    problem = f"{expression!r} is no whole expression."
    try:
        is_whole = Licensing().parse(expression) is not None
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        is_whole = False
    if not is_whole:
        raise AuditError(problem, "Give an SPDX expression.")


def head_problems(head: ReviewFile) -> Iterator[str]:
    """What is wrong with what stands above the reviews."""
    if not head.model.strip():
        yield "model is empty, expected owner/name"
    if not head.reviewer.strip():
        yield "reviewer is empty, expected the name of a person or a register"
    if head.revision is not None and not head.revision.strip():
        yield "revision is empty, expected the commit that was read, or null"
    if head.source is not None and not is_address(head.source):
        yield f"source is {head.source[:80]!r}, expected an address with https"


def entry_problems(entry: ReviewEntry) -> Iterator[str]:
    """What is wrong with one review."""
    if entry.component is not None and entry.requirement is not None:
        yield "it names a component and a requirement, expected one of them"
    elif entry.component is not None:
        yield from _of_component(entry, entry.component)
    elif entry.requirement is not None:
        yield from _of_requirement(entry, entry.requirement)
    else:
        yield "it names nothing, expected component or requirement"
    if not entry.reason.strip():
        yield "reason is empty, expected why"
    yield from _of_evidence(entry)
    yield from _of_days(entry)


def _of_component(entry: ReviewEntry, component: str) -> Iterator[str]:
    if component not in ROWS:
        yield f"there is no component {component!r}; known: {', '.join(ROWS)}"
    if entry.finding is None and entry.license is None and entry.access is None:
        yield "it finds nothing, expected finding, license or access"
    if entry.finding is not None and entry.finding not in list(Availability):
        yield f"finding is {entry.finding!r}, expected {', '.join(Availability)}"
    if entry.license is not None:
        try:
            terms_of(entry.license)
        except AuditError as error:
            problem = error.problem.rstrip(".")
            yield f"license: {problem}, expected an SPDX expression or {NO_LICENSE}"


def _of_requirement(entry: ReviewEntry, requirement: str) -> Iterator[str]:
    if entry.license is not None or entry.access is not None:
        yield "license and access go with component, not with requirement"
    if requirement not in requirements():
        near = get_close_matches(requirement, requirements(), 3, 0.5)
        hint = f"; close to it: {', '.join(near)}" if near else ""
        yield f"there is no requirement {requirement!r}{hint}"
    elif entry.finding not in findings_of(requirement):
        found = "missing" if entry.finding is None else repr(entry.finding)
        yield f"finding is {found}, expected {', '.join(findings_of(requirement))}"


def _is_favorable(entry: ReviewEntry) -> bool:
    """Whether it finds something that counts for the model, at a level of whatever height."""
    if entry.component is not None:
        is_licensed = entry.license not in (None, NO_LICENSE)
        return entry.finding in _FAVORABLE or is_licensed or entry.access is Access.OPEN
    known = requirements().get(entry.requirement or "")
    levels = {level.name for level in known[1].levels} if known else set()
    return entry.finding in _FAVORABLE or entry.finding in levels


def _of_evidence(entry: ReviewEntry) -> Iterator[str]:
    if not entry.evidence:
        yield "evidence is empty, expected a place and the words that stand there"
    for number, one in enumerate(entry.evidence, 1):
        for problem in _of_place(one):
            yield f"evidence {number}: {problem}"
    if entry.evidence and _is_favorable(entry) and not any(one.quote for one in entry.evidence):
        yield "it finds for the model and quotes nothing, expected a quote"


def _of_place(one: ReviewEvidence) -> Iterator[str]:
    if one.url is None and one.artifact is None:
        yield "it names no place, expected url or artifact"
    if one.url is not None and not is_address(one.url):
        yield f"url is {one.url[:80]!r}, expected an address with https"
    if one.artifact is None and (one.path or one.revision):
        yield "path and revision go with artifact"
    if one.lines is not None:
        first, last = one.lines
        if one.path is None:
            yield "lines go with path"
        if not 1 <= first <= last:
            yield f"lines are {first} to {last}, expected first and last line, counted from 1"
    if one.quote is not None and not any(sign.isalnum() for sign in one.quote):
        yield "quote has neither letter nor digit, expected words"


def _of_days(entry: ReviewEntry) -> Iterator[str]:
    days = {"date": entry.date, "valid-until": entry.valid_until}
    wrong = {name: day for name, day in days.items() if day is not None and not is_day(day)}
    for name, day in wrong.items():
        yield f"{name} is {day[:40]!r}, expected a day such as 2026-11-28"
    if not wrong and entry.valid_until is not None and entry.valid_until < entry.date:
        yield f"valid-until is {entry.valid_until}, expected a day from {entry.date} on"


def is_address(url: str) -> bool:
    """Whether it is a web address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
