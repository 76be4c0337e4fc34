"""Of the license sets that would change a verdict any license does, not the example alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from audit.judge.apply import applied
from audit.judge.changes import Changes
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework
from audit.judge.load import frameworks
from audit.judge.rule import Rule
from audit.judge.whole import step_rules
from audit.licenses.catalog import classed_ids, license_class
from audit.licenses.sets import in_set
from audit.model import Access, Availability, Change, ChangeKind, Component, Inventory, License
from audit.model.vocabulary import ROWS

from .inventories import ABSENT, CC, HIDDEN, LLAMA, MIT, NONE, OPEN, UNKNOWN, base, inventory, row
from .written import framework

CLOSED = row(Availability.WITHHELD, MIT, Access.GATED)
NC = License(expression="CC-BY-NC-4.0", class_=license_class("CC-BY-NC-4.0"))
TERMS = [
    *(OPEN, ABSENT, HIDDEN, CLOSED),
    *(row(terms=one) for one in (CC, NC, NONE, LLAMA, UNKNOWN)),
]
inventories = st.builds(
    lambda rows, edges: inventory(rows, edges=tuple(edges)),
    st.dictionaries(st.sampled_from(ROWS), st.sampled_from(TERMS)),
    st.lists(st.sampled_from([base(MIT), base(LLAMA), base(UNKNOWN)]), max_size=2),
)


def members(name: str) -> list[str]:
    """The licenses that are known to count as the set, one of each class and all that it names."""
    passing = [one for one in classed_ids() if in_set(one, license_class(one), name)[0] is True]
    by_class = {license_class(one): one for one in passing}
    return sorted({*by_class.values(), *passing[:: max(1, len(passing) // 8)]})


def under(found: Inventory, change: Change, license_id: str) -> Inventory:
    terms = License(expression=license_id, class_=license_class(license_id))
    if change.kind is ChangeKind.LICENSE:
        changed = replace(found.components[change.subject], license=terms)
        return replace(found, components={**found.components, change.subject: changed})
    edges = (
        replace(edge, license=terms) if edge.relation == change.subject else edge
        for edge in found.lineage
    )
    return replace(found, lineage=tuple(edges))


def other_terms(
    found: Inventory, told: tuple[Change, ...]
) -> Iterator[tuple[Change, str, Inventory]]:
    """The changed inventory with each other license of a named set in place of the example."""
    for change in told:
        if change.kind in {ChangeKind.LICENSE, ChangeKind.UPSTREAM}:
            for license_id in members(change.to):
                yield change, license_id, under(found, change, license_id)


@pytest.mark.parametrize("asked", frameworks(), ids=lambda one: one.id)
@given(found=inventories)
@settings(max_examples=4)
def test_any_license_of_a_named_set_does(asked: Framework, found: Inventory) -> None:
    check(asked, found)


@pytest.mark.parametrize("asked", frameworks(), ids=lambda one: one.id)
@pytest.mark.parametrize("default", TERMS, ids=lambda one: f"{one.license.class_}-{one.access}")
def test_any_license_does_where_all_rows_are_alike(asked: Framework, default: Component) -> None:
    check(asked, inventory(default=default))


def test_new_terms_keep_to_what_clauses_ask_of_the_old() -> None:
    commerce = "{component: weights-final, license: commercial-terms}"
    fields = "{clause: field-of-use, of: [weights-final], is: [none]}"
    asked = framework("binary", {"A": f"rule: {{all: [{commerce}, {fields}]}}"})
    told = Changes(inventory(default=row(terms=NC)), asked.requirements)
    assert [one.to for one in told.of(asked.requirements["A"])] == ["params-open"]


def check(asked: Framework, found: Inventory) -> None:
    changes = Changes(found, asked.requirements)
    rules = [Rule(requirements=(name,)) for name in asked.requirements]
    for rule in (*rules, *step_rules(asked)):
        told = changes.of_rule(rule)
        changed, done = applied(found, told)
        for change, license_id, other in other_terms(changed, told):
            finding = Evaluator(other, asked.requirements, {}, done).evaluate(rule)
            assert finding.truth is True, (rule, change, license_id)
