"""Tests of a policy: example inventories, and what each rule is expected to come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct, field

from audit.judge.assess import assess_by
from audit.judge.policy.check_all import check_all
from audit.judge.policy.converted import converted, mapping_in, mistake
from audit.judge.policy.file import Policy, frameworks_of
from audit.judge.policy.made import Made, made_inventory, made_problems
from audit.model import Inventory
from audit.model.finding import Level, ModelFindings, Waiver
from audit.text.days import is_day

SCHEMA = "openness-policy-test/1"


class Case(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One example. Just one of `inventory` and `made` is set."""

    name: str
    inventory: str = ""
    """A file beside the test, or `bundled:NAME`."""
    made: Made | None = None
    expect: Level
    """What the whole comes to."""
    rules: dict[str, Level] = {}
    """What single rules come to; those that are not named may come to anything."""


class CaseFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A test of a policy as it stands in a file."""

    schema: Literal["openness-policy-test/1"]
    policy: str
    """A file beside the test, or the name of a policy that comes with the tool."""
    day: str
    """The day for which is checked."""
    waivers: tuple[str, ...] = field(default=())
    """Files beside the test."""
    cases: tuple[Case, ...]


class Difference(Struct, frozen=True, kw_only=True):
    """A rule that came to something else than was expected."""

    rule: str
    """Empty for the whole."""
    expected: Level
    found: Level
    why: str


class Tried(Struct, frozen=True, kw_only=True):
    """What came of one case."""

    name: str
    differences: tuple[Difference, ...]


def read_cases(text: str, file: str) -> CaseFile:
    """The cases in a text; `AuditError` names the file, the case and the mistake."""
    plain = mapping_in(text, file)
    if plain.get("schema") != SCHEMA:
        raise mistake(file, "", f"its schema is {plain.get('schema')!r}, expected {SCHEMA}")
    listed = plain.get("cases")
    if not isinstance(listed, list) or not listed:
        raise mistake(file, "", "cases is missing or empty, expected at least one case")
    for number, one in enumerate(listed, 1):
        case = converted(one, Case, file, f"case {number}")
        for problem in _problems(case):
            raise mistake(file, f"case {number} ({case.name[:60]})", problem)
    found = converted(plain, CaseFile, file)
    if not is_day(found.day):
        said = f"day is {found.day[:40]!r}, expected a day such as 2026-11-28"
        raise mistake(file, "", said)
    return found


def _problems(case: Case) -> Iterator[str]:
    if bool(case.inventory) == (case.made is not None):
        yield "expected just one of inventory and made"
    if case.made is not None:
        yield from made_problems(case.made)


def try_cases(
    file: CaseFile,
    policy: Policy,
    waivers: Iterable[Waiver],
    inventory_of: Callable[[str], Inventory],
    name: str,
) -> Iterator[Tried]:
    """What came of each case; `inventory_of` reads what a case names, `name` is the file's."""
    given = tuple(waivers)
    for case in file.cases:
        for rule in case.rules:
            if rule not in policy.rules:
                known = ", ".join(policy.rules)
                said = f"there is no rule {rule[:80]} in {policy.id}; known: {known}"
                raise mistake(name, f"case {case.name[:60]}", said)
        inventory = made_inventory(case.made) if case.made else inventory_of(case.inventory)
        assessment = assess_by(inventory, frameworks_of(policy))
        (found,) = check_all([assessment], policy, given, file.day).models
        yield Tried(name=case.name, differences=tuple(_differences(case, found)))


def _differences(case: Case, found: ModelFindings) -> Iterator[Difference]:
    for rule, expected in case.rules.items():
        answer = found.rules[rule]
        if answer.level is not expected:
            why = "; ".join(p.text for p in answer.points if p.level is answer.level)
            yield Difference(rule=rule, expected=expected, found=answer.level, why=why)
    if found.level is not case.expect:
        why = ", ".join(name for name, one in found.rules.items() if one.level is found.level)
        yield Difference(rule="", expected=case.expect, found=found.level, why=why)
