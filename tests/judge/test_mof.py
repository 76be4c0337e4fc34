"""The Model Openness Framework, as its tool has it and as it is meant."""

from __future__ import annotations

import pytest

from audit.judge.assess import judge
from audit.model import Availability, ChangeKind, License
from audit.registers.score import framework_named
from tests.judge.inventories import (
    ABSENT,
    CC,
    CLOSED_INVENTORY,
    HIDDEN,
    HIDDEN_INVENTORY,
    LLAMA,
    MIT,
    NONE,
    OPEN_INVENTORY,
    inventory,
    row,
)

PROFILES = ("mof-mot", "mof-spec")


@pytest.mark.parametrize("name", PROFILES)
def test_every_requirement_is_reached_as_met_unmet_and_unknown(name: str) -> None:
    framework = framework_named(name)
    for found, outcome in (
        (OPEN_INVENTORY, "met"),
        (HIDDEN_INVENTORY, "unknown"),
        (CLOSED_INVENTORY, "unmet"),
    ):
        verdict = judge(framework, found)
        assert {one.outcome for one in verdict.requirements.values()} == {outcome}


@pytest.mark.parametrize("name", PROFILES)
def test_one_part_that_lacks_is_named_with_the_class_that_it_opens(name: str) -> None:
    verdict = judge(framework_named(name), inventory({"evaluation-data": ABSENT}))
    assert verdict.says == "Class III - Open Model"
    changes = verdict.steps["class-2"].changes
    assert {(one.kind, one.subject) for one in changes} == {
        (ChangeKind.RELEASE, "evaluation-data"),
        (ChangeKind.LICENSE, "evaluation-data"),
    }


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_not_known_leaves_a_class_open(name: str) -> None:
    verdict = judge(framework_named(name), inventory({"evaluation-data": HIDDEN}))
    assert (verdict.reached, verdict.possible) == ("class-3", "class-1")
    progress = [verdict.steps[name].progress for name in ("class-3", "class-2", "class-1")]
    assert progress == [(100, 100), (90, 100), (0, 100)]


@pytest.mark.parametrize(
    ("terms", "tool", "spec"),
    [
        (MIT, "met", "met"),
        (CC, "met", "met"),
        (NONE, "unmet", "unmet"),
        (LLAMA, "unmet", "unmet"),
        (License(expression="MIT OR Apache-2.0", class_="osi-approved"), "unmet", "met"),
        (
            License(expression="LicenseRef-OpenMDW-1.1", class_="ai-bundle-permissive"),
            "unmet",
            "met",
        ),
        (License(expression="WTFPL", class_="fsf-libre-not-osi"), "met", "unmet"),
        (License(expression=None, class_="unresolved"), "unknown", "unknown"),
        (License(expression="MIT", class_="unresolved"), "unknown", "unknown"),
    ],
)
def test_terms_of_the_weights(terms: License, tool: str, spec: str) -> None:
    found = inventory({"weights-final": row(terms=terms)})
    assert judge(framework_named("mof-mot"), found).requirements["MOF-10"].outcome == tool
    assert judge(framework_named("mof-spec"), found).requirements["MOFS-10"].outcome == spec


def test_weights_under_a_license_for_code_warn_in_the_tool_alone() -> None:
    tool = judge(framework_named("mof-mot"), OPEN_INVENTORY).requirements["MOF-10"]
    spec = judge(framework_named("mof-spec"), OPEN_INVENTORY).requirements["MOFS-10"]
    assert tool.warnings
    assert not spec.warnings


def test_a_part_is_enough_for_checkpoints_and_not_for_code() -> None:
    part = row(Availability.PARTIAL)
    found = inventory({"weights-intermediate": part, "training-code": part})
    verdict = judge(framework_named("mof-mot"), found)
    assert verdict.requirements["MOF-24"].outcome == "met"
    assert verdict.requirements["MOF-7"].outcome == "unmet"
