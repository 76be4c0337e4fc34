"""Policies and waivers as files: each mistake with its file, its place and what was expected."""

from __future__ import annotations

from typing import Any

import pytest

from audit.errors import AuditError
from audit.judge.policy.read import (
    check_rules,
    named_policy,
    policy_names,
    read_policy,
    read_waivers,
)

from .policies import policy, text_of

HEAD = "schema: openness-waivers/1\nwaivers:\n"
WAIVER = (
    "- {model: acme/tiny, rule: terms, reason: read, approver: A. Lawyer, expires: 2027-01-31}\n"
)


def refused(text: str) -> str:
    with pytest.raises(AuditError) as caught:
        read_policy(text, "ours.yaml")
    assert caught.value.problem.startswith("ours.yaml")
    return caught.value.problem


def test_a_policy_that_is_right() -> None:
    given = read_policy(text_of(one={"age": {"days": 3}}), "ours.yaml")
    assert given.policy.rules["one"].age is not None
    assert len(given.digest) == 64


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({}, "expected just one of rule, framework, license"),
        ({"age": {"days": 1}, "conflicts": {}}, "found conflicts, age"),
        ({"age": {"days": -1}}, "age.days"),
        ({"age": {"day": 1}}, "unknown field `day`, expected days"),
        ({"ages": {"days": 1}}, "unknown field `ages`, expected says, help"),
        ({"age": {"days": 1}, "unmet": "ignore"}, "expected fail, warn"),
        ({"age": {"days": 1}, "unknown": "ok"}, "expected fail, warn, pass"),
        ({"age": {"days": 1}, "says": " "}, "says and help are empty"),
        ({"age": {"days": 1}, "source": "http://x.example"}, "begins with https://"),
        ({"license": {"of": ["weights"], "allowed": ["MIT"]}}, "no component or relation weights"),
        ({"license": {"of": [], "allowed": ["MIT"]}}, "of is empty"),
        ({"license": {"of": ["weights-final"]}}, "expected at least one name"),
        (
            {"license": {"of": ["weights-final"], "allowed": ["MTI"]}},
            "license, class or set MTI",
        ),
        (
            {"license": {"of": ["weights-final"], "allowed": ["MIT"], "denied": ["MIT"]}},
            "MIT stands twice",
        ),
        ({"clauses": {"of": ["weights-final"], "refused": {}}}, "refused is empty"),
        (
            {"clauses": {"of": ["weights-final"], "refused": {"cap": ["capped"]}}},
            "there is no clause cap; known: commercial-use",
        ),
        (
            {"clauses": {"of": ["weights-final"], "refused": {"user-cap": ["big"]}}},
            "there is no answer big; known: none, capped",
        ),
        ({"clauses": {"of": ["weights-final"], "refused": {"user-cap": []}}}, "user-cap is empty"),
        ({"conflicts": {"severity": ["huge"]}}, "expected critical, high, medium, low"),
        ({"conflicts": {"kinds": ["quarrel"]}}, "there is no kind of conflict quarrel"),
        ({"conflicts": {"but": ["quarrel"]}}, "there is no kind of conflict quarrel"),
        ({"gate": {"of": [], "accepted": ["none"]}}, "of and accepted are empty"),
        ({"gate": {"of": ["model-card"], "accepted": ["none"]}}, "weights-final, training-data"),
        ({"gate": {"of": ["weights-final"], "accepted": ["wall"]}}, "expected none, auto, manual"),
        ({"framework": {"id": "osaid"}}, "there is no framework osaid; known: dpg-ai"),
        ({"framework": {"id": "osaid-1.0"}}, "expected just one of is, not and at-least"),
        (
            {"framework": {"id": "osaid-1.0", "is": ["met"], "not": ["unmet"]}},
            "expected just one of is, not and at-least",
        ),
        ({"framework": {"id": "osaid-1.0", "is": ["good"]}}, "expected met, partly, unmet"),
        ({"framework": {"id": "osaid-1.0", "at-least": "one"}}, "has no classes or labels"),
        ({"framework": {"id": "mof-spec", "at-least": "class-iv"}}, "no class or label class-iv"),
        (
            {"framework": {"id": "osaid-1.0", "is": ["met"], "requirements": ["OSAID-X"]}},
            "there is no requirement OSAID-X",
        ),
        (
            {"framework": {"id": "mof-spec", "at-least": "class-3", "requirements": ["MOFS-9"]}},
            "at-least is of the whole, expected is or not beside requirements",
        ),
        (
            {"framework": {"id": "mof-spec", "is": ["met"], "requirements": ["MOF-X"]}},
            "there is no requirement MOF-X",
        ),
        ({"rule": {"component": "weights", "available": "whole"}}, "there is no component weights"),
        ({"rule": {}}, "expected just one of: all, any"),
        (
            {"rule": {"all": [{"not": {"requirements": ["OSAID-F1"]}}]}},
            "rule: requirements go with framework",
        ),
        ({"rule": {"componet": "weights-final"}}, "unknown field `componet`, expected all, any"),
    ],
)
def test_each_mistake_is_named(rule: dict[str, Any], said: str) -> None:
    problem = refused(text_of(good={"age": {"days": 1}}, bad=rule))
    assert problem.startswith("ours.yaml, rule bad (line ")
    assert said in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected a mapping"),
        ("a: [", "line 2, column 1"),
        ("schema: openness-policy/2\n", "its schema is 'openness-policy/2'"),
        ("schema: openness-policy/1\nrules: {}\n", "rules is missing or empty"),
        ("schema: openness-policy/1\nrules: [a]\n", "rules is missing or empty"),
        ("a: 1\nb: {c: 1, c: 2}\n", "line 2: the key 'c' stands twice"),
        ("&x a: *x\n", "aliases are not read"),
        (text_of(one={"age": {"days": 3}}).replace("id: ours", "id: Our Own"), "id"),
        (text_of(one={"age": {"days": 3}}).replace("name: Ours\n", ""), "missing required field"),
        (text_of(one={"age": {"days": 3}}) + "extra: 1\n", "unknown field `extra`"),
    ],
)
def test_a_file_that_is_none(text: str, said: str) -> None:
    assert said in refused(text)


def test_a_rule_that_stands_twice_is_not_dropped() -> None:
    text = text_of(one={"age": {"days": 3}})
    twice = text + text[text.index("  one:") :]
    assert "the key 'one' stands twice" in refused(twice)


def test_the_policies_that_come_with_the_tool() -> None:
    assert len(policy_names()) == 5
    for name in policy_names():
        assert named_policy(name).policy.id == name
    with pytest.raises(AuditError, match="There is no policy 'nope'"):
        named_policy("nope")


def test_waivers_that_are_right() -> None:
    (one,) = read_waivers(HEAD + WAIVER, "w.yaml")
    assert (one.model, one.expires) == ("acme/tiny", "2027-01-31")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: x\n", "its schema is 'x'"),
        (HEAD, "waivers is missing or no list"),
        (HEAD.replace("waivers:\n", "waivers: []\nwaver: []\n"), "unknown field 'waver'"),
        (HEAD + "- 3\n", "entry 1: expected"),
        (HEAD + WAIVER + WAIVER.replace(", rule: terms", ""), "entry 2: object missing required"),
        (HEAD + WAIVER.replace("reason: read", "reason: ' '"), "entry 1: reason is empty"),
        (HEAD + WAIVER.replace("2027-01-31", "soon"), "expires is 'soon', expected a day"),
        (HEAD + WAIVER.replace("2027-01-31", "'2027-02-30'"), "expires is '2027-02-30'"),
        (HEAD + WAIVER.replace("}", ", revision: main}"), "revision is 'main', expected a commit"),
        (HEAD + WAIVER.replace("}", ", until: 1}"), "unknown field `until`, expected model, rule"),
        (HEAD + WAIVER.replace("}", ", rule: terms}"), "the key 'rule' stands twice"),
    ],
)
def test_each_mistake_in_waivers_is_named(text: str, said: str) -> None:
    with pytest.raises(AuditError) as caught:
        read_waivers(text, "w.yaml")
    assert caught.value.problem.startswith("w.yaml")
    assert said in caught.value.problem


def test_a_waiver_of_no_rule_is_named() -> None:
    asked = policy(other={"age": {"days": 3}})
    waivers = read_waivers(HEAD + WAIVER, "w.yaml")
    with pytest.raises(AuditError, match="entry 1: there is no rule terms in ours; known: other"):
        check_rules(waivers, asked, "w.yaml")
    theirs = read_waivers(HEAD + WAIVER.replace("}", ", policy: theirs}"), "w.yaml")
    check_rules(theirs, asked, "w.yaml")


@pytest.mark.parametrize("name", ["Upper", "two words", "a\n::error::x"])
def test_names_of_rules_are_plain(name: str) -> None:
    said = refused(text_of(**{name: {"age": {"days": 3}}}))
    assert "rules" in said or "rule" in said
