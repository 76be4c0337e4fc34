"""Each rule as a sentence, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest

from audit.judge.policy.in_words import handling, words
from audit.judge.policy.read import named_policy, policy_names

from .policies import policy


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"age": {"days": 1200}}, "The snapshot is no more than 1,200 days old."),
        ({"conflicts": {}}, "No conflict was found."),
        (
            {"conflicts": {"severity": ["high", "low"], "but": ["stray-terms"]}},
            "No conflict of high or low severity was found, stray-terms left out.",
        ),
        (
            {"conflicts": {"kinds": ["stray-terms"]}},
            "No conflict of the kinds stray-terms was found.",
        ),
        (
            {"license": {"of": ["weights-final", "base-model"], "allowed": ["MIT", "none"]}},
            "For the terms of the final weights and the base model (if any): MIT and “no license "
            "was given, so all rights are reserved” (none) are allowed; all others that are known "
            "are not allowed.",
        ),
        (
            {
                "license": {
                    "of": ["training-code"],
                    "approval": ["osi-approved"],
                    "denied": ["data-open"],
                    "otherwise": "approval",
                }
            },
            "For the terms of the training code: “approved by the Open Source Initiative” "
            "(osi-approved) are to be approved by somebody; terms that are open for data "
            "(data-open) are not allowed; all others that are known are to be approved by "
            "somebody.",
        ),
        (
            {"clauses": {"of": ["weights-final"], "refused": {"user-cap": ["capped"]}}},
            "By the terms of the final weights, “Does a number of users or a revenue end the "
            "grant?” is not answered “capped”.",
        ),
        (
            {"gate": {"of": ["weights-final"], "accepted": ["none"], "eu-admitted": True}},
            "What stands before the final weights is “no gate”, and turns nobody in the European "
            "Union away.",
        ),
        (
            {"framework": {"id": "osaid-1.0", "not": ["unmet"]}},
            "Open Source AI Definition 1.0 does not come out as “not met”.",
        ),
        (
            {"framework": {"id": "osaid-1.0", "requirements": ["OSAID-C2"], "is": ["met"]}},
            "OSAID-C2 of the Open Source AI Definition 1.0 comes out as “met”.",
        ),
        (
            {"framework": {"id": "mof-spec", "at-least": "class-3"}},
            "By Model Openness Framework 1.0, the model reaches “Class III - Open Model” "
            "or better.",
        ),
        (
            {"rule": {"component": "weights-final", "available": "whole"}},
            "The final weights are released as a whole.",
        ),
    ],
)
def test_each_word(rule: dict[str, Any], said: str) -> None:
    assert words(policy(one=rule).rules["one"]) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"conflicts": {}}, "Fails where it is not met."),
        ({"age": {"days": 1}}, "Fails where it is not met or that is not known."),
        (
            {"age": {"days": 1}, "unmet": "warn", "unknown": "pass"},
            "Warns where it is not met; passes where that is not known.",
        ),
        (
            {"rule": {"component": "weights-final", "available": "whole"}, "waiting": "warn"},
            "Fails where it is not met or that is not known; warns where that waits for a person "
            "or it is met on a presumption.",
        ),
    ],
)
def test_what_follows(rule: dict[str, Any], said: str) -> None:
    assert handling(policy(one=rule).rules["one"]) == said


def test_every_rule_that_comes_with_the_tool_is_a_sentence() -> None:
    for name in policy_names():
        for rule in named_policy(name).policy.rules.values():
            said = words(rule)
            assert said[0].isupper() or said[0] == "“"
            assert said.endswith(".")
            assert handling(rule).endswith(".")
