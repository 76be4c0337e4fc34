"""The words of a rule that came with further frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from audit.judge.evaluate import Evaluator
from audit.judge.kleene import Finding, Truth
from audit.judge.rule import Rule
from audit.model import Availability, Inventory, License

from .inventories import ABSENT, CC, HIDDEN, MIT, NONE, UNKNOWN, base, inventory, row


def judge(rule: Mapping[str, Any], found: Inventory | None = None) -> Finding:
    return Evaluator(found or inventory(), {}).evaluate(msgspec.convert(rule, Rule))


def there(name: str) -> dict[str, Any]:
    return {"component": name, "available": "part"}


META = License(expression="LicenseRef-llama2", class_="community-restricted")
FREE = License(expression=None, class_="public-domain-assertion")
OWN = License(expression="LicenseRef-x", class_="custom-restricted")
ROWS: dict[Truth, str] = {True: "training-code", None: "changelog", False: "model-card"}
FOUND = inventory({"changelog": HIDDEN, "model-card": ABSENT})


@pytest.mark.parametrize(
    ("when", "then", "truth", "applies"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, None, False),
        (False, False, None, False),
        (None, True, True, True),
        (None, False, None, True),
        (None, None, None, True),
    ],
)
def test_applies(when: Truth, then: Truth, truth: Truth, *, applies: bool) -> None:
    rule = {"applies": {"when": there(ROWS[when]), "then": there(ROWS[then])}}
    found = judge(rule, FOUND)
    assert (found.truth, found.applies) == (truth, applies)


def clause(name: str, *values: str) -> dict[str, Any]:
    return {"clause": name, "of": ["weights-final"], "is": list(values)}


@pytest.mark.parametrize(
    ("terms", "rule", "truth"),
    [
        (MIT, clause("user-cap", "none"), True),
        (CC, clause("commercial-use", "allowed"), True),
        (META, clause("user-cap", "none"), False),
        (META, clause("user-cap", "capped"), True),
        (META, clause("field-of-use", "none"), False),
        (UNKNOWN, clause("user-cap", "none"), None),
        (NONE, clause("user-cap", "none"), None),
        (OWN, clause("user-cap", "none"), None),
        (FREE, clause("user-cap", "none"), True),
        (FREE, clause("territory", "worldwide"), None),
    ],
)
def test_a_clause_is_what_the_terms_say(terms: License, rule: dict[str, Any], truth: Truth) -> None:
    found = judge(rule, inventory({"weights-final": row(terms=terms)}))
    assert found.truth is truth
    assert found.because[0].text.startswith("weights-final: ")


def test_a_clause_of_what_is_not_there_is_not_known() -> None:
    found = inventory({"weights-final": row(Availability.WITHHELD, MIT)})
    assert judge(clause("user-cap", "none"), found).truth is None


def test_a_relation_that_is_named() -> None:
    rule = {"lineage": "base-model"}
    assert judge(rule).truth is None
    found = judge(rule, inventory(edges=(base(MIT),)))
    assert found.truth is True
    assert found.because[0].text == "names acme/base"


def test_what_a_person_has_done() -> None:
    rule = Rule(person="read it")
    assert Evaluator(inventory(), {}).evaluate(rule).needs == "read it"
    done = Evaluator(inventory(), {}, done=frozenset({"read it"})).evaluate(rule)
    assert (done.truth, done.reviewed) == (True, True)
