"""Every requirement of these frameworks is met, unmet and not known on some inventory; by the
inventory alone, or by what a person signs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit.judge.assess import judge
from audit.judge.framework import Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.load import frameworks
from audit.judge.rule import Rule, parts
from audit.licenses.catalog import license_class
from audit.model import Access, DataState, Inventory, License, Outcome

from .inventories import (
    ABSENT,
    CLOSED_INVENTORY,
    HIDDEN_INVENTORY,
    NONE,
    OPEN_INVENTORY,
    base,
    inventory,
    row,
)

MET, _, UNMET, UNKNOWN, SKIPPED = list(Outcome)
IDS = (
    "dpg-ai",
    "eu-ai-act-foss-gpai",
    "fmti-2023",
    "fmti-2025",
    "g7-openness-2026",
    "open-weights-meeker",
    "osaid-checklist",
    "owd-0.3",
)
KNOWN = {framework.id: framework for framework in frameworks() if framework.id in IDS}


def under(expression: str) -> License:
    return License(expression=expression, class_=license_class(expression))


def weights(terms: License, access: Access = Access.OPEN) -> Inventory:
    return inventory({"weights-final": row(terms=terms, access=access)})


INVENTORIES = (
    OPEN_INVENTORY,
    HIDDEN_INVENTORY,
    CLOSED_INVENTORY,
    inventory(default=ABSENT, state=DataState.SILENT),
    weights(NONE),
    weights(under("CC-BY-NC-4.0")),
    weights(under("LicenseRef-llama3")),
    weights(under("LicenseRef-bigcode-openrail-m")),
    weights(under("LicenseRef-tencent-hunyuan-a13b")),
    weights(under("MIT"), Access.GATED),
    inventory({"training-data": ABSENT}),
    inventory({"training-data": row(terms=under("CC-BY-NC-4.0"))}),
    inventory({"inference-code": ABSENT}, edges=(base(under("LicenseRef-llama3")),)),
)


def words_of(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in parts(rule):
        yield from words_of(part)


def asks_a_person(framework: Framework, requirement: Requirement) -> bool:
    assert requirement.rule is not None
    for one in words_of(requirement.rule):
        named = (framework.requirements[name] for name in one.requirements or ())
        if one.person or any(asks_a_person(framework, other) for other in named):
            return True
    return False


EVERY = [(one, name) for one in KNOWN for name in KNOWN[one].requirements]


def ids_of(pairs: list[tuple[str, str]]) -> list[str]:
    return [name for _, name in pairs]


def test_all_frameworks_are_there() -> None:
    assert set(KNOWN) == set(IDS)


FOUND = {
    one: {
        name: {judged.requirements[name].outcome for judged in verdicts}
        for name in framework.requirements
    }
    for one, framework in KNOWN.items()
    for verdicts in [[judge(framework, found) for found in INVENTORIES]]
}


@pytest.mark.parametrize(("one", "name"), EVERY, ids=ids_of(EVERY))
def test_what_the_inventory_decides_is_reached_both_ways(one: str, name: str) -> None:
    framework = KNOWN[one]
    asked = framework.requirements[name]
    by_itself = FOUND[one][name]
    assert UNKNOWN in by_itself
    if not asks_a_person(framework, asked):
        assert {MET, UNMET} <= by_itself


@pytest.mark.parametrize(("one", "name"), EVERY, ids=ids_of(EVERY))
@pytest.mark.parametrize(("truth", "outcome"), [(True, MET), (False, UNMET)])
def test_what_a_person_signs_is_reached_both_ways(
    one: str, name: str, truth: bool, outcome: Outcome
) -> None:
    signed = {name: Finding(truth=truth, reviewed=True)}
    told = judge(KNOWN[one], HIDDEN_INVENTORY, signed).requirements[name]
    assert told.outcome is outcome
    assert told.basis.value == "reviewed"


@pytest.mark.parametrize("one", IDS)
def test_what_waits_says_what_a_person_has_to_do(one: str) -> None:
    """On an inventory in which nothing is left open, only people's work is."""
    verdict = judge(KNOWN[one], OPEN_INVENTORY)
    waiting = [told for told in verdict.requirements.values() if told.outcome is UNKNOWN]
    assert all(told.needs for told in waiting)


BY_PERSON_ALONE = {
    "dpg-ai": 7,
    "eu-ai-act-foss-gpai": 5,
    "g7-openness-2026": 0,
    "open-weights-meeker": 1,
    "osaid-checklist": 0,
    "owd-0.3": 0,
}


@pytest.mark.parametrize(("one", "count"), BY_PERSON_ALONE.items())
def test_few_requirements_are_left_to_people_alone(one: str, count: int) -> None:
    never = [name for name, found in FOUND[one].items() if found <= {UNKNOWN, SKIPPED}]
    assert len(never) == count, never


NEVER_MET = {
    "dpg-ai": {"DPG-2-data", "DPG-5"},
    "eu-ai-act-foss-gpai": {"EU-P3", "EU-P4", "EU-R1", "EU-R2"},
    "g7-openness-2026": {"G7-I", "G7-X"},
    "open-weights-meeker": {"OWM-2"},
    "osaid-checklist": {f"OSAIDCL-{n}" for n in ("01", "02", "03", "04", "08")},
    "owd-0.3": set(),
}
"""What can fail by itself and is never met by itself."""


@pytest.mark.parametrize(("one", "names"), NEVER_MET.items())
def test_what_the_tool_never_passes(one: str, names: set[str]) -> None:
    found = {name for name, seen in FOUND[one].items() if UNMET in seen and MET not in seen}
    assert found == names


NEVER_FAILED = {
    "dpg-ai": set[str](),
    "eu-ai-act-foss-gpai": {"EU-M4"},
    "g7-openness-2026": set(),
    "open-weights-meeker": set(),
    "osaid-checklist": set(),
    "owd-0.3": set(),
}


@pytest.mark.parametrize(("one", "names"), NEVER_FAILED.items())
def test_what_the_tool_never_fails(one: str, names: set[str]) -> None:
    found = {name for name, seen in FOUND[one].items() if MET in seen and UNMET not in seen}
    assert found == names
