"""`openness policy`: the list, one policy in words, and tests of policies."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from audit.cli.policy_page import PAGE, policies_page
from audit.judge.policy.read import policy_names

from .running import Command

POLICIES = Path(__file__).parents[1] / "policies"
ROOT = Path(__file__).parents[2]
OURS = """\
schema: openness-policy/1
id: ours
name: Ours
says: What we ask.
rules:
  there:
    says: The weights can be had.
    help: Publish them.
    rule: {component: weights-final, available: whole}
"""
TEST = """\
schema: openness-policy-test/1
policy: ./ours.yaml
day: 2026-11-28
waivers: [waivers.yaml]
cases:
  - name: there
    inventory: bundled:aria
    expect: pass
  - name: not there
    made: {rows: {weights-final: {availability: withheld}}}
    expect: waived
"""
WAIVERS = """\
schema: openness-waivers/1
waivers:
  - {model: made/model, rule: there, reason: soon, approver: B. Boss, expires: 2026-12-01}
"""


def written(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)


def test_the_list(offline: Command) -> None:
    ran = offline("policy")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == list(policy_names())


@pytest.mark.parametrize("name", policy_names())
def test_one_policy_in_words(offline: Command, name: str) -> None:
    ran = offline("policy", name)
    assert ran.code == 0
    assert f"({name})" in ran.out.splitlines()[0]
    assert "Rule: " in ran.out


def test_a_file_in_words(offline: Command) -> None:
    written(offline.folder, ours=OURS)
    assert "The final weights are released as a whole." in offline("policy", "ours.yaml").out


def test_mistakes(offline: Command) -> None:
    assert "no policy 'nope'. Give a file, or one of: publish-open-source" in offline.fails(
        "policy", "nope"
    )
    assert "nope.yaml cannot be read" in offline.fails("policy", "nope.yaml")
    assert "nothing to test" in offline.fails("policy", "test")
    assert "One policy at a time" in offline.fails("policy", "use-in-eu", "use-commercially")
    assert ". holds no tests of policies" in offline.fails("policy", "test", ".")
    assert "nope.yaml cannot be read" in offline.fails("policy", "test", "nope.yaml")


def test_the_tests_of_the_policies_that_come_with_the_tool(offline: Command) -> None:
    ran = offline("policy", "test", str(POLICIES))
    assert ran.code == 0, ran.out
    assert "✗" not in ran.out


def test_every_such_policy_has_tests_in_which_it_passes_warns_and_fails() -> None:
    seen: dict[str, set[str]] = {}
    for file in POLICIES.iterdir():
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        seen[told["policy"]] = {case["expect"] for case in told["cases"]}
    assert set(seen) == set(policy_names())
    assert all("fail" in levels and levels & {"pass", "warn"} for levels in seen.values())


def test_a_folder_with_a_policy_waivers_and_tests(offline: Command) -> None:
    assert offline("audit", "bundled:aria", "-o", ".").code == 0
    test = TEST.replace("bundled:aria", "aria.json")
    written(offline.folder, ours=OURS, waivers=WAIVERS, tests=test)
    ran = offline("policy", "test", ".")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "✓ tests.yaml: there\n✓ tests.yaml: not there\n2 of 2 cases came out as expected.\n"
    )


def test_what_differs_is_told(offline: Command) -> None:
    differs = TEST.replace("expect: waived", "expect: warn\n    rules: {there: fail}")
    written(offline.folder, ours=OURS, waivers=WAIVERS, tests=differs)
    ran = offline("policy", "test", "tests.yaml")
    assert (ran.code, ran.err) == (1, "")
    assert "✗ tests.yaml: not there\n    there: expected fail, found waived\n" in ran.out
    assert "    the whole: expected warn, found waived\n" in ran.out
    assert "1 of 2 cases came out as expected." in ran.out


def test_the_page_is_current() -> None:
    expected = "run `openness policy --page` and put it at the end of docs/policies.md"
    assert (ROOT / PAGE).read_text(encoding="utf-8").endswith(policies_page()), expected


def test_the_page(offline: Command) -> None:
    assert offline("policy", "--page").out == policies_page()
