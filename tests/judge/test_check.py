from __future__ import annotations

from audit.judge.check import cycle, named_in, rule_problems
from audit.judge.rule import Rule


def test_every_problem_is_told_and_not_only_the_first() -> None:
    rule = Rule(all=(Rule(), Rule(question="when"), Rule(component="changelog")))
    told = list(rule_problems(rule, {}))
    assert [text.partition(";")[2][:12] or text for text in told] == [
        " found none",
        " known: prov",
        "component changelog needs available, license or access",
    ]


def test_a_cycle_among_what_is_not_there() -> None:
    rules = {"A": Rule(claimed=Rule(requirements=("B", "Z"))), "B": Rule(person="look")}
    assert list(named_in(rules["A"])) == ["B", "Z"]
    assert cycle(rules) == ()
