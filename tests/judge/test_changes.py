"""What would change a verdict: applied, it does; and no part of it does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.judge.apply import applied
from audit.judge.assess import judge
from audit.judge.changes import Changes
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework
from audit.judge.load import frameworks
from audit.judge.rule import Rule
from audit.judge.whole import step_rules
from audit.licenses.sets import set_words
from audit.model import Access, Availability, Change, ChangeKind, DataState, Inventory, Outcome
from audit.model.vocabulary import QUESTIONS, ROWS

from .inventories import ABSENT, CC, HIDDEN, LLAMA, MIT, NONE, OPEN, UNKNOWN, base, inventory, row
from .written import framework

C = "rule: {component: training-code, available: whole, license: osi-approved}"


def change(kind: str, subject: str, to: str = "") -> Change:
    terms = set_words(to) if to else ""
    return Change(kind=ChangeKind(kind), subject=subject, to=to, terms=terms)


@pytest.mark.parametrize(
    ("rule", "found", "expected"),
    [
        (
            C,
            inventory(default=ABSENT),
            [("license", "training-code", "osi-approved"), ("release", "training-code")],
        ),
        (C, inventory(default=row(terms=LLAMA)), [("license", "training-code", "osi-approved")]),
        (C, inventory(default=row(Availability.PARTIAL)), [("release", "training-code")]),
        (
            "rule: {not: {component: weights-final, access: gated}}",
            inventory(default=row(access=Access.GATED)),
            [("access", "weights-final")],
        ),
        ("rule: {question: scope}", inventory(state=DataState.SILENT), [("state", "scope")]),
        (
            "rule: {upstream: params-open}",
            inventory(edges=(base(LLAMA), base(MIT))),
            [("upstream", "base-model", "params-open")],
        ),
        (
            "rule: {all: [{question: scope}, {person: read}]}",
            inventory(state=DataState.SILENT),
            [("sign-off", "read"), ("state", "scope")],
        ),
        (
            "rule: {any: [{all: [{question: scope}, {question: selection}]}, "
            "{component: model-card, available: part}]}",
            inventory(default=ABSENT, state=DataState.SILENT),
            [("release", "model-card")],
        ),
        (
            "rule: {at-least: {count: 2, of: [{question: scope}, {question: selection}, "
            "{component: model-card, available: part}]}}",
            inventory(state=DataState.SILENT),
            [("state", "scope")],
        ),
        (
            "rule: {freedom: use, of: [weights-final, training-code]}",
            inventory({"weights-final": row(terms=LLAMA), "training-code": OPEN}),
            [("license", "weights-final", "params-open")],
        ),
    ],
)
def test_the_smallest_set(rule: str, found: Inventory, expected: list[tuple[str, ...]]) -> None:
    asked = framework("binary", {"A": rule})
    told = judge(asked, found).requirements["A"]
    assert told.outcome is Outcome.UNMET
    assert list(told.changes) == [change(*one) for one in expected]


@pytest.mark.parametrize("wide", ["any-terms", "commercial-terms", "free-terms"])
def test_of_several_terms_of_a_row_the_narrowest_are_told(wide: str) -> None:
    narrow = "{component: weights-final, license: params-open}"
    other = f"{{component: weights-final, license: {wide}}}"
    asked = framework("binary", {"A": f"rule: {{all: [{other}, {narrow}]}}"})
    told = judge(asked, inventory(default=row(terms=NONE))).requirements["A"]
    assert list(told.changes) == [change("license", "weights-final", "params-open")]


def test_wide_terms_alone_are_told_as_such() -> None:
    narrow = "{all: [{component: weights-final, license: params-open}, {question: scope}]}"
    wide = "{component: weights-final, license: free-terms}"
    asked = framework("binary", {"A": f"rule: {{any: [{narrow}, {wide}]}}"})
    found = inventory(default=row(terms=NONE), state=DataState.SILENT)
    told = judge(asked, found).requirements["A"]
    assert list(told.changes) == [change("license", "weights-final", "free-terms")]


@pytest.mark.parametrize(
    "rule",
    [
        "rule: {freedom: use, of: [weights-final]}",
        "rule: {component: weights-final, available: whole, access: open, license: params-open}",
    ],
)
def test_what_has_fit_terms_has_only_to_be_put_online(rule: str) -> None:
    found = inventory({"weights-final": row(Availability.WITHHELD, MIT, Access.GATED)})
    asked = framework("binary", {"A": rule})
    told = Changes(found, asked.requirements).of(asked.requirements["A"])
    assert list(told) == [change("release", "weights-final")]


def test_nothing_published_undoes_what_a_rule_forbids() -> None:
    asked = framework("binary", {"A": "rule: {not: {component: changelog, available: part}}"})
    assert judge(asked, inventory()).requirements["A"].changes == ()


CLOSED = row(Availability.WITHHELD, MIT, Access.GATED)
PARTIAL = row(Availability.PARTIAL, LLAMA, Access.GATED)
inventories = st.builds(
    lambda rows, states, edges: inventory(rows, states, edges=tuple(edges)),
    st.dictionaries(
        st.sampled_from(ROWS),
        st.sampled_from(
            [OPEN, PARTIAL, ABSENT, HIDDEN, CLOSED, row(terms=CC), row(terms=NONE)],
        ),
    ),
    st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(list(DataState))),
    st.lists(st.sampled_from([base(MIT), base(LLAMA), base(UNKNOWN)]), max_size=2),
)


def holds(asked: Framework, rule: Rule, found: Inventory, changes: tuple[Change, ...]) -> bool:
    changed, done = applied(found, changes)
    told = Evaluator(changed, asked.requirements, {}, done).evaluate(rule)
    return told.applies and told.truth is True


def proper_parts(told: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    """All of them; of the very many parts of a large set, those that lack one."""
    least = 0 if len(told) <= 8 else len(told) - 1
    return chain.from_iterable(combinations(told, n) for n in range(least, len(told)))


@pytest.mark.parametrize("asked", frameworks(), ids=lambda one: one.id)
@given(found=inventories)
@settings(max_examples=5)
def test_applied_it_does_and_no_part_of_it_does(asked: Framework, found: Inventory) -> None:
    changes = Changes(found, asked.requirements)
    rules = [Rule(requirements=(name,)) for name in asked.requirements]
    for rule in (*rules, *step_rules(asked)):
        told = changes.of_rule(rule)
        if not told:
            continue
        assert holds(asked, rule, found, told)
        assert not any(holds(asked, rule, found, part) for part in proper_parts(told))
