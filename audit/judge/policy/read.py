"""Reads policies and waivers, those that come with the tool and those of its users."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from audit.data import data_dir
from audit.errors import AuditError
from audit.judge.policy.converted import converted, mapping_in, mistake
from audit.judge.policy.file import SCHEMA, Policy, PolicyRule
from audit.judge.policy.mistakes import policy_rule_problems
from audit.model.finding import Waiver
from audit.text.days import is_day
from audit.text.yaml_lines import lines_of_keys

WAIVERS = "openness-waivers/1"
_REVISION = re.compile(r"[0-9a-fA-F]{7,64}")
_WORDS = ("model", "rule", "reason", "approver")


class Given(NamedTuple):
    """A policy, and the sha256 of the text that it was read from."""

    policy: Policy
    digest: str


def policy_names() -> tuple[str, ...]:
    """The policies that come with the tool, in alphabetical order."""
    folder = data_dir("criteria") / "policies"
    return tuple(sorted(file.stem for file in folder.glob("*.yaml")))


def named_policy(name: str) -> Given:
    """A policy that comes with the tool; `AuditError` names those that there are."""
    if name not in policy_names():
        known = ", ".join(policy_names())
        raise AuditError(f"There is no policy {name[:80]!r}.", f"Give a file, or one of: {known}.")
    text = (data_dir("criteria") / "policies" / f"{name}.yaml").read_text(encoding="utf-8")
    given = read_policy(text, f"criteria/policies/{name}.yaml")
    if given.policy.id != name:
        raise mistake(f"criteria/policies/{name}.yaml", "", f"its id is {given.policy.id}")
    return given


def read_policy(text: str, file: str) -> Given:
    """The policy in a text; `AuditError` names the file, the rule and the mistake."""
    plain = mapping_in(text, file)
    if plain.get("schema") != SCHEMA:
        raise mistake(file, "", f"its schema is {plain.get('schema')!r}, expected {SCHEMA}")
    rules = plain.get("rules")
    if not isinstance(rules, dict) or not rules:
        raise mistake(file, "", "rules is missing or empty, expected at least one rule")
    lines = lines_of_keys(text, "rules")
    for name, rule in rules.items():
        place = f"rule {name}" + (f" (line {lines[name][0]})" if name in lines else "")
        for problem in policy_rule_problems(converted(rule, PolicyRule, file, place)):
            raise mistake(file, place, problem)
    policy = converted(plain, Policy, file)
    return Given(policy, hashlib.sha256(text.encode()).hexdigest())


def read_waivers(text: str, file: str) -> tuple[Waiver, ...]:
    """The waivers in a text; `AuditError` names the file, the entry and the mistake."""
    plain = mapping_in(text, file)
    if plain.get("schema") != WAIVERS:
        raise mistake(file, "", f"its schema is {plain.get('schema')!r}, expected {WAIVERS}")
    if strange := sorted(map(str, set(plain) - {"schema", "waivers"})):
        raise mistake(file, "", f"unknown field {strange[0][:80]!r}, expected schema and waivers")
    listed = plain.get("waivers")
    if not isinstance(listed, list):
        raise mistake(file, "", "waivers is missing or no list, expected a list")
    return tuple(_waiver(one, file, f"entry {n}") for n, one in enumerate(listed, 1))


def _waiver(plain: object, file: str, place: str) -> Waiver:
    waiver = converted(plain, Waiver, file, place)
    for word in _WORDS:
        if not getattr(waiver, word).strip():
            raise mistake(file, place, f"{word} is empty")
    if not is_day(waiver.expires):
        said = f"expires is {waiver.expires[:40]!r}, expected a day such as 2027-06-30"
        raise mistake(file, place, said)
    if waiver.revision and not _REVISION.fullmatch(waiver.revision):
        said = f"revision is {waiver.revision[:80]!r}, expected a commit of 7 to 64 hex digits"
        raise mistake(file, place, said)
    return waiver


def check_rules(waivers: Iterable[Waiver], policy: Policy, file: str) -> None:
    """`AuditError` for a waiver of a rule that the policy does not have."""
    for number, one in enumerate(waivers, 1):
        if one.policy in ("", policy.id) and one.rule not in policy.rules:
            known = ", ".join(policy.rules)
            said = f"there is no rule {one.rule[:80]} in {policy.id}; known: {known}"
            raise mistake(file, f"entry {number}", said)
