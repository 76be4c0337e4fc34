from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from audit.errors import AuditError
from audit.judge.assess import assess
from audit.judge.lock import Lock, drifts, lock_text, locked, read_lock
from audit.model import (
    Access,
    AccessCondition,
    ArtifactSummary,
    Assessment,
    Conflict,
    GateKind,
    License,
    Role,
    Severity,
    Side,
)

from .inventories import CC, LLAMA, MIT, WHERE, inventory, row

NAME = "acme/tiny"


def assessed(terms: License = MIT, *, gate: GateKind | None = None, **more: Any) -> Assessment:
    found = inventory({"weights-final": row(terms=terms)}, **more)
    target = replace(found.target, revision="1" * 40)
    own = ArtifactSummary(
        id="hf:acme/tiny", role=Role.WEIGHTS, revision="1" * 40, own=True,
        reason="named", url=None,
    )  # fmt: skip
    gates = (AccessCondition(artifact=own.id, gate=gate),) if gate else ()
    return assess(replace(found, target=target, artifacts=(own,), access_conditions=gates))


def test_what_was_agreed_does_not_drift() -> None:
    found = assessed()
    assert drifts(NAME, locked(found), found) == ()


def test_a_lock_is_read_as_it_was_written() -> None:
    models = {"b/b": locked(assessed(LLAMA)), "a/a": locked(assessed())}
    text = lock_text(models)
    assert read_lock(text, "openness.lock") == Lock(models=models)
    assert lock_text(dict(reversed(models.items()))) == text


def test_another_license_drifts_with_both_revisions() -> None:
    changed = assessed(LLAMA)
    later = replace(changed, target=replace(changed.target, revision="2" * 40))
    found = drifts(NAME, locked(assessed()), later)
    assert [one.what for one in found] == ["license", "verdict"]
    assert found[0].text == (
        "the license of weights-final was MIT at 1111111111 and is LicenseRef-Llama-2 at 2222222222"
    )
    assert "osaid-1.0" in found[1].text


@pytest.mark.parametrize(
    ("before", "after", "drifted"),
    [
        (GateKind.NONE, GateKind.MANUAL, True),
        (GateKind.AUTO, GateKind.MANUAL, True),
        (GateKind.NONE, GateKind.PRIVATE, True),
        (GateKind.MANUAL, GateKind.NONE, False),
        (GateKind.NONE, None, False),
        (GateKind.AUTO, GateKind.AUTO, False),
    ],
)
def test_a_gate_that_goes_up(before: GateKind, after: GateKind | None, drifted: bool) -> None:
    found = drifts(NAME, locked(assessed(gate=before)), assessed(gate=after))
    assert any(one.what == "gate" for one in found) is drifted


def test_a_row_behind_a_gate_that_nobody_recorded_is_gated() -> None:
    found = inventory({"weights-final": row(access=Access.GATED)})
    assert locked(assess(found)).gate is GateKind.MANUAL


def test_a_conflict_that_is_new() -> None:
    conflict = Conflict(
        kind="tag-against-text",
        severity=Severity.HIGH,
        text="the tag says MIT",
        sides=(Side(says="MIT", evidence=(WHERE,)),),
    )
    with_conflict = replace(assessed(), conflicts=(conflict,))
    (found,) = drifts(NAME, locked(assessed()), with_conflict)
    assert found.what == "conflict"
    assert "tag-against-text (hf:acme/tiny)" in found.text
    assert drifts(NAME, locked(with_conflict), assessed()) == ()


def test_verdicts_by_other_criteria_are_no_drift() -> None:
    before = replace(locked(assessed()), verdicts="0" * 64)
    assert [one.what for one in drifts(NAME, before, assessed())] == ["verdict"]
    assert drifts(NAME, replace(before, criteria="other"), assessed()) == ()


def test_a_component_that_is_gone_or_new() -> None:
    agreed = locked(assessed(CC))
    without = {**agreed.licenses}
    del without["training-code"]
    (gone,) = drifts(NAME, replace(agreed, licenses={**agreed.licenses, "x": "MIT"}), assessed(CC))
    (new,) = drifts(NAME, replace(agreed, licenses=without), assessed(CC))
    assert gone.text == "the license of x was MIT at 1111111111 and is gone at 1111111111"
    assert new.text.startswith("the license of training-code was not there at")


def test_a_model_that_is_not_locked() -> None:
    (found,) = drifts(NAME, None, assessed())
    assert (found.model, found.what) == (NAME, "absent")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Expected `object`"),
        ("schema: openness-lock/2\nmodels: {}", "schema"),
        ("schema: openness-lock/1", "models"),
        ("schema: openness-lock/1\nmodels: {a: {revision: 3, collected: x}}", "revision"),
        ("schema: openness-lock/1\nmodels: {a: {revision: x}}", "collected"),
        ("schema: openness-lock/1\nmodels: {}\nmore: 1", "more"),
        ("schema: [", "line 2"),
        ("a: &b {}\nc: *b", "aliases"),
    ],
)
def test_a_broken_lock_names_the_place(text: str, told: str) -> None:
    with pytest.raises(AuditError, match=told) as caught:
        read_lock(text, "openness.lock")
    assert caught.value.problem.startswith("openness.lock: ")
    assert "--lock" in caught.value.advice
